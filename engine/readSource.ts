import omit from 'lodash/omit';
import without from 'lodash/without';
import type { RichText } from '../content/richText';
import type { CheckedScript } from '../rules/analysis';
import { buildReplica, type OutgoingRules, type ReplicaSource } from '../sync/buildReplica';
import { recordKey, traceKeys } from '../sync/connection';
import type { Deletion } from '../sync/deletion';
import { SyncError } from '../sync/errors';
import { richText, statusSince } from '../sync/fieldValues';
import { splitComments } from '../sync/leavingComments';
import { isServiceProject, projectKeyOf } from '../sync/projects';
import { disconnectedReason, HOW_TO_START_AGAIN } from '../sync/outcome';
import { keepsTwin, readTraces, type TwinRecord } from '../sync/record';
import { JIRA_FIELD, type Replica, type SiteAddress } from '../sync/replica';
import { outOfScope, type Scope, type ScopeFacts } from '../sync/scope';
import type { StartCondition } from '../sync/startCondition';
import { asObject, asText } from '../sync/values';
import { readAttachments } from '../jira/cloud/readValues';
import { JiraError } from '../jira/errors';
import type { IssueQuestion, Jira, JiraIssue } from '../jira/types';
import type { Came } from './came';
import { checkStart } from './checkStart';
import { withOrigins } from './commentOrigins';
import { readDeleted } from './deletedSource';
import { withFormerFlags } from './formerFlags';
import { leaveByScript } from './leaveByScript';
import { recordOf } from './recordOf';
import { arrivedFiles, EVERY_PROPERTY, knowMedia } from './sourceFiles';

/** Read with every issue: what decides and identifies. None of it leaves unless a rule names it. */
const ALWAYS_READ = ['created', 'issuetype', 'project', 'resolutiondate', 'security', 'status', 'updated'];

export interface SourceQuestion {
	connection: string;
	idOrKey: string;
	rules: OutgoingRules;
	/** Decides what leaves of all that the rules name. */
	script?: CheckedScript;
	/** Let issues with a security level out. */
	sendSecured: boolean;
	/** Judged for issues without a counterpart; none for issues named by hand. */
	start?: StartCondition;
	/** What the delivery or the sweep tells of how the issue came here. */
	came: Came;
	/** The issue was named by hand, which lets a disconnected one out too. */
	byHand?: boolean;
	/** Issues outside stay, whether or not they are paired. */
	scope?: Scope;
}

export type SourceAnswer = { kind: 'replica'; replica: Replica } | { kind: 'skipped'; code: string; reason: string };

const WITH_ITS_ISSUE: SourceAnswer = { kind: 'skipped', code: 'issueUnreachable', reason: 'A comment was deleted of an issue that cannot be read: most likely it went with its issue.' };

/** A file may leave only when no comment that stays behind shows it, so files are never judged without comments. */
const needsComments = ({ fields }: OutgoingRules): boolean => fields.includes('comments') || fields.includes('attachments');

function issueQuestion({ connection, rules }: Pick<SourceQuestion, 'connection' | 'rules'>): IssueQuestion {
	const jiraFields = [
		...rules.fields.map((field) => JIRA_FIELD[field]).filter((field) => field !== 'key'),
		...(needsComments(rules) ? [JIRA_FIELD.comments] : []),
	];
	return {
		fields: [...new Set([...ALWAYS_READ, ...jiraFields, ...Object.keys(rules.customFields)])],
		properties: [recordKey(connection), ...traceKeys(connection)],
		changes: true,
	};
}

/** Whose file is whose stands in properties of all connections; read alone, an issue may be asked for as many as it has. */
function aloneQuestion(question: SourceQuestion): IssueQuestion {
	const asked = { ...issueQuestion(question), whole: true };
	return question.rules.fields.includes('attachments') ? { ...asked, properties: [...(asked.properties ?? []), EVERY_PROPERTY] } : asked;
}

/** An issue that was read together with others, some time before its turn. */
export interface Ahead {
	issue: JiraIssue;
	/** Epoch milliseconds. */
	readAt: number;
}

/**
 * Reads many issues ahead, a hundred in one request, by id. What is missing in the result has to be
 * read alone: Jira could not give it in bulk, or its short history does not tell since when it is in its status.
 */
