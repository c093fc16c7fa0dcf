/**
 * Processor time of this process for a piece of work, in milliseconds. Unlike the clock it does not grow while other
 * processes have the machine, so it can be held against a limit.
 */
export function timed(work: () => void): number {
	const begun = process.cpuUsage();
	work();
	const { user, system } = process.cpuUsage(begun);
	return (user + system) / 1_000;
}
