import type { ConnectionRules, Method, Side } from './connectionRules';
import { SyncError } from './errors';
import type { StartCondition } from './startCondition';

/** One side of a connection, with the rules that both sides share. */
export interface SharedSide {
	shared: ConnectionRules;
	side: Side;
}

/**
 * Finds the side of a node in the shared rules.
 *
 * @param connection the name that the node or its item carries
 * @param name the short name of the side, as the node is set
 * @throws SyncError `rulesInvalid` for rules of another connection, and for a name that is neither side's
 */
export function sideOf(shared: ConnectionRules, connection: string, name: string): SharedSide {
	if (shared.name !== connection) throw invalidRules(`The rules are those of connection ${shared.name}, and the item belongs to ${connection}.`, 'Give this node the rules of its own connection.');
	if (name !== shared.local && name !== shared.remote) throw invalidRules(`This Side is ${name || 'empty'}, and the rules know ${shared.local} and ${shared.remote}.`, 'Enter one of the two.');
	return { shared, side: name === shared.local ? 'local' : 'remote' };
}

/** What is wrong with rules as a person has entered them. */
export const invalidRules = (what: string, next: string): SyncError => new SyncError('rulesInvalid', what, { scope: 'connection', next: `${next} Nothing was written.` });

/** Why nothing leaves a side, for a direction that is switched off; undefined for one that is not. */
export function switchedOff({ shared, side }: SharedSide): string | undefined {
	const { method, place } = methodFrom(shared, side);
	return method === 'off' ? `Nothing leaves ${shared[side]}: ${place} is off in the rules of connection ${shared.name}.` : undefined;
}

/**
 * The start condition of an issue that came by itself, a delivery or a sweep. Under the manual method no issue without a counterpart
 * starts that way. A pair goes on, however it began: once under sync, every change counts.
 *
 * @param start undefined for what a person asked for, which no condition holds back
 */
export function startUnder({ shared, side }: SharedSide, start: StartCondition | undefined): StartCondition | undefined {
	const { method, place } = methodFrom(shared, side);
	return start && method === 'manual' ? { ...start, manual: place } : start;
}

/** How issues of a side leave it, and where that stands: `out` and `in` are seen from the side called local. */
const methodFrom = ({ methods }: ConnectionRules, side: Side): { method: Method; place: string } =>
	side === 'local' ? { method: methods.out, place: 'methods.out' } : { method: methods.in, place: 'methods.in' };
