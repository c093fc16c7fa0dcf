import * as fc from 'fast-check';

import { block, doc, paragraph, text } from '../../content/adf';
import { cutAt } from '../../content/cutAt';
import { writable } from '../../content/fitInline';
import { plainText } from '../../content/plainText';
import { portable } from '../../content/portable';
import { isShortened, SHORTENED, TEXT_LIMIT, textLength, truncate, truncateAdf } from '../../content/truncate';
import { describeWithSchema, expectValid } from './adfSchema';
import { wikiDocuments, wildDocuments } from './documents';

const url = 'https://a.example/browse/A-1';
const hasHalfPair = (value: string): boolean => writable(value) !== value;

describe('truncate', () => {
	it('leaves a text that fits as it is', () => {
		const document = doc([paragraph(text('x'.repeat(TEXT_LIMIT - 1)))]);
		expect(truncateAdf(document)).toEqual({ value: document, truncated: false });
	});

	it('keeps to the limit and ends in a notice with a link', () => {
		const { value, truncated } = truncateAdf(doc([paragraph(text('word '.repeat(20_000)))]), { url });
		expect(truncated).toBe(true);
		expect(textLength(value)).toBeLessThanOrEqual(TEXT_LIMIT);
		expect(textLength(value)).toBeGreaterThan(TEXT_LIMIT - 120);
		expect(plainText(value)).toMatch(new RegExp(`word\\n${SHORTENED} ${url}$`));
		expect(isShortened({ format: 'adf', document: value })).toBe(true);
	});

	it('cuts code and never halves a character', () => {
		const { value } = truncateAdf(doc([block('codeBlock', [text('😀'.repeat(200))])]), { limit: 200 });
		const kept = value.content[0]?.content?.[0]?.text ?? '';
		expect(kept).toMatch(/^(?:😀)+$/u);
	});

	it('keeps the cells of a row', () => {
		const cell = block('tableCell', [paragraph(text('word '.repeat(30)))]);
		const { value } = truncateAdf(doc([block('table', [block('tableRow', [cell, cell, cell])])]), { limit: 250 });
		expect(value.content[0]?.content?.[0]?.content).toHaveLength(3);
	});

	it('closes what a cut leaves open in wiki text', () => {
		const source = `{panel:title=x}\n{code:java}\n${'int x; '.repeat(100)}\n{code}\n{panel}`;
		const { value, truncated } = truncate({ format: 'wiki', text: source }, { limit: 400, url });
		expect(truncated).toBe(true);
		expect(value).toMatchObject({ text: expect.stringMatching(/int(?: x;)?\n\{code\}\n\{panel\}\n\nThis text was shortened by the sync\. \[https:/) as unknown });
		expect(isShortened(value)).toBe(true);
	});

	it('leaves no half of a line break in wiki text', () => {
		for (let limit = 200; limit < 220; limit++) {
			const { value } = truncate({ format: 'wiki', text: 'Regards\\\\ '.repeat(100) }, { limit, url });
			expect(value.format === 'wiki' && value.text).not.toMatch(/(?<!\\)\\(?!\\)/);
		}
	});

	it('never exceeds the limit of wiki text, nor halves a character', () => {
		fc.assert(
			fc.property(fc.array(fc.constantFrom('{code}', '{quote}', '{color:red}', '[a|http://x.y]', '😀', ' ', 'word', '\n'), { minLength: 50, maxLength: 200 }), fc.integer({ min: 0, max: 300 }), (parts, limit) => {
				const { value } = truncate({ format: 'wiki', text: parts.join('') }, { limit, url });
				if (value.format !== 'wiki') throw new Error('format changed');
				expect(value.text.length).toBeLessThanOrEqual(limit);
				expect(hasHalfPair(value.text)).toBe(false);
			}),
		);
	});
});

describe('cutAt', () => {
	it('cuts between words where one ends nearby', () => {
		expect(cutAt('one two three', 9)).toBe('one two');
		expect(cutAt('one two three', 7)).toBe('one two');
		expect(cutAt('onetwothree', 5)).toBe('onetw');
		expect(cutAt('😀😀', 3)).toBe('😀');
	});
});

describeWithSchema('against the schema', () => {
	it('a cut document is valid and within the limit, wherever the cut falls', () => {
		const documents = fc.oneof(wikiDocuments, wildDocuments.map((wild) => portable(wild).document));
		fc.assert(
			fc.property(documents, fc.integer({ min: 0, max: 200 }), (document, limit) => {
				const { value } = truncateAdf(document, { limit, url });
				expectValid(value);
				expect(textLength(value)).toBeLessThanOrEqual(limit);
			}),
			{ numRuns: 500 },
		);
	});
});
