import type { RichText } from '../content/richText';
import type { JiraAttachment, JiraComment } from './issue';
import { fileNamesIn, mediaIdsIn, showsGallery } from './texts';

/**
 * Which comments the outgoing rules let out. Those that are restricted to a role or group stay, except where
 * the rules name it: by its name or id, written as Jira writes it.
 */
export type CommentPolicy = 'public' | 'publicAndInternal' | { restrictedTo: string[] };

export type Verdict = { leaves: true } | { leaves: false; reason: 'internal' | 'restricted' | 'unknown visibility' };

/** Whether a comment may leave its site. What cannot be told counts as restricted. */
export function mayLeave(comment: Pick<JiraComment, 'audience' | 'public' | 'restricted'>, policy: CommentPolicy): Verdict {
	if (comment.restricted && !isNamed(comment, policy)) return { leaves: false, reason: 'restricted' };
	if (comment.public === undefined) return { leaves: false, reason: 'unknown visibility' };
	if (!comment.public && policy !== 'publicAndInternal') return { leaves: false, reason: 'internal' };
	return { leaves: true };
}

const isNamed = ({ audience = [] }: Pick<JiraComment, 'audience'>, policy: CommentPolicy): boolean =>
	typeof policy === 'object' && audience.some((name) => policy.restrictedTo.includes(name));

/** Whether everybody who sees the issue sees the comment. */
export const isForEverybody = ({ public: shown, restricted }: Pick<JiraComment, 'public' | 'restricted'>): boolean => shown === true && !restricted;

/** Which attachment a media id stands for, as far as it is known. */
export type KnownMedia = Readonly<Record<string, Pick<JiraAttachment, 'id' | 'name'>>>;

/**
 * Files that only texts which stay behind show: they stay behind with them. A file that no text
 * shows, or that some leaving text shows too, may leave. Where it cannot be told which file a
 * staying text shows, every file that it may be stays.
 *
 * @param leavingTexts rich texts that leave (description, comments), as they are at home
 * @param stayingTexts rich texts that are withheld
 * @param media what is known of the media ids in these texts
 */
export function withheldFiles(
	files: JiraAttachment[],
	leavingTexts: RichText[],
	stayingTexts: RichText[],
	media: KnownMedia,
): Set<string> {
	const shown = shownFiles(files, leavingTexts, media);
	const hidden = stayingTexts.flatMap((text) => {
		const { surely, perhaps } = filesIn(text, files, media);
		return [...surely, ...perhaps];
	});
	return new Set(hidden.filter((id) => !shown.has(id)));
}

/** Ids of the files that these texts show for certain. */
export const shownFiles = (files: JiraAttachment[], texts: RichText[], media: KnownMedia): Set<string> =>
	new Set(texts.flatMap((text) => filesIn(text, files, media).surely));

/** Ids of the files that a text shows. What stands under a picture in ADF may be a person's words, so only ids count there. */
function filesIn(text: RichText, files: JiraAttachment[], media: KnownMedia): { surely: string[]; perhaps: string[] } {
	if (text.format === 'wiki') {
		const named = fileNamesIn(text).map((name) => files.filter((file) => file.name === name).map(({ id }) => id));
		return {
			surely: named.filter(({ length }) => length === 1).flat(),
			perhaps: showsGallery(text) ? files.map(({ id }) => id) : named.flat(),
		};
	}
	const ids = mediaIdsIn(text);
	const known = ids.flatMap((id) => media[id]?.id ?? []);
	const told = new Set(Object.values(media).map(({ id }) => id));
	return { surely: known, perhaps: known.length < ids.length ? files.map(({ id }) => id).filter((id) => !told.has(id)) : [] };
}
