import FormData from 'form-data';
import { answerOf, type PortRequest } from '../../jira/port';
import type { JiraError } from '../../jira/errors';
import { NOW, SITE, rejection, scriptedSite, type Exchange } from './scriptedSite';

async function ask(request: PortRequest, ...exchanges: Exchange[]) {
	const site = scriptedSite(exchanges);
	const result = await site.port.request(request).then(
		(answer) => ({ answer, error: undefined }),
		(error: JiraError) => ({ answer: undefined, error }),
	);
	site.expectDone();
	return { ...result, site };
}

const read: PortRequest = { method: 'GET', path: '/rest/api/3/myself' };
const READ = 'GET /rest/api/3/myself';
const comment: PortRequest = { method: 'POST', path: '/rest/api/3/issue/1/comment', body: { body: 'text of a person' } };
const COMMENT = 'POST /rest/api/3/issue/1/comment';

describe('what is sent', () => {
	test.each<[string, Record<string, unknown> | undefined, string]>([
		['nothing', undefined, ''],
		['an empty object', {}, ''],
		['a text', { expand: 'names' }, '?expand=names'],
		['a list as one parameter', { fields: ['a', 'b'] }, '?fields=a%2Cb'],
		['numbers and booleans', { startAt: 0, notify: false }, '?startAt=0&notify=false'],
		['what is undefined or null is left out', { a: undefined, b: null, c: 'd' }, '?c=d'],
		['signs of an address', { globalId: 'a&b=c#d e' }, '?globalId=a%26b%3Dc%23d+e'],
	])('a query of %s', async (_what, query, search) => {
		const { site } = await ask({ ...read, query }, { ask: READ + search });
		expect(site.sent[0]?.url).toBe(`${SITE}/rest/api/3/myself${search}`);
	});

	test.each(['GET', 'POST', 'PUT', 'DELETE'] as const)('%s names a content type, as Jira demands even of a DELETE', async (method) => {
		const { site } = await ask({ method, path: '/x' }, { ask: `${method} /x` });
		expect(site.sent[0]?.headers).toEqual({ accept: 'application/json', 'content-type': 'application/json' });
	});

	test('an upload names the content type of its form', async () => {
		const form = new FormData();
		const { site } = await ask(
			{ method: 'POST', path: '/x', body: form, multipart: true, headers: form.getHeaders() },
			{ ask: 'POST /x' },
		);
		expect(site.sent[0]?.headers).toEqual({ accept: 'application/json', ...form.getHeaders() });
		expect(site.sent[0]).toMatchObject({ multipart: true, body: form });
	});

	test("jira.js's functions go through the same door and get the body", async () => {
		const site = scriptedSite([{ ask: 'POST /rest/api/3/x?a=1', body: { b: 2 }, answer: { body: { c: 3 } } }]);
		const answer = await site.port.sendRequest({ url: '/rest/api/3/x', method: 'POST', searchParams: { a: 1 }, body: { b: 2 } } as never);
		expect(answer).toEqual({ c: 3 });
		site.expectDone();
	});

	test('where the status matters, the whole answer of a jira.js function is at hand', async () => {
		const site = scriptedSite([{ ask: 'PUT /p', answer: { status: 201 } }]);
		const answer = await answerOf(site.port, (client) => client.sendRequest({ url: '/p', method: 'PUT' } as never));
		expect(answer.status).toBe(201);
	});

	test('the account that Jira names in its answers is remembered', async () => {
		const { site } = await ask(read, { ask: READ, answer: { headers: { 'x-aaccountid': 'acc-1' } } });
		expect(site.port.accountIdSeen()).toBe('acc-1');
	});
});

describe('what counts as an answer', () => {
	test.each<[string, Exchange['answer']]>([
		['JSON', { body: { a: 1 } }],
		['an empty body', { status: 204, body: undefined }],
		['an empty text', { body: ' ' }],
		['a list', { body: [] }],
	])('%s', async (_what, answer) => {
		expect((await ask(read, { ask: READ, answer })).error).toBeUndefined();
	});

	test.each<[string, Exchange['answer']]>([
		['a login page with 200', { body: '<html><title>Log in</title></html>' }],
		['a redirect to a login page', { status: 302, headers: { location: '/login.jsp' }, body: undefined }],
		['a redirect to another address of the site', { status: 301, headers: { location: 'https://other.example' }, body: '<html>' }],
	])('%s is not Jira', async (_what, answer) => {
		const { error } = await ask(read, { ask: READ, answer });
		expect(error).toMatchObject({ code: 'notJira', data: { retryable: false, mayHaveHappened: false } });
		expect(error?.message).not.toContain('html');
	});

	test('a redirect is an answer where bytes are asked for', async () => {
		const { answer } = await ask({ ...read, expect: 'stream' }, { ask: READ, answer: { status: 303, headers: { location: 'https://m.example' } } });
		expect(answer?.status).toBe(303);
	});

	test('a status that the caller expects is an answer', async () => {
		const { answer } = await ask({ ...read, accept: [404] }, { ask: READ, answer: { status: 404 } });
		expect(answer?.status).toBe(404);
	});
});

