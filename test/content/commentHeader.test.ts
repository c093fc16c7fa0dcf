import * as fc from 'fast-check';

import { doc, link, paragraph, text, type AdfDocument } from '../../content/adf';
import { readHeader, withHeader, withoutHeader } from '../../content/commentHeader';
import { toAdf, toWiki } from '../../content/richText';
import { canonicalAdf } from '../../content/canonical';
import { plainText } from '../../content/plainText';
import { wikiDocuments } from './documents';

const header = {
	author: 'Jane Doe',
	at: '2026-11-21T10:00:31.000Z',
	issueKey: 'DESK-1',
	url: 'https://desk.example/jira/browse/DESK-1?focusedCommentId=10001',
};
const trace = { url: header.url, siteUrl: 'https://desk.example/jira', issueKey: 'DESK-1', commentId: '10001', author: 'Jane Doe' };
const body = doc([paragraph(text('It works.')), paragraph(text('Thanks'))]);

describe('commentHeader', () => {
	it('says who wrote the original, where and when', () => {
		expect(plainText(withHeader(body, header))).toBe('Jane Doe commented on DESK-1 on 2026-11-21 10:00 UTC\nIt works.\nThanks');
		expect(plainText(withHeader(body, { ...header, at: '2026-11-21T03:00:31.000-0700' }))).toContain('2026-11-21 10:00 UTC');
		expect(withHeader({ format: 'wiki', text: 'It works.' }, header)).toEqual({
			format: 'wiki',
			text: '*Jane Doe* commented on [DESK-1|https://desk.example/jira/browse/DESK-1?focusedCommentId=10001] on 2026-11-21 10:00 UTC\n\nIt works.',
		});
	});

	it('can be read back and taken off, whatever the author is called and the comment says', () => {
		fc.assert(
			fc.property(wikiDocuments, fc.string({ unit: 'grapheme' }), (document, author) => {
				const synced = withHeader(document, { ...header, author });
				expect(readHeader(synced)).toMatchObject({ ...trace, author: expect.any(String) as unknown });
				expect(withoutHeader(synced)).toEqual(document);
				const wiki = withHeader({ format: 'wiki', text: toWiki({ format: 'adf', document }) }, { ...header, author });
				expect(readHeader(wiki)?.commentId).toBe('10001');
				expect(canonicalAdf(toAdf(withoutHeader(wiki)))).toEqual(canonicalAdf(document));
			}),
		);
	});

	it('survives what Jira does to a stored comment, and the way through wiki markup', () => {
		const synced = withHeader(body, header);
		const [first, ...rest] = synced.content;
		const stored = {
			content: [{ content: first?.content, attrs: { localId: 'a1' }, type: 'paragraph' }, ...rest],
			type: 'doc',
			version: 1,
		} as AdfDocument;
		expect(readHeader(stored)).toEqual(trace);
		expect(readHeader(toAdf({ format: 'wiki', text: toWiki({ format: 'adf', document: synced }) }))).toEqual(trace);
		const card = paragraph(text('Jane Doe commented on '), { type: 'inlineCard', attrs: { url: header.url } }, text(' on 2026-11-21 10:00 UTC'));
		expect(readHeader(doc([card]))).toEqual(trace);
	});

	it.each([
		['no header', body],
		['an empty comment', doc()],
		['a permalink in somebody\'s words', doc([paragraph(text('see '), link('this', header.url))])],
		['the sentence without the link', withHeader(body, { author: 'Jane', at: header.at, issueKey: 'DESK-1' })],
		['a link that is no permalink', withHeader(body, { ...header, url: 'https://desk.example/browse/DESK-1' })],
	])('is not seen in %s', (_, document) => {
		expect(readHeader(document)).toBeUndefined();
		expect(withoutHeader(document)).toBe(document);
	});
});
