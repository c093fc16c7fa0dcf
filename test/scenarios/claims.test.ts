import { dropConnection, tooManyRequests, type FaultQuestion } from '../../sandbox/faults';
import { openPair, type Pair } from '../support/pair';
import { expectQuiet } from '../support/quiet';
import { hurry } from '../nodes/support';
import { runWorkflow } from '../support/runWorkflow';

/** Waiting moves this clock and takes no time; a hook may do something while somebody waits. */
const mockClock = { ahead: 0, onSleep: undefined as undefined | (() => Promise<void>) };
jest.mock('n8n-workflow', () => ({
	...jest.requireActual<object>('n8n-workflow'),
	sleep: async (milliseconds: number) => {
		mockClock.ahead += milliseconds;
		await mockClock.onSleep?.();
		await new Promise((resolve) => setImmediate(resolve));
	},
}));

const isWrite = ({ method, path }: FaultQuestion) => method !== 'GET' && !/\/(search\/jql|comment\/list)$/.test(path);
let pair: Pair;
let clock: jest.SpyInstance<number>;
const now = Date.now;
beforeEach(async () => {
	mockClock.ahead = 0;
	mockClock.onSleep = undefined;
	clock = jest.spyOn(Date, 'now').mockImplementation(() => now() + mockClock.ahead);
	pair = await openPair();
	hurry(pair);
});
afterEach(async () => {
	clock.mockRestore();
	await pair.close();
});
const send = () => pair.desk.as('ann').transition('DESK-1', 'Send to development', { comment: 'please look' });
const twins = () => pair.dev.issues('ACME');
const escalate = async () => {
	send();
	const look = await pair.look(pair.escalation, 'DESK-1');
	expect(look.failed).toBeUndefined();
	return look.item!.twin!.key;
};

test('an older replica that is applied later (Retry execution, out of order) does not overwrite the newer state', async () => {
	const key = await escalate();
	pair.desk.as('ann').editIssue('DESK-1', { summary: 'older' });
	const older = await pair.look(pair.escalation, 'DESK-1'); // its replica is what n8n keeps with the execution
	const kept = older.run.output('Find Dev Twin')[0]!;
	pair.desk.as('ann').editIssue('DESK-1', { summary: 'newer' });
	await pair.look(pair.escalation, 'DESK-1');
	expect(pair.dev.issue(key).summary).toBe('newer');
	// n8n runs the failed node again with the input it had.
	await runWorkflow(pair.escalation.workflow, pair.credentials, { node: 'Apply to Dev', items: [kept] });
	expect(pair.dev.issue(key).summary).toBe('newer');
});

test('an issue whose record nobody here can read does not keep a lost creation from being found', async () => {
	const key = await escalate();
	pair.dev.as('ada').setProperty(key, 'jirasync.deskdev', { format: 99, twin: { id: pair.desk.issue('DESK-1').id, site: pair.desk.cloudId } });
	const other = pair.desk.as('ann').createIssue({ project: 'DESK', type: 'Incident', summary: 'Mail is slow' });
	pair.desk.as('ann').transition(other, 'Send to development', { comment: 'please look' });
	pair.sandbox.setFaults(({ moment, method, path }: FaultQuestion) => (moment === 'after' && method === 'POST' && path === '/rest/api/3/issue' ? dropConnection : undefined));
	const { item, failed } = await pair.look(pair.escalation, other);
	pair.sandbox.setFaults(undefined);
	expect(failed).toBeUndefined();
	expect(item?.outcome).toMatchObject({ result: 'updated', reason: expect.stringContaining('taken over') });
	expect(twins()).toHaveLength(2);
});

test('after an older replica was applied late, the next look agrees', async () => {
	const key = await escalate();
	pair.desk.as('ann').editIssue('DESK-1', { summary: 'older' });
	const kept = (await pair.look(pair.escalation, 'DESK-1')).run.output('Find Dev Twin')[0]!;
	pair.desk.as('ann').editIssue('DESK-1', { summary: 'newer' });
	await pair.look(pair.escalation, 'DESK-1');
	await runWorkflow(pair.escalation.workflow, pair.credentials, { node: 'Apply to Dev', items: [kept] });
	await pair.look(pair.resolution, key);
	expect(pair.dev.issue(key).summary).toBe(pair.desk.issue('DESK-1').summary);
});

