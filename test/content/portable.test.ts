import * as fc from 'fast-check';

import { namedMentions } from '../../content/namedMentions';
import { block, doc, link, paragraph, text, type AdfNode } from '../../content/adf';
import { canonicalAdf } from '../../content/canonical';
import { keepMedia, mediaIds, mediaPlacement } from '../../content/mediaPlacement';
import { portable } from '../../content/portable';
import { plainText } from '../../content/plainText';
import { describeWithSchema, expectValid } from './adfSchema';
import { wildDocuments } from './documents';

const site = { siteUrl: 'https://desk.example/jira', projectKeys: ['DESK', 'DESK2'] };
const single = (attrs: Record<string, unknown>): AdfNode => block('mediaSingle', [{ type: 'media', attrs }], { layout: 'center' });
const picture = (id: string, alt?: string): AdfNode => single({ type: 'file', id, collection: '', ...(alt ? { alt } : {}) });
const leave = (...content: AdfNode[]): readonly AdfNode[] => portable(doc(content), site).document.content;

describe('portable', () => {
	it('links the keys of its own projects, and nothing that only looks like one', () => {
		const words = 'DESK-12, (DESK2-3) but not DESK-12a, XDESK-1, UTF-8, DESK-0, /DESK-4 or DESK-1.5';
		expect(leave(paragraph(text(words)))).toEqual([
			paragraph(
				link('DESK-12', 'https://desk.example/jira/browse/DESK-12'),
				text(', ('),
				link('DESK2-3', 'https://desk.example/jira/browse/DESK2-3'),
				text(') but not DESK-12a, XDESK-1, UTF-8, DESK-0, /DESK-4 or DESK-1.5'),
			),
		]);
		const code = paragraph(text('DESK-1', [{ type: 'code' }]), link('DESK-2', 'https://elsewhere.example'));
		expect(leave(code)).toEqual([code]);
	});

	it('turns what belongs to the site into words or links', () => {
		const emoji = (id: string, shortName: string, value?: string): AdfNode => ({ type: 'emoji', attrs: { shortName, id, ...(value ? { text: value } : {}) } });
		const content = leave(
			paragraph(
				emoji('1f600', ':grinning:', '😀'),
				emoji('b5f0c9a1-1111-4222-8333-444444444444', ':party:'),
				{ type: 'inlineCard', attrs: { url: 'https://desk.example/x' } },
				text('note', [{ type: 'annotation', attrs: { id: 'a', annotationType: 'inlineComment' } }]),
				link('here', '/browse/DESK-9'),
			),
			{ type: 'blockCard', attrs: { url: 'https://desk.example/y' } },
			single({ type: 'external', url: 'https://pics.example/a.png' }),
		);
		expect(canonicalAdf(doc(content))).toEqual(
			canonicalAdf(
				doc([
					paragraph(
						{ type: 'emoji', attrs: { shortName: ':grinning:' } },
						text(':party:'),
						link('https://desk.example/x', 'https://desk.example/x'),
						text('note'),
						link('here', 'https://desk.example/browse/DESK-9'),
					),
					paragraph(link('https://desk.example/y', 'https://desk.example/y')),
					paragraph(link('https://pics.example/a.png', 'https://pics.example/a.png')),
				]),
			),
		);
	});

	it('reports what it dropped', () => {
		const { document, notes } = portable(
			doc([
				{ type: 'extension', attrs: { extensionKey: 'k', extensionType: 't' } },
				block('bodiedExtension', [paragraph(text('kept'))], { extensionKey: 'k', extensionType: 't' }),
				picture('no-name'),
			]),
		);
		expect(plainText(document)).toBe('kept\n[file]');
		expect(notes).toEqual([
			{ node: 'extension', what: 'dropped' },
			{ node: 'bodiedExtension', what: 'unwrapped' },
			{ node: 'media', what: 'unnamed' },
		]);
	});

	it('carries no media id of its site', () => {
		const left = portable(doc([picture('uuid-1', 'words for the blind'), picture('uuid-2', 'b.png')]), { files: { 'uuid-1': { name: 'a.png', id: '100' } } });
		expect(JSON.stringify(left.document)).not.toMatch(/uuid|blind/);
		expect(mediaIds(left.document)).toEqual([]);
	});

	it('keeps status, date, panel and expand', () => {
		const kept = doc([
			paragraph({ type: 'status', attrs: { text: 'OPEN', color: 'blue' } }, { type: 'date', attrs: { timestamp: '1700000000000' } }),
			block('panel', [paragraph(text('p'))], { panelType: 'note' }),
			block('expand', [paragraph(text('e'))], { title: 'More' }),
		]);
		expect(portable(kept).document).toEqual(kept);
	});
});

