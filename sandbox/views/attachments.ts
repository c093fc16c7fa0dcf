import type { Looking } from '../fields/shown.ts';
import type { Attachment } from '../model.ts';
import { apiUrl, personView } from './people.ts';
import { jiraTime } from './time.ts';

export function attachmentView(attachment: Attachment, { site, viewer, version }: Looking): Record<string, unknown> {
	return {
		self: apiUrl(site, version, `attachment/${attachment.id}`),
		id: attachment.id,
		filename: attachment.filename,
		author: personView(site, attachment.authorId, viewer, version),
		created: jiraTime(attachment.created, viewer.timeZone),
		size: attachment.size,
		mimeType: attachment.mimeType,
		content: apiUrl(site, version, `attachment/content/${attachment.id}`),
		...(attachment.mimeType.startsWith('image/') ? { thumbnail: apiUrl(site, version, `attachment/thumbnail/${attachment.id}`) } : {}),
	};
}
