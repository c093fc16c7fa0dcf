import { block, paragraphOf, type AdfNode } from './adf';
import { macroAt, macroNodes, peekLine, skipMacro, takeLine, type WikiCursor } from './wikiCursor';
import { wikiInlineNodes } from './wikiInlineReader';

/** Any mix of the three signs, as in `ListBlockRenderer` of Atlassian's wiki renderer, but no rule. */
const LIST_LINE = /^\s*(?!-{4,}\s*$)([*\-#]+)\s+(.*)$/s;

/** Deeper items stand at this depth. */
const MAX_LEVELS = 20;

interface Item {
	readonly marker: string;
	readonly blocks: AdfNode[];
	lines: string[];
}

interface Reading {
	readonly inner: (body: string) => AdfNode[];
	readonly startsBlock: (cursor: WikiCursor) => boolean;
}

/** Whether a list begins with a line. At its start "--" and "---" are dashes; below another item they are markers. */
export function startsList(line: string): boolean {
	return LIST_LINE.test(line) && !line.trimStart().startsWith('--');
}

/** Items up to an empty line or another block. A line without marker, and code, belong to the item before. */
export function readList(cursor: WikiCursor, { inner, startsBlock }: Reading): AdfNode[] {
	const items: Item[] = [];
	while (cursor.at < cursor.source.length) {
		const current = items.at(-1);
		const macro = current && macroAt(cursor, cursor.at);
		if (macro) {
			if (macro.name !== 'code' && macro.name !== 'noformat') break;
			endParagraph(current);
			current.blocks.push(...macroNodes(macro, inner));
			skipMacro(cursor, macro);
			continue;
		}
		const line = peekLine(cursor);
		const isItem = LIST_LINE.test(line);
		if (line.trim() === '' || (!isItem && startsBlock(cursor))) break;
		const taken = takeLine(cursor);
		const [, marker = '', words = ''] = (isItem ? LIST_LINE.exec(taken) : undefined) ?? [];
		if (marker !== '') items.push({ marker: marker.slice(0, MAX_LEVELS), blocks: [], lines: [words.trim()] });
		else current?.lines.push(taken.trim());
	}
	items.forEach(endParagraph);
	return lists(items, 0);
}

function endParagraph(item: Item): void {
	if (item.lines.some((line) => line !== '')) item.blocks.push(paragraphOf(wikiInlineNodes(item.lines.join('\n'))));
	item.lines = [];
}

/** Items whose markers agree up to `level` as lists of that level, deeper ones inside the item before them. */
function lists(items: readonly Item[], level: number): AdfNode[] {
	const found: AdfNode[] = [];
	for (let at = 0; at < items.length; ) {
		const type = typeAt(items[at], level);
		const members: AdfNode[] = [];
		while (at < items.length && typeAt(items[at], level) === type) {
			const own = items[at]?.marker.length === level + 1 ? items[at++] : undefined;
			const from = at;
			while (at < items.length && (items[at]?.marker.length ?? 0) > level + 1 && typeAt(items[at], level) === type) at++;
			members.push(block('listItem', [...(own?.blocks ?? []), ...lists(items.slice(from, at), level + 1)]));
		}
		found.push(block(type, members));
	}
	return found;
}

function typeAt(item: Item | undefined, level: number): string {
	return item?.marker[level] === '#' ? 'orderedList' : 'bulletList';
}
