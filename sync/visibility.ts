import type { JiraAttachment, JiraComment } from './issue';
import { fileNamesIn } from './texts';

/** Which comments the outgoing rules let out. Restricted to a role or group: never. */
export type CommentPolicy = 'public' | 'publicAndInternal';

export type Verdict = { leaves: true } | { leaves: false; reason: 'internal' | 'restricted' | 'unknown visibility' };

/** Whether a comment may leave its site. What cannot be told counts as restricted. */
export function mayLeave(comment: Pick<JiraComment, 'public' | 'restricted'>, policy: CommentPolicy): Verdict {
	if (comment.restricted) return { leaves: false, reason: 'restricted' };
	if (comment.public === undefined) return { leaves: false, reason: 'unknown visibility' };
	if (!comment.public && policy === 'public') return { leaves: false, reason: 'internal' };
	return { leaves: true };
}

/**
 * Files that only texts which stay behind mention: they stay behind with them. A file that no text
 * mentions, or that some leaving text shows too, may leave.
 *
 * @param leavingTexts rich texts that leave (description, comments)
 * @param stayingTexts rich texts that are withheld
 */
export function withheldFiles(
	files: JiraAttachment[],
	leavingTexts: Array<JiraComment['body']>,
	stayingTexts: Array<JiraComment['body']>,
): Set<string> {
	const shown = new Set(leavingTexts.flatMap(fileNamesIn));
	const hidden = new Set(stayingTexts.flatMap(fileNamesIn).filter((name) => !shown.has(name)));
	return new Set(files.filter((file) => hidden.has(file.name)).map((file) => file.id));
}
