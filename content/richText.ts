import type { AdfDocument } from './adf';
import { isInline, leafText } from './plainText';
import { readDocument } from './readDocument';
import { wikiReader } from './wikiReader';
import { wikiWriter, type WikiWriterOptions } from './wikiWriter';

/** A rich text in the form its Jira speaks: ADF on Cloud's REST v3, wiki markup on v2 and Data Center. */
export type RichText =
	| { readonly format: 'adf'; readonly document: AdfDocument }
	| { readonly format: 'wiki'; readonly text: string };

/** A field value as Jira answered it: object = ADF, string = wiki, anything else = no text. */
export function readRichText(value: unknown): RichText | undefined {
	if (typeof value === 'string') return { format: 'wiki', text: value };
	if (typeof value !== 'object' || value === null) return undefined;
	return { format: 'adf', document: readDocument(value) };
}

export function toAdf(richText: RichText): AdfDocument {
	return richText.format === 'adf' ? richText.document : wikiReader(richText.text);
}

export function toWiki(richText: RichText, options?: WikiWriterOptions): string {
	return richText.format === 'wiki' ? richText.text : wikiWriter(richText.document, options);
}

/** Whether a reader would see nothing: no letters, no picture, no rule, no card. */
export function isEmpty(richText: RichText | undefined): boolean {
	if (richText === undefined) return true;
	if (richText.format === 'wiki') return richText.text.trim() === '';
	const visible = (node: AdfDocument['content'][number]): boolean => {
		if (node.content && node.content.length > 0) return node.content.some(visible);
		return isInline(node) ? leafText(node).trim() !== '' : !isContainer(node.type);
	};
	return !richText.document.content.some(visible);
}

function isContainer(type: string): boolean {
	return /^(?:paragraph|heading|codeBlock|blockquote|panel|\w*List|\w*Item|table\w*|layout\w*|\w*[eE]xpand|media(?:Single|Group)|unknown)$/.test(type);
}
