import { ConnectedSites } from '../../host/connectedSites.ts';
import { type Execution, itemsOf } from '../../host/executions.ts';
import type { WorkflowNode } from '../../host/workflows.ts';
import { type ByHand, type Clicked, nodeOf, publishByHand, publishClicked } from './support/clicked';
import { STARTING, STEP } from './support/useN8n';

let sites: ConnectedSites;

const request = (summary: string) => sites.desk.as('casey').createIssue({ project: 'DESK', type: 'Service Request', summary });
const jsonOf = (execution: Execution, node: string, output = 0) => itemsOf(execution, node, output).map(({ json }) => json);
const passes = (execution: Execution) => execution.data.resultData.runData['Count the Pass']!.map(({ data }) => data!.main[0]![0]!.json);
const record = (key: string) => sites.desk.issue(key).properties['jirasync.deskdev'] as { state: string; twin: { key: string } } | undefined;

beforeAll(async () => {
	sites = await ConnectedSites.open();
	// Nothing runs but what a test starts.
	sites.deliveries.hold();
}, STARTING);
afterAll(() => sites?.close(), STEP);

describe('Bulk Sync', () => {
	let bulk: Clicked;
	beforeAll(async () => {
		for (let number = 1; number <= 6; number++) request(`bulk ${number}`);
		bulk = await publishClicked(sites, 'bulk-sync', (workflow) => {
			nodeOf(workflow, 'List Desk Issues').parameters.jql = 'project = DESK AND summary ~ "bulk" ORDER BY created ASC';
			// Seven issues in batches of three, as seven hundred would be in batches of a hundred.
			workflow.nodes = JSON.parse(JSON.stringify(workflow.nodes).replace('"batchSize":100', '"batchSize":3').replaceAll('currentRunIndex * 100', 'currentRunIndex * 3')) as WorkflowNode[];
		});
	}, STEP);

	test('brings all over, batch by batch, and each pass tells what is done and left', async () => {
		const key = request('bulk 7');
		sites.desk.as('ada').setProperty(key, 'jirasync.deskdev', { format: 99 });
		const run = await bulk.run();
		expect(passes(run)).toMatchObject([
			{ done: 3, left: 4, created: 3, failed: 0, perMinute: expect.any(Number) },
			{ done: 6, left: 1, created: 3, failed: 0 },
			{ done: 7, left: 0, created: 0, failed: 1, firstFailure: expect.stringContaining('newer version') },
		]);
		expect(jsonOf(run, 'All Passes')).toMatchObject([{ done: 7, created: 6, updated: 0, unchanged: 0, skipped: 0, failed: 1, retryable: 0 }]);
		expect(run.status).toBe('error');
		expect(run.data.resultData.error?.message).toContain('1 of 7 issues failed');
		sites.desk.as('ada').deleteProperty(key, 'jirasync.deskdev');
	}, 2 * STEP);

	test('started again it does what is left, and then nothing', async () => {
		const second = await bulk.run();
		expect(jsonOf(second, 'All Passes')).toMatchObject([{ created: 1, unchanged: 6, failed: 0 }]);
		expect(second.status).toBe('success');
		sites.takeWrites();
		const third = await bulk.run();
		expect(jsonOf(third, 'All Passes')).toMatchObject([{ done: 7, unchanged: 7, failed: 0 }]);
		expect(sites.takeWrites()).toEqual([]);
	}, 2 * STEP);

	test('a batch of which nothing is let out holds up no other', async () => {
		const level = { security: { name: 'Agents only' } };
		for (const summary of ['bulk 0', 'bulk 00', 'bulk 000']) sites.desk.as('ada').editIssue(request(summary), level);
		const run = await bulk.run();
		expect(run.status).toBe('success');
		expect(passes(run)).toHaveLength(4);
		expect(jsonOf(run, 'All Passes')).toMatchObject([{ done: 10, skipped: 3, unchanged: 7 }]);
	}, 2 * STEP);
});

