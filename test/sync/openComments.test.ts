import type { RichText } from '../../content/richText';
import { withOpenComments } from '../../sync/openComments';
import { adf, replica, replicaComment } from './fixtures';

const WORDS = '[public]';
const marked = (...content: object[]): RichText => ({ format: 'adf', document: { type: 'doc', version: 1, content: content as never } });
const paragraph = (...content: object[]) => ({ type: 'paragraph', content });
const text = (words: string, ...marks: string[]) => ({ type: 'text', text: words, ...(marks.length ? { marks: marks.map((type) => ({ type })) } : {}) });
const open = (comment: object, words = WORDS) => withOpenComments(replica({ comments: [replicaComment('5', comment)] }), words).comments![0]!;

test.each<[string, RichText, RichText]>([
	['in one line with the text', adf('[public] Fixed in 2.1'), adf('Fixed in 2.1')],
	['in bold', marked(paragraph(text('[public]', 'strong'), text(' Fixed'))), marked(paragraph(text(' Fixed')))],
	['on a line of their own', marked(paragraph(text('[public]'), { type: 'hardBreak' }, text('Fixed'))), marked(paragraph(text('Fixed')))],
	['in a paragraph of their own', marked(paragraph(text('[public]')), paragraph(text('Fixed'))), marked(paragraph(text('Fixed')))],
	['in a heading', marked({ type: 'heading', attrs: { level: 2 }, content: [text('[public] Fixed')] }), marked({ type: 'heading', attrs: { level: 2 }, content: [text('Fixed')] })],
	['in wiki markup', { format: 'wiki', text: '[public] Fixed in *2.1*' }, marked(paragraph(text('Fixed in '), text('2.1', 'strong')))],
])('a comment that begins with the words, %s, is open without them', (_where, body, left) => {
	expect(open({ body })).toMatchObject({ body: left, open: true });
});

test.each<[string, object]>([
	['has them elsewhere', { body: adf('Fixed [public]') }],
	['has none', { body: marked() }],
	['is internal at the other side', { body: adf('[public] secret'), public: false }],
])('a comment that %s stays as it is', (_what, comment) => {
	expect(open(comment)).toEqual(replicaComment('5', comment));
});

test('without words no comment is open, and none that says so itself', () => {
	const claimed = { ...replicaComment('5'), open: true as const };
	expect(withOpenComments(replica({ comments: [claimed] }), '').comments).toEqual([replicaComment('5')]);
	expect(withOpenComments(replica({ comments: [claimed] }), WORDS).comments).toEqual([replicaComment('5')]);
});
