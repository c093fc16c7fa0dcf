import { block, paragraph, type AdfNode } from './adf';
import { peekLine, type WikiCursor } from './wikiCursor';
import { closingBracket, imageAt } from './wikiLinks';

export const TABLE_LINE = /^\s*\|/;

/** Rows up to a line that is none. A row that does not end in a bar goes on in the next line. */
export function readTable(cursor: WikiCursor, inner: (body: string) => AdfNode[]): AdfNode[] {
	const rows: AdfNode[] = [];
	while (cursor.at < cursor.source.length && TABLE_LINE.test(peekLine(cursor))) {
		const cells = readRow(takeRow(cursor), inner);
		if (cells.length > 0) rows.push(block('tableRow', cells));
	}
	return rows.length > 0 ? [block('table', rows)] : [];
}

function takeRow(cursor: WikiCursor): string {
	const lines: string[] = [];
	do {
		const line = peekLine(cursor);
		lines.push(line);
		cursor.at += line.length + 1;
	} while (!lines.at(-1)?.trimEnd().endsWith('|') && goesOn(cursor));
	return lines.join('\n').trim();
}

function goesOn(cursor: WikiCursor): boolean {
	const line = cursor.at < cursor.source.length ? peekLine(cursor) : '';
	return line.trim() !== '' && !TABLE_LINE.test(line);
}

function readRow(row: string, inner: (body: string) => AdfNode[]): AdfNode[] {
	const cells: AdfNode[] = [];
	for (let at = 0; at < row.length; ) {
		const header = row.startsWith('||', at);
		const from = at + (header ? 2 : 1);
		at = nextBar(row, from);
		if (from >= row.length) break;
		const content = inner(row.slice(from, at).trim());
		cells.push(block(header ? 'tableHeader' : 'tableCell', content.length > 0 ? content : [paragraph()]));
	}
	return cells;
}

/** The bar that ends a cell: not one behind a backslash, in a link or in a picture. */
function nextBar(row: string, from: number): number {
	let at = from;
	while (at < row.length && row[at] !== '|') {
		if (row[at] === '\\') at += 2;
		else if (row[at] === '[') at = (closingBracket(row, at) ?? at) + 1;
		else if (row[at] === '!') at += imageAt(row, at)?.length ?? 1;
		else at++;
	}
	return Math.min(at, row.length);
}
