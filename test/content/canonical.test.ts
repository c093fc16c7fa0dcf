import * as fc from 'fast-check';

import { block, doc, paragraph, text, type AdfNode } from '../../content/adf';
import { canonical, canonicalAdf, canonicalWiki } from '../../content/canonical';
import { fingerprint, stableJson } from '../../content/fingerprint';
import { wikiDocuments, wildDocuments } from './documents';

/** What Jira does to a document that it stores. */
function stored(node: AdfNode, counter = { next: 0 }): AdfNode {
	const attrs = node.type === 'text' ? undefined : { ...node.attrs, localId: `l${counter.next++}` };
	const content = node.content?.flatMap((child): AdfNode[] => {
		const kept = stored(child, counter);
		const half = Math.ceil((kept.text?.length ?? 0) / 2);
		return kept.text && kept.text.length > 1 ? [{ ...kept, text: kept.text.slice(0, half) }, { ...kept, text: kept.text.slice(half) }] : [kept];
	});
	return {
		...(node.text === undefined ? {} : { text: node.text }),
		...(content ? { content } : {}),
		...(node.marks ? { marks: [...node.marks].reverse() } : {}),
		...(attrs ? { attrs } : {}),
		type: node.type,
	};
}

describe('canonical', () => {
	it('does not see what Jira does to a document that it stores', () => {
		fc.assert(
			fc.property(wikiDocuments, (document) => {
				const back = stored(document);
				expect(canonicalAdf({ ...back, content: [...(back.content ?? []), paragraph(), paragraph(text(' '))] })).toEqual(canonicalAdf(document));
				expect(fingerprint(canonicalAdf(back))).toBe(fingerprint(canonicalAdf(document)));
			}),
		);
	});

	it('is its own canonical form, for any input', () => {
		fc.assert(
			fc.property(fc.oneof(wildDocuments, fc.anything()), (wild) => {
				const once = canonicalAdf(wild);
				expect(canonicalAdf(once)).toEqual(once);
			}),
			{ numRuns: 300 },
		);
		fc.assert(
			fc.property(fc.string(), (wiki) => {
				expect(canonicalWiki(canonicalWiki(wiki))).toBe(canonicalWiki(wiki));
			}),
		);
	});

	it('knows a picture by its file, not by the media store of a site', () => {
		const media = (attrs: Record<string, unknown>): AdfNode => block('mediaSingle', [{ type: 'media', attrs }], { layout: 'center' });
		const here = doc([media({ type: 'file', id: 'here', collection: '', width: 10, alt: 'a.png' })]);
		const there = doc([media({ type: 'file', id: 'there', collection: 'c', alt: 'a screen shot' })]);
		expect(canonicalAdf(there, { there: 'a.png' })).toEqual(canonicalAdf(here));
		expect(canonicalAdf(doc([media({ type: 'file', id: 'x', collection: '' })]))).not.toEqual(canonicalAdf(here));
	});

	it('sees every change of words, marks and targets', () => {
		const one = doc([paragraph(text('a', [{ type: 'link', attrs: { href: 'https://a.example' } }]))]);
		const other = doc([paragraph(text('a', [{ type: 'link', attrs: { href: 'https://b.example' } }]))]);
		expect(canonicalAdf(one)).not.toEqual(canonicalAdf(other));
	});

	it('does not see line ends and trailing space of wiki text', () => {
		expect(canonical({ format: 'wiki', text: 'a  \r\nb\r\n\r\n' })).toEqual({ format: 'wiki', text: 'a\nb' });
	});
});

describe('fingerprint', () => {
	it('does not depend on the order of keys', () => {
		expect(fingerprint({ a: 1, b: { c: [1, 2], d: null } })).toBe(fingerprint({ b: { d: null, c: [1, 2] }, a: 1 }));
		expect(fingerprint({ a: undefined })).toBe(fingerprint({}));
		expect(fingerprint([1, 2])).not.toBe(fingerprint([2, 1]));
		expect(fingerprint('x')).toMatch(/^[\w-]{18}$/);
	});

	it('hashes JSON: what JSON can tell apart differs, the rest is the same', () => {
		fc.assert(
			fc.property(fc.jsonValue(), (value) => {
				expect(JSON.parse(stableJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
			}),
		);
	});
});
