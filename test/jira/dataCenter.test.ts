import { isRegistered } from '../../engine/webhookRegistration';
import { createDataCenter } from '../../jira/dataCenter';
import { readAccount } from '../../jira/cloud/readValues';
import { rejection, scriptedSite, type Exchange } from './scriptedSite';

const WITH_CONTEXT = 'https://jira.example/jira';

function dataCenter(exchanges: Exchange[], siteUrl = WITH_CONTEXT) {
	const site = scriptedSite(exchanges, siteUrl);
	const jira = createDataCenter(site.port, { id: 'server-1', accountId: 'JIRAUSER10100' }, () => Promise.reject(new Error('no second hop')));
	return { jira, site };
}

test.each([
	['with key and name', { key: 'JIRAUSER10100', name: 'ann', displayName: 'Ann', emailAddress: 'ann@example.com' }, { id: 'JIRAUSER10100', name: 'Ann', email: 'ann@example.com' }],
	['deleted', { name: 'gone', active: false }, { id: 'gone', name: 'gone' }],
	['anonymous', null, { id: '', name: 'Unknown' }],
	['of Cloud', { accountId: 'acc-1', displayName: 'Ann', emailAddress: null }, { id: 'acc-1', name: 'Ann' }],
])('a person %s', (_who, value, account) => {
	expect(readAccount(value)).toEqual(account);
});

test('all paths are those of version 2, below the context path', async () => {
	const { jira, site } = dataCenter([
		{ ask: 'GET /rest/api/2/issue/DESK-1?fields=summary', answer: { body: { id: '1', key: 'DESK-1' } } },
		{ ask: 'POST /rest/api/2/issue', body: { fields: { summary: 's' }, properties: [] }, answer: { status: 201, body: { id: '2', key: 'DESK-2' } } },
		{ ask: 'PUT /rest/api/2/issue/2', body: { fields: { summary: 't' }, properties: [] }, answer: { status: 204, body: undefined } },
		{ ask: 'PUT /rest/api/2/issue/2/properties/k', answer: { status: 201, body: undefined } },
		{ ask: 'POST /rest/api/2/issue/2/transitions', body: { transition: { id: '5' } }, answer: { status: 204, body: undefined } },
		{ ask: 'POST /rest/api/2/issue/2/remotelink', answer: { status: 201, body: {} } },
	]);
	await jira.readIssue('DESK-1', { fields: ['summary'] });
	await jira.createIssue({ fields: { summary: 's' }, properties: [] });
	await jira.editIssue('2', { fields: { summary: 't' }, properties: [] });
	expect(await jira.setIssueProperty('2', 'k', 1)).toBe(true);
	await jira.doTransition('2', '5', { fields: {} });
	await jira.putRemoteLink('2', { globalId: 'g', title: 't', url: 'u', relationship: 'r' });
	site.expectDone();
	expect(site.sent.map(({ url }) => new URL(url).pathname.startsWith('/jira/rest/api/2/'))).not.toContain(false);
});

test('search pages by offset and reads properties with each issue, as its search has none', async () => {
	const search = 'POST /rest/api/2/search';
	const { jira, site } = dataCenter([
		{ ask: search, body: { jql: 'j', fields: ['key'], startAt: 0, maxResults: 100 }, answer: { body: { total: 2, issues: [{ id: '1', key: 'D-1' }] } } },
		{ ask: 'GET /rest/api/2/issue/1?fields=key&properties=p', answer: { body: { id: '1', properties: { p: 'one' } } } },
		{ ask: search, body: { jql: 'j', fields: ['key'], startAt: 0, maxResults: 101 }, answer: { body: { total: 2, issues: [{ id: '1', key: 'D-1' }, { id: '2', key: 'D-2' }] } } },
		{ ask: 'GET /rest/api/2/issue/2?fields=key&properties=p', answer: { body: { id: '2', properties: {} } } },
	]);
	expect(await jira.search({ jql: 'j', limit: 1000, properties: ['p'] })).toEqual([
		{ id: '1', key: 'D-1', fields: {}, properties: { p: 'one' } },
		{ id: '2', key: 'D-2', fields: {}, properties: {} },
	]);
	site.expectDone();
});

