import type { Jira } from '../jira/types';
import { newClaim, readClaim, type Run } from './run';

/** The local issue that comments and files are written to. */
export interface ContentTarget {
	issueId: string;
	run: Run;
	/** Properties of the local issue as read before, claims among them. */
	properties: Record<string, unknown>;
	/** Which claims were asked for in that read. */
	claimsRead: ReadonlySet<string> | 'all';
}

export type ClaimResult =
	/**
	 * `since` is when the first holder of the claim took it: what was made after that may be ours.
	 * `fresh` says that nobody ever held it, so that nothing can have been made under it.
	 */
	{ mine: true; since: number; fresh: boolean } | { mine: false; until: number };

/** Reads those claims that did not come with the issue, so that a claim is never overwritten unseen. */
export async function readOtherClaims(jira: Jira, target: ContentTarget, keys: string[]): Promise<void> {
	const { claimsRead } = target;
	const unread = claimsRead === 'all' ? [] : keys.filter((key) => !claimsRead.has(key));
	for (let start = 0; start < unread.length; start += KEYS_AT_ONCE) {
		const properties = unread.slice(start, start + KEYS_AT_ONCE);
		const issue = await jira.readIssue(target.issueId, { fields: ['updated'], properties });
		Object.assign(target.properties, issue.properties);
	}
}

/** So many keys keep the address of the request below 4,000 characters. */
const KEYS_AT_ONCE = 40;

/**
 * Takes the claim for one comment or file. A claim of this very execution is ours again (n8n runs a
 * node once more after a failure); one that is older than its time is orphaned and taken over.
 *
 * @param time milliseconds for which a claim holds
 */
export async function takeClaim(jira: Jira, target: ContentTarget, key: string, time: number): Promise<ClaimResult> {
	const claim = newClaim(jira, target.run);
	const held = readClaim(target.properties[key]);
	if (held) {
		if (held.owner === target.run.owner) return { mine: true, since: held.at, fresh: false };
		const until = held.at + time;
		if (jira.now() < until) return { mine: false, until };
		// Of several that find an orphan only the one that removes it goes on.
		if (!(await jira.deleteIssueProperty(target.issueId, key))) return { mine: false, until: jira.now() + time };
	}
	const created = await jira.setIssueProperty(target.issueId, key, claim);
	return created ? { mine: true, since: held?.at ?? claim.at, fresh: held === undefined } : { mine: false, until: claim.at + time };
}
