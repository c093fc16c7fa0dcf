/**
 * Issues that an execution of this process is looking at just now. What arrives for them meanwhile
 * waits for its end and becomes one look together: a look that runs beside another one finds claims
 * held and has to do work twice. In memory only, and nothing depends on it.
 */
const begun = new Map<string, number>();

/** A look that has not ended by then has failed, or its workflow does not say when it ends. */
const LONGEST = 10_000;
const MOST = 5_000;

/** @param issue connection, site address and issue id */
export function beginLook(issue: string, now: number): void {
	if (begun.size > MOST) begun.clear();
	begun.set(issue, now);
}

export function endLook(issue: string): void {
	begun.delete(issue);
}

export const isLookedAt = (issue: string, now: number): boolean => now - (begun.get(issue) ?? Number.NEGATIVE_INFINITY) < LONGEST;
