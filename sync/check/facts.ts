import type { FieldMeta, JiraAccount, JiraTransition } from '../issue';
import type { PlacedRow } from '../mapping';
import type { SiteField } from '../suggest/siteFields';
import type { ScriptRule } from './scripts';

/** One permission of the account. */
export interface Permission {
	/** Stable key, e.g. `ADD_COMMENTS`. */
	key: string;
	/** As Jira shows it to the account, in its language. */
	name: string;
	held: boolean;
}

/** A project as the account sees it. */
export interface ProjectFacts {
	id: string;
	key: string;
	name: string;
	archived: boolean;
	/** `service_desk`, `software`, `business`; undefined where Jira does not tell. */
	type?: string;
	/** Cloud: its settings are its own, and its permissions hang on roles. */
	teamManaged: boolean;
}

/** Features that an administrator can switch off for a whole site. */
export interface SiteSettings {
	attachments: boolean;
	issueLinking: boolean;
}

export interface SeenTransitions {
	transitions: JiraTransition[];
	/** The same by the id of the status in which they were seen. */
	byStatus: Record<string, JiraTransition[]>;
	/** Names of statuses without an issue to look at: what leads out of them cannot be seen. */
	unseen: string[];
}

/** What Jira said to a question, or why nobody can tell. */
export type Told<T> = { told: T } | Untold;

export interface Untold {
	/** Why not, in a sentence without content of issues. */
	untold: string;
	/** What a person does next. */
	next: string;
	/** Stable code of the refusal, where it was one. */
	code?: string;
}

/** Where the claim of a creation finds a place. */
export type ClaimHome = 'account' | 'project' | 'nowhere';

/** What a connection uses. */
export type Used = 'attachments' | 'comments' | 'creation' | 'deletion' | 'internalComments' | 'quietEdits' | 'remoteLinks' | 'removals' | 'transitions' | 'webhook';

/** What is to be checked at one site. */
export interface CheckQuestion {
	connection: string;
	/** Issues are read here for the other side. */
	reads: boolean;
	/** Counterparts are written here. */
	writes: boolean;
	/** Project key; undefined when none was chosen, which is allowed where nothing is written. */
	project: string | undefined;
	/** Type of new counterparts. */
	type: { id: string } | { name: string };
	used: Used[];
	/** Names or ids of transitions. */
	transitions: string[];
	/** Rows of the rules that write here, without the scripts among them; undefined for Basic rules. */
	rows?: PlacedRow[];
	/** The scripts among the rules. */
	scripts?: ScriptRule[];
	/** Fields of the other side, where they are known. */
	remoteFields?: SiteField[];
}

/** Everything that was read of a site for a check. */
export interface CheckFacts {
	deployment: 'cloud' | 'dataCenter';
	siteUrl: string;
	account: Told<JiraAccount>;
	siteId: Told<string>;
	/** Milliseconds by which the site's clock is ahead of ours. */
	clockAhead: number;
	/** `undefined` told: Jira does not show it. */
	project: Told<ProjectFacts | undefined>;
	/** Keys of the projects that the account sees; asked only when the project is not among them. */
	visibleProjects: Told<string[]>;
	permissions: Told<Permission[]>;
	globalPermissions: Told<Permission[]>;
	agent: Told<Permission[]>;
	types: Told<Array<{ id: string; name: string }>>;
	createFields: Told<FieldMeta[]>;
	/** `undefined` told: there is no issue of the type whose edit screen could be looked at. */
	editFields: Told<FieldMeta[] | undefined>;
	/** Fields of the whole site; asked only where rules name one by its name. */
	fields: Told<Array<{ id: string; name: string }>>;
	transitions: Told<SeenTransitions>;
	webhooks: Told<Array<{ name: string; url: string; enabled: boolean }>>;
	claims: Told<ClaimHome>;
	settings: Told<SiteSettings>;
	/** Bytes. */
	uploadLimit: Told<number>;
}

/** Whether the account holds a permission; undefined when nobody can tell. */
export const holds = (permissions: Told<Permission[]>, key: string): boolean | undefined =>
	'told' in permissions ? permissions.told.find((each) => each.key === key)?.held : undefined;