test('the loser of a claim does not take itself for its owner when n8n runs it again', async () => {
	const key = await escalate();
	pair.desk.as('ann').attach('DESK-1', 'big.bin', Buffer.alloc(50_000, 7), 'application/octet-stream');
	let claims = 0;
	pair.sandbox.setFaults(({ moment, method, path }) => {
		if (moment !== 'before') return undefined;
		if (method === 'PUT' && /properties\/jirasync\.deskdev\.f\./.test(path)) {
			claims += 1;
			return claims === 2 ? { kind: 'delay', milliseconds: 150 } : claims === 1 ? { kind: 'delay', milliseconds: 60 } : undefined;
		}
		// The upload takes a while.
		return method === 'POST' && /attachments$/.test(path) ? { kind: 'delay', milliseconds: 1_000 } : undefined;
	});
	await Promise.all([
		pair.look(pair.escalation, 'DESK-1', { executionId: 'a' }),
		pair.look(pair.escalation, 'DESK-1', { executionId: 'b' }),
	]);
	expect(pair.dev.issue(key).files.filter(({ name }) => name === 'big.bin')).toHaveLength(1);
});

test('a file whose bytes cannot be fetched just now is not kept from the next run', async () => {
	const key = await escalate();
	pair.desk.as('ann').attach('DESK-1', 'later.txt', Buffer.from('later'));
	pair.sandbox.setFaults(({ site, moment, path }) => (site === 'desk' && moment === 'before' && path.includes('/attachment/content/') ? { kind: 'answer', status: 503, body: { errorMessages: ['no'] } } : undefined));
	expect((await pair.look(pair.escalation, 'DESK-1')).failed).toBeDefined();
	pair.sandbox.setFaults(undefined);
	expect((await pair.look(pair.escalation, 'DESK-1')).failed).toBeUndefined();
	expect(pair.dev.issue(key).files.map(({ name }) => name)).toContain('later.txt');
	await expectQuiet(pair);
});

test('the same for comments, while the winner still claims', async () => {
	const key = await escalate();
	for (let index = 0; index < 6; index++) pair.desk.as('ann').addComment('DESK-1', `remark ${index}`);
	let claims = 0;
	pair.sandbox.setFaults(({ moment, method, path }) => {
		if (moment !== 'before' || method !== 'PUT' || !/properties\/jirasync\.deskdev\.c\./.test(path)) return undefined;
		claims += 1;
		return { kind: 'delay', milliseconds: claims === 2 ? 120 : 80 };
	});
	await Promise.all([
		pair.look(pair.escalation, 'DESK-1', { executionId: 'a' }),
		pair.look(pair.escalation, 'DESK-1', { executionId: 'b' }),
	]);
	mockClock.ahead += 601_000;
	pair.sandbox.setFaults(undefined);
	await pair.look(pair.escalation, 'DESK-1');
	for (let index = 0; index < 6; index++) {
		expect(pair.dev.issue(key).comments.filter(({ text }) => text.includes(`remark ${index}`))).toHaveLength(1);
	}
});

test('two runs that meet an orphaned creation claim make one issue', async () => {
	send();
	let claimed = false;
	pair.sandbox.setFaults((question) => {
		if (claimed && question.moment === 'before') return dropConnection;
		if (question.moment === 'after' && isWrite(question)) claimed = true;
		return undefined;
	});
	await pair.look(pair.escalation, 'DESK-1'); // n8n dies right after the claim
	mockClock.ahead += 601_000;
	pair.sandbox.setFaults(undefined);
	await Promise.all([
		pair.look(pair.escalation, 'DESK-1', { executionId: 'b' }),
		pair.look(pair.escalation, 'DESK-1', { executionId: 'c' }),
	]);
	expect(twins()).toHaveLength(1);
});

test('an owner that waits for a rate limit longer than the claim holds is not doubled', async () => {
	send();
	let refused = 0;
	pair.sandbox.setFaults(({ moment, method, path }) =>
		moment === 'before' && method === 'POST' && path === '/rest/api/3/issue' && refused < 3 ? ((refused += 1), tooManyRequests(28)) : undefined,
	);
	let second: Promise<unknown> | undefined;
	mockClock.onSleep = async () => {
		if (refused < 3 || second) return;
		second = pair.look(pair.escalation, 'DESK-1', { executionId: 'b' });
		await second;
	};
	await pair.look(pair.escalation, 'DESK-1', { executionId: 'a' });
	expect(second).toBeDefined();
	expect(twins()).toHaveLength(1);
});

test('a first sync with comments that takes longer than a minute is not doubled by the next delivery', async () => {
	for (let index = 0; index < 8; index++) pair.desk.as('ann').addComment('DESK-1', `remark ${index}`);
	send();
	let posts = 0;
	let second: Promise<unknown> | undefined;
	pair.sandbox.setFaults(({ moment, method, path }) => {
		if (moment !== 'before' || method !== 'POST' || !/issue\/\d+\/comment$/.test(path)) return undefined;
		posts += 1;
		if (posts <= 4) mockClock.ahead += 20_000; // a slow site, or Jira's limit of 100 writes in 30 s for one issue
		if (posts !== 4) return undefined;
		second = pair.look(pair.escalation, 'DESK-1', { executionId: 'b' });
		return { kind: 'delay', milliseconds: 1_500 };
	});
	await pair.look(pair.escalation, 'DESK-1', { executionId: 'a' });
	await second;
	const [twin] = twins();
	for (let index = 0; index < 8; index++) {
		expect(twin!.comments.filter(({ text }) => text.includes(`remark ${index}`))).toHaveLength(1);
	}
});

