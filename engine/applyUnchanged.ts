import type { Jira, JiraIssue } from '../jira/types';
import type { SyncItem } from '../sync/item';
import { applyIncoming, type IncomingRules } from './applyIncoming';
import { readOnly, WouldWrite } from './onPaper';
import type { Run } from './run';
import type { Applied } from './updateTwin';

/**
 * What applying comes to when it needs no write, judged by a counterpart that was read ahead with many others; undefined when it
 * does. Whoever writes reads anew: between the reading of a hundred and the writing of the last one minutes may pass, in
 * which people go on working.
 */
export const applyUnchanged = async (jira: Jira, source: Jira | undefined, item: SyncItem, rules: IncomingRules, run: Run, known: JiraIssue): Promise<Applied | undefined> =>
	await applyIncoming(readOnly(jira), source, item, rules, run, known).catch((error: unknown) => (error instanceof WouldWrite ? undefined : Promise.reject(error)));
