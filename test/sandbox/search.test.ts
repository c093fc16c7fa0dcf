import { bench } from './support';

let b: ReturnType<typeof bench>;
beforeEach(() => { b = bench(); });
afterEach(() => b.contract.expectNoViolations());

const find = async (jql: string, site = 'dev', more: Record<string, unknown> = {}) => b.ask(site, 'POST search/jql', { jql, fields: ['key'], maxResults: 100, ...more });
const keys = async (jql: string, site = 'dev', more = {}) => {
	const answer = await find(jql, site, more);
	return answer.status === 200 ? answer.body.issues.map((issue: { key: string }) => issue.key) : answer.body.errorMessages;
};

describe('queries', () => {
	beforeEach(() => {
		const dana = b.sandbox.site('dev').as('dana');
		dana.createIssue({ project: 'ACME', type: 'Bug', summary: 'Tunnel breaks at night', description: 'The handshake stops', fields: { labels: ['vpn'], priority: 'High', assignee: 'evan', components: ['Installer'], 'Story points': 5, 'Customer impact': 'High', 'Target date': '2026-12-24' } });
		b.time.now += 3_600_000;
		dana.createIssue({ project: 'ACME', type: 'Story', summary: 'Reconnect quickly', fields: { labels: ['vpn', 'fast'] } });
		dana.transition('ACME-3', 'Done', { fields: { resolution: 'Fixed' } });
	});

	test.each([
		['project = ACME', ['ACME-3', 'ACME-2', 'ACME-1']],
		['project in (ACME, BETA) order by key asc', ['ACME-1', 'ACME-2', 'ACME-3', 'BETA-1']],
		['project = "Acme Client" and issuetype = bug', ['ACME-2']],
		['status = "In Progress"', ['ACME-1']],
		['project = ACME and statusCategory != Done order by id', ['ACME-1', 'ACME-2']],
		['resolution = Unresolved and project = ACME order by key', ['ACME-1', 'ACME-2']],
		['project = ACME and resolution is EMPTY order by key', ['ACME-1', 'ACME-2']],
		['resolution = Fixed', ['ACME-3']],
		['resolution != Done and project = ACME', ['ACME-3']],
		['labels = vpn order by key', ['ACME-2', 'ACME-3']],
		['labels in (fast, build) order by key', ['ACME-1', 'ACME-3']],
		['labels is EMPTY', ['BETA-1']],
		['assignee is EMPTY and project = ACME', ['ACME-3']],
		['assignee in ("Evan Park")', ['ACME-2']],
		['reporter = currentUser()', []],
		['creator = "Dana Dev" and priority > Medium', ["The operator '>' is not supported by the 'priority' field."]],
		['priority = High', ['ACME-2']],
		['component = Installer', ['ACME-2']],
		['cf[10307] >= 5', ['ACME-2']],
		['"Customer impact" = High', ['ACME-2']],
		['"Target date" < "2026-12-25"', ['ACME-2']],
		['summary ~ "tunnel night"', ['ACME-2']],
		['summary ~ "recon*"', ['ACME-3']],
		['text ~ "handshake"', ['ACME-2']],
		['description !~ "handshake" and project = ACME order by key', ['ACME-1', 'ACME-3']],
		['key in (ACME-1, ACME-3) order by key desc', ['ACME-3', 'ACME-1']],
		['project = ACME and key > ACME-1 order by key', ['ACME-2', 'ACME-3']],
		['NOT (project = BETA OR labels = vpn)', ['ACME-1']],
		['project = ACME and created > -30m', ['ACME-3']],
		['project = ACME and created >= 1795258800000', ['ACME-3']],
		['project = ACME and created >= "2026-11-21 06:00"', ['ACME-3']],
		['project = ACME and updated < startOfDay() order by key', ['ACME-1']],
		['order by created', ['Unbounded JQL queries are not allowed here. Please add a search restriction to your query.']],
		['', ['Unbounded JQL queries are not allowed here. Please add a search restriction to your query.']],
		['project = NOPE', ["The value 'NOPE' does not exist for the field 'project'."]],
		['nonsense = 1', ["Field 'nonsense' does not exist or you do not have permission to view it."]],
		['key = ACME-99', ["An issue with key 'ACME-99' does not exist for field 'key'."]],
		['status was Done', ['ACME-3']],
		['summary was VPN', ["The operator 'was' is not supported by the 'summary' field."]],
		['summary = x', ["The operator '=' is not supported by the 'summary' field."]],
		['issue in linkedIssues(ACME-1)', ["Unable to find JQL function 'linkedIssues(ACME-1)'."]],
		['issue.property[a].b = 1', ["Field 'issue.property' does not exist or you do not have permission to view it."]],
		['project = ACME order by key, id, created, updated, status, priority, summary, assignee', ['The number of fields in ORDER BY exceeds the limit of 7.']],
	])('%s', async (jql, expected) => {
		expect(await keys(jql)).toEqual(expected);
	});

	test('a query that cannot be read is refused', async () => {
		const answer = await find('project = ACME and');
		expect(answer.status).toBe(400);
		expect(answer.body.errorMessages[0]).toContain('Error in the JQL Query');
	});

	test('quoted milliseconds are no date, quoted dates are in the caller\'s zone', async () => {
		expect((await find('updated >= "1795258800000"')).status).toBe(400);
		const jql = 'project = ACME and created >= "2026-11-21 11:00"';
		expect((await b.ask('dev', 'POST search/jql', { jql, fields: ['key'] })).body.issues).toEqual([]);
		expect((await b.ask('dev', 'POST search/jql', { jql, fields: ['key'] }, 'dana')).body.issues).toHaveLength(1);
	});
});

