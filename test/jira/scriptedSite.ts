import type { HttpAnswer, HttpRequest, SendHttp } from '../../jira/http';
import { createPort, type JiraPort } from '../../jira/port';

export const SITE = 'https://desk.example';
export const NOW = Date.parse('2026-11-21T10:00:00.000Z');

/** One request that has to come next, and what the site says to it. */
export interface Exchange {
	/** Method and address below the site, query included; a whole address for another host. */
	ask: string;
	/** The body that has to be sent, when it matters. */
	body?: unknown;
	/** `nothing`: the connection breaks. */
	answer?: Partial<HttpAnswer> | 'nothing';
}

export interface ScriptedSite {
	port: JiraPort;
	send: SendHttp;
	sent: HttpRequest[];
	/** Pauses in milliseconds, in order. */
	slept: number[];
	/** Fails unless exactly the expected requests came. */
	expectDone(): void;
}

/** A site that answers expected requests in order; anything else is a surprise that fails the test. */
export function scriptedSite(exchanges: Exchange[], siteUrl = SITE): ScriptedSite {
	const left = [...exchanges];
	const surprises: string[] = [];
	const sent: HttpRequest[] = [];
	const slept: number[] = [];
	let now = NOW;
	const send: SendHttp = async (request) => {
		sent.push(request);
		const asked = `${request.method} ${request.url.startsWith(siteUrl) ? request.url.slice(siteUrl.length) : request.url}`;
		const next = left.shift();
		if (next?.ask !== asked) surprises.push(`expected ${next?.ask ?? 'nothing more'}, got ${asked}`);
		else if (next.body !== undefined && json(next.body) !== json(request.body)) surprises.push(`${asked} sent ${json(request.body)}`);
		if (!next || next.answer === 'nothing') throw new Error('socket hang up');
		return { status: 200, headers: {}, body: {}, ...next.answer };
	};
	const port = createPort({
		siteUrl,
		send,
		sleep: async (milliseconds) => {
			slept.push(milliseconds);
			now += milliseconds;
		},
		now: () => now,
		random: () => 0.5,
	});
	return {
		port,
		send,
		sent,
		slept,
		expectDone() {
			expect(surprises).toEqual([]);
			expect(left.map(({ ask }) => ask)).toEqual([]);
		},
	};
}

/** As it goes over the wire: what is undefined is not there, the order of keys is not told apart. */
const json = (value: unknown): string =>
	JSON.stringify(value, (_key, entry: unknown) =>
		typeof entry === 'object' && entry !== null && !Array.isArray(entry)
			? Object.fromEntries(Object.entries(entry).sort(([one], [other]) => (one < other ? -1 : 1)))
			: entry,
	);

/** What a promise was rejected with; fails when it was not. */
export const rejection = async (promise: Promise<unknown>): Promise<unknown> =>
	await promise.then(
		(value) => Promise.reject(new Error(`expected a rejection, got ${JSON.stringify(value)}`)),
		(error: unknown) => error,
	);

export const adfText = (text: string) => ({
	type: 'doc',
	version: 1,
	content: [{ type: 'paragraph', content: [{ type: 'text', text }] }],
});
