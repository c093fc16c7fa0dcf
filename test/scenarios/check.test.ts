import type { IDataObject } from 'n8n-workflow';
import { oneNode, runNode } from '../nodes/support';
import type { Pair } from '../support/pair';
import { pairForEach } from '../support/pairForEach';
import { expectQuiet } from '../support/quiet';
import type { CheckSummary, Finding } from '../../sync/check/finding';

let pair: Pair;
pairForEach((fresh) => void (pair = fresh), { refusedRequestsAreFine: true });

interface Checked {
	findings: Finding[];
	summary: CheckSummary;
	of(check: string): Finding | undefined;
	/** Ids of what cannot be told. */
	untold: string[];
}

/** Everything that the probe of a claim sends. */
const PROBE = /^(PUT|DELETE) \/rest\/api\/3\/(user|project\/\w+)\/properties\/jirasync\.deskdev\.check$/;
const PROJECTS = { desk: 'DESK', dev: 'ACME' };

/** Twin Lookup alone, with the credential of one site; nothing that it writes may stay. */
async function check(site: 'desk' | 'dev', parameters: IDataObject = {}): Promise<Checked> {
	const node = oneNode(
		'twinLookup',
		{
			operation: 'check',
			connection: 'deskdev',
			project: { __rl: true, mode: 'key', value: PROJECTS[site] },
			issueType: { __rl: true, mode: 'name', value: 'Task' },
			...parameters,
		},
		{ credentials: { jiraSyncCloudApi: { id: null, name: site === 'desk' ? 'Jira Desk' : 'Jira Dev' } } },
	);
	const before = pair[site].data;
	const kept = structuredClone([before.userProperties, before.projects, before.webhooks]);
	pair.writes();
	const run = await runNode(node, pair, [{ json: {} }]);
	expect(run.error).toBeUndefined();
	expect(pair.writes().filter((write) => !PROBE.test(write.replace(/^\w+ /, '')))).toEqual([]);
	const bare = (record: typeof before.userProperties) => Object.fromEntries(Object.entries(record).filter(([, value]) => Object.keys(value).length > 0));
	expect([bare(before.userProperties), before.projects, before.webhooks]).toEqual([bare(kept[0] as never), ...kept.slice(1)]);
	const items = run.output('twinLookup').map(({ json }) => json);
	for (const item of items) expect(item).toMatchObject({ connection: 'deskdev', site: pair[site].url });
	const findings = items.slice(0, -1) as unknown as Finding[];
	return {
		findings,
		summary: items.at(-1) as unknown as CheckSummary,
		of: (id) => findings.find((finding) => finding.check === id),
		untold: findings.filter(({ ok }) => ok === null).map(({ check }) => check),
	};
}

/** The only problem there is. */
function theProblem({ findings, summary }: Checked): Finding {
	const problems = findings.filter(({ ok }) => ok === false);
	expect(problems.map(({ check }) => check)).toHaveLength(1);
	expect(summary).toMatchObject({ check: 'summary', ok: false, problems: 1 });
	return problems[0]!;
}

/** What publishing the workflow of a site leaves in Jira. */
const publish = (site: 'desk' | 'dev', url = `https://n8n.example/webhook/${site}`) =>
	pair[site].data.webhooks.push({
		id: String(pair[site].data.webhooks.length + 1), name: 'n8n Jira Sync: deskdev', url, events: [], jql: '', excludeBody: false, enabled: true, secret: 's',
		ownerId: pair[site].syncAccount.accountId, lastUpdated: 0,
	});
const aTask = () => pair.dev.as('dana').createIssue({ project: 'ACME', type: 'Task', summary: 'a task' });

