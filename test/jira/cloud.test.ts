import { Readable } from 'node:stream';
import { createCloud } from '../../jira/cloud';
import type { JiraError } from '../../jira/errors';
import { SITE, adfText, rejection, scriptedSite, type Exchange } from './scriptedSite';

function cloud(exchanges: Exchange[], known = { id: 'cloud-1', accountId: 'acc-sync' }) {
	const site = scriptedSite(exchanges);
	const media: Array<{ url: string; headers: Record<string, string> }> = [];
	const jira = createCloud(site.port, known, async (request) => {
		media.push({ url: request.url, headers: request.headers });
		return { status: 200, headers: {}, body: Readable.from(['bytes']) };
	});
	return { jira, site, media };
}

const comment = (id: number, more: Record<string, unknown> = {}) => ({
	self: `${SITE}/rest/api/3/issue/10001/comment/${id}`,
	id: String(id),
	author: { accountId: 'acc-ann', displayName: 'Ann', active: true },
	updateAuthor: { accountId: 'acc-ann' },
	body: adfText(`comment ${id}`),
	created: `2026-11-20T10:00:${String(id % 60).padStart(2, '0')}.000+0100`,
	updated: `2026-11-20T10:00:${String(id % 60).padStart(2, '0')}.000+0100`,
	jsdPublic: true,
	...more,
});
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => comment(from + index));

