import type { Readable } from 'node:stream';

/** A request as it reaches one origin of the sandbox, already freed from sockets. */
export interface SandboxRequest {
	method: string;
	/** Decoded only as far as URLs are: `/rest/api/3/issue/DESK-1`, without the query. */
	path: string;
	query?: URLSearchParams | string | Record<string, string | number | boolean | string[]>;
	headers?: Record<string, string>;
	body?: Buffer | string | Readable;
}

export interface SandboxResponse {
	status: number;
	headers: Record<string, string>;
	/** JSON answers are Buffers; file content may be a stream. */
	body?: Buffer | Readable;
}

/** What handlers see: everything present, header names in lower case. */
export interface Incoming {
	method: string;
	path: string;
	query: URLSearchParams;
	headers: Record<string, string>;
	body: Buffer | Readable | undefined;
}

export function toIncoming(request: SandboxRequest): Incoming {
	const headers: Record<string, string> = {};
	for (const [name, value] of Object.entries(request.headers ?? {})) headers[name.toLowerCase()] = value;
	const body = typeof request.body === 'string' ? Buffer.from(request.body) : request.body;
	return { method: request.method.toUpperCase(), path: request.path, query: toQuery(request.query), headers, body };
}

function toQuery(query: SandboxRequest['query']): URLSearchParams {
	if (query === undefined) return new URLSearchParams();
	if (query instanceof URLSearchParams || typeof query === 'string') return new URLSearchParams(query);
	const parameters = new URLSearchParams();
	for (const [name, value] of Object.entries(query)) {
		for (const one of Array.isArray(value) ? value : [value]) parameters.append(name, String(one));
	}
	return parameters;
}

export async function readAll(body: Buffer | Readable | undefined): Promise<Buffer> {
	if (body === undefined) return Buffer.alloc(0);
	if (Buffer.isBuffer(body)) return body;
	const chunks: Buffer[] = [];
	for await (const chunk of body) chunks.push(Buffer.from(chunk as Uint8Array));
	return Buffer.concat(chunks);
}

export function json(status: number, value: unknown, headers: Record<string, string> = {}): SandboxResponse {
	return {
		status,
		headers: { 'content-type': 'application/json;charset=UTF-8', ...headers },
		body: Buffer.from(JSON.stringify(value)),
	};
}

export function empty(status: number, headers: Record<string, string> = {}): SandboxResponse {
	return { status, headers };
}

export function text(status: number, value: string, headers: Record<string, string> = {}): SandboxResponse {
	return { status, headers: { 'content-type': 'text/plain;charset=UTF-8', ...headers }, body: Buffer.from(value) };
}
