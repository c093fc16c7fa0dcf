/**
 * What this process has written to Jira a moment ago, so that the webhook calls which come back for
 * it start no execution. In memory only, and nothing depends on it: after a restart, or when another
 * process hears of the change, the issue is read once and found unchanged.
 *
 * All nodes of the package share the files of this folder (gulpfile.js keeps them out of the bundles).
 */
interface OwnWrite {
	/** What changed, as a delivery will name it: `field:summary`, `comment:10001`, `file:10002`, `created`. */
	what: string;
	/** Epoch milliseconds. */
	at: number;
}

/** Jira delivers within half a minute; what comes later is looked at. */
const REMEMBERED = 60_000;
const MOST = 5_000;

const writes = new Map<string, OwnWrite[]>();

/** @param issue connection, site address and issue id */
export function rememberWrite(issue: string, what: string[], now: number): void {
	if (writes.size > MOST) writes.clear();
	writes.set(issue, [...fresh(issue, now), ...what.map((each) => ({ what: each, at: now }))]);
}

/**
 * Whether all of this was written by us a moment ago. Each write answers for one delivery: a second
 * one that says the same is somebody else's change and is looked at.
 */
export function isOwnWrite(issue: string, what: string[], now: number): boolean {
	const left = fresh(issue, now);
	for (const each of what) {
		const index = left.findIndex((write) => write.what === each);
		if (index < 0) return false;
		left.splice(index, 1);
	}
	if (what.length === 0) return false;
	writes.set(issue, left);
	return true;
}

/** As after a restart. */
export const forgetWrites = (): void => writes.clear();

const fresh = (issue: string, now: number): OwnWrite[] => (writes.get(issue) ?? []).filter(({ at }) => now - at < REMEMBERED);
