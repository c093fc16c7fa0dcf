import { mark, stringAttr, text, type AdfNode } from './adf';
import { plainText } from './plainText';
import { safeSubset } from './safeSubset';
import { writeCode } from './wikiCode';
import { escapeLineStart } from './wikiEscape';
import { wikiInline } from './wikiInlineWriter';
import { imageReference, type MentionStyle } from './wikiReferences';
import { panelColor } from './wikiPanel';

/** The space keeps it apart from a backslash behind it: Jira takes three of them for text. */
const BREAK = '\\\\ ';

export interface WikiWriterOptions {
	/** Default 'accountid'. */
	readonly mentions?: MentionStyle;
}

/**
 * A document in Jira wiki markup. `wikiReader` gives the same document back for paragraphs, headings, lists of one
 * paragraph an item, quotes, panels, code (see `writeCode` for its language), rules, tables of one paragraph a cell,
 * pictures by name, links, mentions and all text marks but background colour. The rest is written as the text a reader
 * sees of it. White space at the ends of inline code is put outside it.
 */
export function wikiWriter(document: unknown, options: WikiWriterOptions = {}): string {
	return blocks(safeSubset(document).content, options.mentions ?? 'accountid');
}

function blocks(nodes: readonly AdfNode[], mentions: MentionStyle, nested = false): string {
	return nodes
		.map((node) => writeBlock(node, mentions, nested))
		.filter((written) => written !== '')
		.join('\n\n');
}

function writeBlock(node: AdfNode, mentions: MentionStyle, nested: boolean): string {
	const children = node.content ?? [];
	switch (node.type) {
		case 'paragraph':
			return words(children, mentions);
		case 'heading':
			return `h${Number(node.attrs?.level)}. ${oneLine(children, mentions)}`;
		case 'bulletList':
		case 'orderedList':
			return list(node, '', mentions);
		case 'codeBlock':
			return writeCode(node, nested);
		case 'blockquote':
			return `{quote}\n${blocks(children, mentions, true)}\n{quote}`;
		case 'panel':
			return `{panel:bgColor=${panelColor(node)}}\n${blocks(children, mentions, true)}\n{panel}`;
		case 'rule':
			return '----';
		case 'table':
			return children.map((row) => tableRow(row, mentions)).join('\n');
		case 'media':
			return picture(node);
		case 'mediaGroup':
		case 'mediaSingle':
			return children.map(picture).filter((written) => written !== '').join('\n');
		case 'expand':
		case 'nestedExpand':
			return [titleLine(node, mentions), blocks(children, mentions, nested)].filter((part) => part !== '').join('\n\n');
		default:
			return blocks(children, mentions, nested);
	}
}

/** Lines of a paragraph: a plain line end is a line break in wiki markup, two of them end the paragraph. */
function words(nodes: readonly AdfNode[], mentions: MentionStyle): string {
	return lines(nodes, mentions).reduce((written, line, index, all) =>
		written + (line === '' || all[index - 1] === '' ? BREAK : '\n') + line,
	);
}

function oneLine(nodes: readonly AdfNode[], mentions: MentionStyle): string {
	return lines(nodes, mentions).join(BREAK);
}

function lines(nodes: readonly AdfNode[], mentions: MentionStyle): string[] {
	const split: AdfNode[][] = [[]];
	for (const node of nodes) {
		if (node.type === 'hardBreak') split.push([]);
		else split.at(-1)?.push(node);
	}
	return split.map((line) => escapeLineStart(wikiInline(line, mentions)));
}

function list(node: AdfNode, prefix: string, mentions: MentionStyle): string {
	const marker = prefix + (node.type === 'orderedList' ? '#' : '*');
	return (node.content ?? []).map((item) => listItem(item, marker, mentions)).join('\n');
}

function listItem(item: AdfNode, marker: string, mentions: MentionStyle): string {
	const written = (item.content ?? []).map((child) =>
		child.type === 'bulletList' || child.type === 'orderedList' ? list(child, marker, mentions) : writeBlock(child, mentions, false),
	);
	return `${marker} ${written.filter((part, index) => index === 0 || part !== '').join('\n')}`;
}

function tableRow(row: AdfNode, mentions: MentionStyle): string {
	const cells = (row.content ?? []).map((cell) => ({ bar: cell.type === 'tableHeader' ? '||' : '|', text: cellText(cell, mentions) }));
	return cells.map(({ bar, text: inside }) => bar + (inside === '' ? ' ' : inside)).join('') + (cells.at(-1)?.bar ?? '');
}

/** A cell is one line: blocks that are no paragraph give their words. */
function cellText(cell: AdfNode, mentions: MentionStyle): string {
	return (cell.content ?? [])
		.map((child) => {
			if (child.type === 'paragraph' || child.type === 'heading') return oneLine(child.content ?? [], mentions);
			if (child.type === 'mediaSingle' || child.type === 'mediaGroup') return writeBlock(child, mentions, true).replace(/\n/g, ' ');
			return plainText([child]).split('\n').map((line) => oneLine([text(line)], mentions)).join(BREAK);
		})
		.join(BREAK);
}

function picture(media: AdfNode): string {
	const url = stringAttr(media, 'url');
	if (url !== undefined) return wikiInline([text(url, [mark('link', { href: url })])], 'accountid');
	return imageReference(media) ?? wikiInline([text(plainText([media]))], 'accountid');
}

function titleLine(node: AdfNode, mentions: MentionStyle): string {
	const title = stringAttr(node, 'title');
	return title === undefined ? '' : words([text(title, [mark('strong')])], mentions);
}
