import { doc, withContent, type AdfDocument, type AdfNode } from './adf';
import type { FitOptions } from './contentModel';
import { fitBlocks } from './fitBlocks';
import { fromLines, readDocument } from './readDocument';
import { writable } from './fitInline';
import { plainText } from './plainText';

/**
 * A document of nothing but nodes and marks that Jira issue fields surely take, valid against the ADF schema whatever
 * comes in. Needed because schema-valid is not Jira-valid, and Jira's refusal names no field and no node. Layouts,
 * extensions and sync blocks give up their frame and keep their words; block marks (alignment, indentation), captions'
 * place, custom panels and table widths go. Never throws.
 */
export function safeSubset(document: unknown, options: FitOptions = { tasks: 'bullets' }): AdfDocument {
	const content = fitBlocks(readDocument(document).content, 'doc', options);
	return doc(options.tasks === 'keep' ? numbered(content, { next: 1 }) : content);
}

/** The last fallback when Jira refuses a document: its words, a paragraph a line, link targets in brackets. */
export function plainParagraphs(document: unknown): AdfDocument {
	return fromLines(writable(plainText(document, { linkTargets: true })));
}

/** The schema demands a `localId` on task and decision nodes; counted, so that equal documents stay equal. */
function numbered(nodes: readonly AdfNode[], counter: { next: number }): readonly AdfNode[] {
	return nodes.map((node) => {
		const named = node.attrs?.localId === '' ? { ...node, attrs: { ...node.attrs, localId: `task-${counter.next++}` } } : node;
		return named.content ? withContent(named, numbered(named.content, counter)) : named;
	});
}
