import type { Json } from '../model.ts';

export interface AdfNode {
	type: string;
	text?: string;
	attrs?: Record<string, Json>;
	marks?: Array<{ type: string; attrs?: Record<string, Json> }>;
	content?: AdfNode[];
}

/** The words of a document, one line per block. Jira counts these against its 32,767 limit, not the JSON. */
export function textOf(document: unknown): string {
	return document ? blockText(document as AdfNode).replace(/\n+$/, '') : '';
}

const BLOCKS = new Set(['paragraph', 'heading', 'codeBlock', 'taskItem', 'decisionItem', 'rule', 'caption', 'blockCard', 'embedCard']);

function blockText(node: AdfNode): string {
	const inner = inlineText(node) ?? (node.content ?? []).map(blockText).join('');
	return BLOCKS.has(node.type) ? `${inner}\n` : inner;
}

function inlineText(node: AdfNode): string | undefined {
	const attrs = node.attrs ?? {};
	switch (node.type) {
		case 'text': return node.text ?? '';
		case 'hardBreak': return '\n';
		case 'mention': return String(attrs.text ?? `@${String(attrs.id)}`);
		case 'emoji': return String(attrs.text ?? attrs.shortName ?? '');
		case 'status': return String(attrs.text ?? '');
		case 'date': return new Date(Number(attrs.timestamp)).toISOString().slice(0, 10);
		case 'inlineCard': case 'blockCard': case 'embedCard': return String(attrs.url ?? '');
		default: return undefined;
	}
}

/** Media store ids that a document shows. */
export function mediaIdsOf(document: unknown): string[] {
	const found: string[] = [];
	const walk = (node: AdfNode): void => {
		if ((node.type === 'media' || node.type === 'mediaInline') && typeof node.attrs?.id === 'string') found.push(node.attrs.id);
		node.content?.forEach(walk);
	};
	if (document) walk(document as AdfNode);
	return found;
}

/** A document of plain paragraphs, as a person typing into a box makes it. */
export function documentOf(plain: string): Json {
	const content = plain.split('\n').map((line) => (
		line === '' ? { type: 'paragraph', content: [] } : { type: 'paragraph', content: [{ type: 'text', text: line }] }
	));
	return { type: 'doc', version: 1, content } as unknown as Json;
}
