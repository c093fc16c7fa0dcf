import { bench, doc } from './support';

const { sandbox, ask, contract } = bench();
const desk = sandbox.site('desk');
afterEach(() => contract.expectNoViolations());

const raw = (path: string, authorization?: string) => desk.handle({ method: 'GET', path, headers: authorization ? { authorization } : {} });
const basic = (email: string, token: string) => `Basic ${Buffer.from(`${email}:${token}`).toString('base64')}`;

describe('who gets in', () => {
	test('e-mail and API token of an account', async () => {
		const answer = await ask('desk', 'GET myself');
		expect(answer.body).toMatchObject({ displayName: 'Sync Desk', emailAddress: 'sync@desk.example', timeZone: 'Europe/Vienna', accountType: 'atlassian' });
		expect(answer.headers['x-aaccountid']).toBe(encodeURIComponent(desk.syncAccount.accountId));
	});

	test('a wrong token, another site\'s token or a bearer token are refused', async () => {
		for (const header of [basic('sync@desk.example', 'wrong'), sandbox.site('dev').syncAccount.authorization, 'Bearer desk-sync-token', 'Basic !!']) {
			const answer = await raw('/rest/api/3/myself', header);
			expect(answer.status).toBe(401);
			expect(String(answer.body)).toBe('Client must be authenticated to access this resource.');
		}
	});

	test('nobody: 401, and for an issue the 404 that tells nothing', async () => {
		expect((await raw('/rest/api/3/myself')).status).toBe(401);
		expect((await raw('/rest/api/3/issue/DESK-1')).status).toBe(404);
		expect((await raw('/rest/webhooks/1.0/webhook')).status).toBe(401);
	});

	test('the cloud id needs no account', async () => {
		const answer = await raw('/_edge/tenant_info');
		expect(JSON.parse(String(answer.body))).toEqual({ cloudId: desk.cloudId });
	});

	test('a token with scopes works behind the gateway only, and only within its scopes', async () => {
		const scoped = basic('sync@desk.example', 'desk-sync-scoped-token');
		expect((await raw('/rest/api/3/myself', scoped)).status).toBe(401);
		const viaGateway = (path: string, authorization: string) => sandbox.handle(`${sandbox.urls().gateway}/ex/jira/${desk.cloudId}${path}`, { method: 'GET', headers: { authorization } });
		expect((await viaGateway('/rest/api/3/myself', scoped)).status).toBe(200);
		expect((await viaGateway('/rest/api/3/issue/DESK-1', scoped)).status).toBe(200);
		const hooks = await viaGateway('/rest/webhooks/1.0/webhook', scoped);
		expect([hooks.status, JSON.parse(String(hooks.body))]).toEqual([401, { code: 401, message: 'Unauthorized; scope does not match' }]);
		expect((await viaGateway('/rest/api/3/myself', desk.syncAccount.authorization)).status).toBe(401);
		expect((await sandbox.handle(`${sandbox.urls().gateway}/ex/jira/nowhere/rest/api/3/myself`, { method: 'GET', headers: { authorization: scoped } })).status).toBe(404);
	});

	test('missing, hidden and deleted issues are answered alike', async () => {
		const deleted = desk.as('ada').createIssue({ project: 'HR', summary: 'gone' });
		const hidden = desk.as('ada').createIssue({ project: 'HR', summary: 'hidden' });
		desk.as('ada').deleteIssue(deleted);
		const restricted = desk.as('ann').createIssue({ project: 'DESK', summary: 'management only' });
		desk.as('ada').editIssue('DESK-1', { security: 'Management' });
		const bodies = await Promise.all([deleted, hidden, 'DESK-1', 'DESK-999', 'nonsense'].map(async (key) => (await ask('desk', `GET issue/${key}`)).body));
		for (const body of bodies) expect(body).toEqual({ errorMessages: ['Issue does not exist or you do not have permission to see it.'], errors: {} });
		expect((await ask('desk', `GET issue/${restricted}`)).status).toBe(200);
		desk.as('ada').editIssue('DESK-1', { security: null });
	});

	test('a reader reads and is refused every write', async () => {
		expect((await ask('desk', 'GET issue/DESK-1', undefined, 'rita')).status).toBe(200);
		const edit = await ask('desk', 'PUT issue/DESK-1', { fields: { summary: 'mine' } }, 'rita');
		expect([edit.status, edit.body.errors.summary]).toEqual([400, "Field 'summary' cannot be set. It is not on the appropriate screen, or unknown."]);
		expect((await ask('desk', 'GET issue/DESK-1/transitions', undefined, 'rita')).body.transitions).toEqual([]);
		expect((await ask('desk', 'PUT issue/DESK-1/properties/a', 1, 'rita')).status).toBe(403);
		expect((await ask('desk', 'DELETE issue/DESK-1', undefined, 'ann')).status).toBe(403);
	});

	test('permissions say what the account may do, where', async () => {
		const permissions = async (as: string, project: string) => (await ask('desk', `GET mypermissions?permissions=ADMINISTER,EDIT_ISSUES,BROWSE_PROJECTS&projectKey=${project}`, undefined, as)).body.permissions;
		const held = (all: Record<string, { havePermission: boolean }>) => Object.values(all).map((one) => one.havePermission);
		expect(held(await permissions('sync', 'DESK'))).toEqual([true, true, true]);
		expect(held(await permissions('ann', 'DESK'))).toEqual([false, true, true]);
		expect(held(await permissions('rita', 'DESK'))).toEqual([false, false, true]);
		expect((await ask('desk', 'GET mypermissions?permissions=NONSENSE')).status).toBe(400);
		expect((await ask('desk', 'GET mypermissions?permissions=EDIT_ISSUES&projectKey=HR')).status).toBe(404);
	});

	test('being an agent is a permission of service projects, which other sites do not know', async () => {
		const agent = async (as: string, project: string) => (await ask('desk', `GET mypermissions?permissions=SERVICEDESK_AGENT&projectKey=${project}`, undefined, as)).body.permissions.SERVICEDESK_AGENT;
		expect(await agent('ann', 'DESK')).toMatchObject({ name: 'Service Project Agent', havePermission: true });
		expect(await agent('rita', 'DESK')).toMatchObject({ havePermission: false });
		expect(await agent('ann', 'OPS')).toMatchObject({ havePermission: false });
		expect((await ask('dev', 'GET mypermissions?permissions=SERVICEDESK_AGENT&projectKey=ACME')).status).toBe(400);
	});

	test('a permission can be withheld from one account in one project', async () => {
		desk.withhold('ben', 'DESK', 'ADD_COMMENTS');
		const comment = (project: string) => ask('desk', `POST issue/${desk.as('ann').createIssue({ project, summary: 'x' })}/comment`, { body: doc('x') }, 'ben');
		expect([(await comment('DESK')).status, (await comment('OPS')).status]).toEqual([400, 201]);
		desk.withhold('ben', 'DESK');
	});

	test('what is switched off for the whole site is told and refused', async () => {
		const configuration = async () => (await ask('desk', 'GET configuration')).body;
		expect(await configuration()).toMatchObject({ attachmentsEnabled: true, issueLinkingEnabled: true });
		Object.assign(desk.settings, { attachmentsEnabled: false, issueLinkingEnabled: false });
		expect(await configuration()).toMatchObject({ attachmentsEnabled: false, issueLinkingEnabled: false });
		expect((await ask('desk', 'GET attachment/meta')).body.enabled).toBe(false);
		expect((await ask('desk', 'POST issue/DESK-1/remotelink', { object: { url: 'https://x.example', title: 'x' } })).status).toBe(403);
		Object.assign(desk.settings, { attachmentsEnabled: true, issueLinkingEnabled: true });
	});

	test('addresses are shown as privacy allows, and hidden ones found only in full', async () => {
		const find = async (query: string) => (await ask('desk', `GET user/search?query=${encodeURIComponent(query)}`)).body.map((user: { displayName: string; emailAddress?: string }) => [user.displayName, user.emailAddress]);
		expect(await find('ann@')).toEqual([['Ann Lee', 'ann@desk.example']]);
		expect(await find('ben@')).toEqual([]);
		expect(await find('ben@desk.example')).toEqual([['Ben Okafor', undefined]]);
	});

	test('only those who can be assigned are offered', async () => {
		const names = (await ask('desk', 'GET user/assignable/search?project=DESK&query=')).body.map((user: { displayName: string }) => user.displayName);
		expect(names).toContain('Ann Lee');
		expect(names).not.toContain('Casey Customer');
		expect(names).not.toContain('Rita Reader');
	});

	test('a project out of sight is not found and not listed', async () => {
		expect((await ask('desk', 'GET project/HR')).status).toBe(404);
		expect((await ask('desk', 'GET project/search')).body.values.map((project: { key: string }) => project.key)).toEqual(['DESK', 'OPS']);
	});

	test('unknown paths and methods', async () => {
		expect((await raw('/rest/api/3/nonsense', desk.syncAccount.authorization)).status).toBe(404);
		expect((await desk.handle({ method: 'DELETE', path: '/rest/api/3/myself', headers: { authorization: desk.syncAccount.authorization } })).status).toBe(405);
		contract.clear();
	});
});
