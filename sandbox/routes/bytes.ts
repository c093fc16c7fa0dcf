import type { Blobs } from '../blobs.ts';
import type { SandboxResponse } from '../http/exchange.ts';
import { empty } from '../http/exchange.ts';
import { badRequest } from '../http/errors.ts';
import type { Attachment } from '../model.ts';

/** The bytes of a file, or the part of them a Range header asks for. */
export function serveBytes(blobs: Blobs, attachment: Attachment, range: string | undefined): SandboxResponse {
	const headers = {
		'content-type': attachment.mimeType,
		'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(attachment.filename)}`,
		'accept-ranges': 'bytes',
	};
	if (range === undefined) return { status: 200, headers: { ...headers, 'content-length': String(attachment.size) }, body: blobs.read(attachment.blob) };
	const asked = /^bytes=(\d*)-(\d*)$/.exec(range.trim());
	if (!asked || (asked[1] === '' && asked[2] === '')) throw badRequest('The Range header is malformed.');
	const last = attachment.size - 1;
	const start = asked[1] === '' ? Math.max(0, attachment.size - Number(asked[2])) : Number(asked[1]);
	const end = asked[1] === '' || asked[2] === '' ? last : Math.min(Number(asked[2]), last);
	if (start > last || start > end) return empty(416, { 'content-range': `bytes */${attachment.size}` });
	return {
		status: 206,
		headers: { ...headers, 'content-length': String(end - start + 1), 'content-range': `bytes ${start}-${end}/${attachment.size}` },
		body: blobs.read(attachment.blob, { start, end }),
	};
}
