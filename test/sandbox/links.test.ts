import { bench } from './support';

let b: ReturnType<typeof bench>;
beforeEach(() => { b = bench(); });
afterEach(() => b.contract.expectNoViolations());

const link = (more: Record<string, unknown> = {}) => ({ globalId: 'jirasync:a/b:1', application: { name: 'Jira' }, relationship: 'twin', object: { url: 'http://dev/browse/ACME-1', title: 'ACME-1', summary: 'long', status: { resolved: true } }, ...more });
const post = (body: unknown) => b.ask('desk', 'POST issue/DESK-1/remotelink', body);

describe('remote links', () => {
	test('one per global id and issue: 201 at first, 200 with the same id afterwards', async () => {
		const first = await post(link());
		const second = await post(link());
		expect([first.status, second.status, second.body.id]).toEqual([201, 200, first.body.id]);
		expect((await b.ask('desk', 'GET issue/DESK-1/remotelink')).body).toHaveLength(1);
	});

	test('what the second request leaves out is empty afterwards', async () => {
		await post(link());
		await post({ globalId: 'jirasync:a/b:1', object: { url: 'http://x/', title: 'x' } });
		const read = (await b.ask('desk', 'GET issue/DESK-1/remotelink?globalId=jirasync%3Aa%2Fb%3A1')).body;
		expect(read).toMatchObject({ application: {}, object: { title: 'x', status: { icon: {} } } });
		expect(read.relationship).toBeUndefined();
	});

	test('are read, replaced and deleted by id, and deleted by global id', async () => {
		const { id } = (await post(link())).body;
		expect((await b.ask('desk', `PUT issue/DESK-1/remotelink/${id}`, link({ relationship: 'other' }))).status).toBe(204);
		expect((await b.ask('desk', `GET issue/DESK-1/remotelink/${id}`)).body.relationship).toBe('other');
		expect((await b.ask('desk', `DELETE issue/DESK-1/remotelink/${id}`)).status).toBe(204);
		await post(link());
		expect((await b.ask('desk', 'DELETE issue/DESK-1/remotelink?globalId=jirasync%3Aa%2Fb%3A1')).status).toBe(204);
		expect((await b.ask('desk', 'DELETE issue/DESK-1/remotelink?globalId=jirasync%3Aa%2Fb%3A1')).status).toBe(404);
		expect((await b.ask('desk', 'GET issue/DESK-1/remotelink?globalId=nope')).status).toBe(404);
	});

	test('are not deleted by a request that does not call itself JSON', async () => {
		await post(link());
		const { handle, syncAccount } = b.sandbox.site('desk');
		const answer = await handle({ method: 'DELETE', path: '/rest/api/3/issue/DESK-1/remotelink', query: { globalId: 'jirasync:a/b:1' }, headers: { authorization: syncAccount.authorization } });
		expect([answer.status, b.sandbox.site('desk').issue('DESK-1').remoteLinks.length]).toEqual([415, 1]);
	});

	test('need an address and a title, and a global id that is not too long', async () => {
		expect((await post({ object: { url: 'x' } })).body.errors).toEqual({ url: "'url' is not a valid URL.", title: "'title' is required." });
		expect((await post(link({ globalId: 'x'.repeat(256) }))).status).toBe(400);
	});

	test('are history and move the time of update', async () => {
		b.time.now += 1000;
		await post(link());
		const issue = b.sandbox.site('desk').issue('DESK-1');
		expect(issue.updated).toBe(b.time.now);
		expect(issue.changelog.at(-1)?.changes).toMatchObject([{ field: 'RemoteIssueLink', from: null }]);
	});

	test('are found by search', async () => {
		await post(link());
		for (const name of ['issuesWithRemoteLinksByGlobalId', 'workItemsWithRemoteLinksByGlobalId']) {
			const jql = encodeURIComponent(`issue in ${name}("other", "jirasync:a/b:1")`);
			expect((await b.ask('desk', `GET search/jql?jql=${jql}&fields=key`)).body.issues).toMatchObject([{ key: 'DESK-1' }]);
		}
		const many = Array.from({ length: 101 }, (_, at) => `"g${at}"`).join(',');
		expect((await b.ask('desk', 'POST search/jql', { jql: `issue in issuesWithRemoteLinksByGlobalId(${many})` })).status).toBe(400);
		expect((await b.ask('desk', 'POST search/jql', { jql: 'issue in issuesWithRemoteLinksByGlobalId()' })).status).toBe(400);
		expect((await b.ask('desk', 'POST search/jql', { jql: 'issue = issuesWithRemoteLinksByGlobalId("a")' })).status).toBe(400);
	});
});

describe('links between issues', () => {
	const body = { type: { name: 'Blocks' }, inwardIssue: { key: 'DESK-1' }, outwardIssue: { key: 'OPS-1' } };

	test('a second one is answered like the first and changes nothing', async () => {
		expect([(await b.ask('desk', 'POST issueLink', body)).status, (await b.ask('desk', 'POST issueLink', body)).status]).toEqual([201, 201]);
		const { issuelinks } = (await b.ask('desk', 'GET issue/DESK-1?fields=issuelinks')).body.fields;
		expect(issuelinks).toMatchObject([{ type: { name: 'Blocks', outward: 'blocks' }, outwardIssue: { key: 'OPS-1' } }]);
		expect((await b.ask('desk', 'GET issue/OPS-1?fields=issuelinks')).body.fields.issuelinks).toMatchObject([{ inwardIssue: { key: 'DESK-1' } }]);
		const { id } = issuelinks[0];
		expect((await b.ask('desk', `GET issueLink/${id}`)).body).toMatchObject({ inwardIssue: { key: 'DESK-1' }, outwardIssue: { key: 'OPS-1' } });
		expect((await b.ask('desk', `DELETE issueLink/${id}`)).status).toBe(204);
		expect((await b.ask('desk', `DELETE issueLink/${id}`)).status).toBe(404);
	});

	test('unknown types and invisible issues are refused', async () => {
		expect((await b.ask('desk', 'POST issueLink', { ...body, type: { name: 'Nonsense' } })).status).toBe(404);
		expect((await b.ask('desk', 'POST issueLink', { ...body, outwardIssue: { key: 'HR-1' } })).status).toBe(404);
	});
});

describe('watchers and work', () => {
	test('watchers are added by a bare account id and taken away again', async () => {
		const ann = b.sandbox.site('desk').account('ann').accountId;
		expect((await b.ask('desk', 'POST issue/OPS-1/watchers', ann)).status).toBe(204);
		expect((await b.ask('desk', 'GET issue/OPS-1/watchers')).body.watchers.map((one: { displayName: string }) => one.displayName)).toContain('Ann Lee');
		expect((await b.ask('desk', `DELETE issue/OPS-1/watchers?accountId=${encodeURIComponent(ann)}`)).status).toBe(204);
		expect((await b.ask('desk', 'POST issue/OPS-1/watchers', b.sandbox.site('desk').account('ada').accountId, 'ben')).status).toBe(403);
	});

	test('work is logged in seconds and told in Jira\'s days', async () => {
		const answer = await b.ask('desk', 'POST issue/DESK-1/worklog?adjustEstimate=leave', { started: '2026-11-20T08:00:00.000+0100', timeSpentSeconds: 32_400 });
		expect([answer.status, answer.body.timeSpent, answer.body.started]).toEqual([201, '1d 1h', '2026-11-20T08:00:00.000+0100']);
		expect((await b.ask('desk', `DELETE issue/DESK-1/worklog/${answer.body.id}`)).status).toBe(204);
	});
});
