import FormData from 'form-data';
import { getAttachmentMeta } from 'jira.js/cloud';
import { JiraError } from '../errors';
import type { SendHttp } from '../http';
import { pathSegment } from '../issueKey';
import type { JiraPort } from '../port';
import type { Jira } from '../types';
import { asObject, readAttachment } from './readValues';

type AttachmentFunctions = Pick<Jira, 'fileName' | 'uploadLimit' | 'download' | 'upload' | 'deleteAttachment' | 'mediaId'>;

const STREAM_TIMEOUT = 300_000;

/**
 * Attachments of a Cloud site, as streams. jira.js collects whole files in memory, so this talks
 * to the port itself.
 *
 * @param openWithoutCredential fetches an address of the media host: Jira redirects there with a
 * token in the address, and the Jira credential must not travel with it
 */
export function cloudAttachments(port: JiraPort, openWithoutCredential: SendHttp): AttachmentFunctions {
	const redirectOf = async (attachmentId: string) => {
		const answer = await port.request({
			method: 'GET',
			path: `/rest/api/3/attachment/content/${pathSegment(attachmentId)}`,
			expect: 'stream',
		});
		const location = answer.status >= 300 && answer.status < 400 ? answer.headers.location : undefined;
		return { answer, location: location ? new URL(location, port.siteUrl).toString() : undefined };
	};

	return {
		async uploadLimit() {
			const meta = asObject(await getAttachmentMeta(port));
			if (meta.enabled === false) return 0;
			return typeof meta.uploadLimit === 'number' ? meta.uploadLimit : Number.POSITIVE_INFINITY;
		},
		fileName: (name) => name,
		async download(attachment) {
			const { answer, location } = await redirectOf(attachment.id);
			if (!location) return answer.body;
			const media = await openWithoutCredential({
				method: 'GET',
				url: location,
				headers: { accept: '*/*' },
				expect: 'stream',
				timeout: STREAM_TIMEOUT,
			}).catch(() => undefined);
			if (!media || media.status >= 300) throw mediaError(port.siteUrl, attachment.id, media?.status);
			return media.body;
		},
		async upload(issueId, file) {
			const form = new FormData();
			form.append('file', file.content, { filename: file.name, contentType: file.mimeType, knownLength: file.size });
			const answer = await port.request({
				method: 'POST',
				path: `/rest/api/3/issue/${pathSegment(issueId)}/attachments`,
				headers: { 'x-atlassian-token': 'no-check', ...form.getHeaders() },
				body: form,
				multipart: true,
			});
			return readAttachment(Array.isArray(answer.body) ? answer.body[0] : answer.body);
		},
		async deleteAttachment(_issueId, attachmentId) {
			await port.request({ method: 'DELETE', path: `/rest/api/3/attachment/${pathSegment(attachmentId)}`, accept: [404] });
		},
		async mediaId(attachmentId) {
			const { answer, location } = await redirectOf(attachmentId);
			closeStream(answer.body);
			// https://api.media.atlassian.com/file/<uuid>/binary?token=...
			return /\/file\/([0-9a-f-]{36})\//i.exec(location ?? '')?.[1];
		},
	};
}

/** The media host failed; its address holds a token and is left out. */
const mediaError = (siteUrl: string, id: string, status: number | undefined): JiraError =>
	new JiraError(status === undefined ? 'noAnswer' : 'unavailable', {
		site: siteUrl,
		method: 'GET',
		path: `/rest/api/3/attachment/content/${id}`,
		...(status === undefined ? {} : { status }),
		messages: ["The file's content could not be fetched from the media host."],
		fields: {},
		retryable: true,
		mayHaveHappened: false,
	});

function closeStream(body: unknown): void {
	const stream = body as { destroy?: () => void } | undefined;
	if (typeof stream?.destroy === 'function') stream.destroy();
}
