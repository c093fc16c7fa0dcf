import { JiraError } from '../jira/errors';
import type { Jira, JiraAttachment } from '../jira/types';
import { filesToRemove } from '../sync/attachments';
import { onLocalClock } from '../sync/clocks';
import type { ContentOutcome } from '../sync/outcome';
import { isOvertaken, type Traces, type TwinRecord } from '../sync/record';
import type { Replica } from '../sync/replica';

export interface RemovalTask {
	issueId: string;
	replica: Replica;
	/** Attachments of the local issue as read before. */
	attachments: JiraAttachment[];
	traces: Traces;
	record: TwinRecord | undefined;
	/** Copies of deleted originals go. */
	remove: boolean;
}

/** Removes the copies of files that were deleted at the other side; what Jira refuses for good is reported. */
export async function removeFiles(jira: Jira, task: RemovalTask): Promise<ContentOutcome[]> {
	const { issueId, replica, attachments, traces, record, remove } = task;
	if (Object.keys(traces.files).length === 0 || isOvertaken(replica, record)) return [];
	const account = (await jira.account()).id;
	const builtAt = onLocalClock(replica.meta.builtAt, { remote: 0, local: jira.clockAhead() });
	const outcomes: ContentOutcome[] = [];
	for (const { source, local, kept } of filesToRemove(replica, attachments, traces.files, { account, builtAt, remove })) {
		const refused = kept ?? (await jira.deleteAttachment(issueId, local).then(() => undefined, sayRefused));
		outcomes.push(
			refused
				? { source, local, action: 'skipped', reason: refused }
				: { source, local, action: 'removed', reason: 'the original was deleted' },
		);
	}
	return outcomes;
}

const sayRefused = (error: unknown): string | Promise<never> =>
	error instanceof JiraError && !error.data.retryable ? error.message : Promise.reject(error);
