import type { Jira } from '../jira/types';
import { SyncError } from '../sync/errors';
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
	throw new SyncError('stale', `The replica of ${replica.meta.issue.key} was built ${Math.round(age / 60_000)} minutes ago and may be out of date.`, {
		scope: 'issue',
		site: jira.siteUrl,
		issue: replica.meta.issue.key,
		next: 'Run the item again from Build Replica; nothing was written.',
		retryable: true,
	});
}
