import type { PlacedFile } from '../content/mediaPlacement';
import type { Jira, JiraAttachment } from '../jira/types';

/**
 * The media ids under which this site's texts show its attachments, by name; and the names by media
 * id. One request for each attachment, so it is asked only when a text shows a file.
 */
export async function placedFiles(
	jira: Jira,
	attachments: JiraAttachment[],
): Promise<{ placed: Record<string, PlacedFile>; mediaNames: Record<string, string> }> {
	const placed: Record<string, PlacedFile> = {};
	const mediaNames: Record<string, string> = {};
	for (const { id, name } of attachments) {
		const mediaId = await jira.mediaId(id);
		if (!mediaId) continue;
		placed[name] = { mediaId };
		mediaNames[mediaId] = name;
	}
	return { placed, mediaNames };
}
