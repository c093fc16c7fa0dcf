import { JiraError } from '../jira/errors';
import type { Jira, JiraAttachment } from '../jira/types';
import type { RichText } from '../content/richText';
import type { CommentStep } from '../sync/commentPlan';
import { copyText } from '../sync/comments';
import type { ContentOutcome } from '../sync/outcome';
import type { TwinRecord } from '../sync/record';
import { shownMedia } from '../sync/shownMedia';
import { arrivingText, wordsOnly } from '../sync/texts';
import { markedAt } from '../sync/traceNews';
import { wasQuick } from './overtaken';
import { planCopies } from './planCopies';
import { noteTraces } from './recordTraces';
import { writeComments, type CommentTask } from './writeComments';

export interface FollowTask extends CommentTask {
	attachments: JiraAttachment[];
	/** Copies of deleted originals go. */
	remove: boolean;
	record: TwinRecord | undefined;
}

/** Lets the copies follow their originals: withdrawn, removed, edited; then adds what is new. */
export async function followComments(jira: Jira, task: FollowTask): Promise<ContentOutcome[]> {
	const { steps } = await planCopies(jira, task);
	const outcomes: ContentOutcome[] = [];
	for (const step of steps) if (step.kind !== 'add') outcomes.push(await carryOut(jira, task, step));
	const adds = steps.flatMap((step) => (step.kind === 'add' ? [step] : []));
	return adds.length === 0 ? outcomes : [...outcomes, ...(await writeComments(jira, task, adds))];
}

/** What Jira refuses for good about one copy stops nothing else. */
async function carryOut(jira: Jira, task: FollowTask, step: Exclude<CommentStep, { kind: 'add' }>): Promise<ContentOutcome> {
	switch (step.kind) {
		case 'none':
			return { source: step.source, action: 'skipped', reason: step.reason };
		case 'outdated':
			task.news.overtaken = true;
			return { source: step.source, action: 'skipped', reason: step.reason };
		case 'adopt':
			noteTraces(task.news, { comments: { [step.source]: step.local }, ...(step.mark ? { edits: { [step.source]: step.mark } } : {}) });
			return { source: step.source, ...(step.local ? { local: step.local } : {}), action: 'adopted', reason: step.reason ?? 'its copy was here and is written down now' };
		case 'remove': {
			const { source, local, reason } = step;
			const removed = await orRefusal(jira.deleteComment(task.issueId, local));
			if ('refused' in removed) return { source, local, action: 'skipped', reason: removed.refused };
			return { source, local, action: 'removed', reason };
		}
		case 'withdraw':
			return await replace(jira, task, { ...step, source: step.source });
		case 'edit': {
			const { comment, local } = step;
			const arriving = await task.arriving(comment.body);
			const text = arrivingText(copyText(comment, task.replica), {
				...arriving,
				files: { ...arriving.files, ...shownMedia(local.body) },
				current: local.body,
				url: comment.url,
			});
			return await replace(jira, task, { ...step, source: comment.id, text });
		}
	}
}

type Replacement = Pick<CommentStep & { kind: 'withdraw' }, 'source' | 'local' | 'text' | 'mark' | 'reason'>;

/** Only the text goes, so the copy stays internal where it was. The mark follows with the other traces: until then the same edit is made again. */
async function replace(jira: Jira, task: FollowTask, { source, local, text, mark, reason }: Replacement): Promise<ContentOutcome> {
	const put = (body: RichText) => orRefusal(jira.editComment(task.issueId, local.id, body));
	const sentAt = jira.now();
	let edited = await put(text);
	// Jira takes less than its format allows and does not say what it minds: the words alone will do.
	if ('refused' in edited) edited = await put(wordsOnly(text));
	if ('refused' in edited) return { source, local: local.id, action: 'skipped', reason: edited.refused };
	// A newer edit of another run may have gone before it.
	if (!wasQuick(jira, sentAt)) task.news.others = true;
	if (!Object.hasOwn(task.traces.comments, source)) noteTraces(task.news, { comments: { [source]: local.id } });
	noteTraces(task.news, { edits: { [source]: markedAt(mark, edited.done.updated) } });
	return { source, local: local.id, action: 'edited', reason };
}

/** What was done, or what Jira said when it refused for good. */
const orRefusal = async <T>(call: Promise<T>): Promise<{ done: T } | { refused: string }> =>
	await call.then(
		(done) => ({ done }),
		(error: unknown) => (error instanceof JiraError && !error.data.retryable ? { refused: error.message } : Promise.reject(error)),
	);