describe('with the accounts and projects of the demo', () => {
	beforeEach(() => {
		publish('desk');
		publish('dev');
	});

	test('everything is there at the desk, and nothing is written for a site that is only read', async () => {
		const { findings, summary } = await check('desk', { role: 'source' });
		expect(findings.filter(({ ok }) => ok !== true)).toEqual([]);
		expect(findings.map(({ check }) => check)).toEqual([
			'credential', 'clock', 'project', 'project.archived', 'project.kind',
			'permission.BROWSE_PROJECTS', 'permission.EDIT_ISSUES', 'permission.LINK_ISSUES', 'permission.ADMINISTER',
			'webhook', 'webhook.enabled', 'webhook.single', 'remoteLinks',
		]);
		expect(summary).toEqual({ connection: 'deskdev', site: pair.desk.url, check: 'summary', ok: true, problems: 0, untold: 0 });
		await check('desk', { role: 'source' });
		expect(pair.sandbox.requests().filter(({ method }) => method !== 'GET')).toEqual([]);
	});

	test('everything is there in development, for both directions and every use', async () => {
		aTask();
		const used = ['attachments', 'comments', 'creation', 'internalComments', 'remoteLinks', 'transitions', 'webhook'];
		const checked = await check('dev', { used, transitions: 'Done, 11' });
		expect(checked.findings.filter(({ ok }) => ok !== true)).toEqual([]);
		expect(checked.findings.map(({ check }) => check)).toEqual([
			'credential', 'clock', 'project', 'project.archived', 'project.kind',
			'permission.BROWSE_PROJECTS', 'permission.CREATE_ISSUES', 'permission.EDIT_ISSUES', 'permission.ADD_COMMENTS', 'permission.EDIT_OWN_COMMENTS',
			'permission.CREATE_ATTACHMENTS', 'permission.TRANSITION_ISSUES', 'permission.LINK_ISSUES', 'permission.ADMINISTER',
			'issueType', 'requiredFields', 'description.create', 'description.edit', 'transition.Done', 'transition.11',
			'webhook', 'webhook.enabled', 'webhook.single', 'claims', 'internalComments', 'remoteLinks', 'attachments',
		]);
		expect(checked.summary).toMatchObject({ ok: true, problems: 0, untold: 0 });
		expect(checked.of('credential')?.detail).toContain(`Sync Dev (${pair.dev.syncAccount.accountId})`);
		expect(checked.of('credential')?.detail).toContain(pair.dev.cloudId);
		expect(checked.of('attachments')?.detail).toContain('10 MB');
		expect(checked.of('claims')?.detail).toContain('account itself');
	});

	test('and the first sync after it is like any other', async () => {
		await check('dev');
		pair.desk.as('ann').transition('DESK-1', 'Send to development', { comment: 'please look' });
		expect((await pair.look(pair.escalation, 'DESK-1')).item?.outcome?.result).toBe('created');
		await expectQuiet(pair);
	});

	test.each([
		['CREATE_ISSUES', 'Create Issues', ['issueType', 'requiredFields', 'description.create', 'description.edit']],
		['EDIT_ISSUES', 'Edit Issues', ['description.edit']],
		['ADD_COMMENTS', 'Add Comments', []],
		['CREATE_ATTACHMENTS', 'Create Attachments', []],
		['TRANSITION_ISSUES', 'Transition Issues', ['transition.Done']],
		['LINK_ISSUES', 'Link Issues', []],
	])('without %s that one permission is the problem', async (key, name, untold) => {
		aTask();
		pair.dev.withhold('sync', 'ACME', key);
		const checked = await check('dev', { transitions: 'Done' });
		const found = theProblem(checked);
		expect(found.check).toBe(`permission.${key}`);
		expect(found.title).toBe(`Permission ${name}`);
		expect(found.detail).toContain(`The account lacks ${name} in ACME: `);
		expect(found.next).toBe(`Grant ${name} in ACME to Sync Dev, or to a group or role that it has: Project settings > Permissions.`);
		expect(checked.untold).toEqual(untold);
	});

	test('editing own comments is contained in editing all, and missed without both', async () => {
		aTask();
		pair.dev.withhold('sync', 'ACME', 'EDIT_OWN_COMMENTS');
		expect((await check('dev')).of('permission.EDIT_OWN_COMMENTS')).toMatchObject({ ok: true, detail: expect.stringContaining('Edit All Comments') });
		pair.dev.withhold('sync', 'ACME', 'EDIT_OWN_COMMENTS', 'EDIT_ALL_COMMENTS');
		expect(theProblem(await check('dev')).check).toBe('permission.EDIT_OWN_COMMENTS');
	});

	test('what is not used needs no permission', async () => {
		aTask();
		pair.dev.withhold('sync', 'ACME', 'ADD_COMMENTS', 'CREATE_ATTACHMENTS', 'TRANSITION_ISSUES', 'LINK_ISSUES');
		pair.dev.account('sync').siteAdmin = false;
		expect((await check('dev', { used: [], role: 'target' })).summary).toMatchObject({ ok: true, problems: 0 });
	});

	test('no administrator: the permission is named, and nobody can tell whether the webhook is there', async () => {
		aTask();
		pair.dev.account('sync').siteAdmin = false;
		const checked = await check('dev');
		const found = theProblem(checked);
		expect(found).toMatchObject({ check: 'permission.ADMINISTER', title: 'Permission Administer Jira' });
		expect(found.next).toContain('Settings > System > Global permissions');
		expect(found.next).toContain('finds changes by its sweep alone');
		expect(found.next).toContain('Settings > System > WebHooks');
		expect(checked.untold).toEqual(['webhook']);
	});

	test('a project of another name: those that the account sees, the nearest first', async () => {
		const checked = await check('dev', { project: { __rl: true, mode: 'key', value: 'ACMEE' }, transitions: 'Done' });
		const found = theProblem(checked);
		expect(found).toMatchObject({ check: 'project', detail: expect.stringContaining('The account sees ACME, BETA.') });
		expect(found.next).toBe('Correct the project key (ACME?), or grant Browse Projects in ACMEE: Project settings > Permissions.');
		expect(checked.untold).toEqual([
			'project.archived', 'project.kind',
			'permission.BROWSE_PROJECTS', 'permission.CREATE_ISSUES', 'permission.EDIT_ISSUES', 'permission.ADD_COMMENTS', 'permission.EDIT_OWN_COMMENTS',
			'permission.CREATE_ATTACHMENTS', 'permission.TRANSITION_ISSUES', 'permission.LINK_ISSUES',
			'issueType', 'requiredFields', 'description.create', 'description.edit', 'transition.Done', 'claims',
		]);
	});

	test('a project that the account may not browse looks like one that is not there', async () => {
		pair.dev.withhold('sync', 'ACME', 'BROWSE_PROJECTS');
		expect(theProblem(await check('dev'))).toMatchObject({ check: 'project', next: expect.stringContaining('grant Browse Projects in ACME: Project settings > Permissions') });
	});

	test('without a project, a site that is only read tells what the account may do anywhere', async () => {
		const { findings } = await check('desk', { role: 'source', project: { __rl: true, mode: 'list', value: '' } });
		expect(findings.filter(({ ok }) => ok !== true)).toEqual([]);
		expect(findings.map(({ check }) => check)).not.toContain('project');
	});

	test('an issue type that the project does not have: the types there are, and the one that may be meant', async () => {
		const checked = await check('dev', { issueType: { __rl: true, mode: 'name', value: 'Tasks' } });
		const found = theProblem(checked);
		expect(found).toMatchObject({ check: 'issueType', detail: 'ACME has no issue type Tasks. It has Task, Bug, Epic, Story, Sub-task.' });
		expect(found.next).toContain('Choose Task in Apply Incoming Rules');
		expect(checked.untold).toEqual(['requiredFields', 'description.create', 'description.edit']);
	});

	test('a type by its id', async () => {
		expect((await check('dev', { issueType: { __rl: true, mode: 'id', value: '10003' } })).of('issueType')).toMatchObject({ ok: true, detail: 'Bug (id 10003) exists in ACME.' });
	});

	test('a field that became required', async () => {
		aTask();
		pair.dev.data.projects.find(({ key }) => key === 'ACME')!.screens.create['*']!.find(({ id }) => id === 'customfield_10301')!.required = true;
		const found = theProblem(await check('dev'));
		expect(found).toMatchObject({ check: 'requiredFields.customfield_10301', title: 'Required Field Customer impact' });
		expect(found.detail).toContain('It has 3 allowed values.');
		expect(found.next).toBe('Let Mapping or a Script in Apply Incoming Rules fill Customer impact. Or give it a default value or make it optional for Task: Project settings > Fields. Or choose another issue type.');
	});

	test('a description that is on no screen', async () => {
		aTask();
		const { screens } = pair.dev.data.projects.find(({ key }) => key === 'ACME')!;
		for (const screen of [screens.create, screens.edit]) screen['*'] = screen['*']!.filter(({ id }) => id !== 'description');
		const { findings } = await check('dev');
		expect(findings.filter(({ ok }) => ok === false).map(({ check, next }) => [check, next])).toEqual([
			['description.create', 'Add Description to that screen: Project settings > Screens.'],
			['description.edit', 'Add Description to that screen: Project settings > Screens.'],
		]);
	});

	test('the edit screen cannot be told before there is an issue of the type', async () => {
		const checked = await check('dev', { issueType: { __rl: true, mode: 'name', value: 'Story' } });
		expect(checked.untold).toEqual(['description.edit']);
		expect(checked.of('description.edit')?.detail).toContain('ACME has no Story yet');
	});

	test('a transition that nothing offers is a problem only when every status could be looked into', async () => {
		const key = aTask();
		const early = await check('dev', { transitions: 'Rollout' });
		expect(early.of('transition.Rollout')).toMatchObject({ ok: null, detail: expect.stringContaining('In Progress, Done, where no issue is') });
		for (const moves of [['Start Progress'], ['Start Progress', 'Done']]) {
			const issue = aTask();
			for (const move of moves) pair.dev.as('dana').transition(issue, move, move === 'Done' ? { fields: { resolution: 'Done' } } : {});
		}
		expect(pair.dev.issue(key).status).toBe('To Do');
		const found = theProblem(await check('dev', { transitions: 'Rollout' }));
		expect(found).toMatchObject({ check: 'transition.Rollout', detail: expect.stringContaining('It sees Start Progress, Done, Resolve, Stop Progress, Reopen.') });
	});

	test('a transition in other letters is told at once', async () => {
		aTask();
		expect(theProblem(await check('dev', { transitions: 'done' })).next).toContain('Is Done meant? Upper and lower case count.');
	});

	test('issue linking and attachments that are off for the site', async () => {
		aTask();
		Object.assign(pair.dev.settings, { issueLinkingEnabled: false, attachmentsEnabled: false });
		const { findings } = await check('dev');
		expect(findings.filter(({ ok }) => ok === false).map(({ check, next }) => [check, next])).toEqual([
			['remoteLinks', 'Switch it on: Settings > Issues > Issue linking. Or switch off Show Remote Link in the nodes.'],
			['attachments', 'Switch them on: Settings > System > Attachments. Or switch off Add Files in Apply Incoming Rules.'],
		]);
	});

	test('an account that is no agent of the service project', async () => {
		pair.desk.withhold('sync', 'DESK', 'SERVICEDESK_AGENT');
		const found = theProblem(await check('desk', { issueType: { __rl: true, mode: 'name', value: 'Incident' } }));
		expect(found).toMatchObject({ check: 'internalComments', next: expect.stringContaining('role Service Desk Team') });
	});
});

