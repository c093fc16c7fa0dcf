import countBy from 'lodash/countBy';
import { dropConnection } from '../../sandbox/faults';
import { contractDoor, type ContractDoor } from '../contract/door';
import { bulkTemplate, runBulk } from '../support/bulk';
import { openPair, type Pair } from '../support/pair';
import { expectQuiet } from '../support/quiet';

/** Waiting moves this clock and takes no time. */
const mockClock = { ahead: 0 };
jest.mock('n8n-workflow', () => ({
	...jest.requireActual<object>('n8n-workflow'),
	sleep: async (milliseconds: number) => {
		mockClock.ahead += milliseconds;
		await new Promise((resolve) => setImmediate(resolve));
	},
}));

let pair: Pair;
let door: ContractDoor;
let clock: jest.SpyInstance<number>;
const now = Date.now;
beforeEach(async () => {
	mockClock.ahead = 0;
	clock = jest.spyOn(Date, 'now').mockImplementation(() => now() + mockClock.ahead);
	door = contractDoor();
	pair = await openPair({ onExchange: door.onExchange });
});
afterEach(async () => {
	clock.mockRestore();
	await pair.close();
	door.expectNoViolations();
});

const request = (summary: string) => pair.desk.as('casey').createIssue({ project: 'DESK', type: 'Service Request', summary });
const subtask = (parent: string, summary: string) => pair.desk.as('ann').createIssue({ project: 'DESK', type: 'Sub-task', summary, fields: { parent } });
const task = (summary: string) => pair.dev.issues('ACME').find((issue) => issue.summary === summary);
const results = (items: Array<{ outcome: { result: string } | null; error?: unknown }>) => countBy(items, ({ outcome, error }) => (error ? 'failed' : outcome?.result));
/** Requests by side, without those that a credential makes once and keeps. */
const costs = () => countBy(pair.sandbox.requests().filter(({ path }) => !/tenant_info|myself/.test(path)), 'site');

/** Three hundred issues unless `npm run bulk` asks for more. */
const MANY = Number(process.env.BULK ?? 300);
/** The process dies when Jira has made so many of them. */
const KILLED_AT = Math.round(MANY * 0.42);

/** Time (own, without the pauses that the clock skips) and requests of each run, for a person who asked for many issues. */
const figures: string[] = [];
async function measured<T>(what: string, issues: number, work: () => Promise<T>): Promise<T> {
	pair.sandbox.clearRequests();
	const began = now();
	const result = await work();
	const perIssue = Object.entries(costs()).map(([side, requests]) => `${side} ${requests} requests (${(requests / issues).toFixed(2)} per issue)`);
	figures.push(`${what}, ${issues} issues: ${((now() - began) / 1000).toFixed(0)} s, ${perIssue.join(', ')}`);
	return result;
}

describe('many issues', () => {
	beforeEach(() => {
		for (let number = 2; number <= MANY; number++) request(`request ${number}`);
	});
	afterEach(() => {
		if (process.env.BULK) process.stdout.write(`${MANY} issues, killed at ${KILLED_AT}\n${figures.join('\n')}\n`);
	});

	test('that a run did not finish before it was killed are as many pairs after the next one, and a run more costs a request a side for fifty issues and writes nothing', async () => {
		// Jira has made the issue and nobody has heard of it.
		let created = 0;
		pair.sandbox.setFaults(({ site, moment, method, path }) => {
			if (site === 'dev' && moment === 'after' && method === 'POST' && path.endsWith('/issue') && ++created === KILLED_AT) return dropConnection;
			return created >= KILLED_AT && moment === 'before' ? { kind: 'answer', status: 401, body: {} } : undefined;
		});
		await measured('until it was killed', KILLED_AT, () => runBulk(pair, undefined, undefined, () => created < KILLED_AT).catch(() => undefined));
		pair.sandbox.setFaults(undefined);
		expect(pair.dev.issues('ACME')).toHaveLength(KILLED_AT);
		mockClock.ahead += 400_000;

		const second = await measured('started again', MANY - KILLED_AT, () => runBulk(pair));
		expect(second.batches).toBe(Math.ceil(MANY / 100));
		// One was made and not recorded, and the one before may not have been recorded either.
		expect(results(second.items)).toEqual({ created: MANY - KILLED_AT, unchanged: expect.any(Number), updated: expect.any(Number) });
		expect(new Set(pair.dev.issues('ACME').map(({ summary }) => summary)).size).toBe(MANY);
		expect(pair.dev.issues('ACME')).toHaveLength(MANY);
		const named = pair.desk.issues('DESK').map(({ properties }) => (properties['jirasync.deskdev'] as { twin: { id: string } }).twin.id);
		expect(new Set(named).size).toBe(MANY);

		const third = await measured('once more', MANY, () => runBulk(pair));
		expect(results(third.items)).toEqual({ unchanged: MANY });
		expect(costs()).toEqual({ desk: expect.any(Number), dev: expect.any(Number) });
		for (const side of Object.values(costs())) expect(side).toBeLessThanOrEqual(MANY / 50);
		expect(pair.writes()).toEqual([]);
	}, MANY * 1_000);
});

