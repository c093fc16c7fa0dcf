import { arrivingMentions } from '../content/arrivingMentions';
import type { AdfNode } from '../content/adf';
import { canonical } from '../content/canonical';
import { fingerprint } from '../content/fingerprint';
import { keepMedia, mediaPlacement, type PlacedFile } from '../content/mediaPlacement';
import { portable } from '../content/portable';
import { toAdf, toWiki, type RichText } from '../content/richText';
import { plainParagraphs } from '../content/safeSubset';
import { truncate } from '../content/truncate';

/** What is known of the site a text leaves. */
export interface LeavingSite {
	url: string;
	projectKey: string;
	/** File names by media id, for texts that show a file without its name. */
	mediaNames: Record<string, string>;
}

/** A text as it may leave its site: ids of that site are gone, files are shown by name. */
export function leavingText(text: RichText, site: LeavingSite): RichText {
	if (text.format === 'wiki') return text;
	const files = Object.fromEntries(Object.entries(site.mediaNames).map(([id, name]) => [id, { name }]));
	const { document } = portable(text.document, { siteUrl: site.url, projectKeys: [site.projectKey], files });
	return { format: 'adf', document };
}

export interface ArrivingText {
	/** What the local site reads and writes. */
	format: RichText['format'];
	/** Local files by name, so that a text shows them where the original did. */
	files: Record<string, PlacedFile>;
	/** The text that is about to be replaced: files it shows would be deleted by Jira with it. */
	current?: RichText | null;
	/** Where the whole text is, when it has to be cut. */
	url: string;
}

/** A text of the other side as the local site takes it, cut to Jira's limit. */
export function arrivingText(text: RichText, local: ArrivingText): RichText {
	const cut = truncate(text, { url: local.url }).value;
	if (local.format === 'wiki') return { format: 'wiki', text: toWiki(cut) };
	// A person of the other site is named, not called: the same id may be somebody else here.
	const named = arrivingMentions(toAdf(cut), {});
	const placed = mediaPlacement(named, local.files).document;
	const document = local.current?.format === 'adf' ? keepMedia(placed, local.current.document) : placed;
	return { format: 'adf', document };
}

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
		const shown = [...text.text.matchAll(/!([^!\s|][^!|\r\n]*)(?:\|[^!\r\n]*)?!/g), ...text.text.matchAll(/\[\^([^\]\r\n]+)\]/g)];
		return shown.flatMap((match) => (match[1] ? [match[1]] : []));
	}
	return mediaNodes(text.document).flatMap((node) => (typeof node.attrs?.alt === 'string' ? [node.attrs.alt] : []));
}

/** Whether a text shows a file that cannot be told by its name: `alt` may be a person's words. */
export const showsUnnamedFile = (text: RichText, attachmentNames: ReadonlySet<string>): boolean =>
	text.format === 'adf' &&
	mediaNodes(text.document).some(
		({ attrs }) => attrs?.type !== 'external' && !(typeof attrs?.alt === 'string' && attachmentNames.has(attrs.alt)),
	);

function mediaNodes(node: AdfNode): AdfNode[] {
	if (node.type === 'media' || node.type === 'mediaInline') return [node];
	return (node.content ?? []).flatMap(mediaNodes);
}
