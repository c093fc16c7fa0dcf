import uniqBy from 'lodash/uniqBy';

import { compact, doc, mergeText, stringAttr, type AdfAttrs, type AdfDocument, type AdfMark, type AdfNode } from './adf';
import { stableJson } from './fingerprint';
import { readDocument } from './readDocument';
import type { RichText } from './richText';

/** File name of a media id, where the caller knows it (an `alt` may be a person's words). */
export type FileNames = Readonly<Record<string, string>>;

/**
 * Attributes that carry meaning, by node type. Left out on purpose: `localId`; widths and layouts of tables, columns
 * and pictures, which Jira's editor adds on its own; the text of a mention, which Jira re-reads from the profile; the
 * id and picture of an emoji. A type that is not named keeps all but `localId`.
 */
const MEANING: Readonly<Record<string, readonly string[]>> = {
	blockCard: ['url', 'datasource'],
	blockTaskItem: ['state'],
	bulletList: [],
	caption: [],
	codeBlock: ['language'],
	date: ['timestamp'],
	decisionItem: ['state'],
	decisionList: [],
	embedCard: ['url'],
	emoji: ['shortName'],
	expand: ['title'],
	hardBreak: [],
	heading: ['level'],
	inlineCard: ['url'],
	listItem: [],
	mediaSingle: ['layout'],
	mention: ['id'],
	nestedExpand: ['title'],
	orderedList: ['order'],
	panel: ['panelType', 'panelColor'],
	paragraph: [],
	rule: [],
	status: ['text', 'color'],
	table: ['isNumberColumnEnabled'],
	tableCell: ['colspan', 'rowspan', 'background'],
	tableHeader: ['colspan', 'rowspan', 'background'],
	tableRow: [],
	taskItem: ['state'],
	taskList: [],
};

const DEFAULTS: AdfAttrs = { order: 1, colspan: 1, rowspan: 1, layout: 'center', isNumberColumnEnabled: false };
const MEANINGLESS_MARKS: ReadonlySet<string> = new Set(['annotation', 'breakout', 'dataConsumer', 'fragment']);

/** The form in which two rich texts of one format can be compared and fingerprinted. Idempotent; not for sending. */
export function canonical(richText: RichText, fileNames: FileNames = {}): RichText {
	if (richText.format === 'wiki') return { format: 'wiki', text: canonicalWiki(richText.text) };
	return { format: 'adf', document: canonicalAdf(richText.document, fileNames) };
}

/** Canonical form of a document; `null` and anything that is no document give the empty one. */
export function canonicalAdf(value: unknown, fileNames: FileNames = {}): AdfDocument {
	const content = readDocument(value).content.flatMap((node) => canonicalNode(node, fileNames));
	while (isBlankParagraph(content.at(-1))) content.pop();
	return doc(content);
}

/** Line ends as `\n`, no white space at line ends, no empty lines at the end. */
export function canonicalWiki(text: string): string {
	return text
		.replace(/\r\n?/g, '\n')
		.split('\n')
		.map((line) => line.trimEnd())
		.join('\n')
		.trimEnd();
}

function canonicalNode(node: AdfNode, fileNames: FileNames): AdfNode[] {
	if (node.type === 'text' && !node.text) return [];
	const attrs = canonicalAttrs(node, fileNames);
	const marks = canonicalMarks(node.marks ?? []);
	const content = mergeText((node.content ?? []).flatMap((child) => canonicalNode(child, fileNames)));
	return [
		{
			type: node.type,
			...(Object.keys(attrs).length > 0 ? { attrs } : {}),
			...(marks.length > 0 ? { marks } : {}),
			...(content.length > 0 ? { content } : {}),
			...(node.type === 'text' && node.text ? { text: node.text.replace(/\r\n?/g, '\n') } : {}),
		},
	];
}

function canonicalAttrs(node: AdfNode, fileNames: FileNames): AdfAttrs {
	if (node.type === 'media' || node.type === 'mediaInline') return mediaAttrs(node, fileNames);
	const attrs = { ...node.attrs, ...cardUrl(node) };
	const names = MEANING[node.type] ?? Object.keys(attrs).filter((name) => name !== 'localId');
	const kept = names.filter((name) => attrs[name] !== DEFAULTS[name] && attrs[name] !== '' && attrs[name] !== false);
	return compact(Object.fromEntries(kept.map((name) => [name, lowerColor(name, attrs[name])])));
}

function mediaAttrs(node: AdfNode, fileNames: FileNames): AdfAttrs {
	const url = stringAttr(node, 'url');
	if (url !== undefined) return { url };
	const id = stringAttr(node, 'id');
	const known = id !== undefined && Object.hasOwn(fileNames, id) ? fileNames[id] : undefined;
	const alt = known ?? stringAttr(node, 'alt');
	return compact(alt === undefined ? { id } : { alt });
}

/** Cards may hold the address inside `data` (JSON-LD) instead of `url`. */
function cardUrl(node: AdfNode): AdfAttrs {
	const data = node.attrs?.data;
	if (typeof data !== 'object' || data === null || stringAttr(node, 'url')) return {};
	return compact({ url: (data as { readonly url?: unknown }).url });
}

function canonicalMarks(marks: readonly AdfMark[]): readonly AdfMark[] {
	const kept = marks
		.filter((mark) => !MEANINGLESS_MARKS.has(mark.type))
		.map((mark) => {
			const attrs = mark.type === 'link' ? { href: mark.attrs?.href } : compact({ ...mark.attrs, localId: undefined });
			const colors = Object.entries(attrs).map(([name, value]) => [name, lowerColor(name, value)] as const);
			return colors.length > 0 ? { type: mark.type, attrs: Object.fromEntries(colors) } : { type: mark.type };
		});
	const keyed = kept.map((mark) => ({ mark, key: stableJson(mark) })).sort((a, b) => (a.key < b.key ? -1 : 1));
	return uniqBy(keyed, 'key').map(({ mark }) => mark);
}

function lowerColor(name: string, value: unknown): unknown {
	return /color|background/i.test(name) && typeof value === 'string' ? value.toLowerCase() : value;
}

function isBlankParagraph(node: AdfNode | undefined): boolean {
	if (node?.type !== 'paragraph') return false;
	return (node.content ?? []).every((child) => child.type === 'text' && (child.text ?? '').trim() === '');
}
