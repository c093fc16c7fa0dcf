import { compact, link, mergeText, paragraph, stringAttr, text, withContent, type AdfDocument, type AdfMark, type AdfNode } from './adf';
import { isLinkTarget } from './href';
import { issueKeyLinks } from './issueKeyLinks';
import { fileOf, isNeutralMedia, neutralMedia, type SourceFile } from './neutralMedia';
import { cardUrl, codeText, isInline, leafText, plainText } from './plainText';
import { readDocument } from './readDocument';
import { safeSubset } from './safeSubset';

export interface PortableOptions {
	/** The leaving site's address: issue keys and relative links become links to it. */
	readonly siteUrl?: string;
	readonly projectKeys?: readonly string[];
	/** Files of the issue by media id (the UUID in the media node). */
	readonly files?: Readonly<Record<string, SourceFile>>;
	/** Display names by account id or user name; they win over the name in the mention, which may be missing or old. */
	readonly names?: Readonly<Record<string, string>>;
}

/** Something of the document that does not mean anything elsewhere, and what became of it. */
export interface PortableNote {
	readonly node: string;
	readonly what: 'dropped' | 'text' | 'unwrapped' | 'unnamed';
}

export interface Portable {
	readonly document: AdfDocument;
	readonly notes: readonly PortableNote[];
}

const FRAMES: ReadonlySet<string> = new Set(['bodiedExtension', 'bodiedSyncBlock', 'layoutSection', 'layoutColumn', 'unknown']);
const GONE: ReadonlySet<string> = new Set(['extension', 'inlineExtension', 'syncBlock', 'placeholder', 'multiBodiedExtension']);
const LOCAL_MARKS: ReadonlySet<string> = new Set(['annotation', 'dataConsumer', 'fragment', 'breakout']);

/**
 * A document as it may leave its site: nothing in it depends on ids of that site, save `mention`, which keeps id and
 * name for `namedMentions`. Media nodes name their file only; own emoji, cards and foreign pictures become text or
 * links; extensions give their words. The result is valid ADF of the safe subset (task lists kept).
 */
export function portable(document: unknown, options: PortableOptions = {}): Portable {
	const notes: PortableNote[] = [];
	const left = readDocument(document).content.flatMap((node) => leave(node, options, notes));
	const safe = safeSubset(left, { tasks: 'keep' });
	if (options.siteUrl === undefined) return { document: safe, notes };
	return { document: issueKeyLinks(safe, { siteUrl: options.siteUrl, projectKeys: options.projectKeys ?? [] }), notes };
}

function leave(node: AdfNode, options: PortableOptions, notes: PortableNote[]): AdfNode[] {
	switch (node.type) {
		case 'text':
			return [leaveText(node, options)];
		case 'codeBlock':
			return [withContent(node, asText(codeText(node)))];
		case 'mention':
			return [leaveMention(node, options)];
		case 'emoji':
			return isEverywhere(node) ? [node] : asText(stringAttr(node, 'shortName') ?? leafText(node));
		case 'inlineCard':
		case 'blockCard':
		case 'embedCard':
			return leaveCard(node, options, notes);
		case 'media':
		case 'mediaInline':
			return leaveMedia(node, options, notes);
		default:
			return leaveOther(node, options, notes);
	}
}

function leaveOther(node: AdfNode, options: PortableOptions, notes: PortableNote[]): AdfNode[] {
	const children = mergeText(node.content ?? []).flatMap((child) => leave(child, options, notes));
	if (GONE.has(node.type)) {
		const words = node.type === 'placeholder' ? '' : (stringAttr(node, 'text') ?? plainText(children));
		notes.push({ node: node.type, what: words === '' ? 'dropped' : 'text' });
		return inPlaceOf(node, asText(words));
	}
	if (FRAMES.has(node.type)) notes.push({ node: node.type, what: 'unwrapped' });
	if (node.type === 'mediaSingle' || node.type === 'mediaGroup') return leaveFrame(node, children);
	return [node.content ? withContent(node, children) : node];
}

/** A frame of files: what became words stands behind it. */
function leaveFrame(node: AdfNode, children: readonly AdfNode[]): AdfNode[] {
	const inside = children.filter(({ type }) => type === 'media' || type === 'caption');
	const words = children.filter((child) => !inside.includes(child));
	return [...(inside.length > 0 ? [withContent(node, inside)] : []), ...words];
}

function leaveText(node: AdfNode, options: PortableOptions): AdfNode {
	const marks = (node.marks ?? []).filter(({ type }) => !LOCAL_MARKS.has(type)).map((mark) => absolute(mark, options));
	return text(node.text ?? '', marks);
}

function absolute(mark: AdfMark, options: PortableOptions): AdfMark {
	const href = mark.attrs?.href;
	if (mark.type !== 'link' || typeof href !== 'string' || options.siteUrl === undefined || !/^\/(?!\/)/.test(href)) return mark;
	const origin = /^[a-z]+:\/\/[^/]+/i.exec(options.siteUrl)?.[0] ?? '';
	return { type: 'link', attrs: { href: origin + href } };
}

function leaveMention(node: AdfNode, options: PortableOptions): AdfNode {
	const id = stringAttr(node, 'id');
	const known = id !== undefined && options.names && Object.hasOwn(options.names, id) ? options.names[id] : undefined;
	const name = known ?? stringAttr(node, 'text')?.replace(/^@/, '');
	// "@all" and "@here" call people of this site
	if (id === undefined || node.attrs?.userType === 'SPECIAL') return text(`@${name ?? 'unknown'}`);
	return { type: 'mention', attrs: compact({ id, text: name === undefined ? undefined : `@${name}` }) };
}

/** Unicode emoji and Atlassian's own are on every site; uploaded ones carry a UUID. */
function isEverywhere(node: AdfNode): boolean {
	const id = stringAttr(node, 'id') ?? '';
	if (id === '') return !(stringAttr(node, 'text') ?? ':').startsWith(':');
	return /^atlassian-/.test(id) || /^[0-9a-f]{2,6}(?:-[0-9a-f]{2,6})*$/i.test(id);
}

function leaveCard(node: AdfNode, options: PortableOptions, notes: PortableNote[]): AdfNode[] {
	const url = cardUrl(node);
	notes.push({ node: node.type, what: url === undefined ? 'dropped' : 'text' });
	if (url === undefined) return [];
	const target = absolute({ type: 'link', attrs: { href: url } }, options).attrs?.href;
	return inPlaceOf(node, isLinkTarget(target) ? [link(target, target)] : asText(url));
}

function leaveMedia(node: AdfNode, options: PortableOptions, notes: PortableNote[]): AdfNode[] {
	if (isNeutralMedia(node)) return [node];
	const url = stringAttr(node, 'url');
	if (node.attrs?.type === 'external') {
		notes.push({ node: node.type, what: 'text' });
		return inPlaceOf(node, isLinkTarget(url) ? [link(stringAttr(node, 'alt') ?? url, url)] : asText(leafText(node)));
	}
	const file = fileOf(node, options.files ?? {});
	if (file !== undefined && file.name !== '') return [neutralMedia(node, file)];
	notes.push({ node: node.type, what: 'unnamed' });
	return inPlaceOf(node, asText('[file]'));
}

/** Words for a block are a paragraph. */
function inPlaceOf(node: AdfNode, words: AdfNode[]): AdfNode[] {
	return isInline(node) || words.length === 0 ? words : [paragraph(...words)];
}

function asText(words: string): AdfNode[] {
	return words === '' ? [] : [text(words)];
}
