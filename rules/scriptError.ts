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