describe('comments', () => {
	const page = (startAt: number) => `GET /rest/api/3/issue/10001/comment?startAt=${startAt}&maxResults=${startAt > 0 ? 101 : 100}&orderBy=created`;

	test('a page embedded in the issue that holds all of them costs no request', async () => {
		const { jira, site } = cloud([]);
		const comments = await jira.readComments('10001', { comments: range(1, 4), total: 3, maxResults: 100, startAt: 0 });
		expect(comments.map(({ id }) => id)).toEqual(['1', '2', '3']);
		site.expectDone();
	});

	test('the rest is read in pages, of which each begins with the last comment of the one before', async () => {
		const { jira, site } = cloud([
			{ ask: page(0), answer: { body: { startAt: 0, maxResults: 20, total: 40, comments: range(0, 20) } } },
			{ ask: page(19), answer: { body: { startAt: 19, maxResults: 20, total: 40, comments: range(19, 39) } } },
			{ ask: page(38), answer: { body: { startAt: 38, maxResults: 20, total: 40, comments: range(38, 40) } } },
		]);
		const comments = await jira.readComments('10001', { comments: range(20, 40), total: 40, maxResults: 20, startAt: 0 });
		expect(comments.map(({ id }) => Number(id))).toEqual(Array.from({ length: 40 }, (_, index) => index));
		site.expectDone();
	});

	test('without an embedded page all pages are read', async () => {
		const { jira, site } = cloud([{ ask: page(0), answer: { body: { total: 2, comments: range(1, 3) } } }]);
		expect(await jira.readComments('10001')).toHaveLength(2);
		site.expectDone();
	});

	test('an empty page ends the reading, whatever its total says', async () => {
		const { jira, site } = cloud([{ ask: page(0), answer: { body: { total: 5, comments: [] } } }]);
		expect(await jira.readComments('10001')).toEqual([]);
		site.expectDone();
	});

	test.each([
		['begins with another one', 3],
		['is empty', 45],
	])('where comments are deleted between two pages, so that the second one %s, none is passed over', async (_which, deleted) => {
		const total = 142 - deleted;
		const { jira, site } = cloud([
			{ ask: page(0), answer: { body: { total: 142, comments: range(0, 100) } } },
			{ ask: page(99), answer: { body: { total, comments: range(Math.min(142, 99 + deleted), 142) } } },
			{ ask: page(49), answer: { body: { total, comments: range(49 + deleted, 142) } } },
		]);
		const comments = await jira.readComments('10001');
		expect(comments.map(({ id }) => Number(id)).sort((a, b) => a - b)).toEqual(Array.from({ length: 142 }, (_, index) => index));
		site.expectDone();
	});

	test('comments come oldest first, those of one second by id', async () => {
		const at = { created: '2026-11-20T10:00:00.000+0100' };
		const { jira } = cloud([]);
		const comments = await jira.readComments('1', { total: 3, comments: [comment(3, at), comment(12, at), comment(2, { created: '2026-11-20T08:59:59.000+0000' })] });
		expect(comments.map(({ id }) => id)).toEqual(['2', '3', '12']);
	});

	test.each<[string, Record<string, unknown>, { public: boolean | undefined; restricted: boolean; audience?: string[] }]>([
		['public', {}, { public: true, restricted: false }],
		['internal', { jsdPublic: false }, { public: false, restricted: false }],
		['of unknown visibility', { jsdPublic: undefined }, { public: undefined, restricted: false }],
		['restricted to a role', { visibility: { type: 'role', value: 'Administrators' } }, { public: true, restricted: true, audience: ['Administrators'] }],
		['restricted to a group by identifier only', { visibility: { type: 'group', identifier: 'g-1' } }, { public: true, restricted: true, audience: ['g-1'] }],
		['restricted to something of another kind', { visibility: { type: 'team', value: 'Administrators' } }, { public: true, restricted: true, audience: undefined }],
		['with an empty restriction', { visibility: {} }, { public: true, restricted: false }],
	])('a comment that is %s', async (_what, more, visible) => {
		const { jira } = cloud([]);
		expect((await jira.readComments('1', { total: 1, comments: [comment(1, more)] }))[0]).toEqual({
			id: '1',
			author: { id: 'acc-ann', name: 'Ann' },
			created: '2026-11-20T10:00:01.000+0100',
			updated: '2026-11-20T10:00:01.000+0100',
			editor: 'acc-ann',
			body: { format: 'adf', document: adfText('comment 1') },
			...visible,
		});
	});

	test('a new comment is born with its properties, so that an internal one is never public for a moment', async () => {
		const properties = [{ key: 'sd.public.comment', value: { internal: true } }];
		const { jira, site } = cloud([
			{ ask: 'POST /rest/api/3/issue/10001/comment', body: { body: adfText('hello'), properties }, answer: { status: 201, body: comment(7) } },
		]);
		expect(await jira.addComment('10001', { body: { format: 'adf', document: adfText('hello') as never }, properties })).toEqual({ id: '7', updated: '2026-11-20T10:00:07.000+0100' });
		site.expectDone();
	});

	test('an edit sends the text alone, because properties could turn an internal comment public', async () => {
		const { jira, site } = cloud([{ ask: 'PUT /rest/api/3/issue/10001/comment/7', body: { body: adfText('new') }, answer: { body: comment(7, { updated: '2026-11-20T11:30:00.500+0100' }) } }]);
		const written = await jira.editComment('10001', '7', { format: 'adf', document: adfText('new') as never });
		expect(written).toEqual({ id: '7', updated: '2026-11-20T11:30:00.500+0100' });
		site.expectDone();
	});

	test('properties of many comments are asked for in portions of a thousand', async () => {
		const ids = Array.from({ length: 1001 }, (_, index) => String(index + 1));
		const list = 'POST /rest/api/3/comment/list?expand=properties';
		const origin = { key: 'jirasync.deskdev', value: { id: '5' } };
		const { jira, site } = cloud([
			{ ask: list, body: { ids: ids.slice(0, 1000).map(Number) }, answer: { body: { values: [comment(1, { properties: [origin] })] } } },
			{ ask: list, body: { ids: [1001] }, answer: { body: { values: [comment(1001, { properties: [] })] } } },
		]);
		const found = await jira.readCommentProperties('10001', ids);
		expect(found.map(({ id, properties }) => [id, properties])).toEqual([
			['1', { 'jirasync.deskdev': { id: '5' } }],
			['1001', {}],
		]);
		site.expectDone();
	});
});

