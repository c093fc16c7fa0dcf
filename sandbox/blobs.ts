import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Transform } from 'node:stream';

export interface StoredBlob {
	blob: string;
	size: number;
	sha256: string;
}

/** Bytes of attachments, kept apart from the rest because they are large. */
export interface Blobs {
	/** Stops and keeps nothing when the content grows over the limit. */
	put(name: string, content: Buffer | Readable, limit: number): Promise<StoredBlob | 'too large'>;
	/** A person's small file, stored at once. */
	putNow(name: string, content: Buffer): StoredBlob;
	/** The bytes from `start` to `end` (inclusive), all of them by default. */
	read(name: string, range?: { start: number; end: number }): Readable;
	bytes(name: string): Buffer;
	delete(name: string): void;
	names(): string[];
}

const hashOf = (content: Buffer): string => createHash('sha256').update(content).digest('hex');

export function memoryBlobs(): Blobs {
	const kept = new Map<string, Buffer>();
	const putNow = (name: string, content: Buffer): StoredBlob => {
		kept.set(name, content);
		return { blob: name, size: content.length, sha256: hashOf(content) };
	};
	const bytes = (name: string): Buffer => {
		const found = kept.get(name);
		if (!found) throw new Error(`No content is stored as ${name}`);
		return found;
	};
	return {
		putNow,
		bytes,
		async put(name, content, limit) {
			const collected: Buffer[] = [];
			let size = 0;
			for await (const chunk of Buffer.isBuffer(content) ? [content] : content) {
				size += (chunk as Buffer).length;
				if (size <= limit) collected.push(chunk as Buffer);
			}
			return size > limit ? 'too large' : putNow(name, Buffer.concat(collected));
		},
		read: (name, range) => Readable.from([range ? bytes(name).subarray(range.start, range.end + 1) : bytes(name)], { objectMode: false }),
		delete: (name) => void kept.delete(name),
		names: () => [...kept.keys()],
	};
}

/** On disk, for a sandbox that is meant to survive a restart or to take large files. */
export function diskBlobs(directory: string): Blobs {
	mkdirSync(directory, { recursive: true });
	const known = new Set<string>();
	const at = (name: string): string => join(directory, name.replace(/[^\w.-]/g, '_'));
	return {
		async put(name, content, limit) {
			const hash = createHash('sha256');
			let size = 0;
			// Beyond the limit the rest is read and thrown away: the client must be able to finish sending.
			const measure = new Transform({
				transform(chunk: Buffer, _encoding, done) {
					size += chunk.length;
					if (size > limit) return done();
					hash.update(chunk);
					return done(null, chunk);
				},
			});
			await pipeline(Buffer.isBuffer(content) ? Readable.from([content]) : content, measure, createWriteStream(at(name)));
			if (size > limit) {
				rmSync(at(name), { force: true });
				return 'too large';
			}
			known.add(name);
			return { blob: name, size, sha256: hash.digest('hex') };
		},
		putNow(name, content) {
			writeFileSync(at(name), content);
			known.add(name);
			return { blob: name, size: content.length, sha256: hashOf(content) };
		},
		read: (name, range) => createReadStream(at(name), range),
		bytes: (name) => readFileSync(at(name)),
		delete(name) {
			known.delete(name);
			if (existsSync(at(name))) rmSync(at(name));
		},
		names: () => [...known],
	};
}
