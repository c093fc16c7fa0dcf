import busboy from 'busboy';
import type { Readable } from 'node:stream';
import { Readable as NodeReadable } from 'node:stream';

export interface Part {
	field: string;
	filename: string;
	mimeType: string;
	content: Readable;
}

/** Hands every file of a multipart body to `take` while it arrives; resolves when all of them were taken. */
export async function readParts<T>(headers: Record<string, string>, body: Buffer | Readable, take: (part: Part) => Promise<T>): Promise<T[]> {
	const parser = busboy({ headers, defParamCharset: 'utf8' });
	const taken: Array<Promise<T>> = [];
	parser.on('file', (field, content, { filename, mimeType }) => {
		taken.push(take({ field, filename: filename ?? 'file', mimeType, content }));
	});
	await new Promise<void>((resolve, reject) => {
		parser.on('close', resolve);
		parser.on('error', reject);
		const source = Buffer.isBuffer(body) ? NodeReadable.from([body]) : body;
		source.on('error', reject);
		source.pipe(parser);
	});
	return Promise.all(taken);
}
