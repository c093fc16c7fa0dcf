import { stringAttr, type AdfNode } from './adf';
import { readDocument } from './readDocument';

export interface PlainTextOptions {
	/** Write the target of a link in brackets after its words. Default: words only. */
	readonly linkTargets?: boolean;
}

/**
 * The text of a document, one line a block: list items start with "- " or "1. ", cells of a row are separated by
 * " | ", mentions read "@Name", files "[name]". Takes anything; what is no document gives the empty string.
 */
export function plainText(document: unknown, options: PlainTextOptions = {}): string {
	return blocks(readDocument(document).content, options).join('\n').trim();
}

/** Text of a node without children: what a reader sees of it. */
export function leafText(node: AdfNode): string {
	switch (node.type) {
		case 'text':
			return node.text ?? '';
		case 'hardBreak':
			return '\n';
		case 'mention':
			return `@${(stringAttr(node, 'text') ?? 'unknown').replace(/^@/, '')}`;
		case 'emoji':
			return stringAttr(node, 'text') ?? stringAttr(node, 'shortName') ?? '';
		case 'date':
			return isoDate(stringAttr(node, 'timestamp') ?? '');
		case 'media':
		case 'mediaInline':
			return `[${stringAttr(node, 'alt') ?? stringAttr(node, 'url') ?? 'file'}]`;
		case 'rule':
			return '----';
		case 'placeholder':
			return '';
		default:
			return stringAttr(node, 'text') ?? cardUrl(node) ?? '';
	}
}

/** The code of a code block. */
export function codeText(node: AdfNode): string {
	return (node.content ?? []).map((child) => child.text ?? plainText([child])).join('');
}

/** Address of a smart link, which Jira stores as `url` or inside `data`. */
export function cardUrl(node: AdfNode): string | undefined {
	const data = node.attrs?.data as { readonly url?: unknown } | null | undefined;
	const inside = typeof data === 'object' && typeof data?.url === 'string' ? data.url : undefined;
	return stringAttr(node, 'url') ?? inside;
}

const INLINE: ReadonlySet<string> = new Set([
	'date',
	'emoji',
	'hardBreak',
	'inlineCard',
	'inlineExtension',
	'mediaInline',
	'mention',
	'placeholder',
	'status',
	'text',
]);

/** Whether a node stands in a line of text. */
export function isInline(node: AdfNode): boolean {
	return INLINE.has(node.type);
}

function blocks(nodes: readonly AdfNode[], options: PlainTextOptions): string[] {
	const lines: string[] = [];
	let line = '';
	for (const node of nodes) {
		if (isInline(node)) {
			line += inlineText(node, options);
			continue;
		}
		if (line !== '') lines.push(line);
		line = '';
		lines.push(...blockLines(node, options));
	}
	return line === '' ? lines : [...lines, line];
}

function blockLines(node: AdfNode, options: PlainTextOptions): string[] {
	const children = node.content ?? [];
	switch (node.type) {
		case 'bulletList':
		case 'orderedList':
		case 'decisionList':
			return children.flatMap((item, index) =>
				indented(blocks(item.content ?? [], options), node.type === 'orderedList' ? `${index + 1}. ` : '- '),
			);
		case 'taskItem':
		case 'blockTaskItem':
			return indented(blocks(children, options), node.attrs?.state === 'DONE' ? '[x] ' : '[ ] ');
		case 'tableRow':
			return [children.map((cell) => blocks(cell.content ?? [], options).join(' ')).join(' | ')];
		case 'expand':
		case 'nestedExpand':
			return [...blocks([{ type: 'text', text: stringAttr(node, 'title') ?? '' }], options), ...blocks(children, options)];
		default:
			return node.content ? blocks(children, options) : [leafText(node)].filter((line) => line !== '');
	}
}

function inlineText(node: AdfNode, options: PlainTextOptions): string {
	const words = leafText(node);
	const href = node.marks?.find((mark) => mark.type === 'link')?.attrs?.href;
	return options.linkTargets && typeof href === 'string' && href !== words ? `${words} (${href})` : words;
}

function indented(lines: readonly string[], prefix: string): string[] {
	return lines.map((line, index) => (index === 0 ? prefix + line : ' '.repeat(prefix.length) + line));
}

/** ADF dates are epoch milliseconds as text; the day is meant in UTC. */
function isoDate(timestamp: string): string {
	const milliseconds = Number(timestamp);
	if (timestamp === '' || !Number.isFinite(milliseconds) || Math.abs(milliseconds) > 8.64e15) return timestamp;
	return new Date(milliseconds).toISOString().slice(0, 10);
}
