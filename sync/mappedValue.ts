import { entriesOf, wordsOf } from './coerce/neutral';
import { isNothing } from './coerce/pairs';
import type { NamedValue, NeutralValue } from './fieldChange';

/** One value of the remote field and what it is called here. */
export interface ValueRow {
	remote: string;
	local: string;
}

/** What to do with a value that no row names, or that the local field does not have. */
export type IfNoMatch = 'default' | 'error' | 'nothing';

export type MappedValue = { kind: 'value'; value: NeutralValue } | { kind: 'noMatch'; words: string };

/**
 * A value as the rows name it here. The first row with the value counts. Without rows a value keeps its name; with rows
 * one that no row names does not match. Nothing is nothing: it clears, which is no question of matching.
 *
 * Of a list each entry is looked up alone; those that do not match are left out, and when none is left nothing matched.
 *
 * @param instead stands for what does not match
 */
export function mapValue(value: NeutralValue, rows: ValueRow[], instead?: string): MappedValue {
	if (isNothing(value) || rows.length === 0) return { kind: 'value', value };
	if (!Array.isArray(value)) {
		const name = nameFor(value, rows) ?? instead;
		return name === undefined ? { kind: 'noMatch', words: wordsOf(value) } : { kind: 'value', value: asNamed(name, value) };
	}
	const names = entriesOf(value).map((entry) => nameFor(entry, rows) ?? instead);
	const found = [...new Set(names.filter((name) => name !== undefined))];
	const unmatched = value.filter((_, at) => names[at] === undefined);
	return found.length === 0 ? { kind: 'noMatch', words: wordsOf(unmatched) } : { kind: 'value', value: found.map((name) => asNamed(name, value[0] ?? null)) };
}

/** Entries of a list, or the value, that no row names. */
export const unmatchedIn = (value: NeutralValue, rows: ValueRow[]): NeutralValue[] =>
	rows.length === 0 ? [] : entriesOf(value).filter((entry) => nameFor(entry, rows) === undefined);

/** Exact names go before those that differ in upper and lower case only. */
function nameFor(value: NeutralValue, rows: ValueRow[]): string | undefined {
	const words = wordsOf(value);
	const low = words.toLowerCase();
	return (rows.find(({ remote }) => remote === words) ?? rows.find(({ remote }) => remote.toLowerCase() === low))?.local;
}

/** An empty name in a row clears; a word stays a word, and an option an option. */
const asNamed = (name: string, like: NeutralValue): NeutralValue =>
	name === '' ? null : typeof like === 'string' || typeof like === 'number' ? name : ({ name } satisfies NamedValue);
