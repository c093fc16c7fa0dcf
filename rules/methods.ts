import { nearNames } from '../sync/nearNames';
import type { Calling, Method } from './calling';
import { LIST_METHODS } from './listMethods';
import { MAP_METHODS } from './mapMethods';
import { ScriptError } from './scriptError';
import { TEXT_METHODS } from './textMethods';
import { Rich, ScriptMap, shown, typeWords, type Value } from './values';

/** What is not there under Groovy's or JavaScript's name, and what is. */
const ADVICE: Record<string, string> = {
	add: 'Use list += value.',
	addAll: 'Use list += other.',
	collectEntries: 'Write the map out: [key: value].',
	format: 'Dates are texts such as "2026-01-31".',
	getClass: 'Types are not reachable; ask for a property, such as value?.name.',
	inject: 'Use sum, join, or for (x in list).',
	length: 'Use size().',
	map: 'Use collect { ... }.',
	match: 'Use contains().',
	matches: 'Use contains(), startsWith() or ==.',
	put: 'Write the map out, or use map += [key: value].',
	remove: 'Use list -= value.',
	replaceFirst: 'Use minus(text).',
	filter: 'Use findAll { ... }.',
};

/** Calls a method of a value. Throws a ScriptError naming type and method where there is none. */
export function callMethod(self: Exclude<Value, null>, name: string, calling: Calling): Value {
	const { budget, place } = calling;
	if (name === 'toString') return budget.text(place, shown(self));
	const text = typeof self === 'string' ? self : self instanceof Rich ? self.plain : undefined;
	if (text !== undefined) budget.step(place, text.length);
	if (Array.isArray(self)) budget.step(place, self.length);
	if (self instanceof ScriptMap) budget.step(place, self.entries.size);
	const method = text !== undefined ? TEXT_METHODS.get(name) : Array.isArray(self) ? LIST_METHODS.get(name) : self instanceof ScriptMap ? MAP_METHODS.get(name) : undefined;
	if (method) return (method as Method<unknown>)(text ?? self, calling);
	if (typeof self === 'number' && (name === 'toInteger' || name === 'intValue' || name === 'toLong')) return Math.trunc(self);
	if (typeof self === 'number' && name === 'abs') return Math.abs(self);
	const table = text !== undefined ? TEXT_METHODS : Array.isArray(self) ? LIST_METHODS : self instanceof ScriptMap ? MAP_METHODS : new Map();
	const near = nearNames(name, table.keys() as Iterable<string>);
	const advice = Object.hasOwn(ADVICE, name) ? ADVICE[name] : undefined;
	const next = advice ?? (near.length > 0 ? `Near names: ${near.join(', ')}.` : 'Look it up in the table of methods in docs/from-exalate.md.');
	throw new ScriptError(place, `${typeWords(self)} has no method ${name.slice(0, 60)}.`, next);
}
