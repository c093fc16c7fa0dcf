import type { RichText } from '../content/richText';

/** What the rooms above know of a Jira issue; the same for Cloud and Data Center. */
export interface JiraIssue {
	/** Numeric id as text; never changes, unlike the key. */
	id: string;
	key: string;
	/** Raw field values by field id, as Jira gave them. A missing key means "not asked or not loaded". */
	fields: Record<string, unknown>;
	properties: Record<string, unknown>;
	/** Newest field changes; empty unless asked for. At most the last 100 history entries. */
	changes: FieldChange[];
	/** True when `changes` are all there ever were. */
	historyComplete?: boolean;
	/** Transitions available now; undefined unless asked for. */
	transitions?: JiraTransition[];
	/** What the account may edit on the issue, by field id; undefined unless asked for. */
	editFields?: Record<string, FieldMeta>;
	/** Custom fields whose text is markup, where the values themselves do not show it. */
	richFields?: string[];
	/** Field names by field id; empty unless asked for. */
	names: Record<string, string>;
}

export interface FieldChange {
	fieldId: string;
	/** ISO 8601 in UTC. */
	at: string;
	from: string | null;
	to: string | null;
	fromString: string | null;
	toString: string | null;
}

export interface JiraAccount {
	/** accountId on Cloud, user key or name on Data Center. */
	id: string;
	name: string;
	email?: string;
	/** Of Data Center, where it was asked for: the user name, by which people are written. */
	login?: string;
}

export interface JiraComment {
	id: string;
	author: JiraAccount;
	/** ISO 8601 as Jira gave it. */
	created: string;
	updated: string;
	/** Account of whoever wrote the text that stands; undefined where Jira does not tell. */
	editor?: string;
	body: RichText;
	/** For customers of a service project: true public, false internal, undefined unknown. */
	public: boolean | undefined;
	/** Of a counterpart's comments: customers of its service project read it. */
	toCustomers?: boolean;
	/** Restricted to a role or group. */
	restricted: boolean;
	/** Name and id of that role or group; undefined when Jira does not tell. */
	audience?: string[];
	/** Comment properties; undefined unless asked for. */
	properties?: Record<string, unknown>;
}

export interface JiraAttachment {
	id: string;
	name: string;
	/** Bytes. */
	size: number;
	mimeType: string;
	created: string;
	author: JiraAccount;
}

export interface JiraTransition {
	id: string;
	name: string;
	to: { id: string; name: string };
	/** Fields of its screen by field id; undefined unless asked for. */
	fields?: Record<string, FieldMeta>;
}

export interface FieldMeta {
	fieldId: string;
	name: string;
	required: boolean;
	hasDefaultValue: boolean;
	/** `string`, `user`, `option`, `array`, ... as in Jira's schema. */
	type: string;
	/** What an `array` holds. */
	items?: string;
	/** Kind of a custom field, e.g. `com.atlassian.jira.plugin.system.customfieldtypes:textarea`. */
	custom?: string;
	allowedValues?: Array<Record<string, unknown>>;
}

export interface Property {
	key: string;
	value: unknown;
}
