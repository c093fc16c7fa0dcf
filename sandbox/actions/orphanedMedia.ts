import { mediaIdsOf } from '../adf/read.ts';
import type { Account, Issue } from '../model.ts';
import type { Site } from '../site.ts';
import { removeAttachment } from './attachments.ts';

/** Media store ids shown by any text of the issue. */
export function shownMedia(issue: Issue): Set<string> {
	const texts = [...Object.values(issue.values), ...issue.comments.map((comment) => comment.body)];
	return new Set(texts.filter((value) => typeof value === 'object' && value !== null && !Array.isArray(value)).flatMap(mediaIdsOf));
}

/** A file that was shown and no longer is gets deleted with the text that showed it: Jira does this too. */
export function deleteOrphans(site: Site, actor: Account, issue: Issue, before: Set<string>): void {
	if (!site.settings.deleteOrphanedMedia || before.size === 0) return;
	const now = shownMedia(issue);
	const lost = issue.attachments.filter((attachment) => before.has(attachment.mediaId) && !now.has(attachment.mediaId));
	for (const attachment of lost) removeAttachment(site, actor, issue, attachment);
}
