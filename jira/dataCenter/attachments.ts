import { cloudAttachments } from '../cloud/attachments';
import { asObject, asText } from '../cloud/readValues';
import { JiraError, type JiraErrorData } from '../errors';
import type { SendHttp } from '../http';
import { pathSegment } from '../issueKey';
import type { JiraPort } from '../port';
import type { Jira } from '../types';

type AttachmentFunctions = Pick<Jira, 'fileName' | 'uploadLimit' | 'download' | 'upload' | 'deleteAttachment' | 'mediaId'>;

/**
 * A name with one of these is refused, and told as 500 with a plain text, as if Jira were not available (Atlassian's
 * `FileNameCharacterCheckerUtil` and `IssueAttachmentsResource` of Jira 6; the document of 10.3 says nothing of it).
 */
const REFUSED = /[\\/":?*<|>]/g;

const fileName = (name: string): string => name.replace(REFUSED, '_');

/** Attachments of a Data Center: the bytes are at the `content` address, which needs the credential. */
export function dataCenterAttachments(port: JiraPort, openWithoutCredential: SendHttp): AttachmentFunctions {
	const shared = cloudAttachments(port, openWithoutCredential);
	return {
		...shared,
		fileName,
		async download(attachment) {
			const meta = await port.request({ method: 'GET', path: `/rest/api/2/attachment/${pathSegment(attachment.id)}` });
			const content = new URL(asText(asObject(meta.body).content), port.siteUrl);
			// Only the path counts: the address may name another host of the same site.
			const context = new URL(port.siteUrl).pathname.replace(/\/$/, '');
			const path = content.pathname.startsWith(`${context}/`) ? content.pathname.slice(context.length) : content.pathname;
			const answer = await port.request({ method: 'GET', path: `${path}${content.search}`, expect: 'stream' });
			// Some sign-in systems lead requests with a token to their login page.
			if (answer.status >= 300) throw new JiraError('notJira', refusal(port.siteUrl, path, answer.status));
			return answer.body;
		},
		async upload(issueId, file) {
			return await shared.upload(issueId, { ...file, name: fileName(file.name) }).catch(async (error: unknown) => {
				// A file that is too large is answered with 404 (REST document of 10.3), like an issue that is gone.
				const isGone = error instanceof JiraError && error.code === 'notFound';
				return await Promise.reject(isGone && file.size > (await shared.uploadLimit()) ? new JiraError('tooLarge', error.data) : error);
			});
		},
		// Wiki markup names files by their name.
		mediaId: () => Promise.resolve(undefined),
	};
}

const refusal = (site: string, path: string, status: number): JiraErrorData => ({
	site,
	method: 'GET',
	path,
	status,
	messages: ["The file's content is not handed out to this credential."],
	fields: {},
	retryable: false,
	mayHaveHappened: false,
});
