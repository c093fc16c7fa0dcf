import type { Json } from './model.ts';

/** What administrators set up on a site: people, projects, workflows and fields. Plain data, like the issues. */

export interface NamedValue {
	id: string;
	name: string;
}

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
	/** Read-only: its issues can be seen by address, and search leaves them out. */
	archived?: boolean;
	issueTypeIds: string[];
	/** By issue type id, `*` for all others. */
	workflows: Record<string, string>;
	priorityIds: string[];
	members: Record<string, Role>;
	/** Permissions that an account lacks although its role has them, by account id. */
	withheld?: Record<string, string[]>;
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
