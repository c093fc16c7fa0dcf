import * as fc from 'fast-check';

import { block, doc, paragraph, text } from '../../content/adf';
import { canonicalAdf } from '../../content/canonical';
import { safeSubset } from '../../content/safeSubset';
import { wikiReader } from '../../content/wikiReader';
import { wikiWriter } from '../../content/wikiWriter';
import { timed } from '../support/timed';
import { describeWithSchema, expectValid } from './adfSchema';
import { wikiDocuments, wildDocuments } from './documents';

describe('wiki markup', () => {
	it('holds every document of the subset: written and read again it is the same', () => {
		fc.assert(
			fc.property(wikiDocuments, (document) => {
				expect(canonicalAdf(wikiReader(wikiWriter(document)))).toEqual(canonicalAdf(safeSubset(document)));
			}),
			{ numRuns: 500 },
		);
	});

	it('is stable: what was read and written once does not change any more', () => {
		fc.assert(
			fc.property(wildDocuments, (wild) => {
				const once = wikiReader(wikiWriter(wild));
				expect(canonicalAdf(wikiReader(wikiWriter(once)))).toEqual(canonicalAdf(once));
			}),
			{ numRuns: 300 },
		);
	});
});

describe('wikiWriter', () => {
	it.each([
		['plain words', [text('Hello, world! See foo-bar and snake_case - 3 * 4.')], 'Hello, world! See foo-bar and snake_case - 3 * 4.'],
		['formats', [text('a '), text('b', [{ type: 'strong' }]), text(' c')], 'a *b* c'],
		['formats inside words', [text('a'), text('b', [{ type: 'strong' }]), text('c')], 'a{*}b{*}c'],
		['markup in text', [text('[x] {code} *no*')], '\\[x\\] \\{code\\} \\*no\\*'],
		['a path', [text('C:\\temp')], 'C:&#92;temp'],
		['bold that is no list item', [text('# a', [{ type: 'strong' }])], '*\\# a*'],
		['a heading that is none', [text('h1. no')], 'h1&#46; no'],
	])('writes %s', (_, nodes, expected) => {
		expect(wikiWriter(doc([paragraph(...nodes)]))).toBe(expected);
	});

	it('names users by name on Data Center', () => {
		const mention = paragraph({ type: 'mention', attrs: { id: 'jdoe', text: '@Jane Doe' } });
		expect(wikiWriter(doc([mention]), { mentions: 'username' })).toBe('[~jdoe]');
		expect(wikiWriter(doc([mention]))).toBe('[~accountid:jdoe]');
	});
});

describe('wikiReader', () => {
	it('reads what people type', () => {
		const source = [
			'h2. Steps',
			'# open *the* page',
			'#* look',
			'# Log:{code:java}',
			'int x = 1; // [no|link]',
			'{code}',
			'',
			'Then -not- see https://a.example/x_y_z. {color:red}Red{color}!',
			'second line',
			'||A||B||',
			'|1 \\| 2|[t|http://b.example]|',
			'bq. said',
			'!shot.png|thumbnail! done',
		].join('\r\n');
		const strong = { type: 'strong' };
		expect(canonicalAdf(wikiReader(source)).content).toEqual(
			canonicalAdf(
				doc([
					block('heading', [text('Steps')], { level: 2 }),
					block('orderedList', [
						block('listItem', [
							paragraph(text('open '), text('the', [strong]), text(' page')),
							block('bulletList', [block('listItem', [paragraph(text('look'))])]),
						]),
						block('listItem', [paragraph(text('Log:')), block('codeBlock', [text('int x = 1; // [no|link]')], { language: 'java' })]),
					]),
					paragraph(
						text('Then '),
						text('not', [{ type: 'strike' }]),
						text(' see '),
						text('https://a.example/x_y_z', [{ type: 'link', attrs: { href: 'https://a.example/x_y_z' } }]),
						text('. '),
						text('Red', [{ type: 'textColor', attrs: { color: '#ff0000' } }]),
						text('!'),
						{ type: 'hardBreak' },
						text('second line'),
					),
					block('table', [
						block('tableRow', [block('tableHeader', [paragraph(text('A'))]), block('tableHeader', [paragraph(text('B'))])]),
						block('tableRow', [
							block('tableCell', [paragraph(text('1 | 2'))]),
							block('tableCell', [paragraph(text('t', [{ type: 'link', attrs: { href: 'http://b.example' } }]))]),
						]),
					]),
					block('blockquote', [paragraph(text('said'))]),
					block('mediaSingle', [{ type: 'media', attrs: { alt: 'shot.png' } }]),
					paragraph(text(' done')),
				]),
			).content,
		);
	});

	it('leaves tags without partner as text', () => {
		const source = '{code} never ends, *neither, {quote}, [x, !y, {{z';
		expect(wikiReader(source)).toEqual(doc([paragraph(text(source))]));
	});

	it('keeps a backslash before what Jira does not take it from', () => {
		for (const source of ['C:\\.ssh', 'foo\\.bar', 'a\\:b', "it\\'s"]) expect(wikiReader(source)).toEqual(doc([paragraph(text(source))]));
		expect(wikiReader('\\*a\\* \\{b\\} \\!c.png\\!')).toEqual(doc([paragraph(text('*a* {b} !c.png!'))]));
	});

	it('writes colons and semicolons that would mean something without a backslash, which readers would see', () => {
		for (const said of ['see http://a.example', 'well :) and ;)', 'a:b; c: d']) {
			const written = wikiWriter(doc([paragraph(text(said))]));
			expect(written).not.toMatch(/\\[:;]/);
			expect(wikiReader(written)).toEqual(doc([paragraph(text(said))]));
		}
		expect(wikiWriter(doc([paragraph(text('a:b; c: d'))]))).toBe('a:b; c: d');
	});

	it('refuses links that run scripts', () => {
		expect(JSON.stringify(wikiReader('[x|javascript:alert(1)]'))).not.toContain('link');
	});

	it.each(['[[[[{{{{', '{code:', '{code}x', 'x{code}a{code}', '{quote}{panel}', '*a _b ', '|| ', '|[a', '!a', '{color:red}', '{*}', '* a\n*** b\n', '\\', '&#', 'http://', '****************', '-a', '{panel:title=', '[a|http://b.example]', '\n|', '* x {code}', '   '])(
		'reads 200 kB of %j in little time',
		(piece) => {
			const source = piece.repeat(Math.ceil(200_000 / piece.length));
			// Work that grows with the square of the length would take minutes.
			expect(timed(() => wikiReader(source))).toBeLessThan(3_000);
		},
	);

	describeWithSchema('against the schema', () => {
		it('gives valid documents for any text', () => {
			const soup = fc.array(fc.oneof(fc.constantFrom('*', '# ', '* ', '\n', '{code}', '{quote}', '{panel}', '|', '||', '[a|http://x.y]', '!a.png!', 'h1. ', '{color:red}', '{color}', '{{', '}}', '\\\\', 'word', ' ', '[^a.pdf]', '[~x]', '----\n', '{noformat}'), fc.string({ unit: 'binary' })), { maxLength: 40 });
			fc.assert(
				fc.property(soup, (parts) => {
					expectValid(wikiReader(parts.join('')));
				}),
				{ numRuns: 500 },
			);
		});
	});
});