test('no more than five issues of a page are read at the same time', async () => {
	const ids = Array.from({ length: 12 }, (_, at) => String(at));
	const { site } = dataCenter([
		{ ask: 'POST /rest/api/2/search', answer: { body: { total: ids.length, issues: ids.map((id) => ({ id, key: `D-${id}` })) } } },
		...ids.map((id) => ({ ask: `GET /rest/api/2/issue/${id}?fields=key&properties=p`, answer: { body: { id, properties: { p: id } } } })),
	]);
	let open = 0;
	let most = 0;
	const ask = site.port.request;
	site.port.request = async (question) => {
		most = Math.max(most, ++open);
		return await ask(question).finally(() => void (open -= 1));
	};
	const found = await createDataCenter(site.port, {}, site.send).search({ jql: 'j', limit: 1000, properties: ['p'] });
	expect([found.map(({ properties }) => properties.p), most]).toEqual([ids, 5]);
	site.expectDone();
});

test('an issue that changes between two pages, and so leaves its place, hides no other one', async () => {
	const order = Array.from({ length: 150 }, (_, index) => ({ id: String(index), key: `D-${index}` }));
	const moved = [...order.slice(1), ...order.slice(0, 1)];
	const ask = (startAt: number, maxResults: number, issues: object[]) => ({
		ask: 'POST /rest/api/2/search',
		body: { jql: 'j', fields: ['key'], startAt, maxResults },
		answer: { body: { total: 150, issues: issues.slice(startAt, startAt + maxResults) } },
	});
	const { jira, site } = dataCenter([ask(0, 100, order), ask(99, 101, moved), ask(49, 101, moved)]);
	const found = await jira.search({ jql: 'j', limit: 1000 });
	expect(found.map(({ id }) => id)).toEqual(order.map(({ id }) => id));
	site.expectDone();
});

test('an issue that is gone while the index still shows it takes no other one with it', async () => {
	const { jira, site } = dataCenter([
		{ ask: 'POST /rest/api/2/search', answer: { body: { total: 2, issues: [{ id: '1', key: 'D-1' }, { id: '2', key: 'D-2' }] } } },
		{ ask: 'GET /rest/api/2/issue/1?fields=key&properties=p', answer: { status: 404, body: {} } },
		{ ask: 'GET /rest/api/2/issue/2?fields=key&properties=p', answer: { body: { id: '2', properties: { p: 'two' } } } },
	]);
	expect(await jira.search({ jql: 'j', limit: 10, properties: ['p'] })).toEqual([{ id: '2', key: 'D-2', fields: {}, properties: { p: 'two' } }]);
	site.expectDone();
});

test('and takes no place of the limit, so that fewer results mean that there are no more', async () => {
	const ask = (startAt: number, maxResults: number, ...ids: string[]) => ({
		ask: 'POST /rest/api/2/search',
		body: { jql: 'j', fields: ['key'], startAt, maxResults },
		answer: { body: { total: 3, issues: ids.map((id) => ({ id, key: `D-${id}` })) } },
	});
	const read = (id: string, status: number) => ({ ask: `GET /rest/api/2/issue/${id}?fields=key&properties=p`, answer: { status, body: { id, properties: {} } } });
	const { jira, site } = dataCenter([ask(0, 2, '1', '2'), read('1', 404), read('2', 200), ask(1, 2, '2', '3'), read('3', 200)]);
	expect((await jira.search({ jql: 'j', limit: 2, properties: ['p'] })).map(({ id }) => id)).toEqual(['2', '3']);
	site.expectDone();
});

