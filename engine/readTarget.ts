import groupBy from 'lodash/groupBy';
import uniq from 'lodash/uniq';
import { asObject, readAttachments } from '../jira/cloud/readValues';
import { JiraError } from '../jira/errors';
import type { IssueQuestion, Jira, JiraAttachment, JiraComment, JiraIssue } from '../jira/types';
import { contentClaimKey, recordKey, traceKeys } from '../sync/connection';
import { SyncError } from '../sync/errors';
import { statusSince } from '../sync/fieldValues';
import type { SyncItem, Twin } from '../sync/item';
import { syncedFields, type FieldPlan } from '../sync/plan';
import { isServiceProject } from '../sync/projects';
import { readTraces, recordFor, type Traces, type TwinRecord } from '../sync/record';
import { refusalsOf } from '../sync/refusals';
import type { Named, Replica, Since } from '../sync/replica';
import { isForEverybody } from '../sync/visibility';
import { expectNotOvertaken } from './expectFresh';
import { recordOf } from './recordOf';
import { toJiraValue } from './toJiraValue';

/** Claims of at most this many newest comments and files come with the issue; older ones are long written. */
const CLAIMS_READ = 30;

/** The local issue as it is now, with everything of ours that is on it: one request. */
export interface Target {
	issue: JiraIssue;
	/** When it was asked for (epoch milliseconds). */
	readAt: number;
	record: TwinRecord | undefined;
	traces: Traces;
	comments: JiraComment[];
	attachments: JiraAttachment[];
	/** Keys of claims that were asked for; what is not among the properties did not exist then. */
	claimsRead: ReadonlySet<string> | 'all';
	/** A service project, where comments can be hidden from customers; undefined when Jira does not tell. */
	serviceProject: boolean | undefined;
}

/** Read of every counterpart, whatever the rules. */
const ALWAYS_READ = ['attachment', 'comment', 'created', 'description', 'issuetype', 'project', 'resolution', 'status', 'summary', 'updated'];

/** @param ruled ids of the fields that rules beyond Basic write; what they take is read along with them */
const questionOf = (connection: string, claims: string[], ruled: string[] | undefined): IssueQuestion => ({
	fields: uniq([...ALWAYS_READ, ...(ruled ?? [])]),
	properties: [recordKey(connection), ...traceKeys(connection), ...claims],
	transitions: true,
	changes: true,
	...(ruled ? { editFields: true } : {}),
});

/**
 * Counterparts of many items, a hundred in one request, by id. What is missing has to be read alone: Jira could not give
 * it in bulk, or its short history does not tell since when it is in its status.
 */
export async function readTargetsAhead(jira: Jira, items: SyncItem[], ruled?: string[]): Promise<Map<string, JiraIssue>> {
	const here = await jira.siteId();
	const ahead = new Map<string, JiraIssue>();
	for (const [connection, some] of Object.entries(groupBy(items, 'connection'))) {
		const ids = some.flatMap(({ twin }) => (twin?.site === here ? [twin.id] : []));
		if (ids.length < 2) continue;
		const issues = await jira.readIssues(uniq(ids), questionOf(connection, [], ruled)).catch((error: unknown) => (error instanceof JiraError ? [] : Promise.reject(error)));
		for (const issue of issues) if (statusSince(issue) !== null) ahead.set(`${connection} ${issue.id}`, issue);
	}
	return ahead;
}

/**
 * @param known the issue when it was read ahead
 * @param ruled ids of the fields that rules beyond Basic write
 * @throws SyncError `twinUnreachable` when Jira does not show the issue, `twinTaken` when its record
 * names another issue than the replica, `twinUnconfirmed` (retryable) when it has none,
 * `stale` (retryable) when two runs wrote to it after the replica was built
 */
export async function readTarget(jira: Jira, twin: Twin, replica: Replica, known?: JiraIssue, ruled?: string[]): Promise<Target> {
	await expectTwinSite(jira, twin);
	const { connection } = replica.meta;
	const readAt = jira.now();
	const ahead = known && isEnough(known, ruled) ? known : undefined;
	const claims = ahead ? [] : claimKeys(replica);
	const readAlone = async (): Promise<JiraIssue> =>
		await jira.readIssue(twin.id, questionOf(connection, claims, ruled)).catch((error: unknown) => Promise.reject(unreachable(error, twin, replica, jira.siteUrl)));
	const issue = ahead ?? (await readAlone());
	const record = recordOf(issue, connection, jira.siteUrl);
	if (!record) throw unconfirmed(issue, replica, jira.siteUrl);
	if (record.twin.id !== replica.meta.issue.id || record.twin.site !== replica.meta.site.id) {
		throw taken(issue, record, replica, jira.siteUrl);
	}
	expectNotOvertaken(jira, replica, record);
	const traces = readTraces(traceKeys(connection).map((key) => issue.properties[key]));
	// Copies may be here although none of the originals is left and none was written down.
	const present = Number(asObject(issue.fields.comment).total ?? 0) > 0;
	const concerned = replica.comments !== undefined && (present || replica.comments.length > 0);
	const comments = concerned ? await jira.readComments(issue.id, issue.fields.comment) : [];
	const serviceProject = isServiceProject(issue);
	return {
		issue,
		readAt,
		record,
		traces,
		comments: comments.map((comment) => ({ ...comment, toCustomers: serviceProject !== false && isForEverybody(comment) })),
		attachments: readAttachments(issue.fields.attachment),
		claimsRead: new Set(claims),
		serviceProject,
	};
}

