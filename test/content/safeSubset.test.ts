import * as fc from 'fast-check';

import { block, doc, paragraph, text } from '../../content/adf';
import { canonicalAdf } from '../../content/canonical';
import { plainParagraphs, safeSubset } from '../../content/safeSubset';
import { describeWithSchema, expectValid } from './adfSchema';
import { wikiDocuments, wildDocuments } from './documents';

const link = { type: 'link', attrs: { href: 'https://a.example' } };

describeWithSchema('whatever comes in, the schema accepts', () => {
	it.each([
		['the safe subset', (wild: unknown) => safeSubset(wild)],
		['the safe subset with task lists', (wild: unknown) => safeSubset(wild, { tasks: 'keep' })],
		['plain paragraphs', plainParagraphs],
	])('%s', (_, reduce) => {
		fc.assert(
			fc.property(fc.oneof(wildDocuments, fc.anything()), (wild) => {
				expectValid(reduce(wild));
			}),
			{ numRuns: 500 },
		);
	});
});

describe('safeSubset', () => {
	it('changes nothing in what it has made', () => {
		fc.assert(
			fc.property(wildDocuments, (wild) => {
				const once = safeSubset(wild, { tasks: 'keep' });
				expect(safeSubset(once, { tasks: 'keep' })).toEqual(once);
			}),
			{ numRuns: 400 },
		);
	});

	it('keeps what Jira takes', () => {
		fc.assert(
			fc.property(wikiDocuments, (document) => {
				expect(canonicalAdf(safeSubset(document))).toEqual(canonicalAdf(document));
			}),
		);
	});

	it('leaves an empty document without paragraph', () => {
		expect(safeSubset({ type: 'doc', version: 1, content: [] })).toEqual(doc());
		expect(safeSubset(null)).toEqual(doc());
	});

	it('lifts a picture out of its paragraph', () => {
		const picture = block('mediaSingle', [{ type: 'media', attrs: { type: 'file', id: 'u', collection: '' } }], { layout: 'center' });
		const inside = doc([paragraph(text('before'), { type: 'hardBreak' }, picture, text('after'))]);
		expect(safeSubset(inside)).toEqual(doc([paragraph(text('before')), picture, paragraph(text('after'))]));
	});

	it('leaves code alone with its link', () => {
		const marks = [{ type: 'strong' }, { type: 'code' }, link];
		expect(safeSubset(doc([paragraph(text('x', marks))]))).toEqual(doc([paragraph(text('x', [{ type: 'code' }, link]))]));
	});

	it('unwraps layouts and extensions', () => {
		const column = block('layoutColumn', [paragraph(text('left'))], { width: 50 });
		const extension = block('bodiedExtension', [paragraph(text('body'))], { extensionKey: 'k', extensionType: 't' });
		expect(safeSubset(doc([block('layoutSection', [column, column]), extension]))).toEqual(
			doc([paragraph(text('left')), paragraph(text('left')), paragraph(text('body'))]),
		);
	});

	it('writes task lists as bullets', () => {
		const task = (state: string): unknown => ({ type: 'taskItem', attrs: { localId: 'x', state }, content: [text(state)] });
		const tasks = { type: 'doc', content: [{ type: 'taskList', attrs: { localId: 'l' }, content: [task('DONE'), task('TODO')] }] };
		const item = (words: string): ReturnType<typeof block> => block('listItem', [paragraph(text(words))]);
		expect(canonicalAdf(safeSubset(tasks))).toEqual(doc([block('bulletList', [item('☑ DONE'), item('☐ TODO')])]));
	});

	it('survives a document that is nested without end', () => {
		let deep: unknown = paragraph(text('core'));
		for (let level = 0; level < 20_000; level++) deep = { type: 'blockquote', content: [deep] };
		expect(JSON.stringify(safeSubset(deep))).toContain('core');
		const loop: Record<string, unknown> = { type: 'panel' };
		loop.content = [loop];
		expect(() => safeSubset(loop)).not.toThrow();
	});
});

describe('plainParagraphs', () => {
	it('keeps the words and where links lead', () => {
		const list = block('bulletList', [block('listItem', [paragraph(text('one', [link]))])]);
		expect(plainParagraphs(doc([list, paragraph()]))).toEqual(doc([paragraph(text('- one (https://a.example)'))]));
	});
});
