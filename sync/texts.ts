import type { AdfDocument, AdfNode } from '../content/adf';
import { canonical } from '../content/canonical';
import { fingerprint } from '../content/fingerprint';
import { keepMedia, mediaIds, mediaPlacement, type PlacedFile } from '../content/mediaPlacement';
import { namedMentions } from '../content/namedMentions';
import { renamedMedia } from '../content/neutralMedia';
import { portable } from '../content/portable';
import { toAdf, toWiki, type RichText } from '../content/richText';
import { plainParagraphs } from '../content/safeSubset';
import { truncate } from '../content/truncate';
import { withoutMentions } from '../content/wikiReferences';

/** What is known of the site a text leaves. */
export interface LeavingSite {
	url: string;
	projectKey: string;
	/** File names by media id, for texts that show a file without its name. */
	mediaNames: Record<string, string>;
}

/** A text as it may leave its site: ids of that site are gone, files are shown by name. */
export function leavingText(text: RichText, site: LeavingSite): RichText {
	if (text.format === 'wiki') return { format: 'wiki', text: withoutMentions(text.text) };
	const files = Object.fromEntries(Object.entries(site.mediaNames).map(([id, name]) => [id, { name }]));
	const { document } = portable(text.document, { siteUrl: site.url, projectKeys: [site.projectKey], files });
	return { format: 'adf', document };
}

export interface ArrivingText {
	/** What the local site reads and writes. */
	format: RichText['format'];
	/** The name under which the local site keeps a file. Wiki markup shows files by it. */
	fileName: (name: string) => string;
	/** Local files by name, so that a text shows them where the original did. */
	files: Record<string, PlacedFile>;
	/** The text that is about to be replaced: files it shows would be deleted by Jira with it. */
	current?: RichText | null;
	/** Where the whole text is, when it has to be cut. */
	url: string;
}

/** A text of the other side as the local site takes it, cut to Jira's limit. */
export function arrivingText(text: RichText, local: ArrivingText): RichText {
	const named = namedMentions(toAdf(text));
	// Markup is longer than its words, so each form is cut in itself.
	if (local.format === 'wiki') return cut({ format: 'wiki', text: withoutMentions(toWiki(adf(renamedMedia(named, local.fileName)))) }, local);
	const placed = mediaPlacement(toAdf(cut(adf(named), local)), local.files).document;
	return adf(local.current?.format === 'adf' ? keepMedia(placed, local.current.document) : placed);
}

const adf = (document: AdfDocument): RichText => ({ format: 'adf', document });

const cut = (text: RichText, { url }: ArrivingText): RichText => truncate(text, { url }).value;

/** The last resort for a text that Jira refuses without saying why: its words in plain paragraphs, files kept. */
export function wordsOnly(text: RichText): RichText {
	if (text.format === 'wiki') return text;
	return { format: 'adf', document: keepMedia(plainParagraphs(text.document), text.document) };
}

/** Fingerprint of a text in the form in which it leaves, so that both sides can compare it. */
export const textFingerprint = (text: RichText): string => fingerprint(canonical(text));

/** Names of the files that a text shows; of a text that has left its site, or of wiki markup. */
export function fileNamesIn(text: RichText): string[] {
	if (text.format === 'wiki') {
		const shown = [...text.text.matchAll(/!([^!\s|][^!|\r\n]*)(?:\|[^!\r\n]*)?!/g), ...text.text.matchAll(/\[(?:[^[\]|\r\n]*\|)?\^([^[\]\r\n]+)\]/g)];
		return shown.flatMap((match) => (match[1] ? [match[1]] : []));
	}
	return mediaNodes(text.document).flatMap((node) => (typeof node.attrs?.alt === 'string' ? [node.attrs.alt] : []));
}

/** Whether wiki markup shows files without naming them. */
export const showsGallery = (text: RichText): boolean => text.format === 'wiki' && /\{gallery\b/i.test(text.text);

/** The media ids of all files that a text shows. */
export const mediaIdsIn = (text: RichText): readonly string[] => (text.format === 'adf' ? mediaIds(text.document) : []);

/** The media ids of files that a text shows without their name: `alt` may be a person's words. */
export const unnamedMediaIn = (text: RichText, attachmentNames: ReadonlySet<string>): string[] =>
	text.format === 'wiki'
		? []
		: mediaNodes(text.document).flatMap(({ attrs }) =>
				attrs?.type === 'external' || typeof attrs?.id !== 'string' || (typeof attrs.alt === 'string' && attachmentNames.has(attrs.alt))
					? []
					: [attrs.id],
			);

function mediaNodes(node: AdfNode): AdfNode[] {
	if (node.type === 'media' || node.type === 'mediaInline') return [node];
	return (node.content ?? []).flatMap(mediaNodes);
}