describe('a creation whose answer was lost is found again although the account has made', () => {
	const others = (count: number) => {
		for (let index = 0; index < count; index++) pair.dev.as('sync').createIssue({ project: 'ACME', type: 'Task', summary: `other ${index}` });
	};
	/** n8n dies right after POST /issue. */
	const dieAfterCreation = async () => {
		send();
		let seen = 0;
		pair.sandbox.setFaults((question) => {
			if (question.moment === 'before' && seen >= 2) return dropConnection;
			if (question.moment === 'after' && isWrite(question)) seen += 1;
			return undefined;
		});
		await pair.look(pair.escalation, 'DESK-1');
		pair.sandbox.setFaults(undefined);
		expect(named()).toHaveLength(1);
	};
	const named = () => twins().filter(({ summary }) => summary === 'VPN fails');

	test('a hundred issues since', async () => {
		await dieAfterCreation();
		mockClock.ahead += 61_000;
		others(101);
		await pair.look(pair.escalation, 'DESK-1');
		expect(named()).toHaveLength(1);
	}, 30_000);

	test('a thousand issues in the minute before, as a bulk run does', async () => {
		others(1_001);
		await dieAfterCreation();
		mockClock.ahead += 400_000;
		await pair.look(pair.escalation, 'DESK-1');
		expect(named()).toHaveLength(1);
		// The others have no pair: a look at each of them would show nothing.
		pair.writes();
		await pair.look(pair.escalation, 'DESK-1');
		await pair.look(pair.resolution, named()[0]!.key);
		expect(pair.writes()).toEqual([]);
	}, 60_000);
});

describe('an account that may keep no properties of its own', () => {
	const refused = { kind: 'answer', status: 403, body: { errorMessages: ['You do not have permission.'] } } as const;
	const creationClaim = (path: string, where: string) => path.includes(`/${where}`) && path.includes('/properties/jirasync.deskdev.n');
	const twice = async () => {
		send();
		return await Promise.all([
			pair.look(pair.escalation, 'DESK-1', { executionId: 'a' }),
			pair.look(pair.escalation, 'DESK-1', { executionId: 'b' }),
		]);
	};
	const comeBack = async () => {
		mockClock.ahead += 601_000;
		const look = await pair.look(pair.escalation, 'DESK-1');
		expect(look.failed).toBeUndefined();
		return look;
	};
	const paired = () => twins().filter(({ properties }) => (properties['jirasync.deskdev'] as { state?: string }).state === 'paired');

	test('claims in the project, when it may administer that: two runs at once make one issue', async () => {
		pair.sandbox.setFaults(({ site, moment, method, path }) => (site === 'dev' && moment === 'before' && method === 'PUT' && creationClaim(path, 'user') ? refused : undefined));
		await twice();
		await comeBack();
		expect(pair.sandbox.requests().some(({ method, path }) => method === 'PUT' && creationClaim(path, 'project/ACME'))).toBe(true);
		expect(twins()).toHaveLength(1);
		await expectQuiet(pair);
	});

	test('and not even in the project: of two issues made at once the older one stays, the other is told of and is no counterpart', async () => {
		// Both have looked before either creates, which is the worst that can happen.
		let creating = 0;
		pair.sandbox.setFaults(({ site, moment, method, path }) => {
			if (site !== 'dev' || moment !== 'before') return undefined;
			if (method === 'PUT' && (creationClaim(path, 'user') || creationClaim(path, 'project/ACME'))) return refused;
			return method === 'POST' && path === '/rest/api/3/issue' ? { kind: 'delay', milliseconds: 300 + 200 * creating++ } : undefined;
		});
		const looks = await twice();
		const [older, younger] = [...twins()].sort((one, other) => Number(one.id) - Number(other.id));
		expect(looks.flatMap(({ failed }) => (failed ? [failed.error] : []))).toEqual([
			expect.objectContaining({ code: 'twinDuplicate', message: expect.stringContaining(`${older!.key}, which is older and stays, and ${younger!.key}`) }),
		]);
		expect((await comeBack()).item?.twin?.key).toBe(older!.key);
		expect(paired().map(({ key }) => key)).toEqual([older!.key]);
		await expectQuiet(pair);
	});
});
