import { claimsOf } from '../nodes/support';
import { connect, disconnect, onConnection } from '../support/lookups';
import type { Pair } from '../support/pair';
import { pairForEach } from '../support/pairForEach';
import { expectQuiet } from '../support/quiet';

let pair: Pair;
let task: string;
pairForEach(async (fresh) => {
	pair = fresh;
	pair.desk.as('ann').transition('DESK-1', 'Send to development', { comment: 'please look' });
	task = (await pair.look(pair.escalation, 'DESK-1')).item!.twin!.key;
	pair.writes();
});

const SEARCH = '/rest/api/3/search/jql';
const requests = (path: string) => pair.sandbox.requests().filter((request) => request.path === path).length;
const request = (summary: string) => pair.desk.as('casey').createIssue({ project: 'DESK', type: 'Service Request', summary });
/** Another issue of each side as a pair. */
const anotherPair = async () => {
	const keys = [request('same here'), pair.dev.as('dana').createIssue({ project: 'ACME', type: 'Task', summary: 'other' })] as const;
	await connect(pair, ...keys);
	return keys;
};
const record = (more: object) => ({ format: 1, state: 'paired', fields: {}, twin: { site: pair.dev.cloudId, id: '7', key: 'ACME-7', url: 'https://dev.example/browse/ACME-7' }, ...more }) as never;

test('the pairs of a connection, with where each stands and when it was synced last', async () => {
	const [second] = await anotherPair();
	await disconnect(pair, second);
	request('alone');
	pair.writes();
	const { entries, failed } = await onConnection(pair, 'desk', { operation: 'listPairs' });
	expect(failed).toEqual([]);
	expect(pair.writes()).toEqual([]);
	expect(entries).toEqual([
		expect.objectContaining({ connection: 'deskdev', issue: { id: expect.any(String), key: 'DESK-1', url: `${pair.desk.url}/browse/DESK-1` }, state: 'synchronized', lastSync: null, minutesSinceSync: null }),
		expect.objectContaining({ issue: expect.objectContaining({ key: second }), state: 'disconnected' }),
	]);
	expect(entries[0]!.twin).toEqual({ site: pair.dev.cloudId, id: pair.dev.issue(task).id, key: task, url: `${pair.dev.url}/browse/${task}` });
	const [atDev] = (await onConnection(pair, 'dev', { operation: 'listPairs', onlyState: 'synchronized' })).entries;
	expect(atDev).toMatchObject({ issue: { key: task }, twin: { key: 'DESK-1' }, lastSync: expect.stringMatching(/^\d{4}-.*Z$/), minutesSinceSync: 0 });
});

test('only those in one state; a blocked one tells why', async () => {
	const blocked = { code: 'fieldRefused', field: 'summary', at: '2026-11-20T10:00:00.000Z' };
	const key = request('in trouble');
	pair.desk.as('ada').setProperty(key, 'jirasync.deskdev', record({ blocked, received: '2026-11-20T09:00:00.000Z' }));
	const states = async (onlyState: string) => (await onConnection(pair, 'desk', { operation: 'listPairs', onlyState })).entries.map(({ issue }) => (issue as { key: string }).key);
	expect([await states('all'), await states('blocked'), await states('synchronized'), await states('disconnected')]).toEqual([['DESK-1', key], [key], ['DESK-1'], []]);
	const [entry] = (await onConnection(pair, 'desk', { operation: 'listPairs', onlyState: 'blocked' })).entries;
	expect(entry).toMatchObject({ state: 'blocked', blocked, lastSync: '2026-11-20T09:00:00.000Z' });
});

test('a hundred and fifty pairs come in pages, and the count beforehand tells what that costs', async () => {
	for (let number = 0; number < 149; number++) {
		const key = request(`request ${number}`);
		pair.desk.as('ada').setProperty(key, 'jirasync.deskdev', record({}));
	}
	const scope = { operation: 'listPairs', lookIn: 'project', project: { __rl: true, mode: 'key', value: 'DESK' } };
	pair.sandbox.clearRequests();
	const { entries: counted } = await onConnection(pair, 'desk', { ...scope, options: { onlyCount: true } });
	expect(counted).toEqual([{ connection: 'deskdev', issues: 150, requests: 2 }]);
	expect(requests(SEARCH)).toBe(0);
	const { entries } = await onConnection(pair, 'desk', scope);
	expect(entries).toHaveLength(150);
	expect(new Set(entries.map(({ issue }) => (issue as { key: string }).key)).size).toBe(150);
	expect(requests(SEARCH)).toBe(2);
});

