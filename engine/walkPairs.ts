import { jqlText, withoutOrder } from '../sync/jql';
import type { Found, Jira, WalkCost, WalkQuestion } from '../jira/types';
import { recordKey } from '../sync/connection';
import { listedPair, type ListedPair, type ListedState } from '../sync/pairList';
import type { TwinRecord } from '../sync/record';
import { recordOf } from './recordOf';

/** Where pairs are looked for: in all projects, in one, or in what a query finds. */
export interface PairScope {
	connection: string;
	/** Key of a project. */
	project?: string;
	jql?: string;
	/** A condition that all pairs fulfil (a label, a field): it makes the walk short. */
	marker?: string;
}

/** One issue of a walk that has a record; `error` where that cannot be read. */
export type Walked = { issue: Found; record: TwinRecord | undefined } | { issue: Found; error: unknown };

/** Jira cannot search for our properties, so every issue of the scope has to be looked at. */
export const isWholeSite = ({ project, jql, marker }: PairScope): boolean => !project && !withoutOrder(jql ?? '') && !withoutOrder(marker ?? '');

function walkOf(scope: PairScope): WalkQuestion {
	const conditions = [scope.project ? `project = ${jqlText(scope.project)}` : '', withoutOrder(scope.jql ?? ''), withoutOrder(scope.marker ?? '')].filter(Boolean);
	// Cloud refuses queries without a restriction.
	const where = conditions.length > 0 ? conditions.map((condition) => `(${condition})`).join(' AND ') : 'project IS NOT EMPTY';
	// Oldest first: an issue that comes into being meanwhile moves none to another page.
	return { jql: `${where} ORDER BY created ASC`, properties: [recordKey(scope.connection)] };
}

/** The issues of a scope that have a record of the connection, one page of the search after the other. */
export async function* walkPairs(jira: Jira, scope: PairScope): AsyncGenerator<Walked> {
	for await (const page of jira.walk(walkOf(scope))) {
		for (const issue of page) {
			if (!Object.hasOwn(issue.properties, recordKey(scope.connection))) continue;
			yield walked(jira, scope, issue);
		}
	}
}

function walked(jira: Jira, { connection }: PairScope, issue: Found): Walked {
	try {
		return { issue, record: recordOf(issue, connection, jira.siteUrl) };
	} catch (error) {
		return { issue, error };
	}
}

/** What a walk would cost: one request tells. */
export const costOfPairs = async (jira: Jira, scope: PairScope): Promise<WalkCost> => await jira.costOfWalk(walkOf(scope));

/**
 * The pairs of a connection as the records at this site tell them. Writes nothing.
 *
 * @param only pairs in this state; all without it
 */
export async function* listPairs(jira: Jira, scope: PairScope, only?: ListedState): AsyncGenerator<ListedPair | { key: string; error: unknown }> {
	for await (const found of walkPairs(jira, scope)) {
		if ('error' in found) yield { key: found.issue.key, error: found.error };
		else if (found.record) {
			const pair = listedPair(scope.connection, found.issue, found.record, { siteUrl: jira.siteUrl, now: jira.now() });
			if (!only || pair.state === only) yield pair;
		}
	}
}