/** Whether an issue that was read ahead brought what the rules of this very item write. */
const isEnough = ({ fields, editFields }: JiraIssue, ruled: string[] | undefined): boolean =>
	ruled === undefined || (editFields !== undefined && ruled.every((id) => id in fields || !(id in editFields)));

/** What is known of an issue that this run has just created, without reading it. */
export function freshTarget(twin: Twin, replica: Replica, plan: FieldPlan, dropped: Record<string, string>, readAt: number): Target {
	const written = plan.writes.filter(({ field }) => !(field in dropped));
	const record = recordFor(replica, syncedFields(plan, dropped), refusalsOf(plan, dropped, replica.meta.builtAt));
	return {
		issue: {
			id: twin.id,
			key: twin.key,
			fields: Object.fromEntries(written.map(({ field, value }) => [field, toJiraValue(value)])),
			properties: { [recordKey(replica.meta.connection)]: record },
			changes: [],
			names: {},
		},
		readAt,
		record,
		traces: readTraces([]),
		comments: [],
		attachments: [],
		claimsRead: 'all',
		serviceProject: undefined,
	};
}

function claimKeys(replica: Replica): string[] {
	const { connection } = replica.meta;
	const newest = (entries: Array<{ id: string }> | undefined) => (entries ?? []).slice(-CLAIMS_READ);
	return [
		...newest(replica.comments).map(({ id }) => contentClaimKey(connection, 'comment', id)),
		...newest(replica.attachments).map(({ id }) => contentClaimKey(connection, 'file', id)),
	];
}

/** The status of an issue that was read with its changes, and since when it is in it. */
export function statusOf(issue: JiraIssue): Since | undefined {
	const status = issue.fields.status as Named | undefined;
	return status && { id: status.id, name: status.name, since: statusSince(issue) };
}

/** The counterpart as the following nodes see it. */
export function toKnownTwin(twin: Twin, target: Target, clockAhead: number): Twin {
	const status = statusOf(target.issue);
	const resolution = target.issue.fields.resolution as Named | null | undefined;
	return {
		...twin,
		key: target.issue.key,
		url: twin.url.replace(/\/browse\/[^/?#]+$/, `/browse/${target.issue.key}`),
		...(status ? { status } : {}),
		resolution: resolution ? { id: resolution.id, name: resolution.name } : null,
		transitions: target.issue.transitions,
		clockAhead,
	};
}

const unreachable = (error: unknown, twin: Twin, replica: Replica, site: string): unknown =>
	error instanceof JiraError && error.data.status === 404
		? new SyncError('twinUnreachable', `${twin.key}, the counterpart of ${replica.meta.issue.key}, cannot be read at ${site}: it was deleted, or the account may not see it.`, {
				scope: 'issue',
				site,
				issue: twin.key,
				next: 'Restore it or give the account Browse Projects; if it was deleted on purpose, disconnect the pair.',
			})
		: error;

const taken = (issue: JiraIssue, record: TwinRecord, replica: Replica, site: string): SyncError =>
	new SyncError('twinTaken', `${issue.key} is paired with ${record.twin.key || record.twin.id} and not with ${replica.meta.issue.key}.`, {
		scope: 'issue',
		site,
		issue: issue.key,
		next: 'Disconnect the pair that is wrong; nothing was written.',
	});

/**
 * Anybody who may edit an issue can put a record on it that names any issue of the other site, so an
 * issue is written to only when it names the other one back. A pair that is just being made is
 * complete in a moment.
 */
const unconfirmed = (issue: JiraIssue, replica: Replica, site: string): SyncError =>
	new SyncError('twinUnconfirmed', `${issue.key} does not say that it is the counterpart of ${replica.meta.issue.key}.`, {
		scope: 'issue',
		site,
		issue: issue.key,
		next: `If the pair was just made, nothing: the item can be run again in a minute. Otherwise run ${issue.key} through the workflow of its own side, or, if they are no pair, run ${replica.meta.issue.key} through Build Replica (Issue by Key) > Twin Lookup (Disconnect, with Forget Everything); nothing was written.`,
		retryable: true,
	});

/**
 * Makes sure that the counterpart is at the site of the credential: ids mean nothing elsewhere, and
 * another site has an issue of the same id.
 */
export async function expectTwinSite(jira: Jira, twin: Twin): Promise<void> {
	if (twin.site === (await jira.siteId())) return;
	throw new SyncError('twinAmbiguous', `${twin.key} is at another site than ${jira.siteUrl}.`, {
		scope: 'connection',
		site: jira.siteUrl,
		issue: twin.key,
		next: `Choose the credential of the site that holds ${twin.key} in this node; nothing was written.`,
	});
}