test('an empty page ends a search, whatever its total says', async () => {
	const { jira, site } = dataCenter([{ ask: 'POST /rest/api/2/search', answer: { body: { total: 7, issues: [] } } }]);
	expect(await jira.search({ jql: 'j', limit: 10 })).toEqual([]);
	site.expectDone();
});

describe('comments', () => {
	const page = (startAt: number) => `GET /rest/api/2/issue/1/comment?startAt=${startAt}&maxResults=${startAt > 0 ? 101 : 100}&orderBy=created&expand=properties`;
	const comment = (id: string, properties?: unknown) => ({ id, author: { key: 'JIRAUSER1', displayName: 'Ann' }, body: `h1. ${id}`, created: `2026-11-20T10:00:0${id}.000+0000`, properties });
	const flag = (internal: unknown) => [{ key: 'sd.public.comment', value: { internal } }];

	test('their internal flag is a property, and without properties nobody can tell', async () => {
		const { jira, site } = dataCenter([
			{ ask: page(0), answer: { body: { total: 5, comments: [comment('1', []), comment('2', flag(true)), comment('3', flag('true'))] } } },
			{ ask: page(2), answer: { body: { total: 5, comments: [comment('3', flag('true')), comment('4', flag(false)), comment('5')] } } },
		]);
		const comments = await jira.readComments('1');
		expect(comments.map((each) => each.public)).toEqual([true, false, false, true, undefined]);
		expect(comments[0]).toEqual({
			id: '1',
			author: { id: 'JIRAUSER1', name: 'Ann' },
			created: '2026-11-20T10:00:01.000+0000',
			updated: '2026-11-20T10:00:01.000+0000',
			body: { format: 'wiki', text: 'h1. 1' },
			public: true,
			restricted: false,
			properties: {},
		});
		site.expectDone();
	});

	test.each<[string, Record<string, unknown>, string[] | undefined]>([
		['to a role', { type: 'role', value: 'Developers' }, ['Developers']],
		['to a group', { type: 'group', value: 'jira-users' }, ['jira-users']],
		['to nobody knows whom', { value: 'Developers' }, undefined],
	])('restricted %s', async (_whom, visibility, audience) => {
		const { jira } = dataCenter([{ ask: page(0), answer: { body: { total: 1, comments: [{ ...comment('1'), visibility }] } } }]);
		const [read] = await jira.readComments('1');
		expect([read?.restricted, read?.audience]).toEqual([true, audience]);
	});

	test.each<[string, unknown]>([
		['is no object', true],
		['says nothing of it', {}],
		['says it in other words', { internal: 'perhaps' }],
	])('whose flag %s may be internal: nobody can tell', async (_what, value) => {
		const { jira } = dataCenter([{ ask: page(0), answer: { body: { total: 1, comments: [comment('1', [{ key: 'sd.public.comment', value }])] } } }]);
		expect((await jira.readComments('1')).map((each) => each.public)).toEqual([undefined]);
	});

	test('are written as wiki markup, properties in the same request', async () => {
		const properties = [{ key: 'sd.public.comment', value: { internal: true } }];
		const { jira, site } = dataCenter([
			{ ask: 'POST /rest/api/2/issue/1/comment', body: { body: '*bold*', properties }, answer: { status: 201, body: { id: '9' } } },
			{ ask: 'PUT /rest/api/2/issue/1/comment/9', body: { body: 'new' }, answer: { body: { id: '9', updated: '2026-11-20T11:30:00.000+0100' } } },
		]);
		expect(await jira.addComment('1', { body: { format: 'wiki', text: '*bold*' }, properties })).toEqual({ id: '9' });
		expect(await jira.editComment('1', '9', { format: 'wiki', text: 'new' })).toEqual({ id: '9', updated: '2026-11-20T11:30:00.000+0100' });
		site.expectDone();
	});
});

