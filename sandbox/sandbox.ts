import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { diskBlobs, memoryBlobs } from './blobs.ts';
import type { Door, ExchangeObserver, LoggedRequest } from './door.ts';
import { knock } from './door.ts';
import type { FaultSource } from './faults.ts';
import { gatewayError } from './auth.ts';
import type { SandboxRequest, SandboxResponse } from './http/exchange.ts';
import { empty, readAll } from './http/exchange.ts';
import { toRouter } from './http/router.ts';
import type { Listening } from './http/server.ts';
import { listenOn } from './http/server.ts';
import { mediaAnswer } from './media.ts';
import { createPage } from './page/api.ts';
import type { Snapshot } from './persistence.ts';
import { createKeeper, snapshotOf, restoreInto } from './persistence.ts';
import { allRoutes } from './routes/all.ts';
import type { Seed } from './seed.ts';
import { defaultSeed } from './seed.ts';
import type { Site, SiteSettings, World } from './site.ts';
import { DEFAULT_SETTINGS, createSite } from './site.ts';
import type { SiteControl } from './siteControl.ts';
import { controlOf } from './siteControl.ts';
import { createOutbox } from './webhooks/outbox.ts';
import type { Attempt, Sender } from './webhooks/sender.ts';
import { startSender } from './webhooks/sender.ts';

export interface SandboxOptions {
	seed?: Seed;
	now?: () => number;
	/** Source of chance for ids and tokens, uniform in [0, 1); give a seeded one to repeat a run. */
	random?: () => number;
	sleep?: (milliseconds: number) => Promise<void>;
	/** Keeps data and files here and reads them again on start; in memory only when absent. */
	dataDir?: string;
	settings?: Partial<SiteSettings>;
	faults?: FaultSource;
	onExchange?: ExchangeObserver;
	/** `hold`: deliveries stay in the outbox for a simulation to take. `send`: by HTTP once listening. */
	webhooks?: 'send' | 'hold';
	/** Pauses between delivery attempts in milliseconds. */
	retryPauses?: number[];
	/** Where the page's files are; needed when not started from the repository root. */
	pageDir?: string;
}

export type Origin = 'page' | 'media' | 'gateway' | (string & {});
export type Urls = Record<Origin, string>;

export interface Sandbox {
	site(name: string): SiteControl;
	sites(): SiteControl[];
	/** Answers a request to any of the sandbox's URLs without a socket. */
	handle(url: string, request: Omit<SandboxRequest, 'path' | 'query'>): Promise<SandboxResponse>;
	/** The same with web types, for clients that take a `fetch`. */
	fetch(url: string | URL, init?: RequestInit): Promise<Response>;
	urls(): Urls;
	listen(options?: { host?: string; ports?: Partial<Record<string, number>> }): Promise<Urls>;
	close(): Promise<void>;
	/** Waits until no delivery waits, runs or is to be retried. */
	deliveriesIdle(): Promise<void>;
	deliveryLog(): Attempt[];
	requests(): LoggedRequest[];
	clearRequests(): void;
	setFaults(faults: FaultSource | undefined): void;
	/** Rules clients broke that no answer would tell them about. */
	violations(): string[];
	snapshot(): Snapshot;
	restore(snapshot: Snapshot): void;
}

const LOG_LIMIT = 100_000;
const DEFAULT_PAUSES = [2_000, 5_000, 15_000, 60_000, 300_000];
const systemRandom = (): number => randomInt(2 ** 47) / 2 ** 47;

/** The clock of a site is the one that its answers tell. */
const withDate = (response: SandboxResponse, at: number): SandboxResponse => ({ ...response, headers: { ...response.headers, date: new Date(at).toUTCString() } });