test.each([
	['a project', { lookIn: 'project', project: { __rl: true, mode: 'key', value: 'OPS' } }, []],
	['a query, whose order does not matter', { lookIn: 'jql', jql: 'project = DESK AND summary ~ "VPN" ORDER BY updated DESC' }, ['DESK-1']],
	['a query that is only an order', { lookIn: 'jql', jql: 'ORDER BY updated DESC' }, ['DESK-1', 'DESK-2']],
	['a marker in all projects', { options: { marker: 'labels = synced' } }, ['DESK-2']],
	['a marker in a query', { lookIn: 'jql', jql: 'summary ~ "VPN" OR project = OPS', options: { marker: 'labels = synced' } }, []],
])('the walk is limited by %s', async (_what, scope, keys) => {
	const [second] = await anotherPair();
	pair.desk.as('ann').editIssue(second, { labels: ['synced'] });
	const { entries } = await onConnection(pair, 'desk', { operation: 'listPairs', ...scope });
	expect(entries.map(({ issue }) => (issue as { key: string }).key)).toEqual(keys);
});

test('a record of a newer version is an error of its issue and of no other', async () => {
	pair.desk.as('ada').setProperty(request('newer'), 'jirasync.deskdev', { format: 99 });
	const { entries, failed } = await onConnection(pair, 'desk', { operation: 'listPairs' });
	expect(entries).toHaveLength(1);
	expect(failed).toMatchObject([{ error: { code: 'recordNewer', issue: 'DESK-2' } }]);
});

test('what cannot be the name of a connection is refused', async () => {
	const { failed } = await onConnection(pair, 'desk', { operation: 'listPairs', connection: 'Desk and Dev' });
	expect(failed).toMatchObject([{ error: { code: 'connectionName' } }]);
});

describe('Disconnect All', () => {
	test('lists what would go unless it is told to write', async () => {
		await anotherPair();
		pair.writes();
		const { entries, failed } = await onConnection(pair, 'dev', { operation: 'disconnectAll' });
		expect(failed).toEqual([]);
		expect(pair.writes()).toEqual([]);
		expect(entries.slice(0, 2)).toMatchObject([{ issue: { key: task }, twin: { key: 'DESK-1' } }, { issue: { key: 'ACME-2' }, twin: { key: 'DESK-2' } }]);
		const [first] = entries as Array<{ outcome: { dryRun: boolean; planned: Array<{ what: string; detail: string }> } }>;
		expect(first!.outcome.dryRun).toBe(true);
		expect(first!.outcome.planned.filter(({ what }) => what === 'delete property').map(({ detail }) => detail).sort()).toEqual(Object.keys(pair.dev.issue(task).properties).sort());
		await expectQuiet(pair);
	});

	test('leaves nothing of the connection at the site; a second run finds nothing to do', async () => {
		await anotherPair();
		const later = jest.spyOn(Date, 'now').mockImplementation(() => performance.timeOrigin + performance.now() + 400_000);
		const { entries, failed } = await onConnection(pair, 'dev', { operation: 'disconnectAll', dryRun: false });
		later.mockRestore();
		expect(failed).toEqual([]);
		expect(entries).toHaveLength(3);
		expect(entries[2]).toMatchObject({ issue: null, outcome: { reason: expect.stringContaining('2 claims on creations were removed') } });
		expect(pair.dev.issues().flatMap(({ properties, remoteLinks }) => [...Object.keys(properties), ...remoteLinks])).toEqual([]);
		expect(claimsOf(pair)).toEqual([]);
		expect(pair.dev.issue(task).comments).toHaveLength(3);
		pair.writes();
		expect((await onConnection(pair, 'dev', { operation: 'disconnectAll', dryRun: false })).entries).toEqual([]);
		expect(pair.writes()).toEqual([]);
	});

	test('a claim under which somebody may be creating stays', async () => {
		const { entries } = await onConnection(pair, 'dev', { operation: 'disconnectAll', dryRun: false });
		expect(entries).toHaveLength(1);
		expect(claimsOf(pair)).toHaveLength(1);
	});

	test('goes on after an issue that fails, and finishes it in the next run', async () => {
		await anotherPair();
		const { id } = pair.dev.issue(task);
		pair.sandbox.setFaults(({ method, path, moment }) => (moment === 'before' && method === 'DELETE' && path.includes(`/issue/${id}/properties/`) ? { kind: 'answer', status: 403, body: { errorMessages: ['You do not have permission to edit this issue.'] } } : undefined));
		const { entries, failed } = await onConnection(pair, 'dev', { operation: 'disconnectAll', dryRun: false });
		pair.sandbox.setFaults(undefined);
		expect(failed).toMatchObject([{ error: { code: 'forbidden', issue: task } }]);
		expect(entries.map(({ issue }) => (issue as { key: string } | null)?.key)).toEqual(['ACME-2']);
		await pair.look(pair.escalation, 'DESK-1');
		expect(pair.dev.issues('ACME')).toHaveLength(2);
		await onConnection(pair, 'dev', { operation: 'disconnectAll', dryRun: false });
		expect(pair.dev.issues().flatMap(({ properties }) => Object.keys(properties))).toEqual([]);
	});
});
