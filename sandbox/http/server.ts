import type { AddressInfo } from 'node:net';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { ConnectionDropped } from './errors.ts';
import type { SandboxRequest, SandboxResponse } from './exchange.ts';
import { readAll } from './exchange.ts';

export type Answerer = (request: SandboxRequest) => Promise<SandboxResponse> | SandboxResponse;

export interface Listening {
	url: string;
	close(): Promise<void>;
}

/** Puts one origin on a port of the given address; `0` takes any free one. */
export async function listenOn(host: string, port: number, name: string, answer: Answerer): Promise<Listening> {
	const server = createServer((incoming, outgoing) => void serve(incoming, outgoing, answer));
	await new Promise<void>((resolve, reject) => {
		server.once('error', (error: NodeJS.ErrnoException) => {
			reject(error.code === 'EADDRINUSE' ? new Error(`Port ${port} on ${host}, wanted for ${name}, is already in use`) : error);
		});
		server.listen(port, host, resolve);
	});
	return { url: `http://${host}:${(server.address() as AddressInfo).port}`, close: () => closed(server) };
}

function closed(server: Server): Promise<void> {
	return new Promise((resolve) => {
		server.close(() => resolve());
		server.closeAllConnections();
	});
}

async function serve(incoming: IncomingMessage, outgoing: ServerResponse, answer: Answerer): Promise<void> {
	try {
		const response = await answer(await toRequest(incoming));
		outgoing.writeHead(response.status, response.headers);
		if (response.body === undefined || Buffer.isBuffer(response.body)) outgoing.end(response.body);
		else await pipeline(response.body, outgoing);
	} catch (error) {
		if (error instanceof ConnectionDropped) incoming.socket.destroy();
		else if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') fail(outgoing, error);
	}
}

function fail(outgoing: ServerResponse, error: unknown): void {
	// A mistake of the sandbox itself, never of Jira: loud here, plain there.
	console.error(error);
	if (!outgoing.headersSent) outgoing.writeHead(500, { 'content-type': 'text/plain' });
	outgoing.end('The sandbox failed');
}

/** Uploads stay streams; everything else is small and read at once, so that observers can see it. */
async function toRequest(incoming: IncomingMessage): Promise<SandboxRequest> {
	const url = new URL(incoming.url ?? '/', 'http://sandbox');
	const headers = Object.fromEntries(Object.entries(incoming.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value ?? '']));
	const hasBody = incoming.headers['content-length'] !== undefined || incoming.headers['transfer-encoding'] !== undefined;
	const isUpload = (incoming.headers['content-type'] ?? '').startsWith('multipart/form-data');
	const body = !hasBody ? undefined : isUpload ? incoming : await readAll(incoming);
	return { method: incoming.method ?? 'GET', path: url.pathname, query: url.searchParams, headers, ...(body === undefined ? {} : { body }) };
}
