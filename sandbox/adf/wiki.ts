import type { AdfNode } from './read.ts';

/**
 * The wiki-like string webhook bodies carry instead of a document. It loses things, as Jira's own does: nobody should
 * take it for the content.
 */
export function wikiOf(document: unknown, filenameOf: (mediaId: string) => string | undefined = () => undefined): string | null {
	if (!document) return null;
	return blocks((document as AdfNode).content ?? [], filenameOf, '').trim();
}

type Filenames = (mediaId: string) => string | undefined;

function blocks(nodes: AdfNode[], filenames: Filenames, bullet: string): string {
	return nodes.map((node) => block(node, filenames, bullet)).join('');
}

function block(node: AdfNode, filenames: Filenames, bullet: string): string {
	const inner = () => inline(node.content ?? [], filenames);
	switch (node.type) {
		case 'paragraph': return `${inner()}${bullet ? '\n' : '\n\n'}`;
		case 'heading': return `h${String(node.attrs?.level ?? 1)}. ${inner()}\n\n`;
		case 'codeBlock': return `{code${node.attrs?.language ? `:${String(node.attrs.language)}` : ''}}${inner()}{code}\n\n`;
		case 'bulletList': return blocks(node.content ?? [], filenames, `${bullet}*`) + (bullet ? '' : '\n');
		case 'orderedList': return blocks(node.content ?? [], filenames, `${bullet}#`) + (bullet ? '' : '\n');
		case 'listItem': return `${bullet} ${blocks(node.content ?? [], filenames, bullet)}`;
		case 'rule': return '----\n\n';
		case 'blockquote': return `{quote}${blocks(node.content ?? [], filenames, '').trim()}{quote}\n\n`;
		case 'panel': return `{panel}\n${blocks(node.content ?? [], filenames, '').trim()}\n{panel}\n\n`;
		case 'tableRow': return `${(node.content ?? []).map((cell) => cellText(cell, filenames)).join('')}\n`;
		case 'media': return `!${filenames(String(node.attrs?.id)) ?? String(node.attrs?.alt ?? 'image')}!\n\n`;
		default: return node.content ? blocks(node.content, filenames, bullet) : inner();
	}
}

function cellText(cell: AdfNode, filenames: Filenames): string {
	const sign = cell.type === 'tableHeader' ? '||' : '|';
	return `${sign}${blocks(cell.content ?? [], filenames, '').trim()}`;
}

function inline(nodes: AdfNode[], filenames: Filenames): string {
	return nodes.map((node) => {
		const attrs = node.attrs ?? {};
		switch (node.type) {
			case 'text': return marked(node);
			case 'hardBreak': return '\n';
			case 'mention': return `[~accountid:${String(attrs.id)}]`;
			case 'inlineCard': return `[${String(attrs.url)}|${String(attrs.url)}|smart-link]`;
			case 'mediaInline': return `[^${filenames(String(attrs.id)) ?? 'file'}]`;
			default: return String(attrs.text ?? attrs.shortName ?? '');
		}
	}).join('');
}

const SIGNS: Record<string, [string, string]> = {
	strong: ['*', '*'], em: ['_', '_'], strike: ['-', '-'], underline: ['+', '+'], code: ['{{', '}}'],
};

function marked(node: AdfNode): string {
	return (node.marks ?? []).reduce((text, mark) => {
		if (mark.type === 'link') return `[${text}|${String(mark.attrs?.href)}]`;
		const sign = SIGNS[mark.type];
		return sign ? `${sign[0]}${text}${sign[1]}` : text;
	}, node.text ?? '');
}
