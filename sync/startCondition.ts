/**
 * When an issue without a counterpart begins to be synced. Paired issues always pass: once under
 * sync, every change counts, whether or not the issue still matches.
 *
 * The condition travels with the trigger's item and is judged where the issue is read anyway, so
 * that a change of a paired issue costs no request for it.
 */
export interface StartCondition {
	/** The issue must be found by this query. */
	jql?: string;
	/** The issue must be in, or have just gone to, one of these statuses (name or id). */
	statuses?: string[];
	/** No issue starts here: only issues that have a counterpart pass. */
	pairedOnly?: boolean;
}

export interface StartFacts {
	paired: boolean;
	status: { id: string; name: string };
	/** Statuses (name or id) that the delivery says the issue went to. */
	reached: string[];
	/** Whether the query finds the issue; undefined as long as nobody asked. */
	matches?: boolean;
}

export type StartDecision = { pass: true } | { pass: false; reason: string } | { ask: string };

/** Whether an issue goes on; `ask` is a query that has to be answered first. */
export function decideStart(condition: StartCondition, facts: StartFacts): StartDecision {
	if (facts.paired) return { pass: true };
	if (condition.pairedOnly) {
		return { pass: false, reason: 'The issue has no counterpart, and this connection starts none from here.' };
	}
	const wanted = condition.statuses ?? [];
	const seen = [facts.status.name, facts.status.id, ...facts.reached];
	if (wanted.length > 0 && !wanted.some((status) => seen.includes(status))) {
		return { pass: false, reason: `The status is ${facts.status.name}; syncing starts in ${wanted.join(' or ')}.` };
	}
	if (!condition.jql) return { pass: true };
	if (facts.matches === undefined) return { ask: condition.jql };
	return facts.matches ? { pass: true } : { pass: false, reason: 'The issue does not match the start condition (JQL).' };
}

/** The query that tells for one issue whether it matches; an ORDER BY of the person's own is left out. */
export const startQuery = (jql: string, issueId: string): string => `id = ${issueId} AND (${withoutOrder(jql)})`;

/** A query of a person's own as a condition that can be joined to others. */
export const withoutOrder = (jql: string): string => jql.replace(/(^|\s+)order\s+by\s+[^"']*$/i, '').trim();
