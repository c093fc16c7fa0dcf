import { dropConnection, type FaultQuestion } from '../../sandbox/faults';
import { noteHeard } from '../../memory/heard';
import { forgetLooks } from '../../memory/looks';
import { nodeOf } from '../nodes/support';
import { openPair, type Direction, type Pair } from '../support/pair';
import { expectQuiet } from '../support/quiet';
import { runWorkflow } from '../support/runWorkflow';
import { sweeperOf, type Sweeper } from '../support/sweeper';

/** Waiting moves this clock and takes no time. */
const mockClock = { ahead: 0 };
jest.mock('n8n-workflow', () => ({
	...jest.requireActual<object>('n8n-workflow'),
	sleep: async (milliseconds: number) => {
		mockClock.ahead += milliseconds;
		await new Promise((resolve) => setImmediate(resolve));
	},
}));

const MINUTE = 60_000;
let pair: Pair;
let clock: jest.SpyInstance<number>;
const now = Date.now;
beforeEach(async () => {
	mockClock.ahead = 0;
	forgetLooks();
	clock = jest.spyOn(Date, 'now').mockImplementation(() => now() + mockClock.ahead);
	pair = await openPair();
});
afterEach(async () => {
	clock.mockRestore();
	await pair.close();
});

const later = (minutes: number) => void (mockClock.ahead += minutes * MINUTE);
const send = (key = 'DESK-1') => pair.desk.as('ann').transition(key, 'Send to development', { comment: 'please look' });
const twins = () => pair.dev.issues('ACME');
const keys = (batches: Awaited<ReturnType<Sweeper['tick']>>) => batches.map((items) => items.map(({ json }) => (json.issue as { key: string }).key));
const desk = async () => {
	const sweeper = sweeperOf(pair, pair.escalation);
	await sweeper.tick();
	return sweeper;
};
const requests = async (work: () => Promise<unknown>) => {
	pair.sandbox.clearRequests();
	await work();
	return pair.sandbox.requests().map(({ method, path }) => `${method} ${path}`);
};

/** A look begins and dies in the middle, and n8n with it, which is then started again. */
async function dieLooking(sweeper: Sweeper): Promise<void> {
	sweeper.dying = true;
	pair.sandbox.setFaults(({ moment }: FaultQuestion) => (moment === 'before' && pair.sandbox.requests().length > 4 ? dropConnection : undefined));
	pair.sandbox.clearRequests();
	await sweeper.tick();
	pair.sandbox.setFaults(undefined);
	forgetLooks();
	sweeper.restart();
}

test('at first nothing starts for what is past, and then every change is found', async () => {
	send();
	later(10);
	const sweeper = await desk();
	expect(twins()).toHaveLength(0);
	later(5);
	pair.desk.as('ann').editIssue('DESK-1', { summary: 'VPN fails again' });
	expect(keys(await sweeper.tick())).toEqual([['DESK-1']]);
	expect(twins().map(({ summary }) => summary)).toEqual(['VPN fails again']);
	await expectQuiet(pair);
});

test('a tick that finds nothing costs one request', async () => {
	const sweeper = await desk();
	later(5);
	expect(await requests(() => sweeper.tick())).toEqual(['POST /rest/api/3/search/jql']);
});

test('what was looked at is not looked at again, although the windows overlap', async () => {
	const sweeper = await desk();
	send();
	await sweeper.tick();
	// Recording the pair on the issue was a change as well, and is the last.
	later(1);
	await sweeper.tick();
	later(1);
	expect(await requests(() => sweeper.tick())).toEqual(['POST /rest/api/3/search/jql']);
});

test('the wider look starts nothing for what was seen before', async () => {
	const sweeper = await desk();
	send();
	await sweeper.tick();
	const other = pair.desk.as('ann').createIssue({ project: 'DESK', type: 'Incident', summary: 'nothing for development' });
	for (let minute = 0; minute <= 125; minute += 5) {
		later(5);
		// Other processes take the looks: this one does not remember them.
		forgetLooks();
		if (minute === 20) pair.desk.as('ann').editIssue(other, { summary: 'still nothing' });
		expect((await sweeper.tick()).length).toBeLessThan(minute < 10 ? 2 : 1);
	}
});