describe('one among many', () => {
	test('that fails takes no other with it', async () => {
		const keys = [request('second'), request('third')];
		pair.desk.as('ada').setProperty(keys[0]!, 'jirasync.deskdev', { format: 99 });
		const { items } = await runBulk(pair);
		expect(results(items)).toEqual({ failed: 1, created: 2 });
		expect(items.find(({ error }) => error)).toMatchObject({ error: { code: 'recordNewer' } });
		await expectQuiet(pair);
	});

	test('that was disconnected is left alone', async () => {
		await runBulk(pair);
		const record = pair.desk.issue('DESK-1').properties['jirasync.deskdev'] as object;
		pair.desk.as('ada').setProperty('DESK-1', 'jirasync.deskdev', { ...record, state: 'disconnected' } as never);
		pair.desk.as('ann').editIssue('DESK-1', { summary: 'changed' });
		pair.writes();
		const { items } = await runBulk(pair);
		expect(items).toMatchObject([{ outcome: { result: 'skipped', code: 'disconnected' } }]);
		expect(pair.writes()).toEqual([]);
	});
});

describe('sub-tasks', () => {
	test("stand below their parents' counterparts, although the query finds them first", async () => {
		const parent = request('parent');
		for (const summary of ['one', 'two']) {
			mockClock.ahead += 60_000;
			subtask(parent, summary);
		}
		const { items } = await runBulk(pair, 'project = DESK ORDER BY created DESC');
		expect(results(items)).toEqual({ created: 4 });
		expect(items.map(({ replica }) => replica.summary)).toEqual(['parent', 'two', 'one', 'VPN fails']);
		for (const summary of ['one', 'two']) expect(task(summary)).toMatchObject({ type: 'Sub-task', parent: task('parent')!.key });
		await expectQuiet(pair);
	});

	test('wait for a parent without a counterpart, and come after it in another run', async () => {
		const parent = request('parent');
		const child = subtask(parent, 'child');
		const { items } = await runBulk(pair, `key = ${child}`);
		expect(items).toMatchObject([{ error: { code: 'pendingParent', retryable: true, message: expect.stringContaining(`${child} is a sub-task of ${parent}`) } }]);
		expect(pair.dev.issues('ACME')).toEqual([]);
		await runBulk(pair, `key = ${parent}`);
		expect(results((await runBulk(pair, `key = ${child}`)).items)).toEqual({ created: 1 });
		expect(task('child')).toMatchObject({ parent: task('parent')!.key });
		await expectQuiet(pair);
	});

	test('find a parent of an earlier run also where counterparts show no links', async () => {
		const bulk = bulkTemplate();
		for (const { parameters, type } of bulk.nodes) if (type.endsWith('applyIncomingRules')) Object.assign(parameters, { options: { showLink: false } });
		const parent = request('parent');
		const child = subtask(parent, 'child');
		await runBulk(pair, `key = ${parent}`, bulk);
		mockClock.ahead += 86_400_000;
		expect(results((await runBulk(pair, `key = ${child}`, bulk)).items)).toEqual({ created: 1 });
		expect(task('child')).toMatchObject({ parent: task('parent')!.key });
	});

	describe('of a parent that the scope leaves out', () => {
		let parent: string;
		let child: string;
		beforeEach(() => {
			parent = request('parent');
			child = subtask(parent, 'child');
			const workflow = { ...pair.escalation.workflow, nodes: pair.escalation.workflow.nodes.map((node) => structuredClone(node)) };
			pair.escalation.workflow = workflow;
		});
		const set = (name: string, parameters: object) => Object.assign(pair.escalation.workflow.nodes.find((node) => node.name === name)!.parameters, parameters);
		const look = () => pair.look(pair.escalation, child, { start: {}, scope: { mode: 'only', projects: ['DESK'], types: ['Sub-task'] } });
		/** Nobody at the other side can tell which issue it is. */
		const expectHidden = (item: unknown) => {
			const text = JSON.stringify(item);
			expect(text).toContain(child);
			expect(text).not.toMatch(new RegExp(`${parent}\\b|"${pair.desk.issue(parent).id}"|Service Request`));
		};

		test.each([
			['a type that is chosen', { typeFrom: 'fixed', issueType: { __rl: true, mode: 'name', value: 'Sub-task' } }],
			['the type of the same name', { typeFrom: 'remote' }],
		])('are an error that does not name it, with %s', async (_which, type) => {
			set('Build Desk Replica', { fieldSet: 'choose', fields: ['summary', 'parent', 'type'] });
			set('Apply to Dev', type);
			const { failed } = await look();
			expect(failed).toMatchObject({ error: { code: 'parentOutOfScope', retryable: false, message: expect.stringContaining('outside the scope') } });
			expectHidden(failed);
			expect(pair.dev.issues('ACME')).toEqual([]);
			await expectQuiet(pair);
		});

		test.each([
			['names it', 'replica.parentId = issue.parentId', true],
			['only reads it', 'if (issue.parentId) { replica.labels = "${issue.parentId}" }', false],
		])('stand by themselves as another type, and the replica tells nothing of it to a script that %s', async (_which, line, isMissed) => {
			set('Build Desk Replica', { fieldSet: 'script', script: `replica.summary = issue.summary\n${line}` });
			set('Apply to Dev', { typeFrom: 'fixed', issueType: { __rl: true, mode: 'name', value: 'Task' } });
			const { item, failed } = await look();
			expect(failed).toBeUndefined();
			expectHidden(item);
			expect(item!.replica.meta.parentOutside !== undefined).toBe(isMissed);
			expect(pair.dev.issues('ACME')).toMatchObject([{ summary: 'child', type: 'Task', labels: [] }]);
			pair.writes();
			await look();
			expect(pair.writes()).toEqual([]);
		});
	});
});