describe('search', () => {
	const SEARCH = 'POST /rest/api/3/search/jql';
	const hit = (id: number) => ({ id: String(id), key: `DESK-${id}`, fields: { summary: 's' }, properties: { p: id } });
	const found = (id: number) => ({ id: String(id), key: `DESK-${id}`, fields: { summary: 's' }, properties: { p: id } });
	const question = { jql: 'project = DESK', limit: 1000 };

	test('pages by token until there is none', async () => {
		const { jira, site } = cloud([
			{ ask: SEARCH, body: { jql: 'project = DESK', fields: ['key'], maxResults: 100 }, answer: { body: { issues: [hit(1)], nextPageToken: 't1' } } },
			{ ask: SEARCH, body: { jql: 'project = DESK', fields: ['key'], maxResults: 100, nextPageToken: 't1' }, answer: { body: { issues: [hit(2)], isLast: true } } },
		]);
		expect(await jira.search(question)).toEqual([found(1), found(2)]);
		site.expectDone();
	});

	test.each<[string, Record<string, unknown>]>([
		['a token that repeats', { issues: [hit(2)], nextPageToken: 't1' }],
		['an empty page with a token', { issues: [], nextPageToken: 't2' }],
	])('does not page for ever on %s', async (_what, second) => {
		const { jira, site } = cloud([
			{ ask: SEARCH, answer: { body: { issues: [hit(1)], nextPageToken: 't1' } } },
			{ ask: SEARCH, answer: { body: second } },
		]);
		expect((await jira.search(question)).length).toBeLessThanOrEqual(2);
		site.expectDone();
	});

	test('asks for no more than wanted and stops there', async () => {
		const { jira, site } = cloud([
			{ ask: SEARCH, body: { jql: 'j', fields: ['key'], maxResults: 2, reconcileIssues: [10001] }, answer: { body: { issues: [hit(1), hit(2)], nextPageToken: 't1' } } },
		]);
		expect(await jira.search({ jql: 'j', limit: 2, reconcile: ['10001'] })).toHaveLength(2);
		site.expectDone();
	});

	test('the id of a remote link stands quoted in the query', async () => {
		const { jira, site } = cloud([
			{ ask: SEARCH, body: { jql: 'issue in issuesWithRemoteLinksByGlobalId("jirasync:a\\"b\\\\:1")', fields: ['key'], properties: ['p'], maxResults: 10 }, answer: { body: { issues: [] } } },
		]);
		await jira.findByRemoteLink('jirasync:a"b\\:1', ['p']);
		site.expectDone();
	});
});

describe('claims', () => {
	const at = '?accountId=acc-sync';
	const put = `PUT /rest/api/3/user/properties/jirasync.deskdev.new.s.1${at}`;

	test.each([
		[201, 'mine'],
		[200, 'held'],
		[403, 'noPlace'],
		[404, 'noPlace'],
	])('%d from Jira says of a claim: %s', async (status, ours) => {
		const { jira, site } = cloud([{ ask: put, body: { owner: 'o', at: 1 }, answer: { status, body: undefined } }]);
		expect(await jira.setClaim('jirasync.deskdev.new.s.1', { owner: 'o', at: 1 })).toBe(ours);
		site.expectDone();
	});

	test.each([
		[201, true],
		[200, false],
	])('%d for a property of an issue means that it was not there before: %p', async (status, created) => {
		const { jira, site } = cloud([{ ask: 'PUT /rest/api/3/issue/10001/properties/k', body: { a: 1 }, answer: { status, body: undefined } }]);
		expect(await jira.setIssueProperty('10001', 'k', { a: 1 })).toBe(created);
		site.expectDone();
	});

	test('no claim reads as undefined, removing it says that it was not there', async () => {
		const path = `/rest/api/3/user/properties/k${at}`;
		const { jira, site } = cloud([
			{ ask: `GET ${path}`, answer: { status: 404 } },
			{ ask: `DELETE ${path}`, answer: { status: 404 } },
			{ ask: `GET ${path}`, answer: { body: { key: 'k', value: { owner: 'o' } } } },
			{ ask: `DELETE ${path}`, answer: { status: 204, body: undefined } },
		]);
		expect(await jira.readClaim('k')).toBeUndefined();
		expect(await jira.deleteClaim('k')).toBe(false);
		expect(await jira.readClaim('k')).toEqual({ owner: 'o' });
		expect(await jira.deleteClaim('k')).toBe(true);
		site.expectDone();
	});

	test('where none may be read, writing one tells that there is no place for it', async () => {
		const path = `/rest/api/3/user/properties/k${at}`;
		const { jira, site } = cloud([{ ask: `GET ${path}`, answer: { status: 403 } }, { ask: `PUT ${path}`, answer: { status: 403 } }]);
		expect(await jira.readClaim('k')).toBeUndefined();
		expect(await jira.setClaim('k', { owner: 'o' })).toBe('noPlace');
		site.expectDone();
	});
});

