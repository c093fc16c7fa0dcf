import { link, paragraph, text, withContent, type AdfDocument, type AdfNode } from './adf';
import { cutAt } from './cutAt';
import { isInline, leafText, plainText } from './plainText';
import type { RichText } from './richText';
import { truncateWiki } from './truncateWiki';

/** Jira limits rich text to 32,767 characters, counted on text (a 77 kB ADF body was accepted); Data Center can differ. */
export const TEXT_LIMIT = 32_767;

/** First words of the notice. Whoever reads a text that ends in it must not take it for the whole text. */
export const SHORTENED = 'This text was shortened by the sync.';

export interface TruncateOptions {
	readonly limit?: number;
	/** Where the whole text is. */
	readonly url?: string;
}

export interface Truncated<T> {
	readonly value: T;
	readonly truncated: boolean;
}

/** The rich text, or its beginning and a notice when it is longer than the limit. */
export function truncate(richText: RichText, options: TruncateOptions = {}): Truncated<RichText> {
	const limit = options.limit ?? TEXT_LIMIT;
	if (richText.format === 'adf') {
		const { value, truncated } = truncateAdf(richText.document, options);
		return { value: { format: 'adf', document: value }, truncated };
	}
	const notice = options.url === undefined ? SHORTENED : `${SHORTENED} [${options.url}]`;
	const { value, truncated } = truncateWiki(richText.text, { limit, notice });
	return { value: { format: 'wiki', text: value }, truncated };
}

/**
 * Cuts between nodes, and inside a text between words. The shape stays valid: rows keep their cells, a list its items,
 * and what would be empty goes.
 */
export function truncateAdf(document: AdfDocument, options: TruncateOptions = {}): Truncated<AdfDocument> {
	const limit = options.limit ?? TEXT_LIMIT;
	if (textLength(document) <= limit) return { value: document, truncated: false };
	const words = options.url === undefined ? [text(SHORTENED)] : [text(`${SHORTENED} `), link(options.url, options.url)];
	const notice = [paragraph(...words)];
	const room = limit - textLength(notice[0] as AdfNode);
	const kept = take(document, { left: Math.max(0, room), cut: false });
	return { value: { ...document, content: [...(kept?.content ?? []), ...(room >= 0 ? notice : [])] }, truncated: true };
}

/** Whether a text ends in our notice: its whole is elsewhere, and it must not overwrite that. */
export function isShortened(richText: RichText): boolean {
	if (richText.format === 'wiki') return richText.text.trimEnd().split('\n').at(-1)?.startsWith(SHORTENED) ?? false;
	const last = richText.document.content.findLast((node) => node.type !== 'mediaGroup' && node.type !== 'mediaSingle');
	return last?.type === 'paragraph' && plainText([last]).startsWith(SHORTENED);
}

/** Characters of text, where the end of each block counts as one, so that the count is never below Jira's. */
export function textLength(node: AdfNode): number {
	if (!node.content) return isInline(node) || node.type === 'media' ? leafText(node).length : 1 + leafText(node).length;
	const own = node.type === 'doc' ? 0 : 1 + (typeof node.attrs?.title === 'string' ? node.attrs.title.length : 0);
	return node.content.reduce((sum, child) => sum + textLength(child), own);
}

interface Room {
	left: number;
	cut: boolean;
}

/** As much of a node as fits, or nothing. */
function take(node: AdfNode, room: Room): AdfNode | undefined {
	if (room.cut) return undefined;
	const length = textLength(node);
	if (length <= room.left && node.type !== 'doc') {
		room.left -= length;
		return node;
	}
	if (node.type === 'text') return takeText(node, room);
	if (node.type === 'tableRow' || node.type === 'layoutSection') return takeShape(node, room);
	const own = length - (node.content ?? []).reduce((sum, child) => sum + textLength(child), 0);
	if (!node.content || own >= room.left) {
		room.cut = true;
		return undefined;
	}
	if (node.type !== 'doc') room.left -= own;
	const content = node.content.flatMap((child) => take(child, room) ?? []);
	room.cut = true;
	return content.length > 0 ? withContent(node, content) : undefined;
}

function takeText(node: AdfNode, room: Room): AdfNode | undefined {
	const kept = cutAt(node.text ?? '', room.left);
	room.cut = true;
	return kept === '' ? undefined : { ...node, text: kept };
}

/** Cells and columns: none is dropped; one that does not fit is blank. */
function takeShape(node: AdfNode, room: Room): AdfNode | undefined {
	const children = node.content ?? [];
	const blankCost = 2;
	room.left -= 1 + blankCost * children.length;
	if (room.left < 0) {
		room.cut = true;
		return undefined;
	}
	const content = children.map((child) => {
		room.left += room.cut ? 0 : blankCost;
		return take(child, room) ?? withContent(child, [paragraph()]);
	});
	return withContent(node, content);
}
