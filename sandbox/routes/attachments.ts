import { empty, json } from '../http/exchange.ts';
import type { SandboxResponse } from '../http/exchange.ts';
import { JiraError } from '../http/errors.ts';
import type { Part } from '../http/multipart.ts';
import { readParts } from '../http/multipart.ts';
import type { Call, Route } from '../http/router.ts';
import { flagParam, unsupportedMediaType } from '../http/router.ts';
import { addAttachment, findAttachment, removeAttachment } from '../actions/attachments.ts';
import type { StoredBlob } from '../blobs.ts';
import type { Attachment, Issue } from '../model.ts';
import { mayOn, seesIssue } from '../permissions.ts';
import { uuid } from '../site.ts';
import { attachmentView } from '../views/attachments.ts';
import { serveBytes } from './bytes.ts';
import { lookingOf, param } from './answers.ts';
import { wanted } from './issues.ts';

const MAX_FILES = 60;
const MAX_ATTACHMENTS = 2000;

export const attachmentRoutes: Route[] = [
	['POST', '/rest/api/3/issue/:issueIdOrKey/attachments', upload],
	['GET', '/rest/api/3/attachment/meta', ({ site }) => json(200, { enabled: site.settings.attachmentsEnabled, uploadLimit: site.data.uploadLimit })],
	['GET', '/rest/api/3/attachment/:id', (call) => {
		const { attachment } = visibleAttachment(call);
		return json(200, { ...attachmentView(attachment, lookingOf(call)), id: Number(attachment.id) });
	}],
	['DELETE', '/rest/api/3/attachment/:id', (call) => {
		const { issue, attachment } = visibleAttachment(call);
		const own = attachment.authorId === call.actor.accountId && mayOn(call.site, call.actor, issue, 'DELETE_OWN_ATTACHMENTS');
		if (!own && !mayOn(call.site, call.actor, issue, 'DELETE_ALL_ATTACHMENTS')) throw new JiraError(403, ['You do not have permission to delete the attachment.']);
		removeAttachment(call.site, call.actor, issue, attachment);
		return empty(204);
	}],
	['GET', '/rest/api/3/attachment/content/:id', (call) => content(call)],
];

function visibleAttachment(call: Call): { issue: Issue; attachment: Attachment } {
	const id = param(call, 'id');
	const found = findAttachment(call.site, id);
	if (!found || !seesIssue(call.site, call.actor, found.issue)) throw new JiraError(404, [`The attachment with id '${id}' does not exist`]);
	return found;
}

/** Normally a redirect to the media store, whose address carries its own short-lived permission. */
function content(call: Call): SandboxResponse {
	const { site } = call;
	const { attachment } = visibleAttachment(call);
	if (!flagParam(call.query, 'redirect', true)) return serveBytes(site.world.blobs, attachment, call.request.headers.range);
	const token = uuid(site.world);
	site.mediaTokens.set(token, attachment.id);
	const location = `${site.mediaUrl}/file/${attachment.mediaId}/binary?token=${token}&client=${site.name}&dl=true&name=${encodeURIComponent(attachment.filename)}`;
	return empty(303, { location });
}

async function upload(call: Call): Promise<SandboxResponse> {
	const { site, actor, request } = call;
	const issue = wanted(call);
	if (request.headers['x-atlassian-token']?.toLowerCase() !== 'no-check') throw new JiraError(403, ['XSRF check failed']);
	if (!site.settings.attachmentsEnabled || !mayOn(site, actor, issue, 'CREATE_ATTACHMENTS')) throw new JiraError(403, ['You do not have permission to create attachments for this issue.']);
	if (!request.headers['content-type']?.startsWith('multipart/form-data') || !request.body) throw unsupportedMediaType();
	const received = await readParts(request.headers, request.body, (part) => store(call, part));
	const files = received.filter((one) => one !== undefined);
	const discard = (): void => files.forEach(({ stored }) => { if (stored !== 'too large') site.world.blobs.delete(stored.blob); });
	if (files.length === 0) throw new JiraError(400, ['No file was found in the request; the multipart part must be named file.']);
	if (files.length > MAX_FILES || issue.attachments.length + files.length > MAX_ATTACHMENTS) {
		discard();
		throw new JiraError(413, ['The number of attachments exceeds the limit.']);
	}
	if (files.some(({ stored }) => stored === 'too large')) {
		discard();
		throw new JiraError(413, [], { file: `The file exceeds its maximum permitted size of ${site.data.uploadLimit} bytes.` });
	}
	// The issue may have gone while the bytes were arriving.
	wanted(call);
	const attachments = files.map(({ part, stored }) => addAttachment(site, actor, issue, { filename: part.filename, mimeType: part.mimeType }, stored as StoredBlob));
	return json(200, attachments.map((attachment) => attachmentView(attachment, lookingOf(call))));
}

async function store({ site }: Call, part: Part): Promise<{ part: Part; stored: StoredBlob | 'too large' } | undefined> {
	if (part.field !== 'file') {
		part.content.resume();
		return undefined;
	}
	const stored = await site.world.blobs.put(`${site.name}-${uuid(site.world)}`, part.content, site.data.uploadLimit);
	return { part, stored };
}
