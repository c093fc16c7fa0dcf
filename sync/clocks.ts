/** Clocks that differ by less are taken for equal: how far one is ahead is known to the second only. */
const CLOCK_ERROR = 5_000;

/** By how many milliseconds the clock of each site is ahead of ours. */
export interface Clocks {
	remote: number;
	local: number;
}

/**
 * A time of the other site as the local site's clock would have shown it (epoch milliseconds).
 *
 * @param error clocks that differ by less are taken for equal (milliseconds)
 */
export function onLocalClock(remoteTime: string, clocks: Clocks, error = CLOCK_ERROR): number {
	const ahead = clocks.remote - clocks.local;
	return Date.parse(remoteTime) - (Math.abs(ahead) < error ? 0 : ahead);
}
