import type { AdfNode } from '../content/adf';
import type { PlacedFile } from '../content/mediaPlacement';
import type { RichText } from '../content/richText';

/** The files that a local text shows already, by name: their media ids need not be asked for again. */
export function shownMedia(text: RichText | null | undefined): Record<string, PlacedFile> {
	const shown: Record<string, PlacedFile> = {};
	const visit = (node: AdfNode): void => {
		const { alt, id, type } = node.attrs ?? {};
		const isFile = (node.type === 'media' || node.type === 'mediaInline') && type !== 'external';
		if (isFile && typeof alt === 'string' && typeof id === 'string' && id !== '') shown[alt] = { mediaId: id };
		node.content?.forEach(visit);
	};
	if (text?.format === 'adf') visit(text.document);
	return shown;
}
