import type { Jira, JiraIssue } from '../jira/types';
import { pagesWithoutKnown, tracesOfKnown, type Connecting } from '../sync/connect';
import { traceKeys } from '../sync/connection';
import { readTraces } from '../sync/record';
import { recordTraces } from './recordTraces';

/**
 * Writes down which content of the other side is left where it is, or that it is brought over after all.
 *
 * @param issue read with its trace pages
 * @returns what a person may want to know
 */
export async function rememberKnown(jira: Jira, issue: JiraIssue, connection: string, known: Connecting['known']): Promise<string[]> {
	const keys = traceKeys(connection);
	const pages = keys.map((key) => issue.properties[key]);
	if (known) return await recordTraces(jira, issue, connection, { edits: {}, ...tracesOfKnown(known, readTraces(pages)) });
	for (const [page, value] of Object.entries(pagesWithoutKnown(pages))) await jira.setIssueProperty(issue.id, keys[Number(page)] as string, value);
	return [];
}
