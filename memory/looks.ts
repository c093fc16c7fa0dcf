/**
 * Issues that an execution of this process is looking at just now, and deliveries that were dealt
 * with. What arrives for an issue meanwhile waits for the end and becomes one look together: a look
 * beside another one finds claims held and does work twice. What Jira repeats needs no second look,
 * unless the first one failed. In memory only, and nothing depends on it.
 */
interface Look {
	/** Epoch milliseconds. */
	since: number;
	/** Identifiers that Jira gave the deliveries; it repeats them with every retry. */
	deliveries: string[];
}

const begun = new Map<string, Look>();
const dealtWith = new Map<string, number>();
/** By issue, when the newest state was read that a look has brought to a good end (epoch milliseconds, the site's clock). */
const lookedAt = new Map<string, number>();

/** A look that has not ended by then has failed, or its workflow does not say when it ends. */
const LONGEST = 10_000;
/** Jira tries again for about half an hour. */
const REMEMBERED = 3_600_000;
const MOST = 5_000;
/** The site's clock is known to the second. */
const INEXACT = 2_000;

/**
 * Names the looks of one workflow at one issue. Another workflow of the connection may bring over less, so its looks say nothing of these.
 *
 * @param workflow as `workflowOf` tells it
 */
export const lookAt = (workflow: string, connection: string, siteUrl: string, issueId: string): string => [workflow, connection, siteUrl, issueId].join(' ');

/** @param issue as `lookAt` names it */
export function beginLook(issue: string, deliveries: string[], now: number): void {
	if (begun.size > MOST) begun.clear();
	begun.set(issue, { since: now, deliveries });
}

/**
 * The look has come to its end without an error.
 *
 * @param readAt when the issue was read, on the site's clock; undefined when a sweep must not take the change for dealt with
 */
export function endLook(issue: string, now: number, readAt?: number): void {
	for (const delivery of begun.get(issue)?.deliveries ?? []) {
		if (dealtWith.size >= MOST) dealtWith.delete(dealtWith.keys().next().value as string);
		dealtWith.set(delivery, now);
	}
	begun.delete(issue);
	if (readAt === undefined) return;
	if (lookedAt.size >= MOST) lookedAt.delete(lookedAt.keys().next().value as string);
	lookedAt.set(issue, Math.max(readAt, lookedAt.get(issue) ?? 0));
}

export const isLookedAt = (issue: string, now: number): boolean =>
	now - (begun.get(issue)?.since ?? Number.NEGATIVE_INFINITY) < LONGEST;

/**
 * Whether a look that has ended well saw the issue after this change. One that lies in the future was told by a clock that
 * was put right since, and proves nothing.
 *
 * @param updated epoch milliseconds on the site's clock, like `here`, which is now
 */
export function wasSeen(issue: string, updated: number, here: number): boolean {
	const at = lookedAt.get(issue) ?? Number.NEGATIVE_INFINITY;
	return at - INEXACT > updated && at <= here + INEXACT;
}

/** Whether a delivery is the repetition of one that was dealt with. One without an identifier never is. */
export const isRepeated = (delivery: string, now: number): boolean =>
	delivery !== '' && now - (dealtWith.get(delivery) ?? Number.NEGATIVE_INFINITY) < REMEMBERED;

/** As after a restart. */
export function forgetLooks(): void {
	begun.clear();
	dealtWith.clear();
	lookedAt.clear();
}