describe('Notify People', () => {
	const edits: string[] = [];
	beforeEach(async () => {
		edits.length = 0;
		await pair.close();
		pair = await openPair({
			onExchange: (exchange, answer, site) => {
				door.onExchange(exchange, answer, site);
				if (exchange.method === 'PUT' && /\/issue\/\d+$/.test(exchange.path)) edits.push(String(new URLSearchParams(exchange.query as never).get('notifyUsers')));
			},
		});
		await runBulk(pair);
		pair.desk.as('ann').editIssue('DESK-1', { summary: 'changed' });
	});

	test('switched off keeps the mails about edits back where the account administers the project', async () => {
		await runBulk(pair);
		expect(edits).toEqual(['false']);
	});

	test('switched off asks for nothing that the account may not have', async () => {
		pair.sandbox.setFaults(({ moment, path }) => (moment === 'before' && path.endsWith('/mypermissions') ? { kind: 'answer', status: 403, body: {} } : undefined));
		const { items } = await runBulk(pair);
		expect(results(items)).toEqual({ updated: 1 });
		expect(edits).toEqual(['null']);
	});

	test('is on where nothing else is said', async () => {
		const workflow = bulkTemplate();
		workflow.nodes.find(({ name }) => name === 'Apply to Dev')!.parameters.options = {};
		await runBulk(pair, undefined, workflow);
		expect(edits).toEqual(['null']);
	});
});
