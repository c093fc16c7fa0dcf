import { JiraError } from '../jira/errors';
import type { Jira } from '../jira/types';
import { moveClaimKey } from '../sync/connection';
import type { Replica } from '../sync/replica';
import { causeTime, type Cause } from '../sync/transition';
import { takeClaim, type ClaimPlace } from './claims';
import { giveBack, issueClaims, type ClaimedIssue } from './issueClaims';
import { newClaim } from './run';

/** Longer than the longest request with all its waiting; after that the run that moves counts as dead. */
const CLAIM_TIME = 300_000;

/** Property with the claim to the move that answers a change; undefined where nothing tells one change from the next. */
export function claimOfMove(replica: Replica, cause: Cause): string | undefined {
	const at = causeTime(cause, replica);
	return at === undefined ? undefined : moveClaimKey(replica.meta.connection, cause, at);
}

export interface MoveClaim {
	/** For when the move was certainly not made: the next run need not wait. */
	giveBack(): Promise<void>;
}

/**
 * Claims the move that answers a change. Looking alone does not do: two runs can decide the same move, and a person
 * may undo the first before the second arrives.
 *
 * @param key as `claimOfMove` gives it; without one there is nothing to claim
 * @returns undefined while another run holds it
 */
export async function claimMove(jira: Jira, issue: ClaimedIssue, key: string | undefined): Promise<MoveClaim | undefined> {
	if (key === undefined) return { giveBack: () => Promise.resolve() };
	const claim = await takeClaim(unlessForbidden(issueClaims(jira, issue)), key, newClaim(jira, issue.run), CLAIM_TIME);
	return claim.mine ? { giveBack: () => giveBack(jira, issue, claim.key) } : undefined;
}

/** An issue in a status that allows no edits can still be moved, and then only looking protects. */
const unlessForbidden = ({ read, set }: ClaimPlace): ClaimPlace => ({
	read,
	set: async (key, claim) =>
		await set(key, claim).catch((error: unknown) => (error instanceof JiraError && error.code === 'forbidden' ? 'noPlace' : Promise.reject(error))),
});
