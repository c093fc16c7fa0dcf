import { doc, paragraph, text, type AdfAttrs, type AdfDocument, type AdfMark, type AdfNode } from './adf';

/** Deeper nodes are reduced to their text. Jira's own editor stays far below; a hostile document must not end the process. */
const MAX_DEPTH = 100;

/**
 * Reads anything that claims to be ADF into a well-typed tree: what is not a node, mark or attribute is left out, a
 * bare node or list of nodes is put into a document, a string becomes one paragraph a line. Never throws. The tree is
 * typed, not schema-valid: see `safeSubset`.
 */
export function readDocument(value: unknown): AdfDocument {
	if (typeof value === 'string') return fromLines(value);
	if (Array.isArray(value)) return doc(readNodes(value, 0, new Set()));
	if (!isRecord(value)) return doc();
	if (value.type === 'doc') return doc(readNodes(value.content, 0, new Set([value])));
	return doc(readNodes([value], 0, new Set()));
}

/** One paragraph a line of text, empty lines left out. */
export function fromLines(lines: string): AdfDocument {
	return doc(
		lines
			.split(/\r\n|\r|\n/)
			.filter((line) => line.trim() !== '')
			.map((line) => paragraph(text(line))),
	);
}

function readNodes(value: unknown, depth: number, ancestors: Set<object>): readonly AdfNode[] {
	if (!Array.isArray(value)) return [];
	return value.flatMap((child: unknown) => {
		if (!isRecord(child) || ancestors.has(child)) return [];
		return [readNode(child, depth, ancestors)];
	});
}

function readNode(value: Record<string, unknown>, depth: number, ancestors: Set<object>): AdfNode {
	if (depth > MAX_DEPTH) return text(deepText(value));
	ancestors.add(value);
	const content = Array.isArray(value.content) ? readNodes(value.content, depth + 1, ancestors) : undefined;
	ancestors.delete(value);
	const marks = readMarks(value.marks);
	return {
		type: typeof value.type === 'string' ? value.type : 'unknown',
		...(isRecord(value.attrs) ? { attrs: value.attrs as AdfAttrs } : {}),
		...(marks.length > 0 ? { marks } : {}),
		...(content ? { content } : {}),
		...(typeof value.text === 'string' ? { text: value.text } : {}),
	};
}

function readMarks(value: unknown): readonly AdfMark[] {
	if (!Array.isArray(value)) return [];
	return value.flatMap((entry: unknown) => {
		if (!isRecord(entry) || typeof entry.type !== 'string') return [];
		return [isRecord(entry.attrs) ? { type: entry.type, attrs: entry.attrs as AdfAttrs } : { type: entry.type }];
	});
}

/** Text of a tree of any depth, collected without recursion. */
function deepText(root: Record<string, unknown>): string {
	const texts: string[] = [];
	const seen = new Set<unknown>();
	const open: unknown[] = [root];
	while (open.length > 0) {
		const value = open.pop();
		if (!isRecord(value) || seen.has(value)) continue;
		seen.add(value);
		if (typeof value.text === 'string') texts.push(value.text);
		if (Array.isArray(value.content)) for (const child of [...(value.content as unknown[])].reverse()) open.push(child);
	}
	return texts.join(' ');
}

function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
