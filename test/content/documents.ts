import * as fc from 'fast-check';

import { block, doc, paragraph, text, type AdfDocument, type AdfMark, type AdfNode } from '../../content/adf';

/** Words with everything wiki markup could stumble over, without white space at their ends. */
export const words: fc.Arbitrary<string> = fc
	.array(
		fc.oneof(
			fc.constantFrom('a', 'Zo', '9', ' ', '-', '*', '_', '+', '^', '~', '{', '}', '[', ']', '|', '\\', '!', '?', '#', '&', ':', ';'),
			fc.constantFrom('{code}', '{quote}', '{{', '}}', '----', 'h1. ', 'bq. ', '||', '&#92;', '&amp;', ':)', '(x)', '[~a]', '# ', '* ', '.'),
			fc.constantFrom('https://a.example/b_c', '!a.png!', '[^a.pdf]', '😀', 'é', '漢字', '{color:red}', '{*}', 'DESK-12', '@Jo', '\t', '"', "'"),
		),
		{ minLength: 1, maxLength: 8 },
	)
	.map((parts) => parts.join('').trim())
	.filter((value) => value !== '');

const href = fc.constantFrom('https://a.example/x?y=1&z=2#f', 'mailto:a@b.example', '/browse/A-1', 'http://h.example/_a_*b*');

const formats: fc.Arbitrary<AdfMark[]> = fc.oneof(
	fc.subarray<AdfMark>([
		{ type: 'strong' },
		{ type: 'em' },
		{ type: 'strike' },
		{ type: 'underline' },
		{ type: 'subsup', attrs: { type: 'sub' } },
		{ type: 'textColor', attrs: { color: '#ff0000' } },
	]),
	fc.constant<AdfMark[]>([{ type: 'subsup', attrs: { type: 'sup' } }]),
	fc.constant<AdfMark[]>([{ type: 'code' }]),
	fc.tuple(href, fc.boolean()).map(([target, code]): AdfMark[] => [
		{ type: 'link', attrs: { href: target } },
		...(code ? [{ type: 'code' }] : [{ type: 'strong' }]),
	]),
	href.map((target): AdfMark[] => [{ type: 'link', attrs: { href: target } }]),
);

const inlineNode: fc.Arbitrary<AdfNode> = fc.oneof(
	{ weight: 4, arbitrary: words.map((value) => text(value)) },
	{ weight: 4, arbitrary: fc.tuple(words, formats).map(([value, marks]) => text(value, marks)) },
	fc.constant<AdfNode>({ type: 'hardBreak' }),
	fc.constant<AdfNode>({ type: 'mention', attrs: { id: '5b10:ab-c', text: '@Ann' } }),
	fc.constant<AdfNode>({ type: 'inlineCard', attrs: { url: 'https://a.example/browse/A-1' } }),
	fc.constant<AdfNode>({ type: 'mediaInline', attrs: { type: 'file', id: 'u', collection: '', alt: 'my file (1).pdf' } }),
);

const SPACE = text(' between ');

/** White space at the ends of a line does not survive wiki markup: space stands only between two other pieces. */
const inline: fc.Arbitrary<AdfNode[]> = fc.array(inlineNode, { minLength: 1, maxLength: 6 }).chain((nodes) =>
	fc.array(fc.boolean(), { minLength: nodes.length, maxLength: nodes.length }).map((spaced) =>
		nodes.flatMap((node, index) => {
			const between = spaced[index] && index > 0 && node.type !== 'hardBreak' && nodes[index - 1]?.type !== 'hardBreak';
			return between ? [SPACE, node] : [node];
		}),
	),
);

const para = inline.map((nodes) => paragraph(...nodes));

const listOf = (depth: number): fc.Arbitrary<AdfNode> =>
	fc
		.tuple(
			fc.constantFrom('bulletList', 'orderedList'),
			fc.array(
				depth > 0
					? fc.tuple(para, fc.option(listOf(depth - 1), { nil: undefined })).map(([own, nested]) => block('listItem', nested ? [own, nested] : [own]))
					: para.map((own) => block('listItem', [own])),
				{ minLength: 1, maxLength: 3 },
			),
		)
		.map(([type, items]) => block(type, items));

const code = fc
	.tuple(fc.option(fc.constantFrom('java', 'c++'), { nil: undefined }), fc.array(fc.constantFrom('x', '\n', ' ', '\\', '*b*', '{x}', '|'), { minLength: 1, maxLength: 8 }))
	.map(([language, parts]): AdfNode => block('codeBlock', [text(parts.join(''))], language === undefined ? undefined : { language }));

const heading = fc.tuple(inline, fc.integer({ min: 1, max: 6 })).map(([nodes, level]) => block('heading', nodes, { level }));

