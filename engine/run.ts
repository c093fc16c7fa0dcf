import type { Jira } from '../jira/types';

/** What the engine knows of the run it works in. */
export interface Run {
	/** Names this execution: n8n runs a node again under the same name, other executions have others. */
	owner: string;
	/** Counterparts that this run has seen or made, by site and id of their originals. An optimisation: nothing depends on it. */
	twins?: Map<string, string>;
}

/** A counterpart's id as this run knows it. */
export const rememberedTwin = (run: Run, site: string, issueId: string): string | undefined => run.twins?.get(`${site} ${issueId}`);

export const rememberTwin = (run: Run, site: string, issueId: string, twinId: string): void => void run.twins?.set(`${site} ${issueId}`, twinId);

/** Value of a claim: who holds it and since when. */
export interface Claim {
	owner: string;
	/** Epoch milliseconds. */
	at: number;
	/** Of a file: its bytes, so that its upload can be told even when the original is gone. */
	size?: number;
}

export const newClaim = (jira: Jira, run: Run): Claim => ({ owner: run.owner, at: jira.now() });

/** A claim as found in Jira; undefined when there is none or it is unreadable. */
export function readClaim(value: unknown): Claim | undefined {
	const claim = value as Partial<Claim> | undefined | null;
	return typeof claim?.owner === 'string' && typeof claim.at === 'number' ? (claim as Claim) : undefined;
}