describe('By Hand', () => {
	let commands: ByHand;
	beforeAll(async () => {
		sites.jira.clearRequests();
		commands = await publishByHand(sites);
	}, STEP);

	test('registers nothing in Jira, and takes nothing without the secret', async () => {
		expect(sites.jira.requests().filter(({ path }) => path.includes('webhook'))).toEqual([]);
		expect((await commands.send('DESK-1', { do: 'start' }, 'guess')).status).toBe(401);
	}, STEP);

	test('starts an issue, stops it, and connects it with another one', async () => {
		const key = request('by hand');
		await commands.run(key, { do: 'start' });
		const first = record(key)!.twin.key;
		expect(sites.dev.issue(first).summary).toBe('by hand');
		await commands.run(key, { do: 'stop' });
		expect(record(key)).toMatchObject({ state: 'disconnected' });
		const other = sites.dev.as('dana').createIssue({ project: 'ACME', type: 'Task', summary: 'there already' });
		const run = await commands.run(key, { do: 'connect', with: other });
		expect(run.status).toBe('success');
		expect(record(key)).toMatchObject({ state: 'paired', twin: { key: other } });
	}, 2 * STEP);

	test('a command that cannot be carried out ends red with what to do', async () => {
		const key = request('nowhere');
		const run = await commands.run(key, { do: 'connect', with: 'ACME-9999' });
		expect(run.status).toBe('error');
		expect(run.data.resultData.error?.message).toContain('ACME-9999');
	}, STEP);
});

test('Connect a List connects every row but the one that cannot be', async () => {
	const keys = [request('row 1'), request('row 2')];
	const twin = sites.dev.as('dana').createIssue({ project: 'ACME', type: 'Task', summary: 'row 2' });
	const list = await publishClicked(sites, 'connect-list', (workflow) => {
		const { assignments } = nodeOf(workflow, 'The List').parameters.assignments as { assignments: Array<{ value: string }> };
		assignments[0]!.value = JSON.stringify([{ desk: keys[0], dev: 'ACME-9999' }, { desk: keys[1], dev: twin }]);
	});
	const run = await list.run();
	expect(run.status).toBe('error');
	expect(run.data.resultData.error?.message).toContain('ACME-9999');
	expect([record(keys[0]!), record(keys[1]!)]).toMatchObject([undefined, { state: 'paired', twin: { key: twin } }]);
}, STEP);

test('Look After a Connection tells what is missing at both sites, and lists the pairs', async () => {
	const care = await publishClicked(sites, 'look-after-connection', () => {});
	sites.takeWrites();
	const run = await care.run();
	expect(run.status).toBe('success');
	for (const node of ['Check the Desk', 'Check Development']) expect(jsonOf(run, node).length).toBeGreaterThan(3);
	expect(jsonOf(run, 'List Pairs at the Desk').map(({ state }) => state)).toContain('synchronized');
	expect(sites.takeWrites().filter((write) => !write.includes('/properties/'))).toEqual([]);
}, STEP);

describe('Rules in JavaScript', () => {
	let key: string;
	let rules: Clicked;
	beforeAll(async () => {
		key = request('by a Code node');
		sites.desk.as('ann').addComment(key, 'for development', { internal: false });
		sites.desk.as('ann').addComment(key, '#desk not for development', { internal: false });
		rules = await publishClicked(sites, 'rules-in-javascript', (workflow) => {
			nodeOf(workflow, 'Build Desk Replica').parameters.issueKey = key;
		});
	}, STEP);

	test('brings over what the Code node leaves in the replica, and a second run writes nothing', async () => {
		const [{ twin }] = jsonOf(await rules.run(), 'Record Dev Twin on Desk') as [{ twin: { key: string } }];
		expect(sites.dev.issue(twin.key).comments.map(({ text }) => text.split('\n').at(-1))).toEqual(['for development']);
		sites.desk.as('ann').editIssue(key, { description: 'stays at the desk', summary: 'leaves the desk' });
		await rules.run();
		expect(sites.dev.issue(twin.key)).toMatchObject({ summary: 'leaves the desk', description: '' });
		sites.takeWrites();
		await rules.run();
		expect(sites.takeWrites()).toEqual([]);
	}, STEP);
});