test('an issue that may not start is found out in the sweep and starts no execution', async () => {
	const sweeper = await desk();
	pair.desk.as('ann').editIssue('DESK-1', { summary: 'nothing for development' });
	expect(await sweeper.tick()).toEqual([]);
});

test('a status that was passed between two sweeps counts as reached', async () => {
	const sweeper = await desk();
	send();
	pair.sandbox.site('desk').as('ann').transition('DESK-1', 'Take back');
	expect(keys(await sweeper.tick())).toEqual([['DESK-1']]);
	expect(twins()).toHaveLength(1);
});

describe('what was looked at before the sweep found it', () => {
	const asDryRun = (direction: Direction) => void (nodeOf(direction, 'Apply to Dev').parameters.dryRun = true);
	const withDryMove = (direction: Direction) => void (nodeOf(direction, 'Reopen When Sent Again').parameters.dryRun = true);
	const asAnother = ({ workflow }: Direction) => void (workflow.name = 'bulk');

	test.each<[string, number, (direction: Direction) => void, 'manual' | 'trigger']>([
		['by the workflow itself starts nothing', 0, () => {}, 'trigger'],
		['in a dry run starts', 1, asDryRun, 'trigger'],
		['with a move that was only tried starts', 1, withDryMove, 'trigger'],
		['in a test in the editor starts', 1, () => {}, 'manual'],
		['by another workflow, which may bring over less, starts', 1, asAnother, 'trigger'],
	])('%s', async (_how, looks, change, mode) => {
		const sweeper = await desk();
		send();
		await sweeper.tick();
		later(5);
		await sweeper.tick();
		pair.dev.as('dana').transition(twins()[0]!.key, 'Done', { fields: { resolution: 'Fixed' } });
		pair.desk.as('ann').transition('DESK-1', 'Take back');
		send();
		later(1);
		const other = { ...pair.escalation, workflow: structuredClone(pair.escalation.workflow) };
		change(other);
		const { id } = pair.desk.issue('DESK-1');
		await runWorkflow(other.workflow, pair.credentials, { node: other.first, items: [{ json: { connection: 'deskdev', issue: { id, key: 'DESK-1' } } }], mode });
		expect(await sweeper.tick()).toHaveLength(looks);
		expect(twins()[0]!.status).not.toBe('Done');
	});
});