describe('files', () => {
	const content = 'GET /rest/api/3/attachment/content/10500';
	const uuid = '11111111-2222-3333-4444-555555555555';

	test('the media host is asked without the credential, at the address Jira names', async () => {
		const { jira, site, media } = cloud([{ ask: content, answer: { status: 303, headers: { location: `https://media.example/file/${uuid}/binary?token=t` }, body: undefined } }]);
		const body = (await jira.download({ id: '10500', name: 'a.txt' })) as Readable;
		expect((await body.toArray()).join('')).toBe('bytes');
		expect(media).toEqual([{ url: `https://media.example/file/${uuid}/binary?token=t`, headers: { accept: '*/*' } }]);
		site.expectDone();
	});

	test('a redirect without a host stays at the site', async () => {
		const { jira, media } = cloud([{ ask: content, answer: { status: 303, headers: { location: '/media/file' } } }]);
		await jira.download({ id: '10500', name: 'a.txt' });
		expect(media.map(({ url }) => url)).toEqual([`${SITE}/media/file`]);
	});

	test('bytes that Jira sends itself need no second hop', async () => {
		const { jira, media } = cloud([{ ask: content, answer: { body: Readable.from(['own']) } }]);
		expect((await ((await jira.download({ id: '10500', name: 'a.txt' })) as Readable).toArray()).join('')).toBe('own');
		expect(media).toEqual([]);
	});

	test.each([403, 404, 302])('a media host that answers %d is an error that may be tried again and hides the token', async (status) => {
		const site = scriptedSite([{ ask: content, answer: { status: 303, headers: { location: 'https://media.example/file/x?token=hidden' } } }]);
		const jira = createCloud(site.port, {}, async () => ({ status, headers: {}, body: undefined }));
		const error = (await rejection(jira.download({ id: '10500', name: 'a.txt' }))) as JiraError;
		expect(error).toMatchObject({ code: 'unavailable', data: { retryable: true, mayHaveHappened: false } });
		expect(error.message + JSON.stringify(error.data)).not.toContain('hidden');
	});

	test('the media id is read from the redirect, and the body is let go', async () => {
		const body = Readable.from(['unread']);
		const { jira } = cloud([{ ask: content, answer: { status: 303, headers: { location: `https://media.example/file/${uuid}/binary?token=t` }, body } }]);
		expect(await jira.mediaId('10500')).toBe(uuid);
		expect(body.destroyed).toBe(true);
	});

	test('an upload names file, type and length and passes the guard against forged requests', async () => {
		const { jira, site } = cloud([
			{ ask: 'POST /rest/api/3/issue/10001/attachments', answer: { body: [{ id: 99, filename: 'a.txt', size: 5, mimeType: 'text/plain', created: 'c', author: { accountId: 'acc-sync', displayName: 'Sync' } }] } },
		]);
		const file = await jira.upload('10001', { name: 'a.txt', size: 5, mimeType: 'text/plain', content: Buffer.from('bytes') });
		expect(file).toEqual({ id: '99', name: 'a.txt', size: 5, mimeType: 'text/plain', created: 'c', author: { id: 'acc-sync', name: 'Sync' } });
		expect(site.sent[0]?.headers['x-atlassian-token']).toBe('no-check');
		expect(String((site.sent[0]?.body as { getBuffer(): Buffer }).getBuffer())).toContain('name="file"; filename="a.txt"');
	});

	test.each([
		[{ enabled: true, uploadLimit: 1000 }, 1000],
		[{ enabled: false, uploadLimit: 1000 }, 0],
		[{ enabled: true }, Number.POSITIVE_INFINITY],
	])('the limit of a site that says %p', async (body, limit) => {
		const { jira } = cloud([{ ask: 'GET /rest/api/3/attachment/meta', answer: { body } }]);
		expect(await jira.uploadLimit()).toBe(limit);
	});
});

