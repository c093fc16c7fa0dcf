import escapeRegExp from 'lodash/escapeRegExp';

import { mark, text, withContent, type AdfDocument, type AdfNode } from './adf';

export interface IssueKeySource {
	/** Address of the Jira the keys belong to, with context path and without trailing slash. */
	readonly siteUrl: string;
	/** Only keys of these projects are keys: "UTF-8" looks like one too. */
	readonly projectKeys: readonly string[];
}

/**
 * A document in which each issue key ("DESK-12") links to its issue: elsewhere the same letters may mean another issue.
 * Text in code or in a link stays as it is, and so do keys inside longer words, paths and numbers.
 */
export function issueKeyLinks(document: AdfDocument, source: IssueKeySource): AdfDocument {
	if (source.projectKeys.length === 0) return document;
	const pattern = keyPattern(source.projectKeys);
	const browse = `${source.siteUrl.replace(/\/+$/, '')}/browse/`;
	const linked = (node: AdfNode): AdfNode[] => {
		if (node.type === 'text') return linkKeys(node, pattern, browse);
		return [node.content && node.type !== 'codeBlock' ? withContent(node, node.content.flatMap(linked)) : node];
	};
	return { ...document, content: document.content.flatMap(linked) };
}

function linkKeys(node: AdfNode, pattern: RegExp, browse: string): AdfNode[] {
	const words = node.text ?? '';
	const marks = node.marks ?? [];
	if (marks.some(({ type }) => type === 'code' || type === 'link')) return [node];
	const pieces: AdfNode[] = [];
	let from = 0;
	for (const match of words.matchAll(pattern)) {
		if (match.index > from) pieces.push(text(words.slice(from, match.index), marks));
		const target = mark('link', { href: browse + match[0] });
		pieces.push(text(match[0], [...marks.filter(({ type }) => type !== 'textColor'), target]));
		from = match.index + match[0].length;
	}
	if (from === 0) return [node];
	return from < words.length ? [...pieces, text(words.slice(from), marks)] : pieces;
}

function keyPattern(projectKeys: readonly string[]): RegExp {
	const keys = projectKeys.map(escapeRegExp).join('|');
	return new RegExp(`(?<![\\p{L}\\p{N}_/.@#&=-])(?:${keys})-[1-9]\\d*(?![\\p{L}\\p{N}_-]|\\.\\d)`, 'gu');
}