describe('the webhook', () => {
	const WEBHOOKS = ['webhook', 'webhook.enabled', 'webhook.single'];
	const hookFindings = async () => {
		aTask();
		return (await check('dev')).findings.filter(({ check }) => WEBHOOKS.includes(check)).map(({ check, ok }) => [check, ok]);
	};

	test('is missing as long as the workflow is not published', async () => {
		aTask();
		publish('dev');
		pair.dev.data.webhooks[0]!.name = 'n8n Jira Sync: another';
		const found = theProblem(await check('dev'));
		expect(found).toMatchObject({ check: 'webhook', next: expect.stringContaining('Publish the workflow with Jira Sync Trigger') });
	});

	test('is not needed where issues are only written', async () => {
		expect((await check('dev', { role: 'target' })).findings.map(({ check }) => check)).not.toEqual(expect.arrayContaining(['webhook']));
	});

	test('may be switched off', async () => {
		publish('dev');
		pair.dev.data.webhooks[0]!.enabled = false;
		expect(await hookFindings()).toEqual([['webhook', true], ['webhook.enabled', false], ['webhook.single', true]]);
	});

	test('may be there twice for one address, and once for each of two workflows', async () => {
		publish('dev');
		publish('dev', 'https://n8n.example/webhook/other');
		expect(await hookFindings()).toEqual([['webhook', true], ['webhook.enabled', true], ['webhook.single', true]]);
		// Made with another secret, for the same node.
		publish('dev', 'https://n8n.example/webhook/dev?print=0a1b2c3d');
		expect(await hookFindings()).toEqual([['webhook', true], ['webhook.enabled', true], ['webhook.single', false]]);
	});

	test('cannot be seen by an account that does not administer Jira, which is told how one is made by hand and where its secret is entered', async () => {
		aTask();
		pair.dev.account('sync').siteAdmin = false;
		const hook = (await check('dev')).of('webhook');
		expect(hook).toMatchObject({ ok: null, detail: expect.stringContaining('Only administrators') });
		for (const word of ['Sweep Only', 'Production URL', 'jira:issue_deleted', 'project = "ACME"', 'Webhook Secret in the credential', 'Webhook Is Made by Hand']) expect(hook!.next).toContain(word);
	});

	test('is out of reach for a token with scopes, although the account administers Jira', async () => {
		aTask();
		pair.credentials.stored['Jira Dev']!.apiToken = 'dev-sync-scoped-token';
		const found = theProblem(await check('dev'));
		expect(found).toMatchObject({ check: 'webhook', next: expect.stringContaining('token without scopes') });
	});
});