describe('namedMentions', () => {
	const document = portable(doc([paragraph({ type: 'mention', attrs: { id: 'x', text: '@Xavier Name' } }, { type: 'mention', attrs: { id: 'u' } })]), {
		names: { u: 'Ursula' },
	}).document;

	it('leaves a name that calls nobody', () => {
		expect(namedMentions(document)).toEqual(doc([paragraph(text('@Xavier Name'), text('@Ursula'))]));
	});
});

describe('mediaPlacement', () => {
	const left = portable(doc([picture('1', 'a.png'), block('mediaGroup', [{ type: 'media', attrs: { type: 'file', id: '2', collection: '', alt: 'b.pdf' } }])])).document;

	it('puts the files of this site in their places', () => {
		const { document, missing } = mediaPlacement(left, { 'a.png': { mediaId: 'here', width: 3, height: 4 }, 'b.pdf': { mediaId: 'too' } });
		expect(missing).toEqual([]);
		expect(mediaIds(document)).toEqual(['here', 'too']);
		expect(canonicalAdf(document)).toEqual(canonicalAdf(left));
	});

	it('names a file that is not there, until it is', () => {
		const { document, missing } = mediaPlacement(left, { 'a.png': { mediaId: 'here' } });
		expect(missing).toEqual(['b.pdf']);
		expect(plainText(document)).toBe('[a.png]\nb.pdf (not synced)');
	});

	it('tells files of one name apart by attachment id', () => {
		const files = { m1: { name: 'image.png', id: '1' }, m2: { name: 'image.png', id: '2' } };
		const twins = portable(doc([picture('m1'), picture('m2')]), { files }).document;
		expect(mediaIds(mediaPlacement(twins, { 1: { mediaId: 'A' }, 2: { mediaId: 'B' } }).document)).toEqual(['A', 'B']);
	});
});

describe('keepMedia', () => {
	const current = doc([paragraph(text('old')), picture('mine', 'mine.png'), picture('synced', 'a.png')]);

	it('drops no file of the local text, and doubles none', () => {
		const next = keepMedia(doc([paragraph(text('new')), picture('synced', 'a.png')]), current);
		expect(mediaIds(next)).toEqual(['synced', 'mine']);
		expect(keepMedia(next, current)).toBe(next);
		expect(keepMedia(next, next)).toBe(next);
	});

	it('lets go of files that are to be deleted', () => {
		expect(mediaIds(keepMedia(doc(), current, ['synced']))).toEqual(['mine']);
	});
});

describeWithSchema('against the schema', () => {
	it('documents that leave, arrive and keep files are valid, whatever they were', () => {
		fc.assert(
			fc.property(wildDocuments, wildDocuments, fc.boolean(), (wild, local, known) => {
				const left = portable(wild, { ...site, files: { x: { name: 'x.png' } } }).document;
				expectValid(left);
				const { document } = mediaPlacement(left, known ? { x: { mediaId: 'm' }, 'x.png': { mediaId: 'm' } } : {});
				expectValid(document);
				expectValid(namedMentions(document));
				expectValid(keepMedia(document, local));
				expect(portable(left, site).document).toEqual(left);
			}),
			{ numRuns: 300 },
		);
	});
});
