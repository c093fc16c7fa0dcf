import { cloudAttachments } from '../cloud/attachments';
import { asObject, asText } from '../cloud/readValues';
import type { SendHttp } from '../http';
import { pathSegment } from '../issueKey';
import type { JiraPort } from '../port';
import type { Jira } from '../types';

type AttachmentFunctions = Pick<Jira, 'uploadLimit' | 'download' | 'upload' | 'mediaId'>;

/** Attachments of a Data Center: the bytes are at the `content` address, which needs the credential. */
export function dataCenterAttachments(port: JiraPort, openWithoutCredential: SendHttp): AttachmentFunctions {
	return {
		...cloudAttachments(port, openWithoutCredential),
		async download(attachment) {
			const meta = await port.request({ method: 'GET', path: `/rest/api/2/attachment/${pathSegment(attachment.id)}` });
			const content = new URL(asText(asObject(meta.body).content), port.siteUrl);
			// Only the path counts: the address may name another host of the same site.
			const context = new URL(port.siteUrl).pathname.replace(/\/$/, '');
			const path = content.pathname.startsWith(`${context}/`) ? content.pathname.slice(context.length) : content.pathname;
			const answer = await port.request({ method: 'GET', path: `${path}${content.search}`, expect: 'stream' });
			return answer.body;
		},
		// Wiki markup names files by their name.
		mediaId: () => Promise.resolve(undefined),
	};
}