describe('an issue', () => {
	test('an issue is read with its record, history and transitions in one request', async () => {
		const { jira, site } = cloud([
			{ ask: 'GET /rest/api/3/issue/DESK-1?fields=summary%2Ccomment&expand=changelog%2Ctransitions&properties=jirasync.a%2Cjirasync.a.t0', answer: { body: { id: '1', key: 'DESK-1', fields: { summary: 's' }, properties: { 'jirasync.a': { format: 1 } }, changelog: { histories: [] }, transitions: [] } } },
		]);
		expect(await jira.readIssue('DESK-1', { fields: ['summary', 'comment'], properties: ['jirasync.a', 'jirasync.a.t0'], changes: true, transitions: true })).toEqual({
			id: '1', key: 'DESK-1', fields: { summary: 's' }, properties: { 'jirasync.a': { format: 1 } }, changes: [], historyComplete: true, transitions: [], names: {},
		});
		site.expectDone();
	});

	test('many issues are read a hundred at a time; what Jira leaves out is missing', async () => {
		const ids = Array.from({ length: 101 }, (_, index) => String(index + 1));
		const asked = { fields: ['summary'], properties: ['jirasync.a'], expand: ['changelog'] };
		const { jira, site } = cloud([
			{ ask: 'POST /rest/api/3/issue/bulkfetch', body: { ...asked, issueIdsOrKeys: ids.slice(0, 100) }, answer: { body: { issues: [{ id: '7', key: 'DESK-7', fields: { summary: 's' } }], issueErrors: [{ id: '8', errorMessage: 'too large' }] } } },
			{ ask: 'POST /rest/api/3/issue/bulkfetch', body: { ...asked, issueIdsOrKeys: ['101'] }, answer: { body: { issues: [] } } },
		]);
		expect(await jira.readIssues(ids, { fields: ['summary'], properties: ['jirasync.a'], changes: true })).toEqual([
			{ id: '7', key: 'DESK-7', fields: { summary: 's' }, properties: {}, changes: [], names: {} },
		]);
		site.expectDone();
	});
});

describe('the id of a site', () => {
	const TENANT = 'GET /_edge/tenant_info';
	const idAfter = (...answers: Array<Exchange['answer']>) => cloud(answers.map((answer) => ({ ask: TENANT, answer })), {} as never).jira.siteId();

	test('is what the site tells', async () => {
		expect(await idAfter({ body: { cloudId: 'cloud-1' } })).toBe('cloud-1');
	});

	test.each<[string, Exchange['answer']]>([
		['knows no such address', { status: 404 }],
		['shows a page there', { body: '<html>' }],
		['tells something else', { body: {} }],
	])('is its host where the site %s', async (_what, answer) => {
		expect(await idAfter(answer)).toBe('desk.example');
	});

	test('is not guessed while the site is down: its pairs would not be found under another id', async () => {
		const down: Exchange['answer'] = { status: 503 };
		expect(await rejection(idAfter(down, down, down, down))).toMatchObject({ code: 'unavailable', data: { retryable: true } });
	});
});
