/**
 * What one Jira site holds, as plain data: everything here survives JSON.stringify unchanged, so that a site can be
 * saved, reloaded and compared. Times are epoch milliseconds; how they look is decided by the views.
 */

import type { Account, CustomField, IssueType, NamedValue, Project, Status, Workflow } from './configuration.ts';

export type * from './configuration.ts';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

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
	/** When it was archived; such an issue is as read-only as one of an archived project. */
	archived?: number;
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
