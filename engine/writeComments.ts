import type { RichText } from '../content/richText';
import { JiraError } from '../jira/errors';
import type { Jira, JiraComment, WrittenComment } from '../jira/types';
import { contentClaimKey } from '../sync/connection';
import { copyProperties, copyText } from '../sync/comments';
import type { CommentStep } from '../sync/commentPlan';
import type { ContentOutcome } from '../sync/outcome';
import type { Traces } from '../sync/record';
import type { Replica, ReplicaComment } from '../sync/replica';
import { markedAt } from '../sync/traceNews';
import { arrivingText, wordsOnly, type ArrivingText } from '../sync/texts';
import { busy } from './busy';
import { takeClaim } from './claims';
import { giveBack, issueClaims, readOtherClaims, waitForOther, type ClaimedIssue } from './issueClaims';
import { noteTraces, type TraceNews } from './recordTraces';
import { copies } from './planCopies';
import { newClaim } from './run';

/** Longer than the longest POST with all its waiting; after that the writer of a comment counts as dead. */
const CLAIM_TIME = 300_000;

export interface CommentTask extends ClaimedIssue {
	replica: Replica;
	/** Comments of the local issue as read before. */
	comments: JiraComment[];
	traces: Traces;
	/** What is written down at the end of the run. */
	news: TraceNews;
	internal: boolean;
	/** The sync's own words: nobody at the other side has written them, and no header says so. */
	bare?: boolean;
	/** How a text arrives here; asks for the files that it shows. */
	arriving: (text: RichText) => Promise<Omit<ArrivingText, 'current' | 'url'>>;
}

/**
 * Writes the comments that have no copy yet, oldest first, each exactly once: claimed immediately
 * before it is written, and looked for once more where somebody held the claim before.
 *
 * @throws SyncError `busy` (retryable) when another run is writing one; what stands before it is written
 */
export async function writeComments(
	jira: Jira,
	task: CommentTask,
	steps: Array<CommentStep & { kind: 'add' }>,
): Promise<ContentOutcome[]> {
	const missing = steps.map(({ comment }) => comment);
	const { connection } = task.replica.meta;
	const keyOf = ({ id }: ReplicaComment) => contentClaimKey(connection, 'comment', id);
	await readOtherClaims(jira, task, missing.map(keyOf));
	const outcomes: ContentOutcome[] = [];
	for (const { comment, mark } of steps) {
		const claim = await takeClaim(issueClaims(jira, task), keyOf(comment), newClaim(jira, task.run), CLAIM_TIME);
		const look = async () => (await copies(jira, task, await jira.readComments(task.issueId))).get(comment.id);
		const there = claim.mine ? (claim.fresh ? undefined : await look()) : await waitForOther(jira, look);
		if (there) task.news.others = true;
		// What another run has written may be an older version of the text.
		if (there && mark) task.news.overtaken = true;
		// Comments keep their order, so none may overtake the one that somebody else is writing.
		const written = there ?? (claim.mine ? await write(jira, task, comment, claim.key) : undefined);
		if (!written) throw busy(jira, task.replica, `comment ${comment.id}`);
		const { id, updated } = written;
		outcomes.push({ source: comment.id, local: id, ...(there ? { action: 'adopted', reason: 'another run had written it' } : { action: 'added' }) });
		noteTraces(task.news, { comments: { [comment.id]: id }, ...(mark && !there ? { edits: { [comment.id]: markedAt(mark, updated) } } : {}) });
	}
	return outcomes;
}

async function write(jira: Jira, task: CommentTask, comment: ReplicaComment, claim: string): Promise<WrittenComment> {
	const body = arrivingText(task.bare ? comment.body : copyText(comment, task.replica), { ...(await task.arriving(comment.body)), url: comment.url });
	const properties = copyProperties(comment, task.replica, (task.internal && !comment.open) || !comment.public);
	return await jira.addComment(task.issueId, { body, properties }).catch(async (error: unknown) => {
		if (!(error instanceof JiraError)) return await Promise.reject(error);
		// Jira takes less than its format allows and does not say what it minds: the words alone will do.
		if (error.code === 'badRequest') return await jira.addComment(task.issueId, { body: wordsOnly(body), properties });
		if (!error.data.mayHaveHappened) {
			await giveBack(jira, task, claim);
			return await Promise.reject(error);
		}
		// The answer is lost, the comment perhaps not.
		const there = (await copies(jira, task, await jira.readComments(task.issueId))).get(comment.id);
		return there ?? (await Promise.reject(error));
	});
}