export async function readAhead(jira: Jira, ids: string[], question: Omit<SourceQuestion, 'idOrKey'>): Promise<Map<string, Ahead>> {
	const readAt = jira.now();
	const issues = await jira.readIssues(ids, issueQuestion(question)).catch(
		(error: unknown) => (error instanceof JiraError ? [] : Promise.reject(error)),
	);
	const { fields } = question.rules;
	const isEnough = (issue: JiraIssue) => 'status' in issue.fields && asRead(question.rules, issue) === question.rules && (!fields.includes('status') || statusSince(issue) !== null);
	return new Map(issues.filter(isEnough).map((issue) => [issue.id, { issue, readAt }]));
}

/**
 * Reads an issue as it is now, with its record, in one request, and builds what may leave. An issue that
 * is there after all was not deleted, whatever a delivery says.
 *
 * @param known the issue when it was read ahead
 * @throws SyncError `issueUnreachable` when Jira does not show the issue
 */
export async function readSource(jira: Jira, question: SourceQuestion, known?: Ahead): Promise<SourceAnswer> {
	const { connection } = question;
	// What happens while the rest is read is not in the replica.
	const readAt = known?.readAt ?? jira.now();
	const issue = known?.issue ?? (await readAlone(jira, question));
	if (!issue) return question.came.onlyCommentsGone ? WITH_ITS_ISSUE : { kind: 'replica', replica: await readDeleted(jira, connection, question.idOrKey, deletionSeen(question)) };
	const rules = asRead(question.rules, issue);
	const record = recordOf(issue, connection, jira.siteUrl);
	if (record?.state === 'disconnected' && !question.byHand) return disconnected(issue, record);
	const outside = question.scope && outOfScope(question.scope, scopeFacts(issue));
	if (outside) return { kind: 'skipped', code: 'outOfScope', reason: outside };
	const start = await checkStart(jira, issue, question, keepsTwin(record));
	if (!start.pass && start.stop) return { kind: 'replica', replica: await endingReplica(jira, connection, issue, record, start.reason) };
	if (!start.pass) return { kind: 'skipped', code: 'startCondition', reason: start.reason };
	if (issue.fields.security && !question.sendSecured) {
		return {
			kind: 'skipped',
			code: 'securityLevel',
			reason: 'The issue has a security level. Turn on Send Issues With a Security Level to let such issues out.',
		};
	}
	const traces = readTraces(traceKeys(connection).map((key) => issue.properties[key]));
	const account = await jira.account();
	const read = needsComments(rules) ? await withOrigins(jira, issue.id, await jira.readComments(issue.id, issue.fields.comment), { account: account.id, copies: Object.values(traces.comments), relay: rules.relay }) : [];
	// Elsewhere than in a service project a comment without a flag hides from nobody.
	const hidesFromNobody = isServiceProject(issue) === false ? true : undefined;
	const comments = (await withFormerFlags(jira, issue, read)).map((comment) => ({ ...comment, public: comment.public ?? hidesFromNobody }));
	const attachments = rules.fields.includes('attachments') ? readAttachments(issue.fields.attachment) : [];
	const { leaving, staying } = splitComments({ account: account.id, comments, connection, record, traces }, rules);
	const leavingBodies = [...leavingTexts(issue, rules), ...leaving.map(({ body }) => body)];
	const media = await knowMedia(jira, attachments, {
		leaving: leavingBodies,
		// What a text is to let out by showing it must be told for certain, too.
		surely: [...staying.map(({ body }) => body), ...(rules.files?.publicOnly ? leavingBodies : [])],
	});
	const parentOutside = outsideParent(issue, question);
	const source: ReplicaSource = {
		connection,
		site: await siteOf(jira),
		account: account.id,
		issue: parentOutside === undefined ? issue : { ...issue, fields: omit(issue.fields, 'parent') },
		comments,
		attachments,
		record,
		traces,
		arrivedFiles: await arrivedFiles(jira, issue, attachments, { connection, account: account.id, traces, relay: rules.relay === true, complete: known === undefined }),
		media,
		builtAt: new Date(readAt).toISOString(),
		...(parentOutside === undefined ? {} : { parentOutside }),
	};
	const mediaIn = (surely: RichText[]) => knowMedia(jira, attachments, { leaving: [], surely }, media);
	return { kind: 'replica', replica: question.script ? await leaveByScript(source, rules, question.script, mediaIn) : buildReplica(source, rules) };
}

