import type { Client } from 'jira.js/core';
import { JiraError, codeOfStatus, readErrorBody, type JiraErrorCode } from './errors';
import type { HttpAnswer, HttpRequest, SendHttp } from './http';
import { decideRetry } from './retryTiming';

const ANSWER_TIMEOUT = 60_000;

export interface PortOptions {
	/** Site address with optional context path and no trailing slash. */
	siteUrl: string;
	send: SendHttp;
	sleep: (milliseconds: number) => Promise<void>;
	/** Epoch milliseconds. */
	now: () => number;
	/** A number in [0, 1). */
	random: () => number;
}

export interface PortRequest {
	method: HttpRequest['method'];
	/** Below the site address, starting with a slash; every part already encoded. */
	path: string;
	query?: Record<string, unknown>;
	headers?: Record<string, string>;
	body?: unknown;
	multipart?: boolean;
	expect?: HttpRequest['expect'];
	/** Reads by POST (search, comment lists) may be repeated like a GET. */
	repeatable?: boolean;
	/** Statuses below 400 are always accepted; these as well. */
	accept?: number[];
}

/** The one door to a Jira site. jira.js's functions take it as their client. */
export interface JiraPort extends Client {
	readonly siteUrl: string;
	/** Sends, waits out short pauses that Jira asks for, and throws `JiraError` for anything refused. */
	request(request: PortRequest): Promise<HttpAnswer>;
	/** The account id that the site told in its last answer (`X-AAccountId`, Cloud only). */
	accountIdSeen(): string | undefined;
	/** Milliseconds by which the site's clock was ahead of ours at its last answer; 0 before the first. */
	clockAhead(): number;
	sleep(milliseconds: number): Promise<void>;
	now(): number;
}

/** Reads sent by POST because their question is long. */
const READS_BY_POST = /\/(search\/jql|search\/approximate-count|search|comment\/list|issue\/bulkfetch|changelog\/bulkfetch|jql\/match)$/;

/** A move was decided on the issue as it was: after a pause it has to be decided again, which is not for the port to do. */
const SENT_ONCE = /\/transitions$/;

/** Builds the port over an injected HTTP sender, clock and randomness. Sends nothing by itself. */
export function createPort(options: PortOptions): JiraPort {
	let accountId: string | undefined;
	let clockAhead = 0;

	const request = async (ask: PortRequest): Promise<HttpAnswer> => {
		const http = toHttp(options.siteUrl, ask);
		const repeatable = ask.repeatable ?? (ask.method === 'GET' || (ask.method === 'POST' && READS_BY_POST.test(ask.path)));
		for (let tries = 1; ; tries++) {
			let lost = '';
			const answer = await options.send(http).catch((error: unknown) => {
				lost = lostBecause(error);
				return undefined;
			});
			accountId = accountIn(answer) ?? accountId;
			const siteTime = Date.parse(answer?.headers.date ?? '');
			if (!Number.isNaN(siteTime)) clockAhead = siteTime - options.now();
			if (answer && isAccepted(answer, ask)) return answer;
			const decision = decideRetry({
				status: answer?.status,
				headers: answer?.headers ?? {},
				tries,
				// The body of an upload is a stream and gone after the first try.
				repeatable: repeatable && !ask.multipart,
				now: options.now(),
				random: options.random(),
			});
			const once = ask.multipart === true || (ask.method === 'POST' && SENT_ONCE.test(ask.path));
			if (!decision.again || once) {
				const retryAt = decision.again ? options.now() + decision.after : decision.retryAt;
				throw toError(options.siteUrl, ask, answer, { retryAt, lost });
			}
			await options.sleep(decision.after);
		}
	};

	return {
		siteUrl: options.siteUrl,
		request,
		accountIdSeen: () => accountId,
		clockAhead: () => clockAhead,
		sleep: options.sleep,
		now: options.now,
		async sendRequest<T>(call: Parameters<Client['sendRequest']>[0]): Promise<T> {
			const answer = await request({
				method: (call.method ?? 'GET') as HttpRequest['method'],
				path: call.url,
				query: call.searchParams,
				headers: call.headers,
				body: call.body,
			});
			return answer.body as T;
		},
	};
}

