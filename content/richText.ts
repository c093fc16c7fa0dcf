import type { AdfDocument } from './adf';
import { wikiReader } from './wikiReader';
import { wikiWriter, type WikiWriterOptions } from './wikiWriter';

/** A rich text in the form its Jira speaks: ADF on Cloud's REST v3, wiki markup on v2 and Data Center. */
export type RichText =
	| { readonly format: 'adf'; readonly document: AdfDocument }
	| { readonly format: 'wiki'; readonly text: string };

export function toAdf(richText: RichText): AdfDocument {
	return richText.format === 'adf' ? richText.document : wikiReader(richText.text);
}

export function toWiki(richText: RichText, options?: WikiWriterOptions): string {
	return richText.format === 'wiki' ? richText.text : wikiWriter(richText.document, options);
}
