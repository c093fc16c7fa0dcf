import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Pair } from './pair';

/** A sandbox site as a Data Center would answer: what the editor and Suggest Mapping read, and nothing that writes. */
export interface DataCenter {
	/** Base address with a context path. */
	url: string;
	/** Paths that were asked for, below the base address. */
	asked: string[];
	close(): Promise<void>;
}

type Json = Record<string, unknown>;

/** Where the two differ in path or shape: Atlassian's REST documents of Cloud (v3) and of Jira Data Center 10.3 (v2). */
const DIFFERENT: Array<[wanted: RegExp, path: string, shape: (body: Json) => unknown]> = [
	[/^\/project$/, '/project/search?maxResults=100', ({ values }) => values],
	[/^\/issue\/createmeta\/[^/]+\/issuetypes$/, '', ({ issueTypes, ...page }) => ({ ...page, isLast: true, values: issueTypes })],
	[/^\/issue\/createmeta\/[^/]+\/issuetypes\/\d+$/, '', ({ fields, ...page }) => ({ ...page, isLast: true, values: fields })],
	[/^\/search$/, '/search/jql', ({ issues }) => ({ startAt: 0, total: (issues as unknown[]).length, issues })],
];

/** Opens it for a site of the pair, and adds a credential under the given name. */
export async function openDataCenter(pair: Pair, site: 'desk' | 'dev', credential: string): Promise<DataCenter> {
	const { authorization } = pair[site].syncAccount;
	const asked: string[] = [];
	const server = createServer((request, response) => {
		void answer(request).then(({ status, body }) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body)));
	});
	async function answer(request: IncomingMessage): Promise<{ status: number; body: unknown }> {
		const path = (request.url ?? '').replace(/^\/jira/, '');
		asked.push(path);
		const [, below = '', query = ''] = /^\/rest\/api\/2(\/[^?]*)(\?.*)?$/.exec(path) ?? [];
		const isRead = request.method === 'GET' || below === '/search';
		if (below === '' || !isRead || request.headers.authorization !== 'Bearer pat') return { status: below === '' ? 404 : 401, body: {} };
		const chunks: Buffer[] = [];
		for await (const chunk of request) chunks.push(chunk as Buffer);
		const sent = chunks.length > 0 ? (JSON.parse(Buffer.concat(chunks).toString()) as Json) : undefined;
		const other = DIFFERENT.find(([wanted]) => wanted.test(below));
		const asWanted = await fetch(`${pair[site].url}/rest/api/3${other?.[1] || below + query}`, {
			method: request.method ?? 'GET',
			headers: { authorization, 'content-type': 'application/json' },
			...(sent ? { body: JSON.stringify({ jql: sent.jql, fields: sent.fields, maxResults: sent.maxResults }) } : {}),
		});
		const body = (await asWanted.json()) as Json;
		return { status: asWanted.status, body: asWanted.ok && other ? other[2](body) : body };
	}
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jira`;
	pair.credentials.stored[credential] = { siteUrl: url, method: 'token', personalAccessToken: 'pat' };
	return { url, asked, close: () => new Promise((resolve) => server.close(() => resolve())) };
}
