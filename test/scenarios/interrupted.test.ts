import { dropConnection, type FaultQuestion } from '../../sandbox/faults';
import { openPair, type Pair } from '../support/pair';
import { expectQuiet } from '../support/quiet';

/** Milliseconds by which the clock of this test is ahead; waiting moves it and takes no time. */
const mockClock = { ahead: 0 };
jest.mock('n8n-workflow', () => ({
	...jest.requireActual<object>('n8n-workflow'),
	sleep: async (milliseconds: number) => {
		mockClock.ahead += milliseconds;
		await new Promise((resolve) => setImmediate(resolve));
	},
}));

const READS_BY_POST = /\/(search\/jql|comment\/list)$/;
const isWrite = ({ method, path }: FaultQuestion) => method !== 'GET' && !READS_BY_POST.test(path);

let pair: Pair;
let clock: jest.SpyInstance<number>;
const now = Date.now;

beforeEach(async () => {
	mockClock.ahead = 0;
	clock = jest.spyOn(Date, 'now').mockImplementation(() => now() + mockClock.ahead);
	pair = await openPair();
	pair.desk.as('ann').transition('DESK-1', 'Send to development', { comment: 'please look' });
});
afterEach(async () => {
	clock.mockRestore();
	await pair.close();
});

/** What an escalation looks like when nothing goes wrong. */
function expectEscalatedOnce() {
	const twins = pair.dev.issues('ACME');
	expect(twins).toHaveLength(1);
	const twin = twins[0]!;
	expect(twin.summary).toBe('VPN fails');
	expect(twin.comments.map(({ text }) => text.split('\n')[1])).toEqual([
		'Which system are you on?',
		'macOS, the newest one. It worked on Friday.',
		'please look',
	]);
	expect(twin.files.map(({ name, size }) => [name, size])).toEqual([['log.txt', 12_288]]);
	expect(twin.remoteLinks).toHaveLength(1);
	expect(pair.desk.issue('DESK-1').remoteLinks).toHaveLength(1);
	expect(pair.desk.issue('DESK-1').properties['jirasync.deskdev']).toMatchObject({ twin: { key: twin.key } });
}

/** Writes of a clean escalation: claim, issue, link, three comments with claims, file with claim, traces, link, record. */
const WRITES = Array.from({ length: 14 }, (_, index) => index + 1);

test('the list of writes below is complete', async () => {
	await pair.look(pair.escalation, 'DESK-1');
	expect(pair.writes()).toHaveLength(WRITES.length);
});

describe.each(WRITES)('write %i of an escalation', (which) => {
	test('is carried out and its answer is lost: run again, everything is there once', async () => {
		let seen = 0;
		pair.sandbox.setFaults((question) => {
			if (question.moment !== 'after' || !isWrite(question)) return undefined;
			seen += 1;
			return seen === which ? dropConnection : undefined;
		});
		await pair.look(pair.escalation, 'DESK-1');
		pair.sandbox.setFaults(undefined);
		for (let again = 0; again < 2; again++) {
			mockClock.ahead += 601_000;
			expect((await pair.look(pair.escalation, 'DESK-1')).failed).toBeUndefined();
		}
		expectEscalatedOnce();
		await expectQuiet(pair);
	}, 60_000);

	test('n8n dies right after it: run again, everything is there once', async () => {
		let seen = 0;
		pair.sandbox.setFaults((question) => {
			if (question.moment === 'before' && seen >= which) return dropConnection;
			if (question.moment === 'after' && isWrite(question)) seen += 1;
			return undefined;
		});
		await pair.look(pair.escalation, 'DESK-1');
		pair.sandbox.setFaults(undefined);
		mockClock.ahead += 601_000;
		expect((await pair.look(pair.escalation, 'DESK-1')).failed).toBeUndefined();
		expectEscalatedOnce();
		await expectQuiet(pair);
	}, 60_000);
});

test('two runs escalate the same issue at the same moment: one counterpart, every comment and file once', async () => {
	const [first, second] = await Promise.all([
		pair.look(pair.escalation, 'DESK-1', { executionId: 'a' }),
		pair.look(pair.escalation, 'DESK-1', { executionId: 'b' }),
	]);
	const failed = [first, second].flatMap((look) => (look.failed ? [look.failed.error] : []));
	// Which of the two notices the other, and where, is a matter of milliseconds; either way n8n tries again.
	for (const error of failed) expect(error).toMatchObject({ code: expect.stringMatching(/^(busy|stale)$/), retryable: true });
	mockClock.ahead += 601_000;
	await pair.look(pair.escalation, 'DESK-1');
	expectEscalatedOnce();
	await expectQuiet(pair);
}, 60_000);
