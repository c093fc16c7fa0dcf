import type { IToken } from 'chevrotain';
import type { Place } from './scriptError';

/** Where a token begins. */
export const placeOf = ({ startLine, startColumn }: IToken): Place => ({ line: startLine ?? 1, column: startColumn ?? 1 });

/** Where an offset of a text is, when the text begins at `origin`. */
export function placeAt(text: string, offset: number, origin: Place): Place {
	const before = text.slice(0, offset).split(/\r\n|\r|\n/);
	const last = before[before.length - 1] ?? '';
	return before.length === 1
		? { line: origin.line, column: origin.column + last.length }
		: { line: origin.line + before.length - 1, column: last.length + 1 };
}
