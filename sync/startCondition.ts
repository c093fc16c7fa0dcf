import { allOf, anyOf, isOneOf, jqlText, withoutOrder } from './jql';

/**
 * When an issue without a counterpart begins to be synced. Paired issues always pass: once under
 * sync, every change counts, whether or not the issue still matches, unless `stop` is set.
 *
 * The condition travels with the trigger's item and is judged where the issue is read anyway, so
 * that a change of a paired issue costs no request for it.
 */
export interface StartCondition {
	/** The issue must be found by this query. */
	jql?: string;
	/** The issue must be in, or have just gone to, one of these statuses (name or id). */
	statuses?: string[];
	/** The issue must just have gone from the one to the other status (name or id; none means any). */
	moves?: Array<{ from?: string; to?: string }>;
	/** The issue must just have gone through one of these transitions (name or id); only a workflow's own post function tells. */
	transitions?: string[];
	/** No issue starts here: only issues that have a counterpart pass. */
	pairedOnly?: boolean;
	/** The same because of the method of the direction: where the shared rules say that it is manual. */
	manual?: string;
	/** A paired issue that the query no longer finds is disconnected. */
	stop?: boolean;
}

/** A change of status; each status by id and by name. */
export interface Move {
	from: string[];
	to: string[];
}

export interface StartFacts {
	paired: boolean;
	status: { id: string; name: string };
	/** Statuses (name or id) that the delivery says the issue went to. */
	reached: string[];
	/** Changes of status since the last look, from the delivery or the history. */
	moves: Move[];
	/** Name and id of the transition, where the delivery tells it. */
	transition: string[];
	/** Whether the query finds the issue; undefined as long as nobody asked. */
	matches?: boolean;
}

export type StartDecision = { pass: true } | { pass: false; reason: string; stop?: true } | { ask: string };

/** Whether an issue goes on; `ask` is a query that has to be answered first. */
export function decideStart(condition: StartCondition, facts: StartFacts): StartDecision {
	if (facts.paired) return condition.stop && condition.jql ? decideStop(condition.jql, facts.matches) : { pass: true };
	if (condition.pairedOnly) return no('The issue has no counterpart, and this connection starts none from here.');
	if (condition.manual) return no(`The issue has no counterpart, and issues start by hand here: ${condition.manual} is manual in the rules of the connection.`);
	const cause = missingCause(condition, facts);
	if (cause) return no(cause);
	if (!condition.jql) return { pass: true };
	if (facts.matches === undefined) return { ask: condition.jql };
	return facts.matches ? { pass: true } : no('The issue does not match the start condition (JQL).');
}

const no = (reason: string): StartDecision => ({ pass: false, reason });

function decideStop(jql: string, matches: boolean | undefined): StartDecision {
	if (matches === undefined) return { ask: jql };
	return matches ? { pass: true } : { pass: false, reason: 'The issue no longer matches the start condition, and the connection stops then.', stop: true };
}

/** What the issue has not gone through, in words. */
function missingCause(condition: StartCondition, facts: StartFacts): string | undefined {
	const { statuses = [], moves = [], transitions = [] } = condition;
	const seen = [facts.status.name, facts.status.id, ...facts.reached, ...facts.moves.flatMap(({ to }) => to)];
	if (statuses.length > 0 && !statuses.some((status) => isAmong(seen, status))) {
		return `The status is ${facts.status.name}; syncing starts in ${statuses.join(' or ')}.`;
	}
	if (moves.length > 0 && !facts.moves.some((move) => moves.some((wanted) => isMove(move, wanted)))) {
		return `The issue did not just go ${moves.map(({ from, to }) => `from ${from ?? 'any status'} to ${to ?? 'any other'}`).join(' or ')}.`;
	}
	if (transitions.length > 0 && !transitions.some((name) => isAmong(facts.transition, name))) {
		return `The issue did not just go through ${transitions.join(' or ')}, as far as the delivery tells.`;
	}
	return undefined;
}

const isMove = (move: Move, { from, to }: { from?: string; to?: string }): boolean =>
	(from === undefined || isAmong(move.from, from)) && (to === undefined || isAmong(move.to, to));

/** Compared without regard to case, as JQL does. */
const isAmong = (names: string[], wanted: string): boolean => names.some((name) => name.toLowerCase() === wanted.toLowerCase());

/** The query that tells for one issue whether it matches; an ORDER BY of the person's own is left out. */
export const startQuery = (jql: string, issueId: string): string => `id = ${issueId} AND (${withoutOrder(jql)})`;

/**
 * A query for those of many issues without a counterpart that may start, so that a sweep starts no look at the others. It
 * may find some too many (who was in a status long ago); each is judged again where it is read. Undefined when all may.
 */
export function startableQuery(condition: StartCondition): string | undefined {
	const { statuses = [], moves = [] } = condition;
	const ends = moves.flatMap(({ to }) => to ?? []);
	// One change that may lead anywhere makes the others no limit.
	const went = [...statuses, ...(ends.length === moves.length ? ends : [])];
	const inStatus = went.length > 0 ? anyOf([isOneOf('status', went) ?? '', ...went.map((status) => `status WAS ${jqlText(status)}`)]) : undefined;
	return allOf([condition.jql ? `(${withoutOrder(condition.jql)})` : undefined, inStatus]) || undefined;
}