describe('claims', () => {
	const path = '/rest/api/2/user/properties/k?userKey=JIRAUSER10100';

	test.each([
		[201, 'mine'],
		[200, 'held'],
		[403, 'noPlace'],
	])('%d from Jira says of a claim: %s', async (status, ours) => {
		const { jira, site } = dataCenter([{ ask: `PUT ${path}`, body: { owner: 'o' }, answer: { status, body: undefined } }]);
		expect(await jira.setClaim('k', { owner: 'o' })).toBe(ours);
		site.expectDone();
	});

	test.each([403, 404])('%d when reading one means that there is none', async (status) => {
		const { jira } = dataCenter([{ ask: `GET ${path}`, answer: { status, body: { errorMessages: ['no'] } } }]);
		expect(await jira.readClaim('k')).toBeUndefined();
	});
});

describe('files', () => {
	const meta = (content: string): Exchange => ({ ask: 'GET /rest/api/2/attachment/5', answer: { body: { content } } });

	test.each([
		['the same host', 'https://jira.example/jira/secure/attachment/5/a.txt'],
		['another host of the same site', 'https://internal:8080/jira/secure/attachment/5/a.txt'],
		['a path only', '/jira/secure/attachment/5/a.txt'],
	])('are read below the context path, when their address names %s', async (_what, content) => {
		const { jira, site } = dataCenter([meta(content), { ask: 'GET /secure/attachment/5/a.txt', answer: { body: 'bytes' } }]);
		expect(await jira.download({ id: '5', name: 'a.txt' })).toBe('bytes');
		site.expectDone();
	});

	test('a site without context path', async () => {
		const { jira, site } = dataCenter([meta('https://jira.example/secure/attachment/5/a.txt'), { ask: 'GET /secure/attachment/5/a.txt', answer: { body: 'bytes' } }], 'https://jira.example');
		expect(await jira.download({ id: '5', name: 'a.txt' })).toBe('bytes');
		site.expectDone();
	});

	test('a sign-in page in place of the bytes is an error and not the file', async () => {
		const { jira } = dataCenter([
			meta('https://jira.example/jira/secure/attachment/5/a.txt'),
			{ ask: 'GET /secure/attachment/5/a.txt', answer: { status: 302, headers: { location: 'https://sso.example/login?token=hidden' } } },
		]);
		const error = await rejection(jira.download({ id: '5', name: 'a.txt' }));
		expect(error).toMatchObject({ code: 'notJira', data: { site: WITH_CONTEXT, status: 302, retryable: false } });
		expect(String(error)).not.toContain('hidden');
	});
});

describe('a file that Jira answers with 404', () => {
	const upload: Exchange = { ask: 'POST /rest/api/2/issue/2/attachments', answer: { status: 404, body: { errorMessages: ['exceeds its maximum permitted size'] } } };
	const limit: Exchange = { ask: 'GET /rest/api/2/attachment/meta', answer: { body: { enabled: true, uploadLimit: 1_000 } } };
	const file = { name: 'a.txt', mimeType: 'text/plain', content: 'x' as unknown };

	test.each([
		['is too large when it is larger than the limit', 1_001, 'tooLarge'],
		['has no issue to go to otherwise', 1_000, 'notFound'],
	])('%s', async (_what, size, code) => {
		const { jira, site } = dataCenter([upload, limit]);
		expect(await rejection(jira.upload('2', { ...file, size }))).toMatchObject({ code });
		site.expectDone();
	});
});

