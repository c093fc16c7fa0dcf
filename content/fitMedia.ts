import { block, compact, mark, numberAttr, paragraph, stringAttr, text, type AdfMark, type AdfNode } from './adf';
import { isAllowed, type Context } from './contentModel';
import { fitParagraph, writable } from './fitInline';
import { isLinkTarget } from './href';
import { leafText } from './plainText';

const LAYOUTS: ReadonlySet<unknown> = new Set(['wide', 'full-width', 'center', 'wrap-right', 'wrap-left', 'align-end', 'align-start']);

/** Media blocks (`mediaSingle`, `mediaGroup`, a stray `media` or `caption`) as the context takes them. */
export function fitMedia(node: AdfNode, context: Context): AdfNode[] {
	if (node.type === 'media') return fitGroup([node], context);
	if (node.type === 'mediaGroup') return fitGroup(node.content ?? [], context);
	const children = node.content ?? [];
	const caption = children.filter(({ type }) => type === 'caption').flatMap((child) => child.content ?? []);
	const pictures = children.filter(({ type }) => type === 'media').flatMap((media) => single(media, node));
	return [...pictures, ...fitParagraph(caption)];
}

function fitGroup(children: readonly AdfNode[], context: Context): AdfNode[] {
	const media = children.filter(({ type }) => type === 'media');
	const real = media.flatMap((child) => fitFile(child) ?? []);
	const lost = media.filter((child) => !fitFile(child)).flatMap(asText);
	if (real.length === 0) return lost;
	if (isAllowed('mediaGroup', context)) return [block('mediaGroup', real), ...lost];
	return [...real.map((child) => block('mediaSingle', [child], { layout: 'center' })), ...lost];
}

function single(media: AdfNode, parent: AdfNode): AdfNode[] {
	const fitted = fitFile(media);
	if (!fitted) return asText(media);
	const links = (parent.marks ?? []).flatMap(fitLink);
	return [{ ...block('mediaSingle', [fitted], singleAttrs(parent)), ...(links.length > 0 ? { marks: links.slice(0, 1) } : {}) }];
}

function singleAttrs(node: AdfNode): Record<string, unknown> {
	const layout = LAYOUTS.has(node.attrs?.layout) ? node.attrs?.layout : 'center';
	const width = numberAttr(node, 'width');
	if (width === undefined || width < 0) return { layout };
	if (node.attrs?.widthType === 'pixel') return { layout, width, widthType: 'pixel' };
	return width <= 100 ? { layout, width } : { layout };
}

/** A file or external picture with its attributes in order, or `undefined` when it points at nothing. */
function fitFile(media: AdfNode): AdfNode | undefined {
	const sizes = { width: numberAttr(media, 'width'), height: numberAttr(media, 'height') };
	const alt = stringAttr(media, 'alt');
	const marks = [...(media.marks ?? []).flatMap(fitLink).slice(0, 1), ...(media.marks ?? []).flatMap(fitBorder).slice(0, 1)];
	const dressed = (attrs: Record<string, unknown>): AdfNode =>
		({ type: 'media', attrs: compact(attrs), ...(marks.length > 0 ? { marks } : {}) });
	const url = stringAttr(media, 'url');
	if (media.attrs?.type === 'external') {
		return url !== undefined && isLinkTarget(url) ? dressed({ type: 'external', url, alt, ...sizes }) : undefined;
	}
	const id = stringAttr(media, 'id');
	if (id === undefined) return undefined;
	const type = media.attrs?.type === 'link' ? 'link' : 'file';
	return dressed({ type, id, collection: stringAttr(media, 'collection') ?? '', alt, ...sizes });
}

function fitLink(candidate: AdfMark): AdfMark[] {
	const href = candidate.attrs?.href;
	return candidate.type === 'link' && isLinkTarget(href) ? [mark('link', { href })] : [];
}

function fitBorder(candidate: AdfMark): AdfMark[] {
	const size = numberAttr(candidate, 'size');
	const color = stringAttr(candidate, 'color');
	if (candidate.type !== 'border' || size === undefined || size < 1 || size > 3) return [];
	return color !== undefined && /^#(?:[0-9a-f]{6}|[0-9a-f]{8})$/i.test(color) ? [mark('border', { size, color })] : [];
}

function asText(media: AdfNode): AdfNode[] {
	const name = writable(leafText(media));
	return stringAttr(media, 'alt') || stringAttr(media, 'url') ? [paragraph(text(name))] : [];
}
