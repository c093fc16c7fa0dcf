/** Where something stands in a script; both count from 1. */
export interface Place {
	line: number;
	column: number;
}

/** A line as people find it: a script that is one row of a list names its row too, counted from 1. */
export const lineWords = ({ line }: Pick<Place, 'line'>, row?: number): string => (row === undefined ? `line ${line}` : `row ${row}, line ${line}`);

/** A warning, which begins with its line, with the row in which that line stands. */
export const warningIn = (row: number | undefined, warning: string): string => (row === undefined ? warning : warning.replace(/^Line /, `Row ${row}, line `));

/**
 * A script cannot be read, is not allowed, or cannot go on. Found before or while it runs, never after something was
 * written: a script only decides. The message names types and fields, never the content of an issue.
 */
export class ScriptError extends Error {
	override readonly name = 'ScriptError';
	readonly line: number;
	readonly column: number;

	/**
	 * @param next what a person does about it
	 * @param row place of the script in a list of rules, where it is one row of it
	 */
	constructor(
		place: Place,
		readonly what: string,
		readonly next: string,
		row?: number,
	) {
		super(warningIn(row, `Line ${place.line}, column ${place.column}: ${what}`));
		this.line = place.line;
		this.column = place.column;
	}

	/** The same error of a script that is one row of a list. */
	inRow(row: number): ScriptError {
		return new ScriptError(this, this.what, this.next, row);
	}
}

/** Names of a list that look like one that is not in it, best first, at most three. */
export function nearNames(name: string, names: Iterable<string>): string[] {
	const wanted = name.toLowerCase();
	const near = (other: string) => distance(wanted, other.toLowerCase()) <= Math.floor(wanted.length / (wanted.length < 6 ? 2 : 3));
	const found = [...names].filter((other) => near(other) || (wanted.length > 2 && other.toLowerCase().startsWith(wanted)));
	return found.sort((a, b) => distance(wanted, a.toLowerCase()) - distance(wanted, b.toLowerCase())).slice(0, 3);
}

/** Longer names are cut: this is a hint for a person, and the work must stay bounded. */
const LONGEST_COMPARED = 60;

/** Levenshtein distance. */
function distance(left: string, right: string): number {
	const [a, b] = [left.slice(0, LONGEST_COMPARED), right.slice(0, LONGEST_COMPARED)];
	let row = Array.from({ length: b.length + 1 }, (_, index) => index);
	for (let i = 1; i <= a.length; i++) {
		const next = [i];
		for (let j = 1; j <= b.length; j++) {
			const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
			next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
		}
		row = next;
	}
	return row[b.length] ?? 0;
}
