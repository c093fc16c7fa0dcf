import { numberArgument, textArgument } from './arguments';
import { type Calling, type Method, methodTable } from './calling';
import { compare, equal, isIn, operate } from './operators';
import { FunctionValue, isTrue, shown, type Value } from './values';

const at = (list: Value[], index: number): Value => list[index] ?? null;
const made = ({ budget, place }: Calling, list: Value[]): Value[] => budget.list(place, list);
/** Asks the closure about an entry. */
const asks = ({ args, call }: Calling, entry: Value) => isTrue(call(args[0], [entry]));
const hasClosure = ({ args }: Calling) => args[0] instanceof FunctionValue;

function unique(list: Value[], calling: Calling): Value[] {
	const key = (entry: Value) => (hasClosure(calling) ? calling.call(calling.args[0], [entry]) : entry);
	const kept: Array<{ key: Value; entry: Value }> = [];
	for (const entry of list) {
		const own = key(entry);
		if (!kept.some((other) => equal(other.key, own, calling.budget, calling.place))) kept.push({ key: own, entry });
	}
	return made(calling, kept.map(({ entry }) => entry));
}

/** By the entries themselves, by what a closure says of each, or by a closure of two that says which comes first. */
function sort(list: Value[], calling: Calling): Value[] {
	const [by] = calling.args;
	const { budget, place } = calling;
	const order = (left: Value, right: Value) => {
		budget.step(place);
		return compare(left, right, place);
	};
	if (!(by instanceof FunctionValue)) return made(calling, [...list].sort(order));
	if (by.closure.parameters.length === 2) {
		return made(calling, [...list].sort((left, right) => Number(calling.call(by, [left, right])) || 0));
	}
	const keyed = list.map((entry) => ({ entry, key: calling.call(by, [entry]) }));
	return made(calling, keyed.sort((left, right) => order(left.key, right.key)).map(({ entry }) => entry));
}

function sum(list: Value[], calling: Calling): Value {
	const values = hasClosure(calling) ? list.map((entry) => calling.call(calling.args[0], [entry])) : list;
	const [first, ...rest] = values;
	return rest.reduce<Value>((total, value) => operate('+', total, value, calling), first ?? null);
}

/** The entry with the lowest (-1) or highest (1) value. */
const extreme = (direction: -1 | 1): Method<Value[]> => (list, calling) => {
	const keyed = list.map((entry) => ({ entry, key: hasClosure(calling) ? calling.call(calling.args[0], [entry]) : entry }));
	const found = keyed.reduce<(typeof keyed)[number] | undefined>((best, next) => (best && compare(next.key, best.key, calling.place) * direction <= 0 ? best : next), undefined);
	return found?.entry ?? null;
};

function flatten(list: Value[], calling: Calling, depth = 0): Value[] {
	if (depth > 20) return list;
	return made(calling, list.flatMap((entry) => (Array.isArray(entry) ? flatten(entry, calling, depth + 1) : [entry])));
}

function each(list: Value[], { args, call }: Calling): Value {
	for (const entry of list) call(args[0], [entry]);
	return list;
}

function eachWithIndex(list: Value[], { args, call }: Calling): Value {
	for (const [index, entry] of list.entries()) call(args[0], [entry, index]);
	return list;
}

function join(list: Value[], calling: Calling): string {
	const separator = calling.args.length > 0 ? textArgument(calling) : '';
	let text = '';
	for (const [index, entry] of list.entries()) text = calling.budget.text(calling.place, `${text}${index > 0 ? separator : ''}${shown(entry)}`);
	return text;
}

const count: Method<Value[]> = (list, calling) =>
	list.filter((entry) => (hasClosure(calling) ? asks(calling, entry) : equal(entry, calling.args[0] ?? null, calling.budget, calling.place))).length;

const METHODS: Record<string, Method<Value[]>> = {
	any: (list, calling) => list.some((entry) => (calling.args.length > 0 ? asks(calling, entry) : isTrue(entry))),
	collect: (list, calling) => made(calling, list.map((entry) => calling.call(calling.args[0], [entry]))),
	contains: (list, { args, budget, place }) => isIn(args[0] ?? null, list, budget, place),
	containsAll: (list, { args, budget, place }) => Array.isArray(args[0]) && args[0].every((entry) => isIn(entry, list, budget, place)),
	count,
	drop: (list, calling) => made(calling, list.slice(Math.max(0, numberArgument(calling, 0)))),
	each,
	eachWithIndex,
	every: (list, calling) => list.every((entry) => (calling.args.length > 0 ? asks(calling, entry) : isTrue(entry))),
	find: (list, calling) => list.find((entry) => asks(calling, entry)) ?? null,
	findAll: (list, calling) => made(calling, list.filter((entry) => (calling.args.length > 0 ? asks(calling, entry) : isTrue(entry)))),
	first: (list, { fail }) => (list.length > 0 ? at(list, 0) : fail('an empty list has no first entry.', 'Use list[0], which is null then, or ask isEmpty() first.')),
	flatten: (list, calling) => flatten(list, calling),
	get: (list, calling) => at(list, numberArgument(calling, 0)),
	indexOf: (list, { args, budget, place }) => list.findIndex((entry) => equal(entry, args[0] ?? null, budget, place)),
	isEmpty: (list) => list.length === 0,
	join,
	last: (list, { fail }) => (list.length > 0 ? at(list, list.length - 1) : fail('an empty list has no last entry.', 'Use list[-1], which is null then, or ask isEmpty() first.')),
	max: extreme(1),
	min: extreme(-1),
	minus: (list, calling) => operate('-', list, calling.args[0] ?? null, calling),
	plus: (list, calling) => operate('+', list, calling.args[0] ?? null, calling),
	reverse: (list, calling) => made(calling, [...list].reverse()),
	size: (list) => list.length,
	sort,
	sum,
	take: (list, calling) => made(calling, list.slice(0, Math.max(0, numberArgument(calling, 0)))),
	toSet: unique,
	unique,
};

export const LIST_METHODS = methodTable(METHODS);
