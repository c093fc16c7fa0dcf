import type { IDataObject } from 'n8n-workflow';
import type { ConnectionRules } from '../../sync/connectionRules';
import type { SyncItem } from '../../sync/item';
import { contractDoor, type ContractDoor } from '../contract/door';
import { contentOf, nodeOf, oneNode, runNode } from '../nodes/support';
import { openPair, template, type Pair } from '../support/pair';
import { expectQuiet } from '../support/quiet';
import { runWorkflow, type WorkflowRun } from '../support/runWorkflow';
import { OURS } from '../support/scripts';

/** The template that holds a connection in one node, both directions in one workflow. */
let pair: Pair;
let door: ContractDoor;
beforeEach(async () => {
	door = contractDoor();
	pair = await openPair({ onExchange: door.onExchange });
	const workflow = template('connection-in-one-place');
	for (const node of workflow.nodes) node.waitBetweenTries = 1;
	pair.escalation = { ...pair.escalation, workflow, wholeWay: true };
	pair.resolution = { ...pair.resolution, workflow, wholeWay: true };
});
afterEach(async () => {
	await pair.close();
	door.expectNoViolations();
});

/** Changes the JSON, and nothing else. */
function agree(change: (rules: ConnectionRules) => void): void {
	const { parameters } = nodeOf(pair.escalation, 'Connection');
	const json = JSON.parse(String(parameters.jsonOutput)) as { rules: ConnectionRules };
	change(json.rules);
	parameters.jsonOutput = JSON.stringify(json, null, 2);
}
const send = () => pair.desk.as('ann').transition('DESK-1', 'Send to development', { comment: 'please look' });
const editDesk = (fields: Record<string, unknown>) => pair.desk.as('ann').editIssue('DESK-1', fields);
async function look(way: 'escalation' | 'resolution', key: string) {
	const looked = await pair.look(pair[way], key);
	expect(looked.failed?.error).toBeUndefined();
	return looked;
}
const escalate = async () => (await look('escalation', 'DESK-1')).item!.twin!.key;
const through = async (item: IDataObject): Promise<WorkflowRun> =>
	await runWorkflow(pair.escalation.workflow, pair.credentials, { node: 'Desk Issue Changed', between: true, items: [{ json: item }] });
/** An agent presses the button of docs/from-the-issue.md. */
const command = async (what: string) =>
	await through({ connection: 'deskdev', issue: { id: pair.desk.issue('DESK-1').id, key: 'DESK-1' }, command: { do: what }, events: ['command'] });
const linksOf = (site: Pair['desk'], key: string) => site.issue(key).remoteLinks.length;

test('one JSON maps both directions, and a change goes through each way once', async () => {
	editDesk({ priority: 'Highest' });
	send();
	const key = await escalate();
	expect(pair.dev.issue(key)).toMatchObject({ summary: 'VPN fails', priority: 'High' });
	pair.dev.as('dana').editIssue(key, { summary: 'VPN: split tunnel' });
	pair.dev.as('dana').transition(key, 'Done', { fields: { resolution: 'Fixed' } });
	await look('resolution', key);
	expect(pair.desk.issue('DESK-1')).toMatchObject({ summary: 'VPN: split tunnel', status: 'Development Ready', priority: 'Highest' });
	expect([linksOf(pair.desk, 'DESK-1'), linksOf(pair.dev, key)]).toEqual([1, 1]);
	await expectQuiet(pair);
}, 60_000);

test('the name of the connection is written once: both triggers read it from the JSON', () => {
	const typed = pair.escalation.workflow.nodes.filter(({ type }) => type.startsWith('n8n-nodes-jira-sync.')).map(({ parameters }) => JSON.stringify(parameters));
	expect(typed.filter((parameters) => parameters.includes('deskdev'))).toEqual([]);
});

test('rules of another connection are refused before anything is written', async () => {
	send();
	agree((rules) => (rules.name = 'other'));
	pair.writes();
	const { failed } = await pair.look(pair.escalation, 'DESK-1');
	expect(failed?.error).toMatchObject({ code: 'rulesInvalid', message: expect.stringContaining('connection other'), next: expect.stringContaining('Nothing was written') });
	expect(pair.writes()).toEqual([]);
});