describe('claims', () => {
	const refuse = (...places: string[]) =>
		pair.sandbox.setFaults(({ moment, method, path }) =>
			moment === 'before' && method === 'PUT' && places.some((place) => path.includes(`/${place}/`)) ? { kind: 'answer', status: 403, body: { errorMessages: ['No.'] } } : undefined,
		);
	const claims = async () => (await check('dev', { role: 'target' })).of('claims');

	test('live in the project where the account may keep none', async () => {
		refuse('user');
		expect(await claims()).toMatchObject({ ok: true, detail: expect.stringContaining('properties of the project ACME') });
	});

	test('live nowhere: what that means, and what to grant', async () => {
		refuse('user', 'project');
		expect(await claims()).toMatchObject({ ok: false, detail: expect.stringContaining('younger one gives way'), next: expect.stringContaining('Grant Administer Projects in ACME to Sync Dev') });
	});
});

describe('trouble is a finding and no error', () => {
	test('a token that Jira refuses: one problem, and the rest cannot be told', async () => {
		pair.credentials.stored['Jira Dev']!.apiToken = 'wrong';
		const checked = await check('dev', { transitions: 'Done' });
		const found = theProblem(checked);
		expect(found).toMatchObject({ check: 'credential', detail: expect.stringContaining('Jira did not accept the credential'), next: expect.stringContaining('Renew the token') });
		expect(JSON.stringify(checked)).not.toContain('wrong');
		expect(checked.untold).toEqual(checked.findings.slice(1).map(({ check }) => check));
		expect(checked.of('transition.Done')?.next).toBe('Mend what Credential says, then check again.');
		expect(pair.sandbox.requests().filter(({ path }) => path.startsWith('/rest/') && !path.endsWith('/myself'))).toEqual([]);
	});

	test('a token that lacks the scope for one resource is not told to be renewed', async () => {
		pair.sandbox.setFaults(({ moment, path }) => (moment === 'before' && path.endsWith('/configuration') ? { kind: 'answer', status: 401, body: { code: 401, message: 'Unauthorized; scope does not match' } } : undefined));
		const checked = await check('dev', { role: 'target' });
		expect(checked.of('attachments')).toMatchObject({ ok: null, detail: expect.stringContaining('scope does not match'), next: expect.stringContaining('Give the token the scopes') });
		expect(checked.of('credential')).toMatchObject({ ok: true });
	});

	test('one resource that fails leaves the rest as it is', async () => {
		publish('dev');
		aTask();
		pair.sandbox.setFaults(({ moment, path }) => (moment === 'before' && path.endsWith('/mypermissions') ? { kind: 'answer', status: 400, body: { errorMessages: ['Unrecognized permission'] } } : undefined));
		const checked = await check('dev', { role: 'target' });
		expect(checked.summary).toMatchObject({ ok: true, problems: 0 });
		expect(checked.untold.every((check) => check.startsWith('permission.'))).toBe(true);
		expect(checked.of('permission.ADD_COMMENTS')?.detail).toContain('Unrecognized permission');
	});

	test('a name that cannot be one is a mistake of the workflow and stops it', async () => {
		const run = await runNode(oneNode('twinLookup', { operation: 'check', connection: 'Desk Dev', role: 'source' }, { credentials: { jiraSyncCloudApi: { id: null, name: 'Jira Dev' } } }), pair, [{ json: {} }]);
		expect(run.error?.message).toContain('"Desk Dev" cannot be the name of a connection.');
	});
});