describe('a change is not lost', () => {
	test('when the delivery of the status was, and that of a comment did not start the issue, which has left the status by then', async () => {
		const sweeper = await desk();
		send();
		pair.desk.as('ann').transition('DESK-1', 'Take back');
		later(1);
		expect((await pair.look(pair.escalation, 'DESK-1')).skipped).toMatchObject({ outcome: { code: 'startCondition' } });
		expect(keys(await sweeper.tick())).toEqual([['DESK-1']]);
		expect(twins()).toHaveLength(1);
		later(5);
		await sweeper.tick();
		await expectQuiet(pair);
	});

	test('when the execution that looks at it dies, and n8n with it', async () => {
		const sweeper = await desk();
		send();
		await dieLooking(sweeper);
		expect(await sweeper.tick()).toEqual([]);
		later(11);
		expect(keys(await sweeper.tick())).toEqual([['DESK-1']]);
		expect(twins()).toHaveLength(1);
		await expectQuiet(pair);
	});

	test('and another one is found at once, while the look that died with n8n is still left alone', async () => {
		const sweeper = await desk();
		send();
		await dieLooking(sweeper);
		later(1);
		pair.desk.as('ann').createIssue({ project: 'DESK', type: 'Service Request', summary: 'after the restart' });
		const fresh = pair.desk.issues('DESK').at(-1)!.key;
		send(fresh);
		expect(keys(await sweeper.tick())).toEqual([[fresh]]);
		expect(sweeper.errors).toEqual([]);
		later(11);
		expect(keys(await sweeper.tick()).flat()).toContain('DESK-1');
		await expectQuiet(pair);
	});

	test('when the other site is down for hours, and it is asked ever more seldom', async () => {
		const sweeper = await desk();
		send();
		pair.sandbox.setFaults(({ site, moment }: FaultQuestion) => (site === 'dev' && moment === 'before' ? dropConnection : undefined));
		const looks: number[] = [];
		for (let minute = 0; minute < 600; minute += 5) {
			if ((await sweeper.tick()).length > 0) looks.push(minute);
			later(5);
		}
		expect(looks.length).toBeLessThan(9);
		pair.sandbox.setFaults(undefined);
		for (let minute = 0; minute < 360 && twins().length === 0; minute += 5) {
			later(5);
			await sweeper.tick();
		}
		expect(twins()).toHaveLength(1);
		await expectQuiet(pair);
	}, 60_000);

	test('when n8n was off for an hour and forgot where the sweep stood', async () => {
		const sweeper = await desk();
		send();
		await sweeper.tick();
		later(5);
		await sweeper.tick();
		pair.desk.as('ann').editIssue('DESK-1', { summary: 'changed while n8n was off' });
		pair.desk.as('ann').createIssue({ project: 'DESK', type: 'Service Request', summary: 'new while n8n was off' });
		const fresh = pair.desk.issues('DESK').at(-1)!.key;
		send(fresh);
		later(60);
		forgetLooks();
		sweeper.restart('lost');
		await sweeper.tick();
		expect(twins().map(({ summary }) => summary).sort()).toEqual(['changed while n8n was off', 'new while n8n was off']);
		await expectQuiet(pair);
	});

	test('when more has changed than one sweep takes', async () => {
		const sweeper = sweeperOf(pair, withOptions(pair.escalation, { most: 10 }));
		await sweeper.tick();
		for (let index = 0; index < 25; index++) {
			const key = pair.desk.as('ann').createIssue({ project: 'DESK', type: 'Service Request', summary: `request ${index}` });
			send(key);
		}
		for (let tick = 0; tick < 4; tick++) {
			await sweeper.tick();
			later(5);
		}
		expect(twins()).toHaveLength(25);
	}, 60_000);

	test('when the issue changes after many were read and before its turn', async () => {
		const sweeper = await desk();
		const other = pair.desk.as('ann').createIssue({ project: 'DESK', type: 'Incident', summary: 'Mail is slow' });
		send();
		send(other);
		await sweeper.tick();
		later(5);
		for (const key of ['DESK-1', other]) pair.desk.as('ann').editIssue(key, { summary: `first ${key}` });
		let changed = false;
		pair.sandbox.setFaults(({ site, moment, path }: FaultQuestion) => {
			if (changed || site !== 'desk' || moment !== 'after' || !/bulkfetch$/.test(path)) return undefined;
			changed = true;
			pair.desk.as('ann').editIssue(other, { summary: 'second' });
			mockClock.ahead += 10_000;
			return undefined;
		});
		await sweeper.tick();
		expect(changed).toBe(true);
		later(5);
		await sweeper.tick();
		expect(twins().map(({ summary }) => summary).sort()).toEqual(['first DESK-1', 'second']);
		await expectQuiet(pair);
	});

	test('when search shows the issue only after the window has passed it: a wider look once an hour finds it, and costs one request', async () => {
		const sweeper = await desk();
		pair.desk.setSearchLag(10 * MINUTE);
		send();
		for (let minute = 5; minute <= 55; minute += 5) {
			later(5);
			await sweeper.tick();
		}
		expect(twins()).toHaveLength(0);
		later(5);
		expect(keys(await sweeper.tick())).toEqual([['DESK-1']]);
		expect(twins()).toHaveLength(1);
		// Recording the pair was a change of the issue as well, and is shown as late.
		for (let minute = 5; minute <= 60; minute += 5) {
			later(5);
			await sweeper.tick();
		}
		later(60);
		expect((await requests(() => sweeper.tick())).filter((request) => request.includes('/search/'))).toHaveLength(2);
		pair.desk.setSearchLag(0);
		await expectQuiet(pair);
	}, 30_000);

	test('when the record of another issue cannot be read', async () => {
		const sweeper = await desk();
		const other = pair.desk.as('ann').createIssue({ project: 'DESK', type: 'Incident', summary: 'Mail is slow' });
		pair.desk.as('ann').setProperty(other, 'jirasync.deskdev', { format: 99, twin: { id: '1', site: 'x' } });
		await sweeper.tick();
		expect(sweeper.runs().flatMap(({ output }) => output(pair.escalation.first, 2).map(({ json }) => json))).toMatchObject([{ error: { code: 'recordNewer' } }]);
		send();
		await sweeper.tick();
		expect(twins()).toHaveLength(1);
	});

	test('when its counterpart was deleted and a new one is to be made', async () => {
		const sweeper = await desk();
		send();
		await sweeper.tick();
		const [{ id, key }] = twins() as [ReturnType<typeof twins>[number]];
		await pair.look(pair.resolution, key);
		nodeOf(pair.escalation, 'Apply to Dev').parameters.options = { onTwinGone: 'recreate' };
		pair.dev.as('ada').deleteIssue(key);
		await pair.look(pair.resolution, key, { deleted: { id, at: new Date(Date.now()).toISOString() } });
		later(5);
		pair.desk.as('ann').editIssue('DESK-1', { summary: 'still needed' });
		await sweeper.tick();
		expect(twins().map(({ summary }) => summary)).toEqual(['still needed']);
	});

	test('when the clock of the site was hours ahead and is put right', async () => {
		const sweeper = await desk();
		send();
		await sweeper.tick();
		later(120);
		await sweeper.tick();
		later(-110);
		pair.desk.as('ann').editIssue('DESK-1', { summary: 'by the right clock' });
		await sweeper.tick();
		expect(twins()[0]!.summary).toBe('by the right clock');
		later(5);
		await sweeper.tick();
		later(5);
		expect(await requests(() => sweeper.tick())).toEqual(['POST /rest/api/3/search/jql']);
	});
});

