import { JiraError } from '../jira/errors';
import type { Jira, JiraAttachment } from '../jira/types';
import { filesToRemove, pendingUploads } from '../sync/attachments';
import type { ContentOutcome } from '../sync/outcome';
import { isOvertaken, type Traces, type TwinRecord } from '../sync/record';
import type { Replica } from '../sync/replica';
import { builtOnClockOf } from './expectFresh';
import { noteTraces, type TraceNews } from './recordTraces';
import { EVERY_PROPERTY } from './sourceFiles';

export interface RemovalTask {
	issueId: string;
	replica: Replica;
	/** Attachments of the local issue as read before. */
	attachments: JiraAttachment[];
	traces: Traces;
	record: TwinRecord | undefined;
	/** What this run has copied and not yet written down. */
	news: TraceNews;
	/** Copies of deleted originals go. */
	remove: boolean;
}

/** Removes the copies of files that were deleted at the other side; what Jira refuses for good is reported. */
export async function removeFiles(jira: Jira, task: RemovalTask): Promise<ContentOutcome[]> {
	const { issueId, replica, attachments, record, remove } = task;
	if (isOvertaken(replica, record)) return [];
	const account = (await jira.account()).id;
	const traces = await withPending(jira, task, account);
	if (Object.keys(traces).length === 0) return [];
	const builtAt = builtOnClockOf(jira, replica);
	const outcomes: ContentOutcome[] = [];
	for (const { source, local, kept, outdated } of filesToRemove(replica, attachments, traces, { account, builtAt, remove })) {
		if (outdated) task.news.overtaken = true;
		const refused = kept ?? (await jira.deleteAttachment(issueId, local).then(() => undefined, sayRefused));
		outcomes.push(
			refused
				? { source, local, action: 'skipped', reason: refused }
				: { source, local, action: 'removed', reason: 'the original was deleted' },
		);
	}
	return outcomes;
}

/** Older ones were looked at often enough. */
const LOOKED_FOR = 86_400_000;

/** Traces of files, with uploads that an ended run could not write down; these are written down now. */
async function withPending(jira: Jira, { issueId, replica, attachments, traces, news }: RemovalTask, account: string): Promise<Record<string, string>> {
	const known = { ...traces.files, ...news.files };
	const copies = new Set(Object.values(known));
	const since = jira.now() - LOOKED_FOR;
	const unknown = attachments.filter(({ id, author, created }) => author.id === account && !copies.has(id) && Date.parse(created) > since);
	if (unknown.length === 0) return known;
	const { properties } = await jira.readIssue(issueId, { fields: ['key'], properties: [EVERY_PROPERTY] });
	const pending = pendingUploads(properties, replica.meta.connection, attachments, { account, traces: known });
	noteTraces(news, { files: pending });
	return { ...known, ...pending };
}

const sayRefused = (error: unknown): string | Promise<never> =>
	error instanceof JiraError && !error.data.retryable ? error.message : Promise.reject(error);
