import type { Jira } from '../jira/types';
import { creationClaimKey, isClaimOf, isCreationClaim } from '../sync/connection';
import { CLAIM_TIME } from './createTwin';
import type { Step } from './leavePair';
import { places, type Place } from './places';
import { readClaim } from './run';

/** Steps that remove the claims under which a counterpart of one issue was created here. */
export async function planForgettingClaim(jira: Jira, connection: string, source: { id: string; site: string }, project: string): Promise<Step[]> {
	const claim = creationClaimKey(connection, source.site, source.id);
	return await planClaims(jira, [project], (key) => isClaimOf(claim, key));
}

/** Steps that remove all claims of a connection that nobody is working under any more. */
export async function planForgettingClaims(jira: Jira, connection: string, projects: Iterable<string>): Promise<Step[]> {
	return await planClaims(jira, projects, async (key, place) => {
		if (!isCreationClaim(connection, key)) return false;
		const claim = readClaim(await jira.readClaim(key, place));
		return !claim || jira.now() - claim.at > CLAIM_TIME;
	});
}

async function planClaims(jira: Jira, projects: Iterable<string>, isWanted: (key: string, place: Place) => boolean | Promise<boolean>): Promise<Step[]> {
	const steps: Step[] = [];
	for (const place of places(...projects)) {
		for (const key of await jira.listClaims(place)) {
			if (!(await isWanted(key, place))) continue;
			steps.push({ what: 'delete claim', where: place ?? jira.siteUrl, detail: key, reason: 'the counterpart it was for is made or given up', carryOut: () => jira.deleteClaim(key, place) });
		}
	}
	return steps;
}
