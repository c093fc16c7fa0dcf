/** Trouble on purpose: refused, failing, slow and broken requests, decided by a function the test gives. */

export interface FaultQuestion {
	site: string;
	/** `before`: nothing has happened yet. `after`: the write is done and only the answer can be spoiled. */
	moment: 'before' | 'after';
	method: string;
	path: string;
	account: string | null;
	at: number;
}

export type Fault =
	| { kind: 'answer'; status: number; headers?: Record<string, string>; body?: unknown }
	| { kind: 'drop' }
	| { kind: 'delay'; milliseconds: number };

export type FaultSource = (question: FaultQuestion) => Fault | undefined;

/** 429 as Jira gives it; without `retryAfterSeconds` the header is missing, as behind some proxies. */
export function tooManyRequests(retryAfterSeconds?: number, reason = 'jira-burst-based'): Fault {
	return {
		kind: 'answer',
		status: 429,
		headers: {
			'ratelimit-reason': reason,
			'x-ratelimit-remaining': '0',
			...(retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) }),
		},
		body: { errorMessages: ['Rate limit exceeded.'], errors: {} },
	};
}

export function serverError(status: 500 | 502 | 503 | 504 = 500): Fault {
	return { kind: 'answer', status, body: { errorMessages: ['Internal server error'], errors: {} } };
}

export const dropConnection: Fault = { kind: 'drop' };

export interface Wish {
	site?: string;
	method?: string;
	path?: RegExp;
	moment?: 'before' | 'after';
	/** How many requests it spoils; once by default. */
	times?: number;
	fault: Fault;
}

/** Faults for the next matching requests, each used up after its number of times. */
export function faultQueue(...wishes: Wish[]): FaultSource & { add(wish: Wish): void; left(): number } {
	const open = wishes.map((wish) => ({ ...wish, left: wish.times ?? 1 }));
	const source = (question: FaultQuestion): Fault | undefined => {
		const found = open.find((wish) => wish.left > 0
			&& (wish.site ?? question.site) === question.site
			&& (wish.method ?? question.method) === question.method
			&& (wish.moment ?? 'before') === question.moment
			&& (wish.path === undefined || wish.path.test(question.path)));
		if (!found) return undefined;
		found.left -= 1;
		return found.fault;
	};
	return Object.assign(source, {
		add: (wish: Wish) => void open.push({ ...wish, left: wish.times ?? 1 }),
		left: () => open.reduce((sum, wish) => sum + wish.left, 0),
	});
}

/** Jira's own limit on writes to one issue: 20 in two seconds, 100 in thirty. */
export function perIssueWriteLimit(): FaultSource {
	const writes = new Map<string, number[]>();
	return ({ moment, method, path, site, at }) => {
		const issue = /^\/rest\/api\/3\/issue\/([^/]+)/.exec(path)?.[1];
		if (moment !== 'before' || method === 'GET' || !issue || /^(bulk|bulkfetch|createmeta)$/.test(issue)) return undefined;
		const name = `${site}/${issue}`;
		const recent = (writes.get(name) ?? []).filter((time) => time > at - 30_000);
		writes.set(name, recent);
		if (recent.length >= 100) return tooManyRequests(Math.ceil(((recent[0] ?? at) + 30_000 - at) / 1000), 'jira-per-issue-on-write');
		if (recent.filter((time) => time > at - 2000).length >= 20) return tooManyRequests(2, 'jira-per-issue-on-write');
		recent.push(at);
		return undefined;
	};
}