/** The rules without what Jira left out of its answer: nobody knows what it holds, and empty would mean that all of it was deleted. */
const asRead = (rules: OutgoingRules, issue: JiraIssue): OutgoingRules =>
	!rules.fields.includes('attachments') || JIRA_FIELD.attachments in issue.fields ? rules : { ...rules, fields: without(rules.fields, 'attachments') };

/** What may be told of a parent that the scope hides, which is neither its key nor its project; undefined where it hides none. */
function outsideParent({ fields }: JiraIssue, { scope }: SourceQuestion): string | undefined {
	const { key, fields: shown } = asObject(fields.parent);
	if (!scope || asText(key) === '') return undefined;
	const outside = outOfScope(scope, { project: projectKeyOf(asText(key)), type: asText(asObject(asObject(shown).issuetype).name) });
	return outside && 'Its parent is outside the scope of the connection.';
}

const siteOf = async (jira: Jira): Promise<SiteAddress> => ({ id: await jira.siteId(), url: jira.siteUrl, deployment: jira.deployment, clockAhead: jira.clockAhead() });

/** What leaves of an issue whose pair ends: its name, that of its counterpart, and the reason. */
async function endingReplica(jira: Jira, connection: string, issue: JiraIssue, record: TwinRecord | undefined, reason: string): Promise<Replica> {
	const named = {
		connection,
		site: await siteOf(jira),
		account: '',
		issue,
		comments: [],
		attachments: [],
		record,
		traces: readTraces([]),
		arrivedFiles: new Set<string>(),
		media: {},
		builtAt: new Date(jira.now()).toISOString(),
	};
	const { meta } = buildReplica(named, { fields: [], customFields: {}, comments: 'public' });
	return { meta: { ...meta, ends: { code: 'noLongerMatches', reason: `${reason} ${HOW_TO_START_AGAIN}` } } };
}

const disconnected = (issue: JiraIssue, { twin, duplicate }: TwinRecord): SourceAnswer => ({
	kind: 'skipped',
	code: 'disconnected',
	reason: duplicate ? `${issue.key} gave way to ${duplicate.key}, the older counterpart of ${twin.key}.` : disconnectedReason(issue.key),
});

/** The issue; undefined when Jira does not show one and what is told of it explains that. */
const readAlone = async (jira: Jira, question: SourceQuestion): Promise<JiraIssue | undefined> =>
	await jira
		.readIssue(question.idOrKey, aloneQuestion(question))
		.catch((error: unknown) => ((question.came.deletion || question.came.onlyCommentsGone) && isMissing(error) ? undefined : Promise.reject(unreachable(error, question.idOrKey, jira.siteUrl))));

const scopeFacts = ({ fields }: JiraIssue): ScopeFacts => ({
	project: asText(asObject(fields.project).key),
	type: asText(asObject(fields.issuetype).name),
});

const leavingTexts = (issue: JiraIssue, { fields }: OutgoingRules): RichText[] =>
	[fields.includes('description') && issue.fields.description, fields.includes('environment') && issue.fields.environment]
		.filter(Boolean)
		.map(richText);

/** What may be told of a deletion. A counterpart has to know of it, but not by a key that the scope hides. */
function deletionSeen({ came: { deletion = { key: '' } }, scope }: SourceQuestion): Deletion {
	// The type went with the issue.
	const hidden = scope && outOfScope({ ...scope, types: [] }, { project: projectKeyOf(deletion.key), type: '' });
	return hidden ? { ...deletion, key: '' } : deletion;
}

const isMissing = (error: unknown): boolean => error instanceof JiraError && error.data.status === 404;

/** Jira answers a deleted, a hidden and a never existing issue alike; so does the message. */
export const unreachable = (error: unknown, idOrKey: string, site: string): unknown =>
	isMissing(error)
		? new SyncError('issueUnreachable', `Issue ${idOrKey} cannot be read at ${site}: it was deleted, or the account may not see it.`, {
				scope: 'issue',
				site,
				issue: idOrKey,
				next: 'If it was deleted, nothing is left to do. Otherwise check the key, give the account Browse Projects (and the security level), and run the item again.',
			})
		: error;
