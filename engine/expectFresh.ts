import type { Jira } from '../jira/types';
import { onLocalClock } from '../sync/clocks';
import { SyncError } from '../sync/errors';
import type { TwinRecord } from '../sync/record';
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
	if (age > LONGEST_LIFE) throw stale(jira, replica, `was built ${Math.round(age / 60_000)} minutes ago and may be out of date.`);
}

/**
 * Refuses a replica from before two runs wrote at the same time (engine/overtaken.ts).
 *
 * @throws SyncError `stale` (retryable)
 */
export function expectNotOvertaken(jira: Jira, replica: Replica, record: Pick<TwinRecord, 'overtakenAt'>): void {
	if (Date.parse(replica.meta.builtAt) < Date.parse(record.overtakenAt ?? '')) throw stale(jira, replica, 'is from before two runs wrote the same at the same time.');
}

/** Building the replica anew is all it takes. */
export const stale = (jira: Jira, { meta }: Replica, what: string): SyncError =>
	new SyncError('stale', `The replica of ${meta.issue.key} ${what}`, {
		scope: 'issue',
		site: jira.siteUrl,
		issue: meta.issue.key,
		next: 'Run the item again from Build Replica.',
		retryable: true,
	});

/** A site tells its time to the second, and its answer takes a moment (milliseconds). */
const TOLD_TO_THE_SECOND = 1_500;

/**
 * When a replica was built, as the clock of this site would have shown it (epoch milliseconds): a copy that is younger may have been made after it.
 * Clocks that may be the same are taken for the same; with those that surely differ a copy rather counts as younger than as older.
 */
export const builtOnClockOf = (jira: Jira, { meta }: Replica): number => onLocalClock(meta.builtAt, { remote: 0, local: jira.clockAhead() }, TOLD_TO_THE_SECOND);
