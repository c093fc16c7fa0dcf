import * as fc from 'fast-check';
import { commonBase, decideField, type ConflictRule, type FieldDecision, type FieldState } from '../../sync/merge';
import type { SyncedField } from '../../sync/replica';

const base = { r: 'old', l: 'old', n: 1 };
const EARLY = '2026-11-21T10:00:00.000Z';
const LATE = '2026-11-21T10:00:01.000Z';
const state = (more: Partial<FieldState>): FieldState => ({
	remote: 'remote',
	local: 'local',
	wouldBe: more.remote ?? 'remote',
	base,
	rule: 'newest',
	...more,
});
const write = (reason: string, conflict = false): FieldDecision => ({ action: 'write', reason, conflict });
const keep = (reason: string, conflict = false): FieldDecision => ({ action: 'keep', reason, conflict });

test.each<[string, Partial<FieldState>, FieldDecision]>([
	['both hold the same', { remote: 'x', local: 'x' }, { action: 'same' }],
	['both hold the same and were never synced', { remote: 'x', local: 'x', base: undefined }, { action: 'same' }],
	['writing would leave what is there', { remote: 'x', wouldBe: 'local' }, { action: 'same' }],
	['they differ and were never synced', { base: undefined }, write('never synced before')],
	['neither changed since a lossy sync', { remote: 'old', local: 'stored', base: { r: 'old', l: 'stored', n: 1 } }, { action: 'same' }],
	['changed at the other side', { local: 'old' }, write('changed at the other side')],
	['changed only here', { remote: 'old' }, keep('changed only here')],
	['both changed, the other side wins', { rule: 'remote' }, write('both sides changed it; the other side wins', true)],
	['both changed, this side wins', { rule: 'local' }, keep('both sides changed it; this side wins', true)],
	['both changed, left for a person', { rule: 'report' }, keep('both sides changed it; left for a person', true)],
	['both changed, newest, history not read', { remoteChangedAt: LATE }, { action: 'askHistory' }],
	['both changed, the other side last', { remoteChangedAt: LATE, localChangedAt: EARLY }, write('both sides changed it; the other side did so last', true)],
	['both changed, this side last', { remoteChangedAt: EARLY, localChangedAt: LATE }, keep('both sides changed it; this side did so last', true)],
	['both changed, only the other time is known', { remoteChangedAt: EARLY, localChangedAt: null }, write('both sides changed it; the other side did so last', true)],
	['both changed, only this time is known', { localChangedAt: EARLY }, keep('both sides changed it; this side did so last', true)],
	['both changed at one moment: the larger fingerprint, here the remote one', { remote: 'b', local: 'a', remoteChangedAt: EARLY, localChangedAt: EARLY }, write('both sides changed it; the other side did so last', true)],
	['both changed at one moment: the larger fingerprint, here the local one', { remote: 'a', local: 'b', remoteChangedAt: EARLY, localChangedAt: EARLY }, keep('both sides changed it; this side did so last', true)],
])('%s', (_situation, more, decision) => {
	expect(decideField(state(more))).toEqual(decision);
});

test.each<[string, SyncedField | undefined, SyncedField | undefined, SyncedField | undefined]>([
	['no entry at either side', undefined, undefined, undefined],
	['only the own entry', { r: 'a', l: 'b', n: 1 }, undefined, { r: 'a', l: 'b', n: 1 }],
	["only the other side's entry, turned round", undefined, { r: 'a', l: 'b', n: 1 }, { r: 'b', l: 'a', n: 1 }],
	["the other side's entry is newer", { r: 'a', l: 'b', n: 1 }, { r: 'c', l: 'd', n: 2, v: 'x' }, { r: 'd', l: 'c', n: 2, v: 'x' }],
	['the own entry is newer', { r: 'a', l: 'b', n: 3 }, { r: 'c', l: 'd', n: 2 }, { r: 'a', l: 'b', n: 3 }],
	['both as old: the own', { r: 'a', l: 'b', n: 2 }, { r: 'c', l: 'd', n: 2 }, { r: 'a', l: 'b', n: 2 }],
])('the common base with %s', (_situation, own, others, expected) => {
	expect(commonBase(own, others)).toEqual(expected);
});

