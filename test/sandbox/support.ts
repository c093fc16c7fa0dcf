import { contractDoor } from '../contract/door';
import type { Sandbox, SandboxOptions } from '../../sandbox/sandbox';
import { createSandbox } from '../../sandbox/sandbox';
import { readAll } from '../../sandbox/http/exchange';

/** An answer with its body already read. */
// Answers are looked into by assertions, nothing relies on their types.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export interface Answer<T = any> {
	status: number;
	headers: Record<string, string>;
	body: T;
}

export interface Bench {
	sandbox: Sandbox;
	time: { now: number };
	contract: ReturnType<typeof contractDoor>;
	/** Asks a site by REST, as its sync account unless told otherwise. */
	ask(site: string, request: string, body?: unknown, as?: string | null): Promise<Answer>;
}

/** A sandbox with a clock that stands still, asked through the contract door. */
export function bench(options: SandboxOptions = {}): Bench {
	const time = { now: Date.parse('2026-11-21T10:00:00.000Z') };
	const contract = contractDoor({ refusedRequestsAreFine: true });
	const sandbox = createSandbox({ now: () => time.now, webhooks: 'hold', onExchange: contract.onExchange, ...options });
	const now = time.now;
	time.now -= 43 * 3_600_000;
	workInProgress(sandbox);
	time.now = now;
	return {
		sandbox,
		time,
		contract,
		async ask(site, request, body, as = 'sync') {
			const [method = 'GET', target = ''] = request.split(' ');
			const control = sandbox.site(site);
			const [path = '', query = ''] = target.split('?');
			const response = await control.handle({
				method,
				path: path.startsWith('/') ? path : `/rest/api/3/${path}`,
				query,
				headers: {
					...(as === null ? {} : { authorization: control.credentials(as).authorization }),
					...(body === undefined && method !== 'DELETE' ? {} : { 'content-type': 'application/json' }),
				},
				...(body === undefined ? {} : { body: JSON.stringify(body) }),
			});
			const bytes = await readAll(response.body);
			const isJson = response.headers['content-type']?.includes('json') === true;
			return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(bytes.toString('utf8')) : bytes };
		},
	};
}

/** ACME-1, a task that somebody works on since the day before yesterday. */
function workInProgress(sandbox: Sandbox): void {
	const dana = sandbox.site('dev').as('dana');
	const task = dana.createIssue({ project: 'ACME', type: 'Task', summary: 'Update the build image', fields: { labels: ['build'], assignee: 'dana' } });
	dana.transition(task, 'Start Progress');
	sandbox.site('dev').outbox.takeAll();
}

export const doc = (text: string): unknown => ({ type: 'doc', version: 1, content: [{ type: 'paragraph', content: [{ type: 'text', text }] }] });