describe('showLink', () => {
	test('switched off sets no link on either side, and the pair goes on without', async () => {
		agree((rules) => (rules.showLink = false));
		send();
		const key = await escalate();
		await look('resolution', key);
		expect([linksOf(pair.desk, 'DESK-1'), linksOf(pair.dev, key)]).toEqual([0, 0]);
		editDesk({ summary: 'VPN fails on Mac' });
		await escalate();
		expect(pair.dev.issue(key).summary).toBe('VPN fails on Mac');
		await expectQuiet(pair);
	});

	test('that the JSON does not name is on', async () => {
		agree((rules) => delete (rules as Partial<ConnectionRules>).showLink);
		send();
		const key = await escalate();
		expect([linksOf(pair.desk, 'DESK-1'), linksOf(pair.dev, key)]).toEqual([1, 1]);
		await expectQuiet(pair);
	});
});

describe('a direction that is off', () => {
	const outOff = () => agree((rules) => (rules.methods = { out: 'off', in: 'automatic' }));

	test('starts nothing, neither by itself nor by hand, asks Jira nothing, and says why', async () => {
		outOff();
		send();
		pair.sandbox.clearRequests();
		const { item, skipped } = await look('escalation', 'DESK-1');
		expect(item).toBeUndefined();
		expect(skipped).toMatchObject({ outcome: { result: 'skipped', code: 'methodOff', reason: 'Nothing leaves Desk: methods.out is off in the rules of connection deskdev.' } });
		expect((await command('start')).output(pair.escalation.first, 1)).toMatchObject([{ json: { outcome: { code: 'methodOff' } } }]);
		expect(pair.sandbox.requests().filter(({ path }) => path.includes('/issue'))).toEqual([]);
		expect(pair.dev.issues('ACME')).toHaveLength(0);
	});

	test('sends nothing of a pair either, while the other direction goes on; switched on again, the next look brings all of it', async () => {
		send();
		const key = await escalate();
		outOff();
		editDesk({ description: 'since Tuesday' });
		pair.desk.as('ann').addComment('DESK-1', 'any news?', { internal: false });
		expect((await look('escalation', 'DESK-1')).skipped).toMatchObject({ outcome: { code: 'methodOff' } });
		pair.dev.as('dana').editIssue(key, { summary: 'VPN: split tunnel' });
		await look('resolution', key);
		expect(pair.desk.issue('DESK-1').summary).toBe('VPN: split tunnel');
		expect(pair.dev.issue(key).description).not.toContain('Tuesday');
		await expectQuiet(pair);
		agree((rules) => (rules.methods.out = 'automatic'));
		await escalate();
		expect(pair.dev.issue(key)).toMatchObject({ description: 'since Tuesday', summary: 'VPN: split tunnel' });
		expect(pair.dev.issue(key).comments.filter(({ text }) => text.includes('any news?'))).toHaveLength(1);
		await expectQuiet(pair);
	});

	test('holds back a whole query, and issues that come together, without asking Jira for one of them', async () => {
		pair.desk.as('ann').createIssue({ project: 'DESK', type: 'Incident', summary: 'second' });
		const rulesJson = JSON.stringify({ name: 'deskdev', local: 'Desk', remote: 'Dev', rules: {}, methods: { out: 'off' } });
		const build = (more: IDataObject) => oneNode('buildReplica', { connection: 'deskdev', options: { rulesJson, side: 'Desk' }, ...more }, { credentials: { jiraSyncCloudApi: { id: null, name: 'Jira Desk' } } });
		pair.sandbox.clearRequests();
		const query = await runNode(build({ operation: 'byJql', jql: 'project = DESK', returnAll: true }), pair, [{ json: {} }]);
		const together = await runNode(build({}), pair, pair.desk.issues('DESK').map(({ id, key }) => ({ json: { issue: { id, key }, start: {} } })));
		expect([query, together].map(({ error, output }) => [error, output('buildReplica').length])).toEqual([[undefined, 0], [undefined, 0]]);
		expect(query.output('buildReplica', 1).map(({ json }) => json)).toEqual([{ connection: 'deskdev', outcome: expect.objectContaining({ code: 'methodOff' }) }]);
		expect(together.output('buildReplica', 1).map(({ json }) => (json.issue as IDataObject).id)).toEqual(pair.desk.issues('DESK').map(({ id }) => id));
		expect(pair.sandbox.requests().filter(({ path }) => /issue|search/.test(path))).toEqual([]);
	});

	test('towards the side called local is methods.in', async () => {
		send();
		const key = await escalate();
		agree((rules) => (rules.methods = { out: 'automatic', in: 'off' }));
		pair.dev.as('dana').editIssue(key, { summary: 'VPN: split tunnel' });
		expect((await look('resolution', key)).skipped).toMatchObject({ outcome: { code: 'methodOff', reason: expect.stringContaining('Nothing leaves Dev: methods.in') } });
		expect(pair.desk.issue('DESK-1').summary).toBe('VPN fails');
	});
});

