import { block, paragraphOf, type AdfDocument, type AdfNode } from './adf';
import { safeSubset } from './safeSubset';
import { macroAt, macroNodes, peekLine, skipMacro, takeLine, wikiCursor, type WikiCursor } from './wikiCursor';
import { wikiInlineNodes } from './wikiInlineReader';
import { readList, startsList } from './wikiList';
import { readTable, TABLE_LINE } from './wikiTable';

/** Jira asks for no space behind the dot of these two (`HeadingBlockRenderer` of Atlassian's wiki renderer and its tests). */
const HEADING = /^\s*h([1-6])\.\s*(.*)$/s;
const QUOTE_LINE = /^\s*bq\.\s*(.*)$/s;
const RULE = /^\s*-{4,}\s*$/;

/**
 * Jira wiki markup as a document of the safe subset. Tolerant: what is no markup is text, macros it does not know stay
 * as they are written. Never throws; time grows with the length of the text, whatever is in it.
 */
export function wikiReader(source: string): AdfDocument {
	return safeSubset(readBlocks(source.replace(/\r\n?/g, '\n'), 0));
}

function readBlocks(source: string, depth: number): AdfNode[] {
	const cursor = wikiCursor(source, depth);
	const blocks: AdfNode[] = [];
	while (cursor.at < source.length) blocks.push(...readBlock(cursor));
	return blocks;
}

function readBlock(cursor: WikiCursor): AdfNode[] {
	const inner = (body: string): AdfNode[] => readBlocks(body, cursor.depth + 1);
	const macro = macroAt(cursor, cursor.at);
	if (macro) {
		skipMacro(cursor, macro);
		return macroNodes(macro, inner);
	}
	const line = peekLine(cursor);
	if (startsList(line)) return readList(cursor, { inner, startsBlock });
	if (TABLE_LINE.test(line)) return readTable(cursor, inner);
	if (startsBlock(cursor)) return [readLine(takeLine(cursor))];
	return readParagraph(cursor);
}

/** Headings, `bq.` and rules: blocks of one line. */
function readLine(line: string): AdfNode {
	const [, level, title = ''] = HEADING.exec(line) ?? [];
	if (level !== undefined) return block('heading', wikiInlineNodes(title.trim()), { level: Number(level) });
	const quoted = QUOTE_LINE.exec(line)?.[1];
	if (quoted !== undefined) return block('blockquote', [paragraphOf(wikiInlineNodes(quoted.trim()))]);
	return RULE.test(line) ? { type: 'rule' } : paragraphOf(wikiInlineNodes(line.trim()));
}

function readParagraph(cursor: WikiCursor): AdfNode[] {
	const lines: string[] = [];
	while (cursor.at < cursor.source.length) {
		const isFirst = lines.length === 0;
		if (peekLine(cursor).trim() === '' || (!isFirst && (startsBlock(cursor) || macroAt(cursor, cursor.at)))) break;
		lines.push(takeLine(cursor).trim());
	}
	if (lines.length > 0) return [paragraphOf(wikiInlineNodes(lines.join('\n')))];
	takeLine(cursor);
	return [];
}

function startsBlock(cursor: WikiCursor): boolean {
	const line = peekLine(cursor);
	return startsList(line) || [HEADING, QUOTE_LINE, RULE, TABLE_LINE].some((pattern) => pattern.test(line));
}
