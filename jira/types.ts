import type { RichText } from '../content/richText';
import type { Permission, ProjectFacts, SeenTransitions, SiteSettings } from '../sync/check/facts';
import type { FieldMeta, JiraAccount, JiraAttachment, JiraComment, JiraIssue, JiraTransition, Property } from '../sync/issue';
import type { TypeChoice } from '../sync/newType';

export type {
	FieldChange,
	FieldMeta,
	JiraAccount,
	JiraAttachment,
	JiraComment,
	JiraIssue,
	JiraTransition,
	Property,
} from '../sync/issue';

export type { Permission, ProjectFacts, SeenTransitions, SiteSettings } from '../sync/check/facts';
export type { TypeChoice } from '../sync/newType';

export interface IssueQuestion {
	/** Field ids; `comment` and `attachment` are fields too. */
	fields: string[];
	properties?: string[];
	changes?: boolean;
	/** What the account may edit, with the allowed values. */
	editFields?: boolean;
	transitions?: boolean;
	/** Rather a failure than an issue without a field that Jira could not load. Only of one issue, and Data Center does not know it. */
	whole?: boolean;
}

export interface RemoteLink {
	globalId: string;
	title: string;
	url: string;
	relationship: string;
}

export interface Found {
	id: string;
	key: string;
	properties: Record<string, unknown>;
	fields: Record<string, unknown>;
}

export interface SearchQuestion {
	jql: string;
	fields?: string[];
	properties?: string[];
	/** Numeric ids whose newest state the answer must reflect (Cloud, at most 50). */
	reconcile?: string[];
	/** At most this many results; fewer mean that there are no more. */
	limit: number;
}

/** A query whose results are taken page by page, however many they are. */
export type WalkQuestion = Pick<SearchQuestion, 'fields' | 'jql' | 'properties'>;

/** What it takes to walk through the results of a query. */
export interface WalkCost {
	/** How many issues it finds; on Cloud an estimate of Jira's. */
	issues: number;
	requests: number;
}

export interface Webhook {
	/** Path of the registration below the site address. */
	path: string;
	name: string;
	url: string;
	events: string[];
	enabled: boolean;
	jql: string;
}

export interface WebhookRegistration {
	name: string;
	url: string;
	events: string[];
	jql: string;
	secret: string;
}

/** A comment as Jira answers a write of it. */
export interface WrittenComment {
	id: string;
	/** By Jira's clock, as Jira gave it; undefined where it does not tell. */
	updated?: string;
}

/** An entry of a picker: a project, an issue type, a transition. */
export interface Choice {
	id: string;
	name: string;
}

/** Everything the engine asks of a site. One implementation for Cloud, one for Data Center. */
export interface Jira {
	/** Site address without trailing slash, as people open it. */
	readonly siteUrl: string;
	readonly deployment: 'cloud' | 'dataCenter';
	/** Rich text as this site reads and writes it. */
	readonly format: RichText['format'];
	sleep(milliseconds: number): Promise<void>;
	/** Epoch milliseconds. */
	now(): number;
	/** Milliseconds by which the site's clock is ahead of ours, as its last answer told (to the second). */
	clockAhead(): number;

	/** Stable id of the site: cloudId, or on Data Center the application link id. */
	siteId(): Promise<string>;
	/** The account this credential belongs to. */
	account(): Promise<JiraAccount>;
	/** An account by address, else by id; undefined when none is found, or when several are. */
	findPerson(person: { email?: string; id: string; name?: string }): Promise<JiraAccount | undefined>;

	readIssue(idOrKey: string, question: IssueQuestion): Promise<JiraIssue>;
	/**
	 * Several issues at once, in any order; those that Jira does not show or cannot give in bulk are
	 * missing. Their history is shorter than that of a single one. At most 5 properties.
	 */
	readIssues(idsOrKeys: string[], question: IssueQuestion): Promise<JiraIssue[]>;
	createIssue(input: { fields: Record<string, unknown>; properties: Property[] }): Promise<{ id: string; key: string }>;
	/**
	 * @param input.update verbs by field, for entries that are added or removed while the others stay
	 * @param input.quietly no mail goes to people who watch the issue; only where `mayEditQuietly` says so
	 */
	editIssue(id: string, input: { fields: Record<string, unknown>; update?: Record<string, Array<Record<string, unknown>>>; properties: Property[]; quietly?: boolean }): Promise<void>;
	/** Whether the account may edit issues of a project (a key) without Jira's mails about it. */
	mayEditQuietly(project: string): Promise<boolean>;
	/** One that is gone already is no error; one with subtasks is refused. */
	deleteIssue(id: string): Promise<void>;
	search(question: SearchQuestion): Promise<Found[]>;
	/** The results of a query one page after the other; the next page is asked for when the one before is done with. */
	walk(question: WalkQuestion): AsyncIterable<Found[]>;
	/** Asks for the number of results only: one request. */
	costOfWalk(question: WalkQuestion): Promise<WalkCost>;
	/** Ids of issues that carry a remote link with this globalId. The index may lag behind writes. */
	findByRemoteLink(globalId: string, properties: string[]): Promise<Found[]>;

