import type { MoveRules } from '../../engine/makeMove';
import { moveTwin } from '../../engine/moveTwin';
import { JiraError } from '../../jira/errors';
import type { Jira } from '../../jira/types';
import type { Twin } from '../../sync/item';
import type { Replica } from '../../sync/replica';

const rules: MoveRules = { move: { by: 'name', value: 'Reopen', ignoreCase: false }, ifUnavailable: 'skip', cause: 'remoteStatus', fields: {} };
const reopen = { id: '51', name: 'Reopen', to: { id: '1', name: 'To Do' } };
const run = { owner: 'escalation/1' };
/** The other side went to its status at ten o'clock, by a clock that is right. */
const replica = {
	meta: { connection: 'deskdev', issue: { id: '10001', key: 'DESK-1' }, builtAt: '2026-11-21T10:00:01.000Z', site: { clockAhead: 0 } },
	status: { id: '7', name: 'Waiting for development', category: 'new', since: '2026-11-21T10:00:00.000Z' },
} as unknown as Replica;

/** A site whose clock is ahead, with an issue that was resolved at this time by that clock. */
function siteAhead(milliseconds: number, resolvedAt: string) {
	const moves: string[] = [];
	const state = { status: { id: '3', name: 'Done', since: resolvedAt }, transitions: [reopen] };
	const jira = {
		siteUrl: 'https://dev.example',
		now: () => Date.parse('2026-11-21T10:00:02.000Z'),
		clockAhead: () => milliseconds,
		siteId: async () => 'dev',
		readIssue: async () => ({
			id: '1',
			key: 'ACME-1',
			fields: { status: { id: '3', name: 'Done' } },
			properties: {},
			names: {},
			changes: [{ fieldId: 'status', at: resolvedAt, from: '1', to: '3', fromString: 'To Do', toString: 'Done' }],
			transitions: [reopen],
		}),
		doTransition: async (_issue: string, transition: string) => void moves.push(transition),
		setIssueProperty: async () => true,
		deleteIssueProperty: async () => true,
	} as unknown as Jira;
	const twin: Twin = { id: '1', key: 'ACME-1', url: '', site: 'dev', ...state, clockAhead: milliseconds };
	return { jira, twin, moves };
}

test.each([
	['a minute before, by a clock that is three minutes ahead', 180_000, '2026-11-21T10:02:00.000Z', 'done'],
	['a minute after, by a clock that is three minutes ahead', 180_000, '2026-11-21T10:04:00.000Z', 'skipped'],
	['a minute before, by a clock that is right', 0, '2026-11-21T09:59:00.000Z', 'done'],
	['a minute after, by a clock that is right', 0, '2026-11-21T10:01:00.000Z', 'skipped'],
])('the issue was moved %s', async (_when, ahead, resolvedAt, result) => {
	const { jira, twin, moves } = siteAhead(ahead, resolvedAt);
	const moved = await moveTwin(jira, twin, replica, rules, run);
	expect(moved.outcome.result).toBe(result);
	expect(moves).toEqual(result === 'done' ? ['51'] : []);
});

/** Jira asks for a pause of five seconds at each of the first `times` moves; `meanwhile` is what happens in each pause. */
function busySite(times: number, meanwhile: (change: (to: string, at: string) => void) => void = () => {}) {
	const { jira, twin, moves } = siteAhead(0, '2026-11-21T09:59:00.000Z');
	let left = times;
	let status = { id: '3', name: 'Done' };
	let changes = [{ fieldId: 'status', at: '2026-11-21T09:59:00.000Z', from: '1', to: '3', fromString: 'To Do', toString: 'Done' }];
	let time = jira.now();
	const read = jira.readIssue.bind(jira);
	const limited = () => new JiraError('rateLimited', { site: 'https://dev.example', method: 'POST', path: '/transitions', status: 429, messages: [], fields: {}, retryable: true, retryAt: time + 5_000, mayHaveHappened: false });
	Object.assign(jira, {
		now: () => time,
		sleep: async (milliseconds: number) => {
			time += milliseconds;
			meanwhile((to, at) => {
				changes = [{ ...changes[0]!, at, from: status.id, to }, ...changes];
				status = { id: to, name: to === '3' ? 'Done' : 'To Do' };
			});
		},
		readIssue: async (...question: Parameters<Jira['readIssue']>) => ({ ...(await read(...question)), fields: { status }, changes }),
		readTransitions: async () => [reopen],
		doTransition: async (_issue: string, transition: string) => {
			if (left-- > 0) throw limited();
			moves.push(transition);
		},
	} as Partial<Jira>);
	return { jira, twin, moves, passed: () => time - Date.parse('2026-11-21T10:00:02.000Z') };
}

describe('where Jira asks for a pause before a move', () => {
	test('the move is made after it', async () => {
		const { jira, twin, moves, passed } = busySite(2);
		expect((await moveTwin(jira, twin, replica, rules, run)).outcome.result).toBe('done');
		expect([moves, passed()]).toEqual([['51'], 10_000]);
	});

	test('and others have moved the issue there and back meanwhile, it is not moved again', async () => {
		const { jira, twin, moves } = busySite(1, (change) => {
			change('1', '2026-11-21T10:00:04.000Z');
			change('3', '2026-11-21T10:00:06.000Z');
		});
		expect((await moveTwin(jira, twin, replica, rules, run)).outcome).toMatchObject({ result: 'skipped', reason: expect.stringContaining('the newer change stays') });
		expect(moves).toEqual([]);
	});

	test('again and again, the item comes back later', async () => {
		const { jira, twin, moves } = busySite(9);
		await expect(moveTwin(jira, twin, replica, rules, run)).rejects.toMatchObject({ code: 'rateLimited', data: { retryable: true } });
		expect(moves).toEqual([]);
	});
});

