import { block, compact, numberAttr, paragraph, stringAttr, type AdfNode } from './adf';
import type { Fit } from './contentModel';
import { writable } from './fitInline';
import { plainText } from './plainText';

const CELLS: ReadonlySet<string> = new Set(['tableCell', 'tableHeader']);

/** A table with at least one row of at least one cell, or nothing. */
export function fitTable(node: AdfNode, fit: Fit): AdfNode[] {
	const rows = (node.content ?? []).flatMap((row) => fitRow(row, fit));
	if (rows.length === 0) return [];
	const attrs = node.attrs?.isNumberColumnEnabled === true ? { isNumberColumnEnabled: true } : undefined;
	return [block('table', rows, attrs)];
}

/** What is left of a table where none may stand: a paragraph a row. */
export function tableAsParagraphs(node: AdfNode): AdfNode[] {
	return (node.content ?? []).flatMap((row) => {
		const line = writable(plainText([row]).replace(/\n/g, ' '));
		return line === '' ? [] : [paragraph({ type: 'text', text: line })];
	});
}

function fitRow(row: AdfNode, fit: Fit): AdfNode[] {
	const cells = CELLS.has(row.type) ? [row] : (row.content ?? []);
	if (cells.length === 0) return [];
	return [block('tableRow', cells.map((cell) => fitCell(cell, fit)))];
}

function fitCell(cell: AdfNode, fit: Fit): AdfNode {
	const content = fit(CELLS.has(cell.type) ? (cell.content ?? []) : [cell], 'cell');
	const attrs = compact({
		colspan: span(cell, 'colspan'),
		rowspan: span(cell, 'rowspan'),
		colwidth: columnWidths(cell),
		background: stringAttr(cell, 'background'),
	});
	const type = cell.type === 'tableHeader' ? 'tableHeader' : 'tableCell';
	return block(type, content.length > 0 ? content : [paragraph()], Object.keys(attrs).length > 0 ? attrs : undefined);
}

function span(cell: AdfNode, name: string): number | undefined {
	const value = numberAttr(cell, name);
	return value !== undefined && Number.isInteger(value) && value > 1 ? value : undefined;
}

function columnWidths(cell: AdfNode): readonly number[] | undefined {
	const widths = cell.attrs?.colwidth;
	if (!Array.isArray(widths) || widths.length === 0) return undefined;
	const numbers = widths.filter((width): width is number => typeof width === 'number' && Number.isFinite(width));
	return numbers.length === widths.length ? numbers : undefined;
}