describe('a server whose id the credential does not know yet', () => {
	const ID = '0c2a5a52-9a7e-4b41-9c5f-2f6f0c9d7f11';
	const unknown = (answer: Exchange['answer'], times = 1) => {
		const site = scriptedSite(Array.from({ length: times }, () => ({ ask: 'GET /rest/applinks/1.0/manifest', answer })), WITH_CONTEXT);
		return { site, jira: createDataCenter(site.port, {}, () => Promise.reject(new Error('no second hop'))) };
	};

	test.each<[string, Exchange['answer'], string]>([
		['tells it as XML', { body: `<?xml version="1.0"?><manifest><id>${ID}</id><name>Jira</name></manifest>` }, ID],
		['tells it as JSON', { body: { id: ID, name: 'Jira' } }, ID],
		['has no such page and is known by its address', { status: 404, body: {} }, 'jira.example/jira'],
		['shows a sign-in page and is known by its address', { body: '<html>' }, 'jira.example/jira'],
	])('%s, and is asked once', async (_what, answer, id) => {
		const { jira, site } = unknown(answer);
		expect([await jira.siteId(), await jira.siteId()]).toEqual([id, id]);
		site.expectDone();
	});

	test('and is not there just now, is not taken for another one', async () => {
		const { jira } = unknown({ status: 503, body: {} }, 4);
		expect(await rejection(jira.siteId())).toMatchObject({ code: 'unavailable' });
	});
});

describe('an issue read with its history', () => {
	const item = (field: string, fieldtype: string, more: object = {}) => ({ field, fieldtype, from: null, fromString: 'a', to: null, toString: 'b', ...more });
	const read = async (items: object[], more: object = {}) => {
		const body = {
			id: '1', key: 'DESK-1', fields: {},
			names: { customfield_1: 'Partner Key', customfield_2: 'Version', customfield_3: 'Twice', customfield_4: 'Twice', summary: 'Summary' },
			schema: { customfield_1: { type: 'string', custom: 'com.atlassian.jira.plugin.system.customfieldtypes:textfield' } },
			changelog: { total: 1, histories: [{ created: '2026-11-21T10:00:00.000+0000', items }] },
			...more,
		};
		const { jira, site } = dataCenter([{ ask: 'GET /rest/api/2/issue/1?fields=summary&expand=changelog%2Cnames%2Cschema', answer: { body } }]);
		const issue = await jira.readIssue('1', { fields: ['summary'], changes: true });
		site.expectDone();
		return issue;
	};

	test.each([
		['a field of Jira by its id', item('summary', 'jira'), 'summary'],
		['versions and components by other words', item('Fix Version', 'jira'), 'fixVersions'],
		['a custom field by its name', item('Partner Key', 'custom'), 'customfield_1'],
		['a custom field that is called like one of Jira', item('Version', 'custom'), 'customfield_2'],
		['one of two custom fields of one name, nobody knows which', item('Twice', 'custom'), 'Twice'],
		['a custom field that is not on the issue', item('Gone', 'custom'), 'Gone'],
		['any field by its id, where a newer server tells it', item('Partner Key', 'custom', { fieldId: 'customfield_9' }), 'customfield_9'],
	])('tells %s', async (_what, change, fieldId) => {
		expect((await read([change])).changes.map((each) => each.fieldId)).toEqual([fieldId]);
	});

	test.each([
		['a hundred entries and more, because none are left out here', 120, 120, true],
		['fewer entries than it says it has', 100, 120, false],
	])('with %s', async (_what, length, total, whole) => {
		const histories = Array.from({ length }, () => ({ created: '2026-11-21T10:00:00.000+0000', items: [item('summary', 'jira')] }));
		expect((await read([], { changelog: { total, histories } })).historyComplete).toBe(whole);
	});

	test('says which custom fields hold markup', async () => {
		expect((await read([])).richFields).toBeUndefined();
		const schema = { customfield_1: { type: 'string', custom: 'com.atlassian.jira.plugin.system.customfieldtypes:textarea' } };
		expect((await read([], { schema })).richFields).toEqual(['customfield_1']);
	});
});

