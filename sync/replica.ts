import type { RichText } from '../content/richText';
import type { Origin } from './origin';

/** Format of the items between the nodes. A reader refuses any other. */
export const ITEM_FORMAT = 1;

export interface Person {
	id: string;
	name: string;
	email?: string;
}

export interface Named {
	id: string;
	name: string;
}

export interface IssueType extends Named {
	/** Issues of this type stand below another one. */
	subtask?: boolean;
}

/** A value together with the moment it was set (ISO 8601, UTC); null when Jira no longer tells. */
export interface Since extends Named {
	since: string | null;
}

export interface ReplicaComment {
	id: string;
	author: Person;
	created: string;
	updated: string;
	body: RichText;
	/** Everybody who sees the issue sees it; false for an internal or restricted comment that a rule let out. */
	public: boolean;
	/** Its copy is public although others arrive internal; only known where it arrives (`withOpenComments`). */
	open?: true;
	/** Address of the comment at its own site. */
	url: string;
	/** Of a copy that another connection has brought and this one sends on: what it is a copy of. */
	root?: Origin;
}

export interface ReplicaFile {
	id: string;
	name: string;
	/** Bytes. */
	size: number;
	mimeType: string;
	created: string;
	author: Person;
	/** Uploaded by the account of the sync, perhaps a copy of what the other side already has. */
	bySyncAccount: boolean;
}

export interface IssueAddress {
	id: string;
	key: string;
	url: string;
}

export interface SiteAddress {
	/** cloudId, or what stands for it on Data Center. Not the address: addresses change. */
	id: string;
	url: string;
	deployment: 'cloud' | 'dataCenter';
	/** Milliseconds by which its clock is ahead of the clock of the n8n that built the replica. */
	clockAhead: number;
}

/**
 * Last synced value of a field, seen from the side that keeps it: fingerprints of what the other side
 * had (`r`) and of what was stored here for it (`l`), how often the pair has synced it, and short
 * values in clear.
 */
export interface SyncedField {
	r: string;
	l: string;
	n: number;
	v?: string;
	/** The remote field it came from, where that has another id than the field it is written to. */
	f?: string;
	/** Fingerprint of the remote field's own value, where rules made another one of it: `r` is what they made. */
	s?: string;
	/** The text was stored without a file that it shows: it is written again once the file is there. */
	m?: true;
	/** What was written here in the last minutes: beginnings of fingerprints with epoch seconds (sync/oscillation.ts). */
	h?: Array<[string, number]>;
	/** Since when (epoch seconds) the field is left alone, because it went to and fro, and a print of the run that found it. */
	x?: { at: number; run: string };
}

export interface ReplicaMeta {
	format: typeof ITEM_FORMAT;
	connection: string;
	site: SiteAddress;
	issue: IssueAddress;
	/** When the issue was read, ISO 8601. */
	builtAt: string;
	/** `updated` of the issue as it was read. */
	updated: string;
	/** Fields that the outgoing rules named: only these exist below; the rest was withheld. */
	fields: string[];
	/** When a field last changed, for fields whose change is still in the newest history. */
	changedAt: Record<string, string>;
	/** The counterpart that the issue's own record names, with the last synced values. */
	twin: (IssueAddress & { site: string }) | null;
	synced: Record<string, SyncedField>;
	/** Set when the pair was disconnected: the former counterpart. Such an issue is let out only when it is named by hand. */
	disconnected?: IssueAddress & { site: string };
	/** The issue's own record and remote link are there and right. */
	recorded: boolean;
	/** Content that was held back, by reason; numbers only. */
	withheld: Record<string, number>;
	/** Ids of comments that exist and are withheld: copies from the time when they were let out are withdrawn. */
	withdrawn?: string[];
	/** Ids of content that exists and is not sent, so that nobody takes it for deleted. */
	unsent?: { comments: string[]; files: string[] };
	/** Rules wanted a field the issue did not show. */
	notes: string[];
	/** The issue was deleted, which was proved; no field exists below, and the moment is ISO 8601. */
	deleted?: { at: string };
	/** The issue's own record says that its counterpart, `twin`, was deleted (ISO 8601, empty when not known since when). */
	twinDeleted?: { at: string };
	/** Why the parent is not here although the rules name it; undefined when the scope hides none. */
	parentOutside?: string;
	/** The pair ends, and each side takes itself out of it; no field exists below. */
	ends?: PairEnd;
}

/** Why a pair ends, as its outcome tells. */
export interface PairEnd {
	code: 'noLongerMatches' | 'stoppedByRule';
	reason: string;
}

/**
 * A custom field, whose value is as Jira gave it, or a value that the outgoing rules made themselves, which is any JSON.
 * Whoever receives it reads both under their names: `customFields."Name".value` in a script.
 */
export interface NamedReplicaValue {
	/** Field id at the site the replica comes from; of a value that is no field there, its name. */
	id: string;
	value: unknown;
}

/**
 * What leaves a side: exactly the fields that outgoing rules name, plus `meta`. A field that is not
 * there was not named; null means it is empty.
 */
export interface Replica {
	meta: ReplicaMeta;
	key?: string;
	summary?: string;
	description?: RichText | null;
	assignee?: Person | null;
	reporter?: Person | null;
	creator?: Person | null;
	project?: Named & { key: string };
	type?: IssueType;
	priority?: Named | null;
	status?: Since & { category: string };
	resolution?: Since | null;
	labels?: string[];
	due?: string | null;
	environment?: RichText | null;
	parent?: { id: string; key: string } | null;
	components?: Named[];
	fixVersions?: Named[];
	affectedVersions?: Named[];
	created?: string;
	updated?: string;
	comments?: ReplicaComment[];
	attachments?: ReplicaFile[];
	/** By name, without regard to where they come from. */
	customFields?: Record<string, NamedReplicaValue>;
}

export type ReplicaField = Exclude<keyof Replica, 'meta' | 'customFields'>;

/** Jira field id behind each replica field. `key` and `project` come with every issue. */
export const JIRA_FIELD: Record<ReplicaField, string> = {
	affectedVersions: 'versions',
	assignee: 'assignee',
	attachments: 'attachment',
	comments: 'comment',
	components: 'components',
	created: 'created',
	creator: 'creator',
	description: 'description',
	due: 'duedate',
	environment: 'environment',
	fixVersions: 'fixVersions',
	key: 'key',
	labels: 'labels',
	parent: 'parent',
	priority: 'priority',
	project: 'project',
	reporter: 'reporter',
	resolution: 'resolution',
	status: 'status',
	summary: 'summary',
	type: 'issuetype',
	updated: 'updated',
};

/** The name under which a field of Jira travels in a replica; undefined for custom fields and others. */
export const replicaFieldOf = (fieldId: string): ReplicaField | undefined =>
	(Object.keys(JIRA_FIELD) as ReplicaField[]).find((name) => JIRA_FIELD[name] === fieldId);

/** The fields that both sides of the service-desk use case send, and nothing else. */
export const SERVICE_DESK_FIELDS: ReplicaField[] = [
	'key',
	'assignee',
	'reporter',
	'summary',
	'description',
	'comments',
	'resolution',
	'status',
	'project',
	'attachments',
];

/** What works without any choice: the fields that Basic incoming rules write, and what a counterpart is created as and below. */
export const BASIC_FIELDS: ReplicaField[] = ['key', 'summary', 'description', 'comments', 'attachments', 'type', 'parent'];