/**
 * The whole answer of a jira.js function where its status matters (201 or 200 of a property).
 * The function may send one request only.
 */
export async function answerOf(port: JiraPort, call: (client: Client) => Promise<unknown>): Promise<HttpAnswer> {
	let answer: HttpAnswer | undefined;
	await call({
		async sendRequest<T>(sent: Parameters<Client['sendRequest']>[0]): Promise<T> {
			answer = await port.request({
				method: (sent.method ?? 'GET') as HttpRequest['method'],
				path: sent.url,
				query: sent.searchParams,
				body: sent.body,
			});
			return answer.body as T;
		},
	});
	return answer ?? { status: 0, headers: {}, body: undefined };
}

/** The system's word for why no answer came (ENOTFOUND, ECONNREFUSED, a TLS code): a word, never a message. */
function lostBecause(error: unknown): string {
	const { code, httpCode, cause } = error as { code?: unknown; httpCode?: unknown; cause?: { code?: unknown } };
	const word = [cause?.code, code, httpCode].find((each) => typeof each === 'string' && /^[A-Z][A-Z0-9_]+$/.test(each));
	return typeof word === 'string' ? word : '';
}

/** Account ids hold a colon, which Jira writes as `%3A` in this header. */
function accountIn(answer: HttpAnswer | undefined): string | undefined {
	const header = answer?.headers['x-aaccountid'];
	return header && /^[\w.:-]+$/.test(header.replaceAll('%3A', ':')) ? header.replaceAll('%3A', ':') : undefined;
}

function toHttp(siteUrl: string, ask: PortRequest): HttpRequest {
	const query = new URLSearchParams();
	for (const [name, value] of Object.entries(ask.query ?? {})) {
		// Jira reads lists as one comma-separated parameter.
		if (value !== undefined && value !== null) query.set(name, Array.isArray(value) ? value.join(',') : String(value));
	}
	const search = query.toString();
	return {
		method: ask.method,
		url: `${siteUrl}${ask.path}${search ? `?${search}` : ''}`,
		headers: {
			accept: ask.expect === 'json' || ask.expect === undefined ? 'application/json' : '*/*',
			// Jira answers 415 to a DELETE of remote links that names no content type.
			...(ask.multipart ? {} : { 'content-type': 'application/json' }),
			...ask.headers,
		},
		body: ask.body,
		multipart: ask.multipart,
		expect: ask.expect ?? 'json',
		timeout: ANSWER_TIMEOUT,
	};
}

function isAccepted(answer: HttpAnswer, ask: PortRequest): boolean {
	if (ask.accept?.includes(answer.status)) return true;
	if (answer.status >= 400 || answer.status < 200) return false;
	if (ask.expect === 'stream' || (ask.expect === 'text' && answer.status < 300)) return true;
	// A login page or a captive portal says 200 as well, or leads there.
	return answer.status < 300 && (typeof answer.body !== 'string' || answer.body.trim() === '');
}

function toError(
	siteUrl: string,
	ask: PortRequest,
	answer: HttpAnswer | undefined,
	{ retryAt, lost }: { retryAt: number | undefined; lost: string },
): JiraError {
	const code: JiraErrorCode =
		answer === undefined ? 'noAnswer' : answer.status < 400 ? 'notJira' : codeOfStatus(answer.status);
	const retryable = ['conflict', 'noAnswer', 'rateLimited', 'unauthorized', 'unavailable'].includes(code);
	return new JiraError(code, {
		site: siteUrl,
		method: ask.method,
		path: ask.path,
		status: answer?.status,
		...(answer ? readErrorBody(answer) : { messages: lost ? [`(${lost})`] : [], fields: {} }),
		retryable,
		...(retryable && retryAt !== undefined ? { retryAt } : {}),
		mayHaveHappened: ask.method !== 'GET' && (code === 'noAnswer' || code === 'unavailable'),
	});
}
