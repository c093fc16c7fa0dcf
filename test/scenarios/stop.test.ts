import { forgetLooks } from '../../memory/looks';
import { contractDoor, type ContractDoor } from '../contract/door';
import { hurry, nodeOf } from '../nodes/support';
import { connect } from '../support/lookups';
import { openPair, type Pair } from '../support/pair';
import { expectQuiet } from '../support/quiet';
import { sweeperOf } from '../support/sweeper';

/** A tick that comes soon after the first one waits for the activation to end. */
jest.mock('n8n-workflow', () => ({ ...jest.requireActual<object>('n8n-workflow'), sleep: () => new Promise((resolve) => setImmediate(resolve)) }));

const START = { jql: 'labels = dev', stop: true };

let pair: Pair;
let door: ContractDoor;
let task: string;
beforeEach(async () => {
	forgetLooks();
	door = contractDoor();
	pair = await openPair({ onExchange: door.onExchange });
	hurry(pair);
	nodeOf(pair.escalation, 'Desk Issue Changed').parameters.startCondition = START;
	label('dev');
	task = (await look()).item!.twin!.key;
	pair.writes();
});
afterEach(async () => {
	await pair.close();
	door.expectNoViolations();
});

const label = (...labels: string[]) => pair.desk.as('ann').editIssue('DESK-1', { labels });
const look = () => pair.look(pair.escalation, 'DESK-1', { start: START });
const records = () => [pair.desk.issue('DESK-1'), pair.dev.issue(task)].map(({ properties }) => properties['jirasync.deskdev'] as { state: string; twin: { key: string } });
const links = () => [pair.desk.issue('DESK-1'), pair.dev.issue(task)].flatMap(({ remoteLinks }) => remoteLinks);

describe('Stop When It No Longer Matches', () => {
	test('both sides are disconnected and keep what they have, and nothing that was written since leaves', async () => {
		const comments = pair.dev.issue(task).comments.length;
		label();
		pair.desk.as('ann').editIssue('DESK-1', { summary: 'not for development' });
		pair.desk.as('ann').addComment('DESK-1', 'not for development', { internal: false });
		const { item, failed } = await look();
		expect(failed).toBeUndefined();
		expect(item!.outcome).toMatchObject({ result: 'skipped', code: 'noLongerMatches', reason: expect.stringMatching(/no longer matches.*Connect.*Forget Everything/) });
		expect(item!.outcome!.notes).toEqual([expect.stringContaining(`Disconnected: ${task}`), expect.stringContaining('Disconnected: DESK-1')]);
		expect(item!.replica).not.toHaveProperty('summary');
		expect(records()).toMatchObject([{ state: 'disconnected', twin: { key: task } }, { state: 'disconnected', twin: { key: 'DESK-1' } }]);
		expect(links()).toEqual([]);
		expect(pair.dev.issue(task)).toMatchObject({ summary: 'VPN fails' });
		expect(pair.dev.issue(task).comments).toHaveLength(comments);
		await expectQuiet(pair);
	});

	test('an issue that matches again does not start by itself; connected by hand it is synced again', async () => {
		label();
		await look();
		label('dev');
		pair.writes();
		const { skipped } = await look();
		expect(skipped!.outcome).toMatchObject({ code: 'disconnected', reason: expect.stringContaining('Connect') });
		expect(pair.writes()).toEqual([]);
		expect((await connect(pair, 'DESK-1', task)).failed).toEqual([]);
		pair.desk.as('ann').editIssue('DESK-1', { summary: 'for development after all' });
		await look();
		expect(pair.dev.issue(task).summary).toBe('for development after all');
		await expectQuiet(pair);
	});

	test('while it matches, every change goes on', async () => {
		pair.desk.as('ann').editIssue('DESK-1', { summary: 'still for development' });
		expect((await look()).item!.outcome!.result).toBe('updated');
		await expectQuiet(pair);
	});

	test('the sweep finds it as well', async () => {
		const sweeper = sweeperOf(pair, pair.escalation);
		await sweeper.tick();
		forgetLooks();
		label();
		await sweeper.tick();
		expect(sweeper.errors).toEqual([]);
		expect(records()).toMatchObject([{ state: 'disconnected' }, { state: 'disconnected' }]);
		pair.writes();
		forgetLooks();
		label('dev');
		await sweeper.tick();
		expect(pair.writes().filter((write) => !write.includes('sweep'))).toEqual([]);
		await expectQuiet(pair);
	});

	test('a run that ended between the two sides is finished by the next one', async () => {
		label();
		pair.sandbox.setFaults(({ site, method, path, moment }) => (site === 'desk' && moment === 'before' && method === 'PUT' && path.endsWith('/properties/jirasync.deskdev') ? { kind: 'answer', status: 500, body: {} } : undefined));
		expect((await look()).failed).toMatchObject({ error: { retryable: true } });
		pair.sandbox.setFaults(undefined);
		expect(records()).toMatchObject([{ state: 'paired' }, { state: 'disconnected' }]);
		expect((await look()).item!.outcome).toMatchObject({ code: 'noLongerMatches' });
		expect(records()).toMatchObject([{ state: 'disconnected' }, { state: 'disconnected' }]);
		await expectQuiet(pair);
	});

	test('what waited for a site to come back is judged anew, and goes on when it matches again by then', async () => {
		label();
		pair.sandbox.setFaults(({ site, method, moment }) => (site === 'dev' && moment === 'before' && method !== 'GET' ? { kind: 'answer', status: 503, body: {} } : undefined));
		const { failed } = await look();
		pair.sandbox.setFaults(undefined);
		expect(failed).toMatchObject({ error: { retryable: true }, start: START });
		label('dev');
		pair.desk.as('ann').editIssue('DESK-1', { summary: 'for development again' });
		const { item } = await pair.look(pair.escalation, 'DESK-1', { start: (failed as unknown as { start: typeof START }).start });
		expect(item!.outcome!.result).toBe('updated');
		expect(records()).toMatchObject([{ state: 'paired' }, { state: 'paired' }]);
		await expectQuiet(pair);
	});

	test('a dry run lists what would go, and nothing is written at either side', async () => {
		label();
		nodeOf(pair.escalation, 'Apply to Dev').parameters.dryRun = true;
		pair.writes();
		const { item } = await look();
		expect(pair.writes()).toEqual([]);
		expect(item!.outcome).toMatchObject({ result: 'skipped', code: 'noLongerMatches', dryRun: true });
		expect(item!.outcome!.planned!.map(({ what, where }) => `${what} ${where}`)).toEqual([
			`remove link ${task}`,
			`mark as disconnected ${task}`,
			'remove link DESK-1',
			'mark as disconnected DESK-1',
		]);
	});
});
