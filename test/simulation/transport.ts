import type { HttpAnswer, HttpRequest, SendHttp } from '../../jira/http';
import { createCloud } from '../../jira/cloud';
import { createPort } from '../../jira/port';
import type { Jira } from '../../jira/types';
import { readAll } from '../../sandbox/http/exchange';
import type { FaultKind } from './faults';
import { writeKind } from './writeKinds';
import type { Life, World } from './world';

/** A promise of its own each time: whoever waits for one that all share would be kept in memory for ever, and its whole world with it. */
const hung = (): Promise<never> => new Promise<never>(() => undefined);

/** A site in the eyes of one process: what it asks takes time, may meet trouble, and is never answered after its death. */
export function openJira(world: World, life: Life, name: 'desk' | 'dev'): Jira {
	const { clock } = world;
	const site = world.sandbox.site(name);
	const send = sendAs(world, life, name);
	const port = createPort({
		siteUrl: site.url,
		send,
		sleep: async (milliseconds) => {
			await clock.sleep(milliseconds);
			if (!life.alive) await hung();
		},
		now: clock.now,
		random: () => world.chance.next(),
	});
	return createCloud(port, { id: site.cloudId, accountId: site.syncAccount.accountId }, send);
}

function sendAs(world: World, life: Life, name: 'desk' | 'dev'): SendHttp {
	const { clock, chance, faults, readTroubles } = world;
	const { authorization } = world.sandbox.site(name).syncAccount;
	return async (request) => {
		if (!life.alive) return await hung();
		await clock.sleep(chance.between(20, 300));
		if (!life.alive) return await hung();
		const { pathname } = new URL(request.url);
		const write = writeKind(request.method, pathname);
		const fault = write ? faults.at(write) : readTroubles?.next();
		if (write || fault) world.tell(`${life.name} ${name} ${request.method} ${pathname}${fault ? `  !! ${fault}` : ''}`);
		const early = fault && (await troubleBefore(world, life, fault));
		if (early) return early;
		if (isLocked(world, name, request, pathname)) return { status: 400, headers: {}, body: { errorMessages: [], errors: { summary: 'The summary is locked.' } } };
		const answer = await clock.outside(carry(world, request, pathname.startsWith('/file/') ? undefined : authorization));
		if (!life.alive && (write === 'traces' || write === 'record')) world.posthumous += 1;
		if (fault) await troubleAfter(world, life, fault);
		// Not always: between being done and being told, others may do something.
		if (chance.happens(0.3)) await clock.sleep(chance.between(5, 300));
		if (!life.alive) return await hung();
		return fault === '500 after' ? answered(500) : answer;
	};
}

/** What keeps the request from being carried out; undefined when it goes on. */
async function troubleBefore({ clock, chance, crash }: World, life: Life, fault: FaultKind): Promise<HttpAnswer | undefined> {
	switch (fault) {
		case '429 with Retry-After': return answered(429, { 'retry-after': String(chance.pick([1, 5, 60])) });
		case '429 without Retry-After': return answered(429);
		case '500 before': return answered(500);
		case '503': return answered(503);
		case 'reset before': return await Promise.reject(Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' }));
		case 'crash before':
			crash(life);
			return await hung();
		case 'slow':
			await clock.sleep(chance.between(5_000, 55_000));
			return undefined;
		case '500 after':
		case 'crash after':
		case 'reset after':
			return undefined;
	}
}

async function troubleAfter({ crash }: World, life: Life, fault: FaultKind): Promise<void> {
	if (fault === 'reset after') await Promise.reject(Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' }));
	if (fault !== 'crash after') return;
	crash(life);
	await hung();
}

/** Somebody has taken the summary from the edit screen for a while: one bad field of one issue. */
function isLocked({ clock, locks }: World, name: string, { method, body }: HttpRequest, path: string): boolean {
	const id = /\/issue\/(\d+)$/.exec(path)?.[1];
	const fields = (body as { fields?: object } | undefined)?.fields ?? {};
	return name === 'dev' && method === 'PUT' && id !== undefined && 'summary' in fields && clock.now() < (locks.get(id) ?? 0);
}

const answered = (status: number, headers: Record<string, string> = {}): HttpAnswer => ({ status, headers, body: { errorMessages: ['trouble on purpose'], errors: {} } });

async function carry(world: World, request: HttpRequest, authorization: string | undefined): Promise<HttpAnswer> {
	const form = request.body as { getBuffer(): Buffer } | undefined;
	const body = request.body === undefined ? undefined : request.multipart ? form?.getBuffer() : JSON.stringify(request.body);
	const response = await world.sandbox.handle(request.url, {
		method: request.method,
		headers: { ...request.headers, ...(authorization ? { authorization } : {}) },
		...(body === undefined ? {} : { body }),
	});
	const bytes = await readAll(response.body);
	const headers = Object.fromEntries(Object.entries(response.headers).map(([header, value]) => [header.toLowerCase(), value]));
	const parsed: unknown = request.expect === 'stream' ? bytes : bytes.length === 0 ? undefined : parse(bytes.toString());
	return { status: response.status, headers, body: parsed };
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}
