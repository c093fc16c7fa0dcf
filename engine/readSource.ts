import type { RichText } from '../content/richText';
import { buildReplica, type OutgoingRules } from '../sync/buildReplica';
import { unclearOrigin } from '../sync/comments';
import { recordKey, traceKeys } from '../sync/connection';
import { SyncError } from '../sync/errors';
import { richText } from '../sync/fieldValues';
import { readTraces, type Traces } from '../sync/record';
import { JIRA_FIELD, type Replica } from '../sync/replica';
import { showsUnnamedFile } from '../sync/texts';
import { decideStart, startQuery, type StartCondition } from '../sync/startCondition';
import { readAttachments } from '../jira/cloud/readValues';
import { JiraError } from '../jira/errors';
import type { Jira, JiraAttachment, JiraComment, JiraIssue } from '../jira/types';
import { recordOf } from './recordOf';

/** Read with every issue: what decides and identifies. None of it leaves unless a rule names it. */
const ALWAYS_READ = ['created', 'issuetype', 'project', 'resolutiondate', 'security', 'status', 'updated'];

export interface SourceQuestion {
	connection: string;
	idOrKey: string;
	rules: OutgoingRules;
	/** Let issues with a security level out. */
	sendSecured: boolean;
	/** Judged for issues without a counterpart; none for issues named by hand. */
	start?: StartCondition;
	/** Statuses that the delivery says the issue went to. */
	reached: string[];
}

export type SourceAnswer = { kind: 'replica'; replica: Replica } | { kind: 'skipped'; code: string; reason: string };

/**
 * Reads an issue as it is now, with its record, in one request, and builds what may leave.
 *
 * @throws SyncError `issueUnreachable` when Jira does not show the issue
 */
export async function readSource(jira: Jira, question: SourceQuestion): Promise<SourceAnswer> {
	const { connection, rules } = question;
	// A file may leave only when no comment that stays behind shows it, so files are never judged without comments.
	const needsComments = rules.fields.includes('comments') || rules.fields.includes('attachments');
	const jiraFields = [
		...rules.fields.map((field) => JIRA_FIELD[field]).filter((field) => field !== 'key'),
		...(needsComments ? [JIRA_FIELD.comments] : []),
	];
	const issue = await jira
		.readIssue(question.idOrKey, {
			fields: [...new Set([...ALWAYS_READ, ...jiraFields, ...Object.keys(rules.customFields)])],
			properties: [recordKey(connection), ...traceKeys(connection)],
			changes: true,
		})
		.catch((error: unknown) => Promise.reject(unreachable(error, question.idOrKey, jira.siteUrl)));
	const record = recordOf(issue, connection, jira.siteUrl);
	const paired = record?.state === 'paired';
	const stop = await checkStart(jira, issue, question, paired);
	if (stop) return { kind: 'skipped', code: 'startCondition', reason: stop };
	if (issue.fields.security && !question.sendSecured) {
		return {
			kind: 'skipped',
			code: 'securityLevel',
			reason: 'The issue has a security level. Turn on Send Issues With A Security Level to let such issues out.',
		};
	}
	const traces = readTraces(traceKeys(connection).map((key) => issue.properties[key]));
	const account = await jira.account();
	const read = needsComments ? await readComments(jira, issue, account.id, traces) : [];
	const comments = read.map((comment) => ({ ...comment, public: comment.public ?? publicByProject(issue) }));
	const attachments = readAttachments(issue.fields.attachment);
	return {
		kind: 'replica',
		replica: buildReplica(
			{
				connection,
				site: { id: await jira.siteId(), url: jira.siteUrl, deployment: jira.deployment, clockAhead: jira.clockAhead() },
				account: account.id,
				issue,
				comments,
				attachments,
				record,
				traces,
				mediaNames: await nameMedia(jira, issue, comments, attachments),
				builtAt: new Date(jira.now()).toISOString(),
			},
			rules,
		),
	};
}

/** The reason why the issue does not start, or undefined when it goes on. */
async function checkStart(
	jira: Jira,
	issue: JiraIssue,
	question: SourceQuestion,
	paired: boolean,
): Promise<string | undefined> {
	if (!question.start) return undefined;
	const status = issue.fields.status as { id: string; name: string };
	const facts = { paired, status, reached: question.reached };
	const first = decideStart(question.start, facts);
	const decision =
		'ask' in first
			? decideStart(question.start, { ...facts, matches: await matches(jira, first.ask, issue.id) })
			: first;
	return 'pass' in decision && !decision.pass ? decision.reason : undefined;
}

const matches = async (jira: Jira, jql: string, issueId: string): Promise<boolean> =>
	(await jira.search({ jql: startQuery(jql, issueId), limit: 1, reconcile: [issueId] })).some(({ id }) => id === issueId);

/** Only service projects have internal comments; elsewhere a comment without a flag hides from nobody. */
function publicByProject(issue: JiraIssue): true | undefined {
	const type = (issue.fields.project as { projectTypeKey?: unknown } | undefined)?.projectTypeKey;
	return typeof type === 'string' && type !== 'service_desk' ? true : undefined;
}

/** Comments with their properties where only those tell whether a comment is a copy of ours. */
async function readComments(jira: Jira, issue: JiraIssue, account: string, traces: Traces): Promise<JiraComment[]> {
	const comments = await jira.readComments(issue.id, issue.fields.comment);
	const unclear = unclearOrigin(comments, account, new Set(Object.values(traces.comments)));
	if (unclear.length === 0) return comments;
	const known = await jira.readCommentProperties(issue.id, unclear.map(({ id }) => id));
	const byId = new Map(known.map((comment) => [comment.id, comment.properties]));
	return comments.map((comment) => (byId.has(comment.id) ? { ...comment, properties: byId.get(comment.id) } : comment));
}

/**
 * File names by media id, asked only when a text shows a file without saying its name. Then Jira
 * tells the media id of each attachment by where it redirects.
 */
async function nameMedia(
	jira: Jira,
	issue: JiraIssue,
	comments: JiraComment[],
	attachments: JiraAttachment[],
): Promise<Record<string, string>> {
	const texts: RichText[] = [issue.fields.description, issue.fields.environment]
		.filter((value) => value !== null && value !== undefined)
		.map(richText)
		.concat(comments.map(({ body }) => body));
	const attachmentNames = new Set(attachments.map(({ name }) => name));
	if (!texts.some((text) => showsUnnamedFile(text, attachmentNames))) return {};
	const names: Record<string, string> = {};
	for (const file of attachments) {
		const mediaId = await jira.mediaId(file.id);
		if (mediaId) names[mediaId] = file.name;
	}
	return names;
}

/** Jira answers a deleted, a hidden and a never existing issue alike; so does the message. */
const unreachable = (error: unknown, idOrKey: string, site: string): unknown =>
	error instanceof JiraError && error.data.status === 404
		? new SyncError('issueUnreachable', `Issue ${idOrKey} cannot be read at ${site}: it was deleted, or the account may not see it.`, {
				scope: 'issue',
				site,
				issue: idOrKey,
				next: 'If it was deleted, nothing is left to do. Otherwise give the account Browse Projects (and the security level) and run the item again.',
			})
		: error;