describe('answers', () => {
	test('hold ids only unless fields are named', async () => {
		expect((await b.ask('dev', 'GET search/jql?jql=project%20%3D%20ACME')).body).toEqual({ issues: [{ id: '10002' }], isLast: true });
	});

	test('give fields, properties, names and schema when asked', async () => {
		await b.ask('dev', 'PUT issue/ACME-1/properties/jirasync.x', { a: 1 });
		const answer = await b.ask('dev', 'POST search/jql', { jql: 'project = ACME', fields: ['summary'], properties: ['jirasync.x'], expand: 'names,schema' });
		expect(answer.body).toMatchObject({ issues: [{ key: 'ACME-1', fields: { summary: 'Update the build image' }, properties: { 'jirasync.x': { a: 1 } } }], names: { summary: 'Summary' }, schema: { summary: { type: 'string' } } });
		expect((await find('project = ACME', 'dev', { properties: ['1', '2', '3', '4', '5', '6'] })).status).toBe(400);
	});

	test('come in pages that neither repeat nor lose an issue when others change meanwhile', async () => {
		const dana = b.sandbox.site('dev').as('dana');
		for (let number = 0; number < 9; number += 1) {
			b.time.now += 1000;
			dana.createIssue({ project: 'ACME', type: 'Task', summary: `S${number}` });
		}
		const seen: string[] = [];
		let nextPageToken: string | undefined;
		do {
			const { body } = await find('project = ACME order by created asc', 'dev', { maxResults: 4, ...(nextPageToken ? { nextPageToken } : {}) });
			seen.push(...body.issues.map((issue: { key: string }) => issue.key));
			nextPageToken = body.nextPageToken;
			expect(body.isLast).toBe(nextPageToken === undefined);
			b.sandbox.site('dev').as('ada').deleteIssue(seen.at(-1)!);
			b.sandbox.site('dev').as('ada').createIssue({ project: 'ACME', type: 'Task', summary: 'late' });
		} while (nextPageToken && seen.length < 30);
		expect(new Set(seen).size).toBe(seen.length);
		expect(seen).toEqual(expect.arrayContaining(Array.from({ length: 9 }, (_, at) => `ACME-${at + 2}`)));
	});

	test('a token of another query is refused', async () => {
		expect((await find('project = ACME', 'dev', { nextPageToken: 'made-up' })).status).toBe(400);
	});

	test('the old search is gone', async () => {
		expect((await b.ask('dev', 'GET search?jql=project%3DACME')).status).toBe(410);
		expect((await b.ask('dev', 'POST /rest/api/2/search', { jql: 'project = ACME' })).status).toBe(410);
	});

	test('counting and matching', async () => {
		expect((await b.ask('dev', 'POST search/approximate-count', { jql: 'project = ACME' })).body).toEqual({ count: 1 });
		const { matches } = (await b.ask('dev', 'POST jql/match', { issueIds: [10_001, 10_002, 99], jqls: ['project = ACME', 'project = NOPE'] })).body;
		expect(matches).toEqual([{ matchedIssues: [10_002], errors: [] }, { matchedIssues: [], errors: ["The value 'NOPE' does not exist for the field 'project'."] }]);
	});

	test('never hold what the caller may not see', async () => {
		b.sandbox.site('desk').as('ada').editIssue('DESK-1', { security: 'Management' });
		expect(await keys('project = DESK', 'desk')).toEqual([]);
		expect(await keys('project = HR', 'desk')).toEqual([]);
	});
});

describe('an index that lags', () => {
	test('shows writes late, unless they are to be reconciled', async () => {
		b.sandbox.site('dev').setSearchLag(5000);
		const dana = b.sandbox.site('dev').as('dana');
		const key = dana.createIssue({ project: 'ACME', type: 'Task', summary: 'new' });
		dana.editIssue('ACME-1', { labels: ['later'] });
		const reconcileIssues = [Number(b.sandbox.site('dev').issue(key).id)];
		expect(await keys('project = ACME')).toEqual(['ACME-1']);
		expect(await keys('labels = later')).toEqual([]);
		expect(await keys('labels = build')).toEqual(['ACME-1']);
		expect(await keys('project = ACME', 'dev', { reconcileIssues })).toEqual([key, 'ACME-1']);
		b.time.now += 5000;
		expect(await keys('project = ACME')).toEqual([key, 'ACME-1']);
		expect(await keys('labels = later')).toEqual(['ACME-1']);
		expect((await find('project = ACME', 'dev', { reconcileIssues: Array.from({ length: 51 }, (_, at) => at) })).status).toBe(400);
	});

	test('a deleted issue is never answered', async () => {
		b.sandbox.site('dev').setSearchLag(5000);
		b.sandbox.site('dev').as('ada').deleteIssue('ACME-1');
		expect(await keys('project = ACME')).toEqual([]);
	});
});

test('queries that differ in their times alone are each answered for their own', async () => {
	const dana = b.sandbox.site('dev').as('dana');
	const before = b.time.now + 1;
	b.time.now += 60_000;
	const key = dana.createIssue({ project: 'ACME', type: 'Task', summary: 'one' });
	const after = b.time.now + 1;
	expect(await keys(`project = ACME and created >= ${before}`)).toEqual([key]);
	expect(await keys(`project = ACME and created >= ${after}`)).toEqual([]);
	expect(await keys(`project = ACME and created >= ${before} and created < ${after}`)).toEqual([key]);
});