/** The property that claims the move for what happened at ten o'clock. */
const CLAIM = `jirasync.deskdev.m.remoteStatus-${Date.parse('2026-11-21T10:00:00.000Z')}`;

/** An issue that is Done since 9:59 and can be reopened, with its properties; the clock stands until something takes time. */
function claimedSite() {
	const { jira, twin, moves } = siteAhead(0, '2026-11-21T09:59:00.000Z');
	const properties: Record<string, unknown> = {};
	let time = jira.now();
	let status = { id: '3', name: 'Done' };
	let movedAt = '2026-11-21T09:59:00.000Z';
	const read = jira.readIssue.bind(jira);
	const move = (to: { id: string; name: string }): void => {
		status = to;
		movedAt = new Date(time).toISOString();
	};
	Object.assign(jira, {
		now: () => time,
		sleep: async (milliseconds: number) => void (time += milliseconds),
		readIssue: async (...question: Parameters<Jira['readIssue']>) => ({
			...(await read(...question)),
			fields: { status },
			properties: { ...properties },
			transitions: status.id === '3' ? [reopen] : [],
			changes: [{ fieldId: 'status', at: movedAt, from: '9', to: status.id, fromString: '', toString: status.name }],
		}),
		readTransitions: async () => [reopen],
		doTransition: async (_issue: string, transition: string) => {
			moves.push(transition);
			move(reopen.to);
		},
		setIssueProperty: async (_issue: string, key: string, value: unknown) => {
			const isNew = !(key in properties);
			properties[key] = value;
			return isNew;
		},
		deleteIssueProperty: async (_issue: string, key: string) => delete properties[key],
	} as Partial<Jira>);
	const closeByHand = (): void => {
		time += 165;
		move({ id: '3', name: 'Done' });
	};
	return { jira, twin, moves, properties, closeByHand, pass: (milliseconds: number) => void (time += milliseconds) };
}

const refusal = (code: 'noAnswer' | 'conflict' | 'forbidden', mayHaveHappened: boolean): JiraError =>
	new JiraError(code, { site: 'https://dev.example', method: 'POST', path: '/transitions', ...(mayHaveHappened ? {} : { status: 409 }), messages: [], fields: {}, retryable: true, mayHaveHappened });

describe('of two runs that answer one change', () => {
	test('one makes the move, and the other leaves it when a person has undone it', async () => {
		const { jira, twin, moves, closeByHand } = claimedSite();
		const second = { ...jira };
		// Both have decided to move. The first one is through, and a person is quicker than the second.
		const set = jira.setIssueProperty.bind(jira);
		second.setIssueProperty = async (...claim) => {
			await moveTwin(jira, twin, replica, rules, run);
			closeByHand();
			return await set(...claim);
		};
		const moved = await moveTwin(second, twin, replica, rules, { owner: 'escalation/2' });
		expect(moved.outcome).toMatchObject({ result: 'skipped', reason: expect.stringContaining('the newer change stays') });
		expect(moves).toEqual(['51']);
	});

	test('the other waits for it and then fails for now, and takes over when the first one must be dead', async () => {
		const { jira, twin, moves, properties, pass } = claimedSite();
		properties[CLAIM] = { owner: 'escalation/2', at: jira.now() };
		await expect(moveTwin(jira, twin, replica, rules, run)).rejects.toMatchObject({ code: 'busy', data: { retryable: true } });
		expect(moves).toEqual([]);
		pass(300_000);
		expect((await moveTwin(jira, twin, replica, rules, run)).outcome.result).toBe('done');
		expect([moves, Object.keys(properties)]).toEqual([['51'], [CLAIM, `${CLAIM}.1`]]);
	});

	test('each keeps the claim to a move that may have been made, and gives it back when it surely was not', async () => {
		for (const mayHaveHappened of [true, false]) {
			const { jira, twin, properties } = claimedSite();
			const error = refusal(mayHaveHappened ? 'noAnswer' : 'conflict', mayHaveHappened);
			await expect(moveTwin({ ...jira, doTransition: () => Promise.reject(error) }, twin, replica, rules, run)).rejects.toBe(error);
			expect(Object.keys(properties)).toEqual(mayHaveHappened ? [CLAIM] : []);
		}
	});

	test('each looks once more when Jira was slow to give the claim', async () => {
		const { jira, twin, moves, properties, closeByHand, pass } = claimedSite();
		const slow: Jira = {
			...jira,
			setIssueProperty: async (...claim) => {
				pass(20_000);
				closeByHand();
				return await jira.setIssueProperty(...claim);
			},
		};
		expect((await moveTwin(slow, twin, replica, rules, run)).outcome.result).toBe('skipped');
		expect([moves, Object.keys(properties)]).toEqual([[], []]);
	});

	test('where the status allows no edits, and so no claim, the move is made all the same', async () => {
		const { jira, twin, moves } = claimedSite();
		const closed: Jira = { ...jira, setIssueProperty: () => Promise.reject(refusal('forbidden', false)) };
		expect((await moveTwin(closed, twin, replica, rules, run)).outcome.result).toBe('done');
		expect(moves).toEqual(['51']);
	});
});

test('a rule that acts always claims nothing', async () => {
	const { jira, twin, moves, properties } = claimedSite();
	expect((await moveTwin(jira, twin, replica, { ...rules, cause: 'always' }, run)).outcome.result).toBe('done');
	expect([moves, properties]).toEqual([['51'], {}]);
});
