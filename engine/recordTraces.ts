import type { Jira, JiraIssue } from '../jira/types';
import { traceKeys } from '../sync/connection';
import { spreadTraces, type Traces } from '../sync/record';

/** Pairs that a run has made and not yet written down. */
export type TraceNews = Required<Traces>;

export function noteTraces(news: TraceNews, more: Partial<Traces>): void {
	Object.assign(news.comments, more.comments);
	Object.assign(news.files, more.files);
	Object.assign(news.edits, more.edits);
}

/**
 * Writes down what a run has copied: one request, and none when there is nothing new. Where it fails,
 * the next run finds the copies by what they carry.
 *
 * @returns what a person may want to know: pages that take no more stop nothing
 */
export async function recordTraces(jira: Jira, issue: JiraIssue, connection: string, news: TraceNews): Promise<string[]> {
	const keys = traceKeys(connection);
	const { changed, left } = spreadTraces(keys.map((key) => issue.properties[key]), news);
	for (const [page, value] of Object.entries(changed)) {
		const key = keys[Number(page)] as string;
		await jira.setIssueProperty(issue.id, key, value);
		issue.properties[key] = value;
	}
	return left === 0 ? [] : [`${issue.key} has more synced comments and files than its trace pages can hold: ${left} were not written down.`];
}
