import { compact, numberAttr, stringAttr, text, type AdfDocument, type AdfNode } from './adf';
import { isMedia, isNeutralMedia } from './neutralMedia';
import { readDocument } from './readDocument';
import { safeSubset } from './safeSubset';

/** A file of the receiving issue: the UUID in its site's media store. Jira takes an empty collection. */
export interface PlacedFile {
	readonly mediaId: string;
	readonly collection?: string;
	readonly width?: number;
	readonly height?: number;
}

export interface PlacedMedia {
	readonly document: AdfDocument;
	/** Names of files that the text shows and the issue does not have (yet). */
	readonly missing: readonly string[];
}

const NOT_SYNCED = '(not synced)';

/**
 * Replaces the neutral media nodes of `portable` by real ones. `files` may be keyed by file name or, where names
 * repeat, by the source's attachment id, which wins. A file that is not there is named as "image.png (not synced)".
 */
export function mediaPlacement(document: AdfDocument, files: Readonly<Record<string, PlacedFile>>): PlacedMedia {
	const missing = new Set<string>();
	const place = (node: AdfNode): AdfNode[] => {
		if (isNeutralMedia(node)) return [placed(node, files, missing)];
		if (!node.content) return [node];
		const content = node.content.flatMap(place);
		const single = node.type === 'mediaSingle' && !content.some(isMedia);
		return single ? content : [{ ...node, content }];
	};
	const content = document.content.flatMap(place);
	if (missing.size === 0) return { document: { ...document, content }, missing: [] };
	return { document: safeSubset(content.flatMap(outOfGroup), { tasks: 'keep' }), missing: [...missing] };
}

/**
 * `next` with every file of `current` that it would drop, at its end. Jira deletes an attachment whose media node is
 * overwritten, so a local document may lose no media node, even one that the other side never had.
 *
 * @param mayGo media ids that need not be kept (files this sync is about to delete)
 */
export function keepMedia(next: AdfDocument, current: unknown, mayGo: readonly string[] = []): AdfDocument {
	const seen = new Set([...mayGo, ...realMedia(next).map(idOf)]);
	const lost: AdfNode[] = [];
	for (const node of realMedia(readDocument(current))) {
		if (seen.has(idOf(node))) continue;
		seen.add(idOf(node));
		lost.push(asGroupMember(node));
	}
	return lost.length > 0 ? { ...next, content: [...next.content, { type: 'mediaGroup', content: lost }] } : next;
}

/** Media ids of this site that a document shows, each once. */
export function mediaIds(document: unknown): readonly string[] {
	return [...new Set(realMedia(readDocument(document)).map(idOf))];
}

function placed(node: AdfNode, files: Readonly<Record<string, PlacedFile>>, missing: Set<string>): AdfNode {
	const name = stringAttr(node, 'alt') ?? 'file';
	const key = [stringAttr(node, 'id') ?? name, name].find((candidate) => Object.hasOwn(files, candidate));
	const file = key === undefined ? undefined : files[key];
	if (file === undefined) {
		missing.add(name);
		return text(`${name} ${NOT_SYNCED}`);
	}
	const attrs = compact({
		type: 'file',
		id: file.mediaId,
		collection: file.collection ?? '',
		alt: name,
		width: file.width ?? numberAttr(node, 'width'),
		height: file.height ?? numberAttr(node, 'height'),
	});
	return { ...node, attrs };
}

/** A group that holds words now: its files stay a group, the words follow it. */
function outOfGroup(node: AdfNode): AdfNode[] {
	const content = node.content?.flatMap(outOfGroup);
	if (node.type !== 'mediaGroup' || !content) return [content ? { ...node, content } : node];
	const media = content.filter(isMedia);
	const words = content.filter((child) => !isMedia(child)).map((child) => ({ type: 'paragraph', content: [child] }));
	return media.length > 0 ? [{ ...node, content: media }, ...words] : words;
}

function realMedia(node: AdfNode): AdfNode[] {
	if (isMedia(node)) return isNeutralMedia(node) || node.attrs?.type === 'external' || idOf(node) === '' ? [] : [node];
	return (node.content ?? []).flatMap(realMedia);
}

function idOf(node: AdfNode): string {
	return stringAttr(node, 'id') ?? '';
}

function asGroupMember(node: AdfNode): AdfNode {
	const alt = stringAttr(node, 'alt');
	const sizes = { width: numberAttr(node, 'width'), height: numberAttr(node, 'height') };
	const type = node.attrs?.type === 'link' ? 'link' : 'file';
	const attrs = compact({ type, id: idOf(node), collection: stringAttr(node, 'collection') ?? '', alt, ...sizes });
	return { type: 'media', attrs };
}
