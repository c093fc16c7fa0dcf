import { block, paragraph, type AdfNode } from './adf';
import { macroAt, passLine, peekLine, wikiCursor, type WikiCursor } from './wikiCursor';
import { closingBracket, imageAt } from './wikiLinks';

export const TABLE_LINE = /^\s*\|/;

/** Rows up to a line that is none. A row that does not end in a bar goes on in the next line. */
export function readTable(cursor: WikiCursor, inner: (body: string) => AdfNode[]): AdfNode[] {
	const rows: AdfNode[] = [];
	while (cursor.at < cursor.source.length && TABLE_LINE.test(peekLine(cursor))) {
		const cells = readRow(wikiCursor(takeRow(cursor), cursor.depth), inner);
		if (cells.length > 0) rows.push(block('tableRow', cells));
	}
	return rows.length > 0 ? [block('table', rows)] : [];
}

/** Jira renders macros before tables, so that bars and empty lines in code mean nothing to the row around it. */
function takeRow(cursor: WikiCursor): string {
	const from = cursor.at;
	let line: string;
	do {
		const start = cursor.at;
		passLine(cursor);
		line = cursor.source.slice(start, cursor.at);
	} while (!line.trimEnd().endsWith('|') && goesOn(cursor));
	return cursor.source.slice(from, cursor.at).trim();
}

function goesOn(cursor: WikiCursor): boolean {
	const line = cursor.at < cursor.source.length ? peekLine(cursor) : '';
	return line.trim() !== '' && !TABLE_LINE.test(line);
}

/** The cells of a row, which is all the source of its cursor. */
function readRow(cursor: WikiCursor, inner: (body: string) => AdfNode[]): AdfNode[] {
	const row = cursor.source;
	const cells: AdfNode[] = [];
	for (let at = 0; at < row.length; ) {
		const header = row.startsWith('||', at);
		const from = at + (header ? 2 : 1);
		at = nextBar(cursor, from);
		if (from >= row.length) break;
		const content = inner(row.slice(from, at).trim());
		cells.push(block(header ? 'tableHeader' : 'tableCell', content.length > 0 ? content : [paragraph()]));
	}
	return cells;
}

/** The bar that ends a cell: not one behind a backslash, in a link, in a picture or in a macro. */
function nextBar(cursor: WikiCursor, from: number): number {
	const row = cursor.source;
	let at = from;
	while (at < row.length && row[at] !== '|') {
		if (row[at] === '\\') at += 2;
		else if (row[at] === '[') at = (closingBracket(row, at) ?? at) + 1;
		else if (row[at] === '!') at += imageAt(row, at)?.length ?? 1;
		else if (row[at] === '{') at = macroAt(cursor, at)?.end ?? at + 1;
		else at++;
	}
	return Math.min(at, row.length);
}
