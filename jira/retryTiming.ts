/** Milliseconds after which one more try is not worth waiting for inside a running node. */
export const LONGEST_WAIT = 30_000;
const MOST_TRIES = 4;
const FIRST_PAUSE = 500;

export interface TriedRequest {
	/** HTTP status, or undefined when no answer came. */
	status: number | undefined;
	headers: Record<string, string>;
	/** How often it has been sent so far, 1 after the first time. */
	tries: number;
	/** True when sending it twice does the same as sending it once (reads). */
	repeatable: boolean;
	/** Epoch milliseconds. */
	now: number;
	/** A number in [0, 1) that spreads several clients apart. */
	random: number;
}

export type RetryDecision = { again: true; after: number } | { again: false; retryAt?: number };

/**
 * Whether a request is sent once more from inside the node, and after how many milliseconds.
 *
 * A 429 is refused before any work is done, so everything may be repeated after it. After a 5xx or
 * a lost connection nobody knows whether a write happened, so only reads are repeated; the engine
 * looks before it repeats a write. `Retry-After` is a floor. A wait longer than 30 seconds is left
 * to the workflow: `retryAt` then says when.
 */
export function decideRetry(tried: TriedRequest): RetryDecision {
	const limited = tried.status === 429;
	const short = tried.status === undefined || tried.status >= 500;
	if (!limited && !short) return { again: false };
	const asked = parseRetryAfter(tried.headers['retry-after'], tried.now);
	const spread = 0.7 + 0.6 * tried.random;
	// The jitter of a stated wait goes on top, never below what Jira asked for.
	const after = Math.round(asked ? asked + 1000 * tried.random : FIRST_PAUSE * 2 ** (tried.tries - 1) * spread);
	if ((!limited && !tried.repeatable) || tried.tries >= MOST_TRIES || after > LONGEST_WAIT) {
		return { again: false, retryAt: tried.now + Math.max(after, 1000) };
	}
	return { again: true, after };
}

/** `Retry-After` (seconds, or an HTTP date) as milliseconds from now; undefined when absent or unreadable. */
export function parseRetryAfter(header: string | undefined, now: number): number | undefined {
	if (header === undefined || header.trim() === '') return undefined;
	if (/^\s*\d+(\.\d+)?\s*$/.test(header)) return Number(header) * 1000;
	const date = Date.parse(header);
	return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
