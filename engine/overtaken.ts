import type { Jira, JiraIssue } from '../jira/types';
import { recordKey } from '../sync/connection';
import type { SyncError } from '../sync/errors';
import type { Replica } from '../sync/replica';
import { toIso } from '../sync/values';
import { stale } from './expectFresh';
import { recordOf } from './recordOf';

/** A run that took longer than this (milliseconds) may have met the writes of another run. */
export const SURELY_ALONE = 5_000;

/** So may a single write that took longer than this: Jira was slow, or it was sent again after a pause that Jira asked for. */
const QUICK_WRITE = 1_500;

/** @param sentAt epoch milliseconds */
export const wasQuick = (jira: Jira, sentAt: number): boolean => jira.now() - sentAt <= QUICK_WRITE;

/**
 * Whether somebody else has changed an issue since it was read, beside what we have just written: a write that was under way for long may have been
 * carried out after one that was sent later, and so may one that was decided long ago; then the older value stands. Asks only where it took
 * long, and whoever does not get an answer supposes the worse.
 *
 * @param issue as it was read before
 * @param times epoch milliseconds
 */
export async function othersWroteMeanwhile(jira: Jira, issue: Pick<JiraIssue, 'id' | 'fields'>, { readAt, sentAt }: { readAt: number; sentAt: number }): Promise<boolean> {
	if (wasQuick(jira, sentAt) && jira.now() - readAt <= SURELY_ALONE) return false;
	const now = await jira.readIssue(issue.id, { fields: ['updated'], changes: true }).catch(() => undefined);
	if (!now) return true;
	const updated = toIso(String(issue.fields.updated ?? ''));
	// All that one request changes has one time.
	return new Set(now.changes.map(({ at }) => at).filter((at) => at > updated)).size > 1;
}

/**
 * Whether an issue has changed since a write of a property was sent, which is no change of an issue by itself: what another run has put
 * into the same property since then is lost. Asks only where the write took long, and whoever does not get an answer supposes the worse.
 *
 * @param sentAt epoch milliseconds
 */
export async function changedMeanwhile(jira: Jira, issueId: string, sentAt: number): Promise<boolean> {
	if (wasQuick(jira, sentAt)) return false;
	const now = await jira.readIssue(issueId, { fields: ['updated'] }).catch(() => undefined);
	return !now || Date.parse(toIso(String(now.fields.updated))) - jira.clockAhead() >= sentAt;
}

/**
 * Two runs have written the same at the same time, and nobody knows whose write came last. What this one knows is too old to set it
 * right, and nothing else would bring the newer state, because at the other side nothing has changed since. So the record says that
 * only a replica that is built from now on counts.
 */
export async function markOvertaken(jira: Jira, issue: Pick<JiraIssue, 'id'>, { meta: { connection } }: Replica): Promise<void> {
	const now = await jira.readIssue(issue.id, { fields: ['updated'], properties: [recordKey(connection)] });
	const record = recordOf(now, connection, jira.siteUrl);
	if (record) await jira.setIssueProperty(issue.id, recordKey(connection), { ...record, overtakenAt: new Date(jira.now()).toISOString() });
}

/** After `markOvertaken`: what was brought over counts for nothing, however well it went. */
export const overtaken = (jira: Jira, replica: Replica): SyncError => stale(jira, replica, 'met another run that wrote the same at the same time.');