describe('webhooks', () => {
	const registration = { name: 'n', url: 'https://n8n.example/w', events: ['jira:issue_updated'], jql: 'project = "A"', secret: 's' };
	const NEW = '/rest/jira-webhook/1.0/webhooks';
	const OLD = '/rest/webhooks/1.0/webhook';
	const named = { name: 'n', url: 'https://n8n.example/w', events: ['jira:issue_updated'] };
	const filters = { 'issue-related-events-section': 'project = "A"' };
	const common = { ...named, filters, excludeBody: false };
	const made = (jql: string, configuration: object) => ({ ask: `POST ${NEW}`, body: { ...named, active: true, filters: { 'issue-related-events-section': jql }, configuration, sslVerificationRequired: true }, answer: { status: 201, body: {} } });

	test('of Data Center 10: made with filter and secret in its configuration, listed and deleted by id', async () => {
		const { jira, site } = dataCenter([
			made('project = "A"', { SECRET: 's', EXCLUDE_BODY: 'false', FILTERS: 'project = "A"' }),
			{ ask: `GET ${NEW}`, answer: { body: [{ id: 7, ...named, active: true, configuration: { EXCLUDE_BODY: 'false', FILTERS: 'project = "A"' } }] } },
			{ ask: `DELETE ${NEW}/7`, answer: { status: 204, body: undefined } },
		]);
		await jira.createWebhook(registration);
		const [hook] = await jira.listWebhooks();
		expect(hook).toEqual({ path: `${NEW}/7`, name: 'n', url: 'https://n8n.example/w', events: ['jira:issue_updated'], enabled: true, jql: 'project = "A"' });
		await jira.deleteWebhook(hook!);
		site.expectDone();
	});

	test('of Data Center 10 that hears of every issue: no filter', async () => {
		const { jira, site } = dataCenter([made('', { SECRET: 's', EXCLUDE_BODY: 'false' }), { ask: `GET ${NEW}`, answer: { body: [{ id: 7, ...named, active: true, configuration: {} }] } }]);
		await jira.createWebhook({ ...registration, jql: '' });
		expect((await jira.listWebhooks()).map(({ jql }) => jql)).toEqual(['']);
		site.expectDone();
	});

	test('of Data Center 10 count as registered while their filter is the wanted one', async () => {
		const listed = (FILTERS: string) => ({ ask: `GET ${NEW}`, answer: { body: [{ id: 7, ...named, active: true, configuration: { FILTERS } }] } });
		const { jira } = dataCenter([listed('project = "A"'), listed('project = "B"')]);
		expect([await isRegistered(jira, registration), await isRegistered(jira, registration)]).toEqual([true, false]);
	});

	test('that have their filter where Jira 9 has it are read there', async () => {
		const { jira } = dataCenter([{ ask: `GET ${NEW}`, answer: { body: [{ id: 7, ...common, configuration: { SECRET: 's' } }] } }]);
		expect((await jira.listWebhooks()).map(({ jql }) => jql)).toEqual(['project = "A"']);
	});

	test('of Data Center 9: the former path, found by its address', async () => {
		const { jira, site } = dataCenter([
			{ ask: `POST ${NEW}`, answer: { status: 404 } },
			{ ask: `POST ${OLD}`, body: { ...common, secret: 's' }, answer: { status: 201, body: {} } },
			{ ask: `GET ${NEW}`, answer: { status: 404 } },
			{ ask: `GET ${OLD}`, answer: { body: [{ self: 'http://internal:8080/jira/rest/webhooks/1.0/webhook/3', ...common, enabled: false }] } },
			{ ask: `DELETE ${OLD}/3`, answer: { status: 404 } },
		]);
		await jira.createWebhook(registration);
		const [hook] = await jira.listWebhooks();
		expect(hook).toMatchObject({ path: `${OLD}/3`, enabled: false, jql: 'project = "A"' });
		await jira.deleteWebhook(hook!);
		site.expectDone();
	});
});

test('projects come as one list and are filtered by what was typed', async () => {
	const { jira } = dataCenter([{ ask: 'GET /rest/api/2/project', answer: { body: [{ key: 'DESK', name: 'Service Desk' }, { key: 'ACME', name: 'Acme' }] } }]);
	expect(await jira.listProjects('desk')).toEqual([{ id: 'DESK', name: 'Service Desk (DESK)' }]);
});
