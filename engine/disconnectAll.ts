import type { Jira } from '../jira/types';
import { emptyOutcome, type Outcome } from '../sync/outcome';
import { projectKeyOf } from '../sync/projects';
import { planForgettingClaims } from './creationClaims';
import { asPlanned, carryOut, planLeaving, type Step } from './leavePair';
import { isWholeSite, walkPairs, type PairScope, type Walked } from './walkPairs';

/** What became of one issue, or of the claims that were left (without an issue). */
export interface Left {
	connection: string;
	issue: { id: string; key: string } | null;
	twin: { key: string; url: string } | null;
	outcome: Outcome;
}

/**
 * Takes every issue of a connection at this site out of it and forgets what the sync has kept there, page by page.
 * Content stays. It can be stopped at any point and run again: what is done is not found any more.
 *
 * @yields one entry for each issue, then one for the claims when all projects were walked; an error takes no other
 * issue with it
 */
export async function* disconnectAll(jira: Jira, scope: PairScope, dryRun: boolean): AsyncGenerator<Left | { key: string; error: unknown }> {
	const projects = new Set<string>();
	for await (const walked of walkPairs(jira, scope)) {
		const { issue } = walked;
		projects.add(projectKeyOf(issue.key));
		yield await leave(jira, scope.connection, walked, dryRun).catch((error: unknown) => ({ key: issue.key, error }));
	}
	// Claims do not tell their project: those of a part of the pairs cannot be told from the others.
	const claims = isWholeSite(scope) ? await planForgettingClaims(jira, scope.connection, projects) : [];
	if (claims.length === 0) return;
	const outcome = await done(claims, `${claims.length} claims on creations ${dryRun ? 'would be' : 'were'} removed.`, dryRun);
	yield { connection: scope.connection, issue: null, twin: null, outcome };
}

async function leave(jira: Jira, connection: string, walked: Walked, dryRun: boolean): Promise<Left> {
	if ('error' in walked) return await Promise.reject(walked.error);
	const { issue, record } = walked;
	const steps = await planLeaving(jira, connection, issue, record, { forget: true });
	const { id, key } = issue;
	const twin = record ? { key: record.twin.key, url: record.twin.url } : null;
	return { connection, issue: { id, key }, twin, outcome: await done(steps, `Disconnected: ${key}. What the sync had kept there is forgotten.`, dryRun) };
}

async function done(steps: Step[], reason: string, dryRun: boolean): Promise<Outcome> {
	if (dryRun) return { ...emptyOutcome('updated', `Dry run, nothing was written: ${reason}`), dryRun, planned: asPlanned(steps) };
	return { ...emptyOutcome('updated', reason), notes: await carryOut(steps) };
}
