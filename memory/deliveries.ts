/**
 * Deliveries that were taken lately, by the identifier that Jira gives each and repeats with every
 * retry. In memory only: one that comes again after a restart is looked at and changes nothing.
 */
const taken = new Map<string, number>();

/** Jira tries again for about half an hour. */
const REMEMBERED = 3_600_000;
const MOST = 10_000;

/** Whether this delivery is new; it is not any more afterwards. One without an identifier always is. */
export function takeDelivery(identifier: string | undefined, now: number): boolean {
	if (!identifier) return true;
	const before = taken.get(identifier);
	if (before !== undefined && now - before < REMEMBERED) return false;
	if (taken.size >= MOST) taken.delete(taken.keys().next().value as string);
	taken.set(identifier, now);
	return true;
}
