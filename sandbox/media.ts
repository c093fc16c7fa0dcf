import { findAttachment } from './actions/attachments.ts';
import type { SandboxRequest, SandboxResponse } from './http/exchange.ts';
import { json, toIncoming } from './http/exchange.ts';
import { JiraError } from './http/errors.ts';
import { serveBytes } from './routes/bytes.ts';
import type { Site } from './site.ts';

/**
 * The media store behind download redirects: another host, which knows nothing of Jira's credentials. A client that
 * sends them here has leaked them; that is refused and remembered.
 */
export function mediaAnswer(sites: Site[], request: SandboxRequest, violation: (what: string) => void): SandboxResponse {
	const incoming = toIncoming(request);
	if (incoming.headers.authorization !== undefined) {
		violation(`${incoming.method} ${incoming.path}: the media store was sent an Authorization header`);
		return json(403, { error: { code: 'Forbidden', title: 'Credentials of another host' } });
	}
	const site = sites.find((one) => one.name === incoming.query.get('client'));
	const attachmentId = site?.mediaTokens.get(incoming.query.get('token') ?? '');
	const found = site && attachmentId ? findAttachment(site, attachmentId) : undefined;
	if (!site || !found || incoming.path !== `/file/${found.attachment.mediaId}/binary`) return json(403, { error: { code: 'JwtAuthoriser:InvalidToken', title: 'Invalid token' } });
	if (incoming.method !== 'GET') return json(405, { error: { code: 'MethodNotAllowed', title: 'Only GET' } });
	try {
		return serveBytes(site.world.blobs, found.attachment, incoming.headers.range);
	} catch (error) {
		if (error instanceof JiraError) return error.toResponse();
		throw error;
	}
}
