import type { Calling } from './calling';
import { isNull, Rich, ScriptMap, typeWords, type Value } from './values';

/** The text that stands at a place of a call. */
export function textArgument({ args, fail }: Calling, index = 0): string {
	const value = args[index] ?? null;
	if (typeof value === 'string') return value;
	return value instanceof Rich ? value.plain : fail(`a text is expected here, not ${typeWords(value)}.`, 'Put the text in quotes, or use toString().');
}

/** The whole number that stands at a place of a call; `otherwise` when nothing stands there. */
export function numberArgument({ args, fail }: Calling, index: number, otherwise?: number): number {
	const value = args[index];
	if (value === undefined && otherwise !== undefined) return otherwise;
	return typeof value === 'number' && Number.isFinite(value) ? Math.trunc(value) : fail(`a number is expected here, not ${typeWords(value ?? null)}.`, 'Give a whole number.');
}

/** A text that Groovy takes for a regular expression, and that is none. */
export function plainArgument(calling: Calling, index = 0): string {
	const text = textArgument(calling, index);
	if (!/[\\^$.|?*+()[\]{}]/.test(text)) return text;
	return calling.fail('this text would be a regular expression.', 'Use replace(), tokenize() or contains(), which take plain text.');
}

/** The entries of what a loop goes over: a list, the keys and values of a map, or nothing. */
export function entriesOf(value: Value): Value[] | undefined {
	if (isNull(value)) return [];
	if (Array.isArray(value)) return value;
	return value instanceof ScriptMap ? [...value.entries].map(([key, held]) => entry(key, held)) : undefined;
}

const entry = (key: Value, value: Value): ScriptMap => new ScriptMap(new Map<Value, Value>([['key', key], ['value', value]]));

/** The numeric value of a text; fails when it is none. */
export function toNumber(text: string, calling: Calling, whole: boolean): number {
	const pattern = whole ? /^[+-]?\d{1,15}$/ : /^[+-]?\d{1,15}(?:\.\d{1,15})?$/;
	return pattern.test(text.trim()) ? Number(text) : calling.fail(`this text is no ${whole ? 'whole ' : ''}number.`, 'Ask isNumber() first.');
}

