import { block, doc, link, mark, text, type AdfDocument, type AdfNode } from './adf';
import { cardUrl, plainText } from './plainText';
import type { RichText } from './richText';
import { wikiReader } from './wikiReader';
import { wikiWriter } from './wikiWriter';

export interface CommentHeader {
	readonly author: string;
	/** When the comment was written, ISO 8601; shown in UTC. */
	readonly at: string;
	readonly issueKey: string;
	/** Permalink of the original, such as https://site/browse/DESK-1?focusedCommentId=10001. */
	readonly url?: string;
}

/** What a header says of the comment it stands on. */
export interface CommentTrace {
	readonly url: string;
	readonly siteUrl: string;
	readonly issueKey: string;
	readonly commentId: string;
	readonly author: string;
}

const SENTENCE = /^(.*) commented on (\S+) on (\d{4}-\d{2}-\d{2} \d{2}:\d{2} UTC|\S+)$/s;
const PERMALINK = /^(https?:\/\/[^\s?#]+?)\/browse\/([A-Z][A-Z0-9_]*-\d+)\/?\?(?:[^#\s]*&)?focusedCommentId=(\d+)/;

/**
 * Puts one line before a comment: who wrote the original, when, and a link to it. Jira has no impersonation, and the
 * link doubles as our trace: it names site, issue and comment, can be read back without another request, and outlives
 * whatever Jira does to the order of keys, ids and neighbouring texts. Without `url` the line is for people only.
 */
export function withHeader(body: AdfDocument, header: CommentHeader): AdfDocument;
export function withHeader(body: RichText, header: CommentHeader): RichText;
export function withHeader(body: AdfDocument | RichText, header: CommentHeader): AdfDocument | RichText {
	const line = headerLine(header);
	if (!isRichText(body)) return doc([line, ...body.content]);
	if (body.format === 'adf') return { format: 'adf', document: doc([line, ...body.document.content]) };
	return { format: 'wiki', text: `${wikiWriter(doc([line]))}\n\n${body.text}` };
}

/** The trace in the first line of a comment, or `undefined` when that line is not one of ours. Never throws. */
export function readHeader(body: AdfDocument | RichText): CommentTrace | undefined {
	const first = firstLine(body);
	const [, author = ''] = SENTENCE.exec(plainText([first])) ?? [];
	if (first?.type !== 'paragraph' || author === '') return undefined;
	for (const node of first.content ?? []) {
		const href = node.type === 'inlineCard' ? cardUrl(node) : node.marks?.find(({ type }) => type === 'link')?.attrs?.href;
		const [url, siteUrl, issueKey, commentId] = PERMALINK.exec(typeof href === 'string' ? href : '') ?? [];
		if (url && siteUrl && issueKey && commentId) return { url: String(href), siteUrl, issueKey, commentId, author };
	}
	return undefined;
}

/** The comment as its author wrote it. A comment without our header comes back as it is. */
export function withoutHeader(body: AdfDocument): AdfDocument;
export function withoutHeader(body: RichText): RichText;
export function withoutHeader(body: AdfDocument | RichText): AdfDocument | RichText {
	if (readHeader(body) === undefined) return body;
	if (!isRichText(body)) return doc(body.content.slice(1));
	if (body.format === 'adf') return { format: 'adf', document: doc(body.document.content.slice(1)) };
	return { format: 'wiki', text: body.text.replace(/^\s*[^\r\n]*(?:\r?\n){0,2}/, '') };
}

/** The header of a copy with other words below it than the original's; without one the words alone. */
export function underHeader(body: RichText, words: string): RichText {
	const known = readHeader(body) !== undefined;
	if (body.format === 'wiki') return { format: 'wiki', text: known ? `${/^\s*([^\r\n]*)/.exec(body.text)?.[1] ?? ''}\n\n${words}` : words };
	const line = known ? body.document.content.slice(0, 1) : [];
	return { format: 'adf', document: doc([...line, block('paragraph', [text(words)])]) };
}

/** Everything that a comment's headers say: a comment that was passed on carries one for each copy of it. */
export function headerTrail(body: RichText): CommentTrace[] {
	const trace = readHeader(body);
	return trace ? [trace, ...headerTrail(withoutHeader(body))] : [];
}

function headerLine({ author, at, issueKey, url }: CommentHeader): AdfNode {
	const name = author.replace(/\s+/g, ' ').trim();
	return block('paragraph', [
		text(name === '' ? 'Somebody' : name, [mark('strong')]),
		text(' commented on '),
		url === undefined ? text(issueKey) : link(issueKey, url),
		text(` on ${utcMinute(at)}`),
	]);
}

function utcMinute(at: string): string {
	// Jira writes offsets without a colon: 2019-08-29T12:40:00.000-0700
	const time = Date.parse(at.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'));
	return Number.isNaN(time) ? at.replace(/\s+/g, '_') : `${new Date(time).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

function firstLine(body: AdfDocument | RichText): AdfNode | undefined {
	if (!isRichText(body)) return body.content[0];
	if (body.format === 'adf') return body.document.content[0];
	return wikiReader(/^\s*([^\r\n]*)/.exec(body.text)?.[1] ?? '').content[0];
}

function isRichText(body: AdfDocument | RichText): body is RichText {
	return 'format' in body;
}
