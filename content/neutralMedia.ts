import { compact, numberAttr, NEUTRAL_COLLECTION, replaceNodes, stringAttr, type AdfDocument, type AdfNode } from './adf';

/** A file of the leaving side: its attachment's name, and its attachment id where files may share a name. */
export interface SourceFile {
	readonly name: string;
	readonly id?: string;
}

export function isMedia(node: AdfNode): boolean {
	return node.type === 'media' || node.type === 'mediaInline';
}

/** Whether a media node names a file of another site and no file of this one. */
export function isNeutralMedia(node: AdfNode): boolean {
	return isMedia(node) && node.attrs?.collection === NEUTRAL_COLLECTION;
}

/** A media node that carries the file's name (`alt`) and as `id` its attachment id, or the name again. */
export function neutralMedia(node: AdfNode, file: SourceFile): AdfNode {
	const sizes = { width: numberAttr(node, 'width'), height: numberAttr(node, 'height') };
	const marks = node.marks?.filter(({ type }) => type === 'link' || type === 'border') ?? [];
	return {
		type: node.type,
		attrs: compact({ type: 'file', id: file.id ?? file.name, collection: NEUTRAL_COLLECTION, alt: file.name, ...sizes }),
		...(marks.length > 0 ? { marks } : {}),
	};
}

/** A document whose neutral media name their files as another site keeps them. */
export const renamedMedia = (document: AdfDocument, fileName: (name: string) => string): AdfDocument =>
	replaceNodes(document, (node) => {
		const name = isNeutralMedia(node) ? stringAttr(node, 'alt') : undefined;
		return name === undefined ? undefined : { ...node, attrs: { ...node.attrs, alt: fileName(name) } };
	});

/** The file a media node of the leaving site shows: by the given table, else by `alt`, which often holds the name. */
export function fileOf(node: AdfNode, files: Readonly<Record<string, SourceFile>>): SourceFile | undefined {
	const id = stringAttr(node, 'id');
	if (id !== undefined && Object.hasOwn(files, id)) return files[id];
	const alt = stringAttr(node, 'alt');
	return alt === undefined ? undefined : { name: alt };
}
