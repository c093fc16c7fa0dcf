import { JiraError, scopeOfCode } from '../jira/errors';
import type { Jira } from '../jira/types';
import { recordKey } from '../sync/connection';
import { isBeforeDeletion } from '../sync/deletion';
import { SyncError } from '../sync/errors';
import { isPastTrouble, keepsTwin, markedPresent, sameTrouble, withPresentKey, type Blocked } from '../sync/record';
import type { Replica } from '../sync/replica';
import { recordOf } from './recordOf';

/** The issue whose record is kept. */
export interface MarkedIssue {
	id: string;
	/** Trouble that the record told of when it was read. */
	blocked: Blocked | undefined;
	/** The record says that the other side's issue was deleted. */
	takenForDeleted?: boolean;
}

/** What a final failure of one issue leaves in its record; undefined for all other failures. */
export function blockedBy(error: unknown, at: string): Blocked | undefined {
	if (error instanceof SyncError) {
		const { scope, retryable, field, site } = error.data;
		return scope === 'issue' && !retryable ? trouble(error.code, field, at, site) : undefined;
	}
	if (!(error instanceof JiraError) || error.data.retryable || scopeOfCode(error.code) !== 'issue') return undefined;
	return trouble(error.code, Object.keys(error.data.fields)[0], at, error.data.site);
}

const trouble = (code: string, field: string | undefined, at: string, site: string | undefined): Blocked => ({
	code,
	...(field ? { field } : {}),
	at,
	...(site ? { site } : {}),
});

/**
 * Writes down that an issue is blocked, when that is new. Never fails: what matters is the error that
 * led here, and the next run comes to the same point.
 */
export async function markBlocked(jira: Jira, issue: MarkedIssue, replica: Replica, error: unknown): Promise<void> {
	const blocked = blockedBy(error, new Date(jira.now()).toISOString());
	if (!blocked) return;
	await change(jira, issue.id, replica, blocked).catch(() => undefined);
}

/**
 * Takes the mark away after a run that went well; nothing is sent for an issue without one.
 *
 * @param written the record was written by this run, and with it the mark has gone
 * @returns what a person may want to know
 */
export async function clearBlocked(jira: Jira, issue: MarkedIssue, replica: Replica, written: boolean): Promise<string[]> {
	if (!(issue.blocked || issue.takenForDeleted) || written) return [];
	return await change(jira, issue.id, replica, undefined).then(
		() => [issue.blocked ? 'It was blocked and goes on.' : `${replica.meta.issue.key} had been taken for deleted; it is there, and the pair goes on.`],
		(error: unknown) =>
			error instanceof JiraError && !error.data.retryable ? [`It goes on, but the mark could not be removed. ${error.message}`] : Promise.reject(error),
	);
}

/** The record is read again: the failed run may have written it, and nothing of that may be lost. Of a pair that has ended meanwhile nothing is told, nor of trouble that is over. */
async function change(jira: Jira, issueId: string, replica: Replica, blocked: Blocked | undefined): Promise<void> {
	const { connection, issue, site } = replica.meta;
	const now = await jira.readIssue(issueId, { fields: ['updated'], properties: [recordKey(connection)] });
	const record = recordOf(now, connection, jira.siteUrl);
	if (!keepsTwin(record) || record.twin.id !== issue.id || record.twin.site !== site.id || isBeforeDeletion(replica, record)) return;
	if (sameTrouble(record.blocked, blocked) && record.state !== 'partnerDeleted') return;
	if (blocked && isPastTrouble(replica, record)) return;
	const { blocked: former, ...rest } = markedPresent(withPresentKey(record, replica));
	const news = blocked ? { blocked } : former ? { unblockedAt: replica.meta.builtAt } : {};
	await jira.setIssueProperty(issueId, recordKey(connection), { ...rest, ...news });
}