test('trouble of a while is nobody\'s business, a lasting one is told once', async () => {
	const sweeper = await desk();
	pair.sandbox.setFaults(({ site, moment }: FaultQuestion) => (site === 'desk' && moment === 'before' ? dropConnection : undefined));
	for (let minute = 0; minute < 55; minute += 5) {
		await sweeper.tick();
		later(5);
	}
	expect(sweeper.errors).toEqual([]);
	for (let minute = 0; minute < 300; minute += 5) {
		await sweeper.tick();
		later(5);
	}
	expect(sweeper.errors).toHaveLength(1);
	pair.sandbox.setFaults(undefined);
	send();
	await sweeper.tick();
	expect(twins()).toHaveLength(1);
}, 60_000);

test('a first sweep that cannot reach Jira does not keep the workflow from being published', async () => {
	const sweeper = sweeperOf(pair, pair.escalation);
	pair.sandbox.setFaults(({ moment }: FaultQuestion) => (moment === 'before' ? dropConnection : undefined));
	await sweeper.tick();
	expect(sweeper.errors).toEqual([]);
	pair.sandbox.setFaults(undefined);
	await sweeper.tick();
	send();
	await sweeper.tick();
	expect(twins()).toHaveLength(1);
});

test('a second active copy of the connection refuses, until the first one has been gone for half an hour', async () => {
	const first = await desk();
	later(5);
	const second = sweeperOf(pair, pair.escalation, 'instance-2');
	await second.tick();
	expect(second.errors).toMatchObject([{ message: expect.stringContaining('Another workflow sweeps') }]);
	send();
	await second.tick();
	expect(twins()).toHaveLength(0);
	expect(second.errors).toHaveLength(1);
	await first.tick();
	expect(twins()).toHaveLength(1);
	later(40);
	pair.desk.as('ann').editIssue('DESK-1', { summary: 'for the second' });
	await second.tick();
	expect(twins()[0]!.summary).toBe('for the second');
});

test('where the account may neither read nor keep properties of its own, the sweep does without its mark', async () => {
	const refused = { kind: 'answer', status: 403, body: { errorMessages: ['You do not have permission.'], errors: {} } } as const;
	pair.sandbox.setFaults(({ moment, path }: FaultQuestion) => (moment === 'before' && /\/properties\/jirasync\.deskdev\.sweep/.test(path) ? refused : undefined));
	const sweeper = await desk();
	send();
	await sweeper.tick();
	await sweeper.tick();
	expect(sweeper.errors).toEqual([]);
	expect(twins()).toHaveLength(1);
});

