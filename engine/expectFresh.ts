import type { Jira, JiraIssue } from '../jira/types';
import { tooOldFor } from '../sync/commentPlan';
import { traceKeys } from '../sync/connection';
import { SyncError } from '../sync/errors';
import { readTraces } from '../sync/record';
import type { Replica } from '../sync/replica';

/** A replica is a state that was read; much later it says nothing of the issue any more. */
const LONGEST_LIFE = 3_600_000;

/**
 * Refuses a replica that has lain about, for instance in an execution that is run again days later.
 *
 * @throws SyncError `stale` (retryable: building the replica anew is all it takes)
 */
export function expectFresh(jira: Jira, replica: Replica): void {
	const age = jira.now() - Date.parse(replica.meta.builtAt);
	if (!(age > LONGEST_LIFE)) return;
	throw stale(jira, replica, `was built ${Math.round(age / 60_000)} minutes ago and may be out of date.`, 'nothing was written');
}

/**
 * Two runs of one issue at a time: Jira carried out an edit of the older one last, and the newer text is not in this replica. Nothing
 * else would bring it, because nothing has changed at the other side since.
 *
 * @throws SyncError `stale` (retryable: building the replica anew is all it takes)
 */
export function expectNewest(jira: Jira, replica: Replica, { properties }: Pick<JiraIssue, 'properties'>): void {
	const traces = readTraces(traceKeys(replica.meta.connection).map((key) => properties[key]));
	const comments = tooOldFor(replica, traces);
	if (comments.length === 0) return;
	throw stale(jira, replica, `was overtaken by a newer one: the copies of comment ${comments.join(', ')} have an older text.`, 'all else was brought over');
}

const stale = (jira: Jira, { meta }: Replica, what: string, done: string): SyncError =>
	new SyncError('stale', `The replica of ${meta.issue.key} ${what}`, {
		scope: 'issue',
		site: jira.siteUrl,
		issue: meta.issue.key,
		next: `Run the item again from Build Replica; ${done}.`,
		retryable: true,
	});
