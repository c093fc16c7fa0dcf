import type { RetryState } from './item';

/**
 * n8n keeps waits of less than 65 seconds in memory only, where a kill loses them; longer ones are in its
 * database. The seconds above that are for the nodes between the failure and the Wait node.
 */
const FIRST_PAUSE = 90_000;
const LONGEST_PAUSE = 900_000;

/**
 * When an issue that failed for a while is tried again: pauses grow from a minute and a half to a quarter
 * of an hour, and never end before Jira's own `Retry-After`.
 *
 * @param now epoch milliseconds
 * @param notBefore ISO time
 */
export function retryAfterFailure(before: RetryState | undefined, now: number, notBefore: string | undefined): RetryState {
	const attempt = (before?.attempt ?? 0) + 1;
	const pause = Math.min(FIRST_PAUSE * 2 ** (attempt - 1), LONGEST_PAUSE);
	const at = Math.max(now + pause, notBefore ? Date.parse(notBefore) : 0);
	return { attempt, firstFailedAt: before?.firstFailedAt ?? new Date(now).toISOString(), at: new Date(at).toISOString() };
}
