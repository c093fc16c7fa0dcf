import { entriesOf } from './arguments';
import { type Calling, type Method, methodTable } from './calling';
import { expectKey, operate } from './operators';
import { FunctionValue, isTrue, ScriptMap, type Value } from './values';

/** A closure with two parameters gets key and value, one with a single one an entry with both. */
function ask({ args, call }: Calling, [key, value]: [Value, Value]): Value {
	const [closure] = args;
	const isPair = closure instanceof FunctionValue && closure.closure.parameters.length === 2;
	return call(closure, isPair ? [key, value] : [entriesOf(new ScriptMap(new Map([[key, value]])))?.[0] ?? null]);
}

const key = ({ args, place }: Calling) => expectKey(args[0] ?? null, place);
const list = ({ budget, place }: Calling, values: Value[]): Value[] => budget.list(place, values);

const METHODS: Record<string, Method<ScriptMap>> = {
	any: ({ entries }, calling) => [...entries].some((entry) => isTrue(ask(calling, entry))),
	collect: ({ entries }, calling) => list(calling, [...entries].map((entry) => ask(calling, entry))),
	containsKey: ({ entries }, calling) => entries.has(key(calling)),
	containsValue: ({ entries }, { args }) => [...entries.values()].includes(args[0] ?? null),
	each: (map, calling) => {
		for (const entry of map.entries) ask(calling, entry);
		return map;
	},
	every: ({ entries }, calling) => [...entries].every((entry) => isTrue(ask(calling, entry))),
	find: ({ entries }, calling) => {
		const found = [...entries].find((entry) => isTrue(ask(calling, entry)));
		return found ? (entriesOf(new ScriptMap(new Map([found])))?.[0] ?? null) : null;
	},
	findAll: ({ entries }, calling) => new ScriptMap(new Map([...entries].filter((entry) => isTrue(ask(calling, entry))))),
	get: ({ entries }, calling) => entries.get(key(calling)) ?? calling.args[1] ?? null,
	getOrDefault: ({ entries }, calling) => entries.get(key(calling)) ?? calling.args[1] ?? null,
	isEmpty: ({ entries }) => entries.size === 0,
	keySet: ({ entries }, calling) => list(calling, [...entries.keys()]),
	plus: (map, calling) => operate('+', map, calling.args[0] ?? null, calling),
	size: ({ entries }) => entries.size,
	values: ({ entries }, calling) => list(calling, [...entries.values()]),
};

export const MAP_METHODS = methodTable(METHODS);