/** One side of a pair in the small: a value, when it was set, and the record's entry. */
interface Side {
	value: string;
	at: string;
	entry: SyncedField | undefined;
	/** What arriving does to a value here. */
	store: (value: string) => string;
}

/** Brings one value over as the plan does; true when something was written. */
function bring(from: Side, to: Side, rule: ConflictRule, clock: () => string): boolean {
	const stored = to.store(from.value);
	const common = commonBase(to.entry, from.entry);
	const facts = { remote: from.value, local: to.value, wouldBe: stored, base: common, rule, remoteChangedAt: from.at };
	const first = decideField(facts);
	const decision = first.action === 'askHistory' ? decideField({ ...facts, localChangedAt: to.at }) : first;
	if (decision.action !== 'write') return false;
	expect(stored).not.toBe(to.value);
	to.value = stored;
	to.at = clock();
	to.entry = { r: from.value, l: stored, n: (common?.n ?? 0) + 1 };
	return true;
}

const step = fc.oneof(
	fc.record({ kind: fc.constant('edit' as const), side: fc.constantFrom(0, 1), value: fc.constantFrom('a', 'b', 'C', 'D', '@e') }),
	fc.record({ kind: fc.constant('look' as const), side: fc.constantFrom(0, 1) }),
);

describe.each<[string, (value: string) => string]>([
	['values arrive as they are', (value) => value],
	['values change a little when they arrive at one side (a mention becomes a name)', (value) => value.replace('@', '')],
])('whatever people do and in whatever order the sides look, when %s', (_what, store) => {
	function play(steps: Array<{ kind: 'edit' | 'look'; side: number; value?: string }>, ruleOf: [ConflictRule, ConflictRule]) {
		let tick = 0;
		const clock = () => new Date(Date.parse(EARLY) + 1_000 * tick++).toISOString();
		const sides: [Side, Side] = [
			{ value: 'start', at: clock(), entry: undefined, store: (value) => value },
			{ value: 'start', at: clock(), entry: { r: 'start', l: 'start', n: 1 }, store },
		];
		const look = (side: number) => bring(sides[side] as Side, sides[1 - side] as Side, ruleOf[1 - side] as ConflictRule, clock);
		for (const { kind, side, value } of steps) {
			if (kind === 'look') look(side);
			else Object.assign(sides[side] as Side, { value, at: clock() });
		}
		const writes = Array.from({ length: 8 }, (_, turn) => look(turn % 2));
		return { sides, writes };
	}

	test.each<[ConflictRule, ConflictRule]>([
		['newest', 'newest'],
		['remote', 'local'],
		['local', 'remote'],
		['remote', 'remote'],
	])('the sides agree and come to rest after two writes at most (rules %s and %s)', (...ruleOf) => {
		fc.assert(
			fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
				const { sides, writes } = play(steps, ruleOf);
				expect(store(sides[0].value)).toBe(store(sides[1].value));
				expect(writes.filter(Boolean).length).toBeLessThanOrEqual(2);
				expect(writes.slice(4)).not.toContain(true);
			}),
		);
	});

	test.each<[ConflictRule, ConflictRule]>([
		['report', 'report'],
		['local', 'local'],
	])('where neither side gives way they come to rest all the same (rules %s and %s)', (...ruleOf) => {
		fc.assert(
			fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
				expect(play(steps, ruleOf).writes.slice(2)).not.toContain(true);
			}),
		);
	});
});

test('a value is never written where it already is', () => {
	const print = fc.constantFrom('a', 'b', 'c');
	const field = fc.record({ r: print, l: print, n: fc.integer({ min: 1, max: 3 }) });
	const time = fc.constantFrom(undefined, EARLY, LATE);
	fc.assert(
		fc.property(print, print, fc.option(field, { nil: undefined }), fc.constantFrom<ConflictRule>('newest', 'remote', 'local', 'report'), time, time, (value, remote, entry, rule, one, other) => {
			const times = { remoteChangedAt: one, localChangedAt: other };
			expect(decideField({ remote, local: value, wouldBe: value, base: entry, rule, ...times })).toEqual({ action: 'same' });
			expect(decideField({ remote: value, local: value, wouldBe: remote, base: entry, rule, ...times })).toEqual({ action: 'same' });
		}),
	);
});