	/** All comments of an issue, oldest first. `embedded` is the issue's own `comment` field when read. */
	readComments(issueId: string, embedded?: unknown): Promise<JiraComment[]>;
	/** The comments of one issue with their properties. */
	readCommentProperties(issueId: string, commentIds: string[]): Promise<JiraComment[]>;
	addComment(issueId: string, input: { body: RichText; properties: Property[] }): Promise<WrittenComment>;
	/** Replaces the text only; visibility and properties stay as they are. */
	editComment(issueId: string, commentId: string, body: RichText): Promise<WrittenComment>;
	/** One that is gone already is no error. */
	deleteComment(issueId: string, commentId: string): Promise<void>;

	uploadLimit(): Promise<number>;
	/** The name under which this site keeps a file that is uploaded as `name`. */
	fileName(name: string): string;
	/** The bytes of an attachment as a readable stream, without the credential on the second hop. */
	download(attachment: Pick<JiraAttachment, 'id' | 'name'>): Promise<unknown>;
	upload(issueId: string, file: { name: string; size: number; mimeType: string; content: unknown }): Promise<JiraAttachment>;
	/** One that is gone already is no error. */
	deleteAttachment(issueId: string, attachmentId: string): Promise<void>;
	/** The id under which rich text shows an attachment; undefined where the site has none. */
	mediaId(attachmentId: string): Promise<string | undefined>;

	readTransitions(issueId: string, withFields: boolean): Promise<JiraTransition[]>;
	doTransition(issueId: string, transitionId: string, input: { fields: Record<string, unknown> }): Promise<void>;

	/** True when the property was not there before: whoever gets true owns what it stands for. */
	setIssueProperty(issueId: string, key: string, value: unknown): Promise<boolean>;
	deleteIssueProperty(issueId: string, key: string): Promise<boolean>;
	/** Keys of all properties of an issue, whoever wrote them. */
	issuePropertyKeys(issueId: string): Promise<string[]>;
	/** Claims to create an issue, kept in properties of the own account, or of `project` (a key) where that is given. */
	readClaim(key: string, project?: string): Promise<unknown>;
	/** `noPlace`: the account may not keep claims here. */
	setClaim(key: string, value: unknown, project?: string): Promise<'mine' | 'held' | 'noPlace'>;
	deleteClaim(key: string, project?: string): Promise<boolean>;
	/** Keys of all properties where claims are kept, others among them; none where the account may not list them. */
	listClaims(project?: string): Promise<string[]>;

	/** Creates or replaces the remote link with this globalId on the issue. */
	putRemoteLink(issueId: string, link: RemoteLink): Promise<void>;
	/** False when the issue has no remote link with this globalId. */
	removeRemoteLink(issueId: string, globalId: string): Promise<boolean>;

	/** Whether deliveries carry a signature; Data Center 9 and older have none. */
	signsWebhooks(): Promise<boolean>;
	listWebhooks(): Promise<Webhook[]>;
	createWebhook(registration: WebhookRegistration): Promise<void>;
	deleteWebhook(webhook: Webhook): Promise<void>;

	/** @param most ends with the page that reaches it; one page where nothing is said */
	listProjects(query: string, most?: number): Promise<Choice[]>;
	/** Those in which the account may create issues. */
	listIssueTypes(project: string): Promise<TypeChoice[]>;
	listFields(): Promise<Choice[]>;
	/** Names of the statuses that issues of a project can be in. */
	listStatuses(project: string): Promise<string[]>;
	/** Transitions anywhere in the workflows of a project, as far as the account can see them. */
	listTransitions(project: string): Promise<Choice[]>;

	/** The account by name. Always asked, so that it tells whether the credential is accepted now. */
	readOwnAccount(): Promise<JiraAccount>;
	/** Those of the named permissions that the site knows, in the project (a key) or, without one, in any; fewer may come back. */
	readPermissions(keys: string[], project?: string): Promise<Permission[]>;
	/** Undefined when Jira does not show it to the account. */
	readProject(idOrKey: string): Promise<ProjectFacts | undefined>;
	readSettings(): Promise<SiteSettings>;
	/** Fields of the create screen; Jira tells them only to those who may create issues in the project. */
	readCreateFields(project: string, issueTypeId: string): Promise<FieldMeta[]>;
	/** The fields that the account may edit on an issue of the type; undefined when there is none to look at. */
	readEditFields(project: string, issueTypeId: string): Promise<FieldMeta[] | undefined>;
	/** What `listTransitions` sees, each transition with its id, and the statuses that it cannot look into. */
	readProjectTransitions(project: string): Promise<SeenTransitions>;
}
