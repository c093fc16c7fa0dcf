import { contractDoor, type ContractDoor } from '../contract/door';
import { openPair, template, type Look, type Pair } from '../support/pair';
import { expectQuiet } from '../support/quiet';
import { runWorkflow } from '../support/runWorkflow';
import type { SyncItem } from '../../sync/item';

/** The template By Hand behind its trigger, for the item that the trigger makes of a call (docs/from-the-issue.md). */
const FIRST = { start: 'Build Replica to Start', connect: 'Build Replica to Connect', stop: 'Build Replica to Stop' } as const;
const LAST = { start: 'Record Dev Twin on Desk', connect: 'Complete the Connection on Desk', stop: 'Disconnect at Desk' } as const;
const DESK_ONLY = { mode: 'only', projects: ['DESK'], types: [] };
const NOT_OPS = { mode: 'hide', projects: ['OPS'], types: [] };
const NO_INCIDENTS = { mode: 'hide', projects: [], types: ['Incident'] };

let pair: Pair;
let door: ContractDoor;
/** Of a project that the scopes below do not show. */
let hidden: string;
let task: string;
beforeEach(async () => {
	door = contractDoor();
	pair = await openPair({ onExchange: door.onExchange });
	hidden = pair.desk.as('ann').createIssue({ project: 'OPS', type: 'Incident', summary: 'of nobody else\'s business' });
	task = pair.dev.as('dana').createIssue({ project: 'ACME', type: 'Task', summary: 'there already' });
	pair.writes();
});
afterEach(async () => {
	await pair.close();
	door.expectNoViolations();
});

async function command(what: keyof typeof FIRST, key: string, scope: object = DESK_ONLY) {
	const workflow = template('by-hand');
	const json = { connection: 'deskdev', issue: { id: pair.desk.issue(key).id, key }, command: { do: what, ...(what === 'connect' ? { with: task } : {}) }, scope, reached: [], events: ['command'], changed: [] };
	// The switch before them and the expressions that ask the trigger belong to n8n.
	for (const { parameters } of workflow.nodes) if (parameters.issueToConnect) parameters.issueToConnect = task;
	const run = await runWorkflow(workflow, pair.credentials, { node: FIRST[what], items: [{ json: json as never }] });
	expect(run.error).toBeUndefined();
	expect(run.output(FIRST[what], 2)).toEqual([]);
	return { item: run.output(LAST[what])[0]?.json as SyncItem | undefined, skipped: run.output(FIRST[what], 1)[0]?.json as Look['skipped'] };
}
const record = (key: string) => pair.desk.issue(key).properties['jirasync.deskdev'] as { state: string; twin: { key: string } } | undefined;

test.each([
	['start', 'of a project that is not shown', DESK_ONLY, /"start" was refused.*OPS is not among those.*Scope in Jira Sync Trigger/],
	['start', 'of a project that is hidden', NOT_OPS, /"start" was refused.*OPS is hidden/],
	['connect', 'of a project that is not shown', DESK_ONLY, /"connect" was refused.*OPS is not among those.*Scope in Jira Sync Trigger/],
	['connect', 'of a project that is hidden', NOT_OPS, /"connect" was refused.*OPS is hidden/],
	['connect', 'of a type that is hidden', NO_INCIDENTS, /"connect" was refused.*Incident are hidden/],
] as const)('%s of an issue %s is refused, and nothing is written', async (what, _which, scope, reason) => {
	const { item, skipped } = await command(what, hidden, scope);
	expect(item).toBeUndefined();
	expect(skipped!.outcome).toMatchObject({ result: 'skipped', code: 'outOfScope', reason: expect.stringMatching(reason) });
	expect(pair.writes()).toEqual([]);
});

test('what the rule says of the key does not decide: the project is the one that the issue is in', async () => {
	const workflow = template('by-hand');
	const forged = { connection: 'deskdev', issue: { id: pair.desk.issue(hidden).id, key: 'DESK-1' }, command: { do: 'start' }, scope: DESK_ONLY };
	const run = await runWorkflow(workflow, pair.credentials, { node: FIRST.start, items: [{ json: forged as never }] });
	expect(run.output(FIRST.start, 1)[0]?.json).toMatchObject({ outcome: { code: 'outOfScope' } });
	expect(pair.writes()).toEqual([]);
});

test('a command that failed and waits is refused when the issue was moved out of the scope meanwhile', async () => {
	const workflow = template('by-hand');
	const through = async (json: object) => await runWorkflow(workflow, pair.credentials, { node: FIRST.connect, items: [{ json: json as never }] });
	const { id } = pair.desk.issue('DESK-1');
	for (const node of workflow.nodes) if (node.parameters.issueToConnect) node.parameters.issueToConnect = task;
	pair.sandbox.setFaults(({ site, moment }) => (site === 'dev' && moment === 'before' ? { kind: 'answer', status: 401, body: {} } : undefined));
	const [failed] = (await through({ connection: 'deskdev', issue: { id, key: 'DESK-1' }, command: { do: 'connect', with: task }, scope: DESK_ONLY })).output('Connect With the Dev Issue', 1);
	pair.sandbox.setFaults(undefined);
	pair.desk.as('ada').moveIssue('DESK-1', 'OPS');
	pair.writes();
	expect((await through(failed!.json)).output(FIRST.connect, 1)).toMatchObject([{ json: { outcome: { code: 'outOfScope', reason: expect.stringContaining('"connect" was refused') } } }]);
	expect(pair.writes()).toEqual([]);
});

test('start and connect of an issue within the scope do what they say', async () => {
	expect((await command('start', 'DESK-1')).item?.outcome).toMatchObject({ result: 'created' });
	const other = pair.desk.as('ann').createIssue({ project: 'DESK', type: 'Incident', summary: 'Mail is slow' });
	await command('connect', other);
	expect([record('DESK-1')?.state, record(other)]).toMatchObject(['paired', { state: 'paired', twin: { key: task } }]);
	await expectQuiet(pair);
});

describe('stop is always allowed', () => {
	beforeEach(async () => {
		await command('start', 'DESK-1');
	});

	const stopped = async (key: string) => {
		const { item, skipped } = await command('stop', key);
		expect(skipped).toBeUndefined();
		expect(item?.outcome).toMatchObject({ notes: expect.arrayContaining([expect.stringContaining('Disconnected')]) });
		expect(record(key)).toMatchObject({ state: 'disconnected' });
		expect(pair.dev.issue(record(key)!.twin.key).properties['jirasync.deskdev']).toMatchObject({ state: 'disconnected' });
		await expectQuiet(pair);
	};

	test('for an issue that was moved out of the scope', async () => {
		await stopped(pair.desk.as('ada').moveIssue('DESK-1', 'OPS'));
	});

	test('for an issue that has got a security level since', async () => {
		pair.desk.as('ada').editIssue('DESK-1', { security: { name: 'Agents only' } });
		await stopped('DESK-1');
	});

	test('and without a pair nothing happens', async () => {
		pair.writes();
		await command('stop', hidden);
		expect(pair.writes()).toEqual([]);
	});
});
