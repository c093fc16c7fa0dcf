import { openPair, type Pair } from '../support/pair';
import type { SyncItem } from '../../sync/item';
import { oneNode, runNode } from './support';

let pair: Pair;
beforeEach(async () => {
	pair = await openPair();
});
afterEach(() => pair.close());

const build = async (...items: object[]) => {
	const credentials = { jiraSyncCloudApi: { id: null, name: 'Jira Desk' } };
	const file = oneNode('buildReplica', { connection: '={{ $json.connection }}', operation: 'fromItem', fieldSet: 'serviceDesk' }, { credentials });
	const { output } = await runNode(file, pair, items.map((json) => ({ json: { connection: 'deskdev', ...json } })));
	return [0, 1].map((index) => output('buildReplica', index).map(({ json }) => json as unknown as SyncItem));
};
const named = (key: string) => ({ issue: { id: pair.desk.issue(key).id, key } });

test('an item that tells the key alone names its issue', async () => {
	const [replicas] = await build({ issue: { id: '', key: 'DESK-1' } });
	expect(replicas).toMatchObject([{ issue: named('DESK-1').issue }]);
});

test.each([
	['stop', 'Disconnect'],
	['connect', 'Connect'],
])('an item that asks to %s lets nothing out, whatever the issue, and tells what does that', async (what, operation) => {
	const [replicas, skipped] = await build({ ...named('DESK-1'), command: { do: what, with: 'ACME-1' } });
	expect(replicas).toEqual([]);
	expect(skipped).toMatchObject([{ outcome: { result: 'skipped', code: 'command', reason: expect.stringContaining(`Twin Lookup (${operation})`) } }]);
});

test('an item that asks to start lets the issue out', async () => {
	const [replicas] = await build({ ...named('DESK-1'), command: { do: 'start' } });
	expect(replicas).toHaveLength(1);
});

test('many items are read together, and one issue that two connections ask for is read for each', async () => {
	const other = pair.desk.as('ann').createIssue({ project: 'DESK', type: 'Incident', summary: 'Mail is slow' });
	pair.desk.as('ann').setProperty('DESK-1', 'jirasync.second', { format: 1, state: 'paired', twin: { id: '7', key: 'X-7', site: 'x', url: '' }, fields: {} });
	const [replicas = []] = await build(named('DESK-1'), named(other), { ...named('DESK-1'), connection: 'second' });
	expect(replicas.map(({ connection, replica }) => [connection, replica.meta.twin?.key])).toEqual([['deskdev', undefined], ['deskdev', undefined], ['second', 'X-7']]);
});