describe('what is repeated', () => {
	test('a read after 503 and after a broken connection', async () => {
		const { answer, site } = await ask(read, { ask: READ, answer: { status: 503 } }, { ask: READ, answer: 'nothing' }, { ask: READ, answer: { body: { ok: true } } });
		expect(answer?.body).toEqual({ ok: true });
		expect(site.slept).toEqual([500, 1_000]);
	});

	test('a read four times and no more', async () => {
		const { error, site } = await ask(read, ...Array<Exchange>(4).fill({ ask: READ, answer: 'nothing' }));
		expect(error).toMatchObject({ code: 'noAnswer', data: { retryable: true, mayHaveHappened: false } });
		expect(error?.data.retryAt).toBe(NOW + 3_500 + 4_000);
		expect(site.slept).toEqual([500, 1_000, 2_000]);
	});

	test.each(['/rest/api/3/search/jql', '/rest/api/2/search', '/rest/api/3/comment/list', '/rest/api/3/issue/bulkfetch'])(
		'a read that is sent by POST (%s)',
		async (path) => {
			const { error } = await ask({ method: 'POST', path }, { ask: `POST ${path}`, answer: { status: 502 } }, { ask: `POST ${path}` });
			expect(error).toBeUndefined();
		},
	);

	test.each<[string, Exchange['answer'], string]>([
		['503', { status: 503 }, 'unavailable'],
		['a broken connection', 'nothing', 'noAnswer'],
	])('a write is not after %s: it may have happened', async (_what, answer, code) => {
		const { error, site } = await ask(comment, { ask: COMMENT, answer });
		expect(error).toMatchObject({ code, data: { retryable: true, mayHaveHappened: true, retryAt: NOW + 1_000 } });
		expect(site.slept).toEqual([]);
	});

	test('a move is not, even after 429: in the pause somebody else may move the issue', async () => {
		const { error, site } = await ask({ method: 'POST', path: '/rest/api/3/issue/1/transitions' }, { ask: 'POST /rest/api/3/issue/1/transitions', answer: { status: 429, headers: { 'retry-after': '3' } } });
		expect(error).toMatchObject({ code: 'rateLimited', data: { retryable: true, mayHaveHappened: false } });
		expect(error!.data.retryAt).toBeGreaterThanOrEqual(NOW + 3_000);
		expect(site.slept).toEqual([]);
	});

	test('a write after 429, when Jira says so: it was refused before anything was done', async () => {
		const { error, site } = await ask(comment, { ask: COMMENT, answer: { status: 429, headers: { 'retry-after': '3' } } }, { ask: COMMENT, answer: { status: 201 } });
		expect(error).toBeUndefined();
		expect(site.slept).toEqual([3_500]);
	});

	test('nothing when Jira asks for a long pause: the error says when', async () => {
		const { error, site } = await ask(read, { ask: READ, answer: { status: 429, headers: { 'retry-after': '120' } } });
		expect(error).toMatchObject({ code: 'rateLimited', data: { retryable: true, retryAt: NOW + 120_500 } });
		expect(site.slept).toEqual([]);
	});

	test.each<[string, Exchange['answer']]>([
		['429', { status: 429 }],
		['503', { status: 503 }],
		['a broken connection', 'nothing'],
	])('an upload never is (%s): its stream is used up', async (_what, answer) => {
		const { error } = await ask({ method: 'POST', path: '/x', multipart: true, body: new FormData() }, { ask: 'POST /x', answer });
		expect(error?.data.retryable).toBe(true);
	});

	test.each([400, 401, 403, 404, 409, 413])('nothing after %d', async (status) => {
		const { error } = await ask(read, { ask: READ, answer: { status } });
		expect(error?.data.status).toBe(status);
	});
});

test('an error names site, method, path and field, and never a value, a query or a header', async () => {
	const { error } = await ask(
		{ method: 'PUT', path: '/rest/api/3/issue/10001', query: { note: 'query-value' }, headers: { 'x-secret': 'header-value' }, body: { fields: { summary: 'body-value' } } },
		{ ask: 'PUT /rest/api/3/issue/10001?note=query-value', answer: { status: 400, body: { errorMessages: [], errors: { summary: 'is too long' } } } },
	);
	expect(error).toMatchObject({
		code: 'badRequest',
		data: { site: SITE, method: 'PUT', path: '/rest/api/3/issue/10001', status: 400, messages: [], fields: { summary: 'is too long' }, retryable: false, mayHaveHappened: false },
	});
	expect(error?.message).toBe(`Jira refused the request: PUT /rest/api/3/issue/10001 at ${SITE} answered 400: summary: is too long`);
	expect(JSON.stringify(error?.data)).not.toMatch(/(query|header|body)-value/);
});

test('what a lost write says does not hide that it may have happened, and a refused one says that it did not', async () => {
	const lost = await rejection(scriptedSite([{ ask: COMMENT, answer: 'nothing' }]).port.request(comment));
	const refused = await rejection(scriptedSite([{ ask: COMMENT, answer: { status: 400 } }]).port.request(comment));
	expect([lost, refused]).toMatchObject([{ data: { mayHaveHappened: true } }, { data: { mayHaveHappened: false } }]);
});
