import { createCloud } from '../../jira/cloud';
import { createDataCenter } from '../../jira/dataCenter';
import { scriptedSite, type Exchange } from './scriptedSite';

const open = (create: typeof createCloud, exchanges: Exchange[]) => {
	const site = scriptedSite(exchanges);
	return { jira: create(site.port, { id: 'site', accountId: 'acc-sync' }, site.send), site };
};
const hits = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => ({ id: String(from + index), key: `D-${from + index}`, properties: { p: from + index } }));
const found = (from: number, to: number) => hits(from, to).map((hit) => ({ ...hit, fields: {} }));

describe('a walk through a query', () => {
	const CLOUD = 'POST /rest/api/3/search/jql';
	const DATA_CENTER = 'POST /rest/api/2/search';

	test('of Cloud asks for the next page only when the one before is done with', async () => {
		const common = { jql: 'j', fields: ['key'], properties: ['p'], maxResults: 100 };
		const { jira, site } = open(createCloud, [
			{ ask: CLOUD, body: common, answer: { body: { issues: hits(0, 100), nextPageToken: 'two', isLast: false } } },
			{ ask: CLOUD, body: { ...common, nextPageToken: 'two' }, answer: { body: { issues: hits(100, 101), isLast: true } } },
		]);
		const pages = [];
		for await (const page of jira.walk({ jql: 'j', properties: ['p'] })) {
			pages.push(page);
			expect(site.sent).toHaveLength(pages.length);
		}
		expect(pages).toEqual([found(0, 100), found(100, 101)]);
		site.expectDone();
	});

	test('that is left early asks for nothing more', async () => {
		const { jira, site } = open(createCloud, [{ ask: CLOUD, answer: { body: { issues: hits(0, 1), nextPageToken: 'two' } } }]);
		for await (const page of jira.walk({ jql: 'j' })) {
			expect(page).toHaveLength(1);
			break;
		}
		site.expectDone();
	});

	test.each([
		['a repeated token', [{ issues: hits(0, 1), nextPageToken: 'same' }, { issues: hits(1, 2), nextPageToken: 'same' }]],
		['an empty page with a token', [{ issues: hits(0, 1), nextPageToken: 'two' }, { issues: [], nextPageToken: 'three' }]],
	])('of Cloud ends at %s', async (_what, bodies) => {
		const { jira, site } = open(createCloud, bodies.map((body) => ({ ask: CLOUD, answer: { body } })));
		for await (const _ of jira.walk({ jql: 'j' }));
		site.expectDone();
	});

	test('of Data Center pages by offset', async () => {
		const { jira, site } = open(createDataCenter, [
			{ ask: DATA_CENTER, body: { jql: 'j', fields: ['key'], startAt: 0, maxResults: 100 }, answer: { body: { total: 3, issues: hits(0, 2) } } },
			{ ask: DATA_CENTER, body: { jql: 'j', fields: ['key'], startAt: 1, maxResults: 101 }, answer: { body: { total: 3, issues: hits(1, 3) } } },
		]);
		const sizes = [];
		for await (const page of jira.walk({ jql: 'j' })) sizes.push(page.length);
		expect(sizes).toEqual([2, 1]);
		site.expectDone();
	});
});

describe('what a walk costs', () => {
	test.each([
		[0, 1],
		[100, 1],
		[101, 2],
	])('on Cloud, with %i issues: %i requests', async (count, requests) => {
		const { jira, site } = open(createCloud, [{ ask: 'POST /rest/api/3/search/approximate-count', body: { jql: 'j' }, answer: { body: { count } } }]);
		expect(await jira.costOfWalk({ jql: 'j', properties: ['p'] })).toEqual({ issues: count, requests });
		site.expectDone();
	});

	test('on Data Center, where every issue has to be asked for its properties', async () => {
		const ask: Exchange = { ask: 'POST /rest/api/2/search', body: { jql: 'j', fields: ['key'], startAt: 0, maxResults: 0 }, answer: { body: { total: 150, issues: [] } } };
		const { jira, site } = open(createDataCenter, [ask, ask]);
		expect(await jira.costOfWalk({ jql: 'j', properties: ['p'] })).toEqual({ issues: 150, requests: 152 });
		expect(await jira.costOfWalk({ jql: 'j' })).toEqual({ issues: 150, requests: 2 });
		site.expectDone();
	});
});

describe.each<[string, number, typeof createCloud, string]>([
	['Cloud', 3, createCloud, 'accountId=acc-sync'],
	['Data Center', 2, createDataCenter, 'userKey=acc-sync'],
])('%s', (_name, version, create, owner) => {
	const keys = (...names: string[]) => ({ body: { keys: names.map((key) => ({ self: 's', key })) } });

	test.each([
		[204, true],
		[404, false],
	])('a remote link is removed by its globalId (%i: %s)', async (status, wasThere) => {
		const { jira, site } = open(create, [{ ask: `DELETE /rest/api/${version}/issue/10001/remotelink?globalId=jirasync%3Adeskdev%3As%3A7`, answer: { status, body: undefined } }]);
		expect(await jira.removeRemoteLink('10001', 'jirasync:deskdev:s:7')).toBe(wasThere);
		site.expectDone();
	});

	test('the keys of all properties of an issue', async () => {
		const { jira, site } = open(create, [{ ask: `GET /rest/api/${version}/issue/10001/properties`, answer: keys('a', 'b.c') }]);
		expect(await jira.issuePropertyKeys('10001')).toEqual(['a', 'b.c']);
		site.expectDone();
	});

	test('claims are listed with the account and in a project', async () => {
		const { jira, site } = open(create, [
			{ ask: `GET /rest/api/${version}/user/properties?${owner}`, answer: keys('one') },
			{ ask: `GET /rest/api/${version}/project/ACME/properties`, answer: keys('two') },
		]);
		expect([await jira.listClaims(), await jira.listClaims('ACME')]).toEqual([['one'], ['two']]);
		site.expectDone();
	});

	test.each([403, 404])('where the account may not list claims there are none to be seen (%i)', async (status) => {
		const refused = { status, body: { errorMessages: ['no'] } };
		const { jira, site } = open(create, [
			{ ask: `GET /rest/api/${version}/user/properties?${owner}`, answer: refused },
			{ ask: `GET /rest/api/${version}/project/ACME/properties`, answer: refused },
		]);
		expect([await jira.listClaims(), await jira.listClaims('ACME')]).toEqual([[], []]);
		site.expectDone();
	});
});
