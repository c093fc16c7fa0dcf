import { existsSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { PassThrough } from 'node:stream';
import type { Incoming, SandboxRequest, SandboxResponse } from '../http/exchange.ts';
import { json, readAll, text, toIncoming } from '../http/exchange.ts';
import { JiraError } from '../http/errors.ts';
import type { SiteControl } from '../siteControl.ts';
import { ACTS } from './acts.ts';
import type { PageSources } from './state.ts';
import { pageState, shownTo } from './state.ts';

export interface PageOptions extends PageSources {
	controls: SiteControl[];
	pageDir: string;
}

export interface Page {
	/** Something the page shows may be different now. */
	changed(): void;
	close(): void;
	answer(request: SandboxRequest): Promise<SandboxResponse>;
}

const TYPES: Record<string, string> = { '.html': 'text/html; charset=utf-8', '.css': 'text/css; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.svg': 'image/svg+xml' };
const FILES: Record<string, string> = { '/': 'index.html', '/page.css': 'page.css', '/page.js': 'page.js', '/dialogs.js': 'dialogs.js', '/elements.js': 'elements.js', '/issueCard.js': 'issueCard.js', '/favicon.svg': 'favicon.svg' };
const HEADERS = {
	'content-security-policy': "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
	'x-content-type-options': 'nosniff',
	'referrer-policy': 'no-referrer',
	'cache-control': 'no-store',
};

/** The web page's own origin: its files, its state, its acts, and a stream that says when to look again. */
export function createPage(options: PageOptions): Page {
	const streams = new Set<PassThrough>();
	let timer: NodeJS.Timeout | undefined;
	const announce = (): void => {
		timer = undefined;
		for (const stream of streams) stream.write('data: changed\n\n');
	};
	return {
		changed() {
			if (streams.size > 0) timer ??= setTimeout(announce, 80);
		},
		close() {
			clearTimeout(timer);
			for (const stream of streams) stream.end();
			streams.clear();
		},
		async answer(request) {
			const incoming = toIncoming(request);
			if (!isLocal(incoming)) return json(403, { error: 'This page answers only to itself, on this computer' });
			if (incoming.path === '/page/api/events') return events(streams);
			if (incoming.path === '/page/api/state') return json(200, pageState(options, (site) => incoming.query.get(site)), HEADERS);
			if (incoming.path.startsWith('/page/api/')) return act(options, incoming);
			return staticFile(options.pageDir, incoming);
		},
	};
}

/** Guards against other sites' pages (Origin) and against names that were made to point here (Host). */
function isLocal({ headers, method }: Incoming): boolean {
	const host = headers.host ?? '';
	if (!/^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host)) return false;
	if (headers.origin !== undefined && headers.origin !== `http://${host}`) return false;
	return method === 'GET' || headers['x-sandbox-page'] === '1';
}

function events(streams: Set<PassThrough>): SandboxResponse {
	const stream = new PassThrough();
	streams.add(stream);
	stream.on('close', () => streams.delete(stream));
	stream.write('retry: 1000\n\n');
	return { status: 200, headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store' }, body: stream };
}

async function act(options: PageOptions, incoming: Incoming): Promise<SandboxResponse> {
	const [, siteName = '', name = '', ...rest] = incoming.path.slice('/page/api'.length).split('/').map(decodeURIComponent);
	const control = options.controls.find((one) => one.name === siteName);
	if (!control) return json(404, { error: `There is no site "${siteName}"` });
	if (incoming.method === 'GET' && name === 'file') return file(options, control, rest, incoming.query.get('as') ?? '');
	const run = Object.hasOwn(ACTS, name) ? ACTS[name] : undefined;
	if (incoming.method !== 'POST' || !run) return json(404, { error: `The page has no act "${name}"` });
	try {
		const input = JSON.parse((await readAll(incoming.body)).toString('utf8')) as Record<string, unknown>;
		return json(200, { result: run(control.as(String(input.as)), input) ?? null });
	} catch (error) {
		// Refusals are for the person at the page; they are Jira's own words.
		return json(error instanceof JiraError ? error.status : 400, { error: (error as Error).message });
	}
}

function file(options: PageOptions, control: SiteControl, [key = '', id = '']: string[], handle: string): SandboxResponse {
	const site = options.sites.find((one) => one.name === control.name);
	const found = control.has(key) ? control.issue(key).files.find((one) => one.id === id) : undefined;
	const issue = Object.values(control.data.issues).find((one) => one.key === key);
	const viewer = control.data.accounts.find((account) => account.handle === handle);
	if (!site || !found || !issue || !viewer || !shownTo(site, viewer, issue)) return json(404, { error: 'There is no such file' });
	return {
		status: 200,
		// Never shown in place: a file somebody attached must not run on this page's origin.
		headers: { ...HEADERS, 'content-type': 'application/octet-stream', 'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(found.name)}` },
		body: control.fileBytes(key, id),
	};
}

function staticFile(directory: string, { path, method }: Incoming): SandboxResponse {
	const name = Object.hasOwn(FILES, path) ? FILES[path] : undefined;
	const file_ = name ? join(directory, name) : undefined;
	if (method !== 'GET' || !file_ || !existsSync(file_)) return text(404, 'Not found');
	return { status: 200, headers: { ...HEADERS, 'content-type': TYPES[extname(file_)] ?? 'application/octet-stream' }, body: readFileSync(file_) };
}
