/**
 * When each webhook was last called with a right proof. A sweep that finds changes of which nothing was heard tells that the
 * webhook may not get through. In memory only: where other processes take the calls, nothing is heard here.
 */
const lastHeard = new Map<string, number>();

/** @param hook connection and site address */
export const noteHeard = (hook: string, now: number): void => void lastHeard.set(hook, now);

/** Epoch milliseconds, or undefined when this process heard nothing yet. */
export const heardAt = (hook: string): number | undefined => lastHeard.get(hook);
