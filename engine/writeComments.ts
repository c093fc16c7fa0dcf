import { JiraError } from '../jira/errors';
import type { Jira, JiraComment } from '../jira/types';
import { contentClaimKey } from '../sync/connection';
import { copiesBySource, copyProperties, copyText, missingComments, unclearOrigin } from '../sync/comments';
import { SyncError } from '../sync/errors';
import type { ContentOutcome } from '../sync/outcome';
import type { Traces } from '../sync/record';
import type { Replica, ReplicaComment } from '../sync/replica';
import { arrivingText, wordsOnly, type ArrivingText } from '../sync/texts';
import { readOtherClaims, takeClaim, type ContentTarget } from './contentClaims';

/** How long the writer of one comment may take before its claim counts as orphaned. */
const CLAIM_TIME = 60_000;

export interface CommentTask extends ContentTarget {
	replica: Replica;
	/** Comments of the local issue as read before. */
	comments: JiraComment[];
	traces: Traces;
	internal: boolean;
	arriving: Omit<ArrivingText, 'current' | 'url'>;
}

/**
 * Writes the comments that have no copy yet, oldest first, each exactly once.
 *
 * Each is claimed before it is written. Where somebody held a claim before, the comments are read
 * once more, because that run may have written them after we looked.
 *
 * @throws SyncError `busy` (retryable) when another run holds a claim; what stands before it is written
 */
export async function writeComments(jira: Jira, task: CommentTask): Promise<ContentOutcome[]> {
	const missing = missingComments(task.replica, await copies(jira, task, task.comments));
	if (missing.length === 0) return [];
	const claimed = await claimAll(jira, task, missing);
	const fresh = claimed.allFresh ? new Map<string, JiraComment>() : await copies(jira, task, await jira.readComments(task.issueId));
	const outcomes: ContentOutcome[] = [];
	for (const comment of claimed.taken) {
		const there = fresh.get(comment.id);
		outcomes.push(
			there
				? { source: comment.id, local: there.id, action: 'adopted', reason: 'an earlier run had written it' }
				: await write(jira, task, comment),
		);
	}
	if (claimed.held && !fresh.has(claimed.held.id)) throw busy(jira, task, claimed.held.id, claimed.until);
	return outcomes;
}

async function claimAll(jira: Jira, task: CommentTask, missing: ReplicaComment[]) {
	const taken: ReplicaComment[] = [];
	const keyOf = (comment: ReplicaComment) => contentClaimKey(task.replica.meta.connection, 'comment', comment.id);
	await readOtherClaims(jira, task, missing.map(keyOf));
	let allFresh = true;
	for (const comment of missing) {
		const claim = await takeClaim(jira, task, keyOf(comment), CLAIM_TIME);
		// Comments keep their order, so nothing may overtake one that somebody else holds.
		if (!claim.mine) return { taken, held: comment, until: claim.until, allFresh: false };
		allFresh &&= claim.fresh;
		taken.push(comment);
	}
	return { taken, held: undefined, until: 0, allFresh };
}

async function write(jira: Jira, task: CommentTask, comment: ReplicaComment): Promise<ContentOutcome> {
	const body = arrivingText(copyText(comment, task.replica), { ...task.arriving, url: comment.url });
	const properties = copyProperties(comment, task.replica, task.internal || !comment.public);
	const { id } = await jira.addComment(task.issueId, { body, properties }).catch(async (error: unknown) => {
		if (!(error instanceof JiraError)) return await Promise.reject(error);
		// Jira takes less than its format allows and does not say what it minds: the words alone will do.
		if (error.code === 'badRequest') return await jira.addComment(task.issueId, { body: wordsOnly(body), properties });
		if (!error.data.mayHaveHappened) return await Promise.reject(error);
		// The answer is lost, the comment perhaps not.
		const there = (await copies(jira, task, await jira.readComments(task.issueId))).get(comment.id);
		return there ?? (await Promise.reject(error));
	});
	return { source: comment.id, local: id, action: 'added' };
}

/** Copies by source id; properties are read only for comments whose text does not tell. */
async function copies(jira: Jira, task: CommentTask, comments: JiraComment[]): Promise<Map<string, JiraComment>> {
	const account = (await jira.account()).id;
	const { meta } = task.replica;
	const unclear = unclearOrigin(comments, account, new Set(Object.values(task.traces.comments)));
	const known = unclear.length ? await jira.readCommentProperties(task.issueId, unclear.map(({ id }) => id)) : [];
	const properties = new Map(known.map((comment) => [comment.id, comment.properties]));
	return copiesBySource({
		connection: meta.connection,
		comments: comments.map((comment) =>
			properties.has(comment.id) ? { ...comment, properties: properties.get(comment.id) } : comment,
		),
		account,
		traces: task.traces.comments,
		remote: { siteId: meta.site.id, siteUrl: meta.site.url },
	});
}

const busy = (jira: Jira, task: CommentTask, commentId: string, retryAt: number): SyncError =>
	new SyncError('busy', `Another run is copying comment ${commentId} of ${task.replica.meta.issue.key} to ${jira.siteUrl}.`, {
		scope: 'issue',
		site: jira.siteUrl,
		issue: task.replica.meta.issue.key,
		next: 'Nothing to do: the item can be run again in a minute; what is written already is not written twice.',
		retryable: true,
		retryAt,
	});