describe('where the account may keep no properties of its own, the mark stands in a project that the scope shows', () => {
	const refused = { kind: 'answer', status: 403, body: { errorMessages: ['You do not have permission.'], errors: {} } } as const;
	/** Marks by the project that holds them. */
	const marks = () => pair.desk.data.projects.filter(({ properties }) => Object.keys(properties).some((key) => key.startsWith('jirasync.deskdev.sweep.'))).map(({ key }) => key);
	const asked = () => pair.sandbox.requests().filter(({ path }) => /\/project\/.*sweep/.test(path)).map(({ path }) => /project\/(\w+)/.exec(path)![1]);
	const refuse = (...places: RegExp[]) =>
		pair.sandbox.setFaults(({ moment, path, method }: FaultQuestion) => (moment === 'before' && method === 'PUT' && path.includes('jirasync.deskdev.sweep') && places.some((place) => place.test(path)) ? refused : undefined));

	test.each([
		['one of those that are shown', { scopeMode: 'only', projects: ['DESK'] }, ['DESK']],
		['the next of those where the account does not administer the first', { scopeMode: 'only', projects: ['OPS', 'DESK'] }, ['DESK']],
		['none of those that are hidden', { scopeMode: 'hide', projects: ['DESK'] }, ['OPS']],
		['none of those that are hidden, whatever their order', { scopeMode: 'hide', projects: ['OPS'] }, ['DESK']],
		['any where all are shown', { scopeMode: 'all', projects: [] }, ['DESK']],
	])('%s', async (_which, scope, where) => {
		refuse(/user\/properties/, ...(scope.scopeMode === 'only' ? [/project\/OPS/] : []));
		const sweeper = sweeperOf(pair, withParameters(pair.escalation, scope));
		await sweeper.tick();
		expect(sweeper.errors).toEqual([]);
		expect(marks()).toEqual(where);
		if (scope.scopeMode === 'hide') expect(asked()).not.toContain(scope.projects[0]);
	});

	test('and tells after a loss of n8n\'s memory how far everything was looked at', async () => {
		refuse(/user\/properties/);
		const sweeper = sweeperOf(pair, withParameters(pair.escalation, { scopeMode: 'hide', projects: ['OPS'] }));
		await sweeper.tick();
		send();
		later(60);
		sweeper.restart('lost');
		expect(keys(await sweeper.tick())).toEqual([['DESK-1']]);
		expect(twins()).toHaveLength(1);
		await expectQuiet(pair);
	});
});

test('a scope leaves everything else where it is', async () => {
	const sweeper = sweeperOf(pair, withParameters(pair.escalation, { issueTypes: 'Incident' }));
	await sweeper.tick();
	send();
	expect(await sweeper.tick()).toEqual([]);
});

test.each([
	['that was never called', undefined],
	['that was called two hours ago and not since', 2 * 3_600_000],
])('a webhook %s is told of once when there are changes', async (_rule, ago) => {
	const sweeper = await desk();
	if (ago !== undefined) noteHeard(`deskdev ${pair.desk.url}`, Date.now() - ago);
	const notices: unknown[] = [];
	for (let tick = 0; tick < 4; tick++) {
		later(5);
		pair.desk.as('ann').editIssue('DESK-1', { summary: `change ${tick}` });
		if (tick === 0) send();
		notices.push(...(await sweeper.tick()).flatMap((items) => items.flatMap(({ json }) => json.notices ?? [])));
	}
	expect(notices).toEqual([expect.stringContaining('has not called the webhook')]);
});

test('of a webhook that was called a moment ago nothing is told: single calls may get lost', async () => {
	const sweeper = await desk();
	noteHeard(`deskdev ${pair.desk.url}`, Date.now());
	for (let tick = 0; tick < 4; tick++) {
		later(5);
		pair.desk.as('ann').editIssue('DESK-1', { summary: `change ${tick}` });
		if (tick === 0) send();
		for (const items of await sweeper.tick()) expect(items.flatMap(({ json }) => json.notices ?? [])).toEqual([]);
	}
});

function withParameters(direction: Pair['escalation'], parameters: object): Pair['escalation'] {
	const workflow = structuredClone(direction.workflow);
	Object.assign(workflow.nodes.find(({ type }) => type.endsWith('jiraSyncTrigger'))!.parameters, parameters);
	return { ...direction, workflow };
}
function withOptions(direction: Pair['escalation'], options: object): Pair['escalation'] {
	return withParameters(direction, { options });
}