describe('a direction that is manual', () => {
	beforeEach(() => agree((rules) => (rules.methods = { out: 'manual', in: 'automatic' })));

	test('starts no issue by itself, and says why', async () => {
		send();
		const { item, skipped } = await look('escalation', 'DESK-1');
		expect(item).toBeUndefined();
		expect(skipped).toMatchObject({ outcome: { result: 'skipped', code: 'startCondition', reason: expect.stringContaining('methods.out is manual') } });
		expect(pair.dev.issues('ACME')).toHaveLength(0);
		await expectQuiet(pair);
	});

	test('starts what a person asks for, also one that failed on its way; from then on every change of the pair goes over', async () => {
		// Its status would not let it start by itself.
		expect(pair.desk.issue('DESK-1').status).toBe('Open');
		pair.sandbox.setFaults(({ site, method, path }) => (site === 'dev' && method === 'POST' && path.endsWith('/issue') ? { kind: 'answer', status: 403, body: {} } : undefined));
		const [failed] = (await command('start')).output('Apply to Dev', 1);
		pair.sandbox.setFaults(undefined);
		// As it comes back from Wait and Start Over.
		const again = await through(failed!.json);
		const key = (again.output(pair.escalation.last)[0]?.json as unknown as SyncItem).twin!.key;
		expect(pair.dev.issues('ACME').map(({ key: made }) => made)).toEqual([key]);
		editDesk({ summary: 'VPN fails on Mac' });
		await escalate();
		expect(pair.dev.issue(key).summary).toBe('VPN fails on Mac');
		await expectQuiet(pair);
	});
});

test('from Basic to rows of the JSON to other rows to a script: every pair and trace stays, and equal results write nothing', async () => {
	const rulesOf = (mode: string, more: Record<string, unknown> = {}) => {
		for (const name of ['Apply to Dev', 'Apply to Desk']) Object.assign(nodeOf(pair.escalation, name).parameters, { rules: mode, ...more });
	};
	const kept = () => JSON.stringify([pair.desk, pair.dev].map((site) => site.issues().map(({ properties }) => properties)));
	const content = () => contentOf(pair).map((issues) => issues.map(({ key, comments, files, links }) => ({ key, comments, files, links })));
	rulesOf('basic');
	send();
	const key = await escalate();
	await look('resolution', key);
	const [before, had] = [kept(), content()];

	rulesOf('json');
	agree((rules) => (rules.rules.toRemote = rules.rules.toRemote.slice(0, 2)));
	await expectQuiet(pair);
	expect(kept()).toBe(before);

	agree((rules) => rules.rules.toRemote.push({ local: 'priority', remote: 'priority', values: 'priority' }));
	editDesk({ priority: 'Highest' });
	await escalate();
	expect(pair.dev.issue(key).priority).toBe('High');
	await expectQuiet(pair);
	expect(content()).toEqual(had);

	const withRow = kept();
	Object.assign(nodeOf(pair.escalation, 'Apply to Dev').parameters, { rules: 'script', script: OURS.devIn });
	Object.assign(nodeOf(pair.escalation, 'Apply to Desk').parameters, { rules: 'script', script: OURS.deskIn });
	await expectQuiet(pair);
	expect([kept(), content()]).toEqual([withRow, had]);
	editDesk({ summary: 'VPN fails on Mac' });
	await escalate();
	expect(pair.dev.issue(key)).toMatchObject({ summary: 'VPN fails on Mac', priority: 'High' });
	await expectQuiet(pair);
	expect(content()).toEqual(had);
}, 60_000);