const picture: AdfNode = {
	type: 'mediaSingle',
	attrs: { layout: 'center' },
	content: [{ type: 'media', attrs: { type: 'file', id: 'uuid', collection: '', alt: 'screen 1.png' } }],
};

const table = fc
	.array(
		fc.array(fc.tuple(fc.constantFrom('tableHeader', 'tableCell'), fc.oneof(para, fc.constant(paragraph()))), { minLength: 1, maxLength: 3 }),
		{ minLength: 1, maxLength: 3 },
	)
	.map((rows) => block('table', rows.map((cells) => block('tableRow', cells.map(([type, own]) => block(type, [own]))))));

const simple = fc.oneof(para, listOf(2), code);
const framed = (type: string, attrs?: Record<string, unknown>): fc.Arbitrary<AdfNode> =>
	fc.array(simple, { minLength: 1, maxLength: 3 }).map((content) => block(type, content, attrs));

const topBlock = fc.oneof(
	para,
	heading,
	listOf(2),
	code,
	table,
	framed('blockquote'),
	fc.constantFrom('info', 'note', 'warning', 'error', 'success').chain((panelType) => framed('panel', { panelType })),
	fc.constant<AdfNode>({ type: 'rule' }),
	fc.constant(picture),
);

/** Documents that wiki markup can hold without loss. */
export const wikiDocuments: fc.Arbitrary<AdfDocument> = fc.array(topBlock, { minLength: 0, maxLength: 6 }).map((content) => doc(content));

const NAMES = [
	'doc', 'paragraph', 'heading', 'bulletList', 'orderedList', 'listItem', 'taskList', 'taskItem', 'blockTaskItem', 'decisionList', 'decisionItem',
	'codeBlock', 'blockquote', 'panel', 'rule', 'hardBreak', 'expand', 'nestedExpand', 'table', 'tableRow', 'tableHeader', 'tableCell',
	'layoutSection', 'layoutColumn', 'mediaSingle', 'mediaGroup', 'media', 'mediaInline', 'caption', 'mention', 'emoji', 'date', 'status',
	'inlineCard', 'blockCard', 'embedCard', 'placeholder', 'extension', 'inlineExtension', 'bodiedExtension', 'syncBlock', 'bodiedSyncBlock', 'text', 'text', 'nonsense',
];
const MARK_NAMES = ['strong', 'em', 'code', 'strike', 'underline', 'subsup', 'textColor', 'backgroundColor', 'link', 'annotation', 'alignment', 'indentation', 'breakout', 'border', 'nonsense'];

const anyValue = fc.oneof(fc.constantFrom<unknown>(null, undefined, '', 'x', -1, 0, 2, 101, 1.5, true, NaN, '#ff0000', 'info', 'center', 'DONE', 'file', 'external', 'https://a.example', 'javascript:x'), fc.jsonValue());
const anyAttrs = fc.dictionary(
	fc.constantFrom('localId', 'level', 'order', 'language', 'panelType', 'title', 'id', 'collection', 'alt', 'width', 'height', 'type', 'url', 'data', 'text', 'color', 'state', 'layout', 'colspan', 'colwidth', 'timestamp', 'shortName', 'href', 'widthType', 'size'),
	anyValue,
);
const anyMark = fc.record({ type: fc.constantFrom(...MARK_NAMES), attrs: fc.option(anyAttrs, { nil: undefined }) });

/** Trees of known and unknown nodes in every wrong order, with wrong attributes and marks. */
const wildNode: fc.Arbitrary<unknown> = fc.letrec<{ node: unknown }>((tie) => ({
	node: fc.oneof(
		{ maxDepth: 6, depthSize: 'medium' },
		{ weight: 1, arbitrary: fc.oneof(inlineNode, topBlock, fc.jsonValue()) },
		{ weight: 5, arbitrary: fc.record(
			{
				type: fc.constantFrom(...NAMES),
				attrs: fc.oneof(anyAttrs, anyValue),
				marks: fc.oneof(fc.array(anyMark, { maxLength: 3 }), anyValue),
				content: fc.oneof({ weight: 6, arbitrary: fc.array(tie('node'), { maxLength: 4 }) }, anyValue),
				text: fc.oneof(words, fc.string({ unit: 'binary' }), anyValue),
			},
			{ requiredKeys: ['type'] },
		) },
	),
})).node;

export const wildDocuments: fc.Arbitrary<unknown> = fc.oneof(
	{ weight: 5, arbitrary: fc.array(wildNode, { maxLength: 6 }).map((content) => ({ type: 'doc', version: 1, content })) },
	{ weight: 1, arbitrary: wildNode },
);
