import type { StoredBlob } from '../blobs.ts';
import type { Account, Attachment, Issue } from '../model.ts';
import type { Site } from '../site.ts';
import { announce, nextId, uuid } from '../site.ts';
import { recordUpdate } from './history.ts';

export interface FileDescription {
	filename: string;
	mimeType: string;
}

/** Hangs an already stored file on an issue. Two files may have the same name. */
export function addAttachment(site: Site, actor: Account, issue: Issue, file: FileDescription, stored: StoredBlob): Attachment {
	const attachment: Attachment = {
		id: nextId(site, 'attachment'),
		mediaId: uuid(site.world),
		authorId: actor.accountId,
		...file,
		...stored,
		created: site.world.now(),
	};
	issue.attachments.push(attachment);
	recordUpdate(site, issue, actor, [{
		field: 'Attachment', fieldtype: 'jira', fieldId: 'attachment', from: null, fromString: null, to: attachment.id, toString: attachment.filename,
	}], 'issue_updated');
	announce(site, { kind: 'attachment', name: 'attachment_created', issue, attachment, actorId: actor.accountId });
	return attachment;
}

export function removeAttachment(site: Site, actor: Account, issue: Issue, attachment: Attachment): void {
	issue.attachments = issue.attachments.filter((other) => other !== attachment);
	site.world.blobs.delete(attachment.blob);
	recordUpdate(site, issue, actor, [{
		field: 'Attachment', fieldtype: 'jira', fieldId: 'attachment', from: attachment.id, fromString: attachment.filename, to: null, toString: null,
	}], 'issue_updated');
	announce(site, { kind: 'attachment', name: 'attachment_deleted', issue, attachment, actorId: actor.accountId });
}

export function findAttachment(site: Site, id: string): { issue: Issue; attachment: Attachment } | undefined {
	for (const issue of Object.values(site.data.issues)) {
		const attachment = issue.attachments.find((one) => one.id === id);
		if (attachment) return { issue, attachment };
	}
	return undefined;
}
