import type { Jira, JiraIssue } from '../jira/types';
import { traceKeys } from '../sync/connection';
import { readTraces, spreadTraces, type Traces } from '../sync/record';
import { editedByTwo, notYetWritten } from '../sync/traceNews';
import { changedMeanwhile, SURELY_ALONE } from './overtaken';

/** Pairs that a run has made and not yet written down. */
export interface TraceNews extends Required<Traces> {
	/** Another run was met at work on the same issue: it writes pages as well. */
	others?: boolean;
	/** Another run has written the same at the same time, and either may have come last. */
	overtaken?: boolean;
}

/** How long (milliseconds) a run that was met gets for its own pages. */
const OTHERS_TIME = 2_000;

export function noteTraces(news: TraceNews, more: Partial<Traces>): void {
	Object.assign(news.comments, more.comments);
	Object.assign(news.files, more.files);
	Object.assign(news.edits, more.edits);
}

/**
 * Writes down what a run has copied: one request, and none when there is nothing new. Where it fails,
 * the next run finds the copies by what they carry.
 *
 * Jira replaces a whole page and takes no condition with that. So where others may have written since the
 * pages were read, they are read once more; what another run writes in between is lost, found by what the copies
 * carry in the next look, and written again. Where the write itself took long, that look is asked for.
 *
 * @param readAt when the pages in `issue` were read (epoch milliseconds), where that may be long ago
 * @returns what a person may want to know: pages that take no more stop nothing
 */
export async function recordTraces(jira: Jira, issue: JiraIssue, connection: string, news: TraceNews, readAt = jira.now()): Promise<string[]> {
	const keys = traceKeys(connection);
	const pagesOf = ({ properties }: Pick<JiraIssue, 'properties'>): unknown[] => keys.map((key) => properties[key]);
	let pages = pagesOf(issue);
	let added = notYetWritten(readTraces(pages), news);
	if (added && (news.others === true || jira.now() - readAt > SURELY_ALONE)) {
		// What another run has just made it is about to write down itself.
		if (news.others === true) await jira.sleep(OTHERS_TIME);
		const atFirst = readTraces(pages);
		pages = pagesOf(await jira.readIssue(issue.id, { fields: ['key'], properties: keys }));
		const atLast = readTraces(pages);
		added = notYetWritten(atLast, news);
		if (added && editedByTwo(news.edits, atFirst, atLast)) news.overtaken = true;
	}
	if (!added) return [];
	const { changed, left } = spreadTraces(pages, added);
	for (const [page, value] of Object.entries(changed)) {
		const key = keys[Number(page)] as string;
		const sentAt = jira.now();
		await jira.setIssueProperty(issue.id, key, value);
		if (await changedMeanwhile(jira, issue.id, sentAt)) news.overtaken = true;
		issue.properties[key] = value;
	}
	return left === 0 ? [] : [`${issue.key} has more synced comments and files than its trace pages can hold: ${left} were not written down.`];
}
