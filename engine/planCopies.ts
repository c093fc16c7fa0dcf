import type { Jira, JiraAttachment, JiraComment } from '../jira/types';
import { planComments, type CommentStep } from '../sync/commentPlan';
import { copiesBySource, copyText } from '../sync/comments';
import { traceKeys } from '../sync/connection';
import { hasRoom, isOvertaken, type Traces, type TwinRecord } from '../sync/record';
import type { Replica } from '../sync/replica';
import { shownMedia } from '../sync/shownMedia';
import { arrivingText } from '../sync/texts';
import { withOrigins } from './commentOrigins';
import { builtOnClockOf } from './expectFresh';
import { arrivingAt } from './localSite';
import { withoutOtherWays } from './otherWays';
import { asIfPlaced } from './placedFiles';

/** The local issue as it was read, and the replica that its copies are held against. */
export interface CopyTask {
	issueId: string;
	replica: Replica;
	traces: Traces;
	comments: JiraComment[];
	attachments: JiraAttachment[];
	properties: Record<string, unknown>;
	record: TwinRecord | undefined;
	/** Copies of deleted originals go. */
	remove: boolean;
}

/** What is to be done about the copies of an issue's comments; asks only for what the texts alone do not tell. */
export async function planCopies(jira: Jira, task: CopyTask): Promise<{ steps: CommentStep[]; copied: number }> {
	const { replica, traces } = task;
	const found = await withProof(jira, task, await copies(jira, task, task.comments));
	const steps = planComments({
		replica,
		copies: found,
		traces,
		account: (await jira.account()).id,
		wouldBe: (comment, { body }) =>
			arrivingText(copyText(comment, replica), {
				...arrivingAt(jira, { ...asIfPlaced(task.attachments), ...shownMedia(body) }),
				current: body,
				url: comment.url,
			}),
		remove: task.remove,
		builtAt: builtOnClockOf(jira, replica),
		stale: isOvertaken(replica, task.record),
		room: hasRoom(traceKeys(replica.meta.connection).map((key) => task.properties[key])),
	});
	return { steps: await withoutOtherWays(jira, task, found, steps), copied: found.size };
}

/**
 * A copy whose original is gone is removed only when it is surely ours. Where a run ended before it could be
 * written down, the property that it was born with says so.
 */
async function withProof(jira: Jira, { issueId, remove, replica, traces }: CopyTask, found: Map<string, JiraComment>): Promise<Map<string, JiraComment>> {
	const known = new Set([...(replica.comments ?? []).map(({ id }) => id), ...(replica.meta.unsent?.comments ?? []), ...Object.keys(traces.comments)]);
	const unproved = remove ? [...found].filter(([source, { properties }]) => !known.has(source) && properties === undefined) : [];
	if (unproved.length === 0) return found;
	const read = await jira.readCommentProperties(issueId, unproved.map(([, { id }]) => id));
	const proofs = unproved.map(([source, local]): [string, JiraComment] => [source, read.find(({ id }) => id === local.id) ?? local]);
	return new Map([...found, ...proofs]);
}

/** Copies by the id of the original. */
export async function copies(jira: Jira, task: Pick<CopyTask, 'issueId' | 'replica' | 'traces'>, comments: JiraComment[]): Promise<Map<string, JiraComment>> {
	const account = (await jira.account()).id;
	const { connection, site } = task.replica.meta;
	const traces = task.traces.comments;
	return copiesBySource({
		connection,
		comments: await withOrigins(jira, task.issueId, comments, { account, copies: Object.values(traces), originalAt: site.url }),
		account,
		traces,
		remote: { siteId: site.id, siteUrl: site.url },
	});
}
