/**
 * What one Jira site holds, as plain data: everything here survives JSON.stringify unchanged, so that a site can be
 * saved, reloaded and compared. Times are epoch milliseconds; how they look is decided by the views.
 */

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** What a member may do in a project. Customers only see the portal: REST answers them as if nothing were there. */
export type Role = 'admin' | 'worker' | 'reader' | 'customer';

export interface ApiToken {
	token: string;
	/** Present on tokens "with scopes": those work below the gateway only. */
	scopes?: string[];
}

export interface Account {
	accountId: string;
	/** Short name used by tests and the page; Jira itself never shows it. */
	handle: string;
	displayName: string;
	email: string;
	/** Privacy setting: when false the address is left out of every answer to others. */
	emailVisible: boolean;
	accountType: 'atlassian' | 'app' | 'customer';
	active: boolean;
	timeZone: string;
	locale: string;
	siteAdmin: boolean;
	tokens: ApiToken[];
}

export interface ScreenField {
	id: string;
	required?: boolean;
}

export interface Screens {
	/** By issue type id, `*` for all others. */
	create: Record<string, ScreenField[]>;
	edit: Record<string, ScreenField[]>;
}

export interface Component {
	id: string;
	name: string;
}

export interface Version {
	id: string;
	name: string;
	released: boolean;
	archived: boolean;
}

export interface SecurityLevel {
	id: string;
	name: string;
	/** Accounts that see issues of this level, whatever their role. */
	accountIds: string[];
}

export interface Project {
	id: string;
	key: string;
	name: string;
	type: 'software' | 'service_desk';
	leadId: string;
	nextNumber: number;
	issueTypeIds: string[];
	/** By issue type id, `*` for all others. */
	workflows: Record<string, string>;
	priorityIds: string[];
	members: Record<string, Role>;
	components: Component[];
	versions: Version[];
	securityLevels: SecurityLevel[];
	screens: Screens;
	properties: Record<string, Json>;
}

export interface IssueType {
	id: string;
	name: string;
	untranslatedName: string;
	hierarchyLevel: number;
}

export type StatusCategoryKey = 'new' | 'indeterminate' | 'done';

export interface Status {
	id: string;
	name: string;
	category: StatusCategoryKey;
}

export interface Transition {
	id: string;
	name: string;
	/** Status ids it leaves from; an empty list means a global transition. */
	from: string[];
	to: string;
	screen?: ScreenField[];
	/** Post function: a resolution id, or null to clear it. */
	setResolution?: string | null;
	/** Condition: only these project roles see it. */
	onlyRoles?: Role[];
	/** Name a "fire event" post function puts into webhook bodies; Jira's default is issue_generic. */
	firesEvent?: string;
}

export interface Workflow {
	id: string;
	name: string;
	initialStatusId: string;
	statusIds: string[];
	transitions: Transition[];
}

export interface FieldOption {
	id: string;
	value: string;
	children?: FieldOption[];
}

export type CustomFieldType =
	| 'textfield' | 'textarea' | 'float' | 'select' | 'radiobuttons' | 'multiselect' | 'multicheckboxes'
	| 'cascadingselect' | 'datepicker' | 'datetime' | 'userpicker' | 'multiuserpicker' | 'url' | 'labels' | 'version' | 'multiversion';

export interface CustomField {
	id: string;
	name: string;
	type: CustomFieldType;
	options?: FieldOption[];
}

export interface Visibility {
	type: 'role' | 'group';
	value: string;
	identifier: string | null;
}

export interface Comment {
	id: string;
	authorId: string;
	updateAuthorId: string;
	body: Json;
	created: number;
	updated: number;
	visibility: Visibility | null;
	properties: Record<string, Json>;
}

export interface Attachment {
	id: string;
	/** Identity in the media store: what `media` nodes and download redirects name. */
	mediaId: string;
	authorId: string;
	filename: string;
	mimeType: string;
	size: number;
	sha256: string;
	blob: string;
	created: number;
}

export interface Worklog {
	id: string;
	authorId: string;
	updateAuthorId: string;
	comment: Json;
	started: number;
	timeSpentSeconds: number;
	created: number;
	updated: number;
}

export interface RemoteLink {
	id: number;
	globalId: string | null;
	application: Record<string, Json> | null;
	relationship: string | null;
	object: Record<string, Json>;
}

export interface ChangeItem {
	field: string;
	fieldId?: string;
	fieldtype: 'jira' | 'custom';
	from: string | null;
	fromString: string | null;
	to: string | null;
	toString: string | null;
}

export interface History {
	id: string;
	authorId: string;
	created: number;
	items: ChangeItem[];
	historyMetadata?: Json;
}

export interface Issue {
	id: string;
	key: string;
	projectId: string;
	creatorId: string;
	created: number;
	updated: number;
	resolved: number | null;
	statusChanged: number;
	/** Stored form of every field that can be set or moved: ids for objects, ADF for rich text. */
	values: Record<string, Json>;
	comments: Comment[];
	attachments: Attachment[];
	worklogs: Worklog[];
	remoteLinks: RemoteLink[];
	properties: Record<string, Json>;
	watcherIds: string[];
	changelog: History[];
}

export interface IssueLink {
	id: string;
	typeId: string;
	/** The issue whose page reads the outward phrase ("blocks"). */
	inwardId: string;
	outwardId: string;
}

export interface LinkType {
	id: string;
	name: string;
	inward: string;
	outward: string;
}

export interface Webhook {
	id: string;
	name: string;
	url: string;
	events: string[];
	jql: string;
	excludeBody: boolean;
	enabled: boolean;
	secret: string | null;
	ownerId: string;
	lastUpdated: number;
}

export interface NamedValue {
	id: string;
	name: string;
}

export interface SiteData {
	name: string;
	title: string;
	cloudId: string;
	uploadLimit: number;
	counters: Record<string, number>;
	accounts: Account[];
	roles: NamedValue[];
	groups: NamedValue[];
	issueTypes: IssueType[];
	statuses: Status[];
	priorities: NamedValue[];
	resolutions: NamedValue[];
	linkTypes: LinkType[];
	customFields: CustomField[];
	workflows: Workflow[];
	projects: Project[];
	issues: Record<string, Issue>;
	/** Keys that once named an issue, after a move: they still resolve. */
	formerKeys: Record<string, string>;
	issueLinks: IssueLink[];
	userProperties: Record<string, Record<string, Json>>;
	webhooks: Webhook[];
}