export function createSandbox(options: SandboxOptions = {}): Sandbox {
	const { seed = defaultSeed(), now = Date.now, random = systemRandom, webhooks = 'send' } = options;
	const sleep = options.sleep ?? ((milliseconds: number) => new Promise<void>((resolve) => void setTimeout(resolve, milliseconds)));
	const blobs = options.dataDir ? diskBlobs(join(options.dataDir, 'files')) : memoryBlobs();
	let seedTime: number | undefined;
	const world: World = { now: () => seedTime ?? now(), random, blobs };
	const router = toRouter(allRoutes);
	let faults = options.faults;
	let log: LoggedRequest[] = [];
	const violated: string[] = [];
	const attempts: Attempt[] = [];
	const door: Door = {
		now,
		sleep,
		faults: () => faults,
		observe: (request, response, name) => options.onExchange?.(request, response, name),
		log(entry) {
			if (log.length >= LOG_LIMIT) log = log.slice(LOG_LIMIT / 2);
			log.push(entry);
			page.changed();
		},
	};
	const sites: Site[] = seed.sites.map((data) => createSite(structuredClone(data), { ...DEFAULT_SETTINGS, ...options.settings }, world));
	const controls = sites.map((site) => controlOf(site, createOutbox(site), (request) => knock(site, router, door, request)));
	const control = (name: string): SiteControl => {
		const found = controls.find((one) => one.name === name);
		if (!found) throw new Error(`There is no site "${name}", only: ${controls.map((one) => one.name).join(', ')}`);
		return found;
	};
	const urls: Urls = { ...Object.fromEntries(sites.map((site) => [site.name, site.baseUrl])), page: 'http://page.jira.test', media: 'http://media.jira.test', gateway: 'http://gateway.jira.test' };
	const page = createPage({ sites, controls, urls: () => urls, requests: () => log, attempts: () => attempts, pageDir: options.pageDir ?? join(process.cwd(), 'sandbox', 'page', 'public') });
	const keeper = createKeeper(options.dataDir, () => snapshotOf(controls, blobs, options.dataDir === undefined));
	for (const site of sites) site.listeners.push(() => { page.changed(); keeper.changed(); });

	const viaGateway = async (request: SandboxRequest): Promise<SandboxResponse> => {
		const found = /^\/ex\/jira\/([^/]+)(\/.*)$/.exec(request.path);
		const site = sites.find((one) => one.data.cloudId === found?.[1]);
		if (!found || !site) return gatewayError(404, 'Not Found');
		return knock(site, router, door, { ...request, path: found[2] ?? '/' }, true);
	};
	const answer = (origin: Origin, request: SandboxRequest): Promise<SandboxResponse> | SandboxResponse => {
		keeper.changed();
		if (origin === 'media') return mediaAnswer(sites, request, (what) => violated.push(what));
		if (origin === 'gateway') return viaGateway(request);
		if (origin === 'page') return page.answer(request);
		const browse = /^\/(?:browse\/([A-Za-z0-9_-]+))?$/.exec(request.path);
		if (browse && request.method === 'GET') return empty(302, { location: `${urls.page}/${browse[1] ? `#${origin}/${browse[1].toUpperCase()}` : ''}` });
		return control(origin).handle(request);
	};
	const adopt = (origin: Origin, url: string): void => {
		urls[origin] = url;
		for (const site of sites) {
			if (site.name === origin) site.baseUrl = url;
			if (origin === 'media') site.mediaUrl = url;
		}
	};
	const byUrl = (url: string | URL, request: Omit<SandboxRequest, 'path' | 'query'>): Promise<SandboxResponse> => {
		const parsed = new URL(url);
		const origin = Object.keys(urls).find((name) => urls[name] === parsed.origin);
		if (!origin) throw new Error(`No origin of the sandbox listens at ${parsed.origin}`);
		return Promise.resolve(answer(origin, { ...request, path: parsed.pathname, query: parsed.searchParams }));
	};
	let listening: Listening[] = [];
	let senders: Sender[] = [];

	if (!keeper.load((snapshot) => restoreInto(controls, sites, blobs, snapshot))) {
		seed.populate?.({ site: control, at: (time) => { seedTime = time; }, now: now() });
		seedTime = undefined;
		for (const one of controls) one.outbox.takeAll();
	}

	return {
		site: control,
		sites: () => controls,
		handle: byUrl,
		async fetch(url, init) {
			const request = new Request(url, init);
			const headers = Object.fromEntries(request.headers);
			const body = init?.body === undefined || init.body === null ? undefined : Buffer.from(await request.arrayBuffer());
			const response = await byUrl(url, { method: request.method, headers, ...(body ? { body } : {}) });
			const bytes = await readAll(response.body);
			return new Response([204, 303, 304].includes(response.status) ? null : new Uint8Array(bytes), { status: response.status, headers: response.headers });
		},
		urls: () => ({ ...urls }),
		async listen({ host = '127.0.0.1', ports = {} } = {}) {
			try {
				for (const origin of Object.keys(urls)) {
					const opened = await listenOn(host, ports[origin] ?? 0, origin, async (request) => withDate(await answer(origin, request), now()));
					listening.push(opened);
					adopt(origin, opened.url);
				}
			} catch (error) {
				await Promise.all(listening.map((one) => one.close()));
				listening = [];
				throw error;
			}
			if (webhooks === 'send') {
				senders = controls.map(({ outbox }) => startSender({
					outbox, now, pauses: options.retryPauses ?? DEFAULT_PAUSES,
					onAttempt(attempt) {
						attempts.push(attempt);
						if (attempts.length > 500) attempts.splice(0, 100);
						page.changed();
					},
				}));
			}
			return { ...urls };
		},
		async close() {
			senders.forEach((sender) => sender.stop());
			page.close();
			await Promise.all(listening.map((one) => one.close()));
			listening = [];
			keeper.close();
		},
		deliveriesIdle: async () => void await Promise.all(senders.map((sender) => sender.idle())),
		deliveryLog: () => [...attempts],
		requests: () => [...log],
		clearRequests: () => { log = []; },
		setFaults: (source) => { faults = source; },
		violations: () => [...violated],
		snapshot: () => snapshotOf(controls, blobs, true),
		restore: (snapshot) => restoreInto(controls, sites, blobs, snapshot),
	};
}
