import { openPair, type Pair } from '../support/pair';
import { contractDoor, type ContractDoor } from '../contract/door';
import { oneNode, runNode } from '../nodes/support';
import type { SyncItem } from '../../sync/item';

let pair: Pair;
let door: ContractDoor;
beforeEach(async () => {
	door = contractDoor();
	pair = await openPair({ onExchange: door.onExchange });
});
afterEach(async () => {
	await pair.close();
	door.expectNoViolations();
});

const build = (onError: 'continueErrorOutput' | 'continueRegularOutput' | 'stopWorkflow' = 'continueErrorOutput') =>
	oneNode(
		'buildReplica',
		{ connection: 'deskdev', operation: 'byJql', jql: 'project = DESK ORDER BY created', returnAll: true, fieldSet: 'serviceDesk' },
		{ onError, credentials: { jiraSyncCloudApi: { id: null, name: 'Jira Desk' } } },
	);
const create = (summary: string) => pair.desk.as('ann').createIssue({ project: 'DESK', type: 'Incident', summary });
const newer = { format: 99, twin: { id: '1', site: 'x' } };
const keys = (items: Array<{ json: unknown }>) => items.map(({ json }) => (json as SyncItem).issue?.key);

describe('issues of a query that cannot be read', () => {
	test('leave by the error output one by one, and take no other with them', async () => {
		const [second, third] = [create('second'), create('third')];
		for (const key of ['DESK-1', third]) pair.desk.as('ann').setProperty(key, 'jirasync.deskdev', newer);
		const { output } = await runNode(build(), pair, [{ json: {} }]);
		expect(keys(output('buildReplica'))).toEqual([second]);
		expect(output('buildReplica', 2).map(({ json }) => json)).toMatchObject(
			['DESK-1', third].map((issue) => ({ error: { code: 'recordNewer', issue } })),
		);
	});

	test('stand first in line when the node goes on', async () => {
		create('second');
		pair.desk.as('ann').setProperty('DESK-1', 'jirasync.deskdev', newer);
		const { output } = await runNode(build('continueRegularOutput'), pair, [{ json: {} }]);
		expect(output('buildReplica').map(({ json }) => Boolean(json.error))).toEqual([true, false]);
	});

	test('stop the node when it is to stop', async () => {
		pair.desk.as('ann').setProperty('DESK-1', 'jirasync.deskdev', newer);
		expect((await runNode(build('stopWorkflow'), pair, [{ json: {} }])).error?.message).toContain('DESK-1 was synced by a newer version');
	});

	test('end the query when the site is down: what was read goes on, the rest is one failure', async () => {
		for (const summary of ['second', 'third', 'fourth']) create(summary);
		let single = 0;
		pair.sandbox.setFaults(({ moment, path }) => {
			if (moment !== 'before') return undefined;
			if (/bulkfetch$/.test(path)) return { kind: 'answer', status: 500, body: {} };
			return /\/issue\/\d+$/.test(path) && ++single > 1 ? { kind: 'answer', status: 401, body: {} } : undefined;
		});
		const { output } = await runNode(build(), pair, [{ json: {} }]);
		expect(keys(output('buildReplica'))).toEqual(['DESK-1']);
		expect(output('buildReplica', 2).map(({ json }) => json)).toMatchObject([{ error: { code: 'unauthorized' } }]);
	});
});

test('what a query finds comes with parents before their sub-tasks, where the rules name the parent', async () => {
	const parent = create('parent');
	const child = pair.desk.as('ann').createIssue({ project: 'DESK', type: 'Sub-task', summary: 'child', fields: { parent } });
	const file = build();
	file.nodes[0]!.parameters = { ...file.nodes[0]!.parameters, jql: `key in (${child}, ${parent}) ORDER BY issuetype DESC, key DESC`, fieldSet: 'choose', fields: ['summary', 'parent'] };
	expect(keys((await runNode(file, pair, [{ json: {} }])).output('buildReplica'))).toEqual([parent, child]);
	file.nodes[0]!.parameters = { ...file.nodes[0]!.parameters, fields: ['summary'] };
	expect(keys((await runNode(file, pair, [{ json: {} }])).output('buildReplica'))).toEqual([child, parent]);
});

describe('what a query costs', () => {
	const asked = () => pair.sandbox.requests().filter(({ path }) => !/tenant_info|myself/.test(path)).map(({ path }) => path.replace(/.*\/3\//, ''));

	test('two requests for up to a hundred issues, and at first one more for each with files: who brought them stands where no request for many issues reaches', async () => {
		for (let index = 0; index < 19; index++) create(`more ${index}`);
		const costs = async () => {
			pair.sandbox.clearRequests();
			expect((await runNode(build(), pair, [{ json: {} }])).output('buildReplica')).toHaveLength(20);
			return asked();
		};
		expect(await costs()).toEqual(['search/jql', 'issue/bulkfetch', `issue/${pair.desk.issue('DESK-1').id}`]);
		expect(await costs()).toEqual(['search/jql', 'issue/bulkfetch']);
	});

	test('one more for an issue whose long history has to be asked since when it is in its status', async () => {
		pair.desk.as('ann').transition('DESK-1', 'Send to development', { comment: 'x' });
		for (let index = 0; index < 45; index++) pair.desk.as('ann').editIssue('DESK-1', { summary: `name ${index}` });
		create('second');
		pair.sandbox.clearRequests();
		const { output } = await runNode(build(), pair, [{ json: {} }]);
		const statuses = output('buildReplica').map(({ json }) => (json as unknown as SyncItem).replica.status);
		expect(statuses).toMatchObject([{ name: 'Waiting for development', since: expect.stringMatching(/Z$/) }, { since: expect.stringMatching(/Z$/) }]);
		expect(asked()).toEqual(['search/jql', 'issue/bulkfetch', `issue/${pair.desk.issue('DESK-1').id}`]);
	});
});
