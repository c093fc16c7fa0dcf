import fc from 'fast-check';
import { afterWindow, dueLooks, endOpen, OVERLAP, readSweepState, safeCursor, unseen, windowStart, type FoundIssue, type LookEnd, type SweepState } from '../../sync/sweepState';

const NOW = 1_795_255_200_000;
const MINUTE = 60_000;
const empty = (): SweepState => ({ cursor: NOW, seen: {}, open: {} });
const found = (id: string, updated: number): FoundIssue => ({ id, key: `DESK-${id}`, updated });
const looked = (state: SweepState, ...issues: FoundIssue[]) => afterWindow(state, issues, issues, { until: NOW + MINUTE, now: NOW + MINUTE });

test.each<[string, unknown]>([
	['nothing', undefined],
	['a text', 'x'],
	['a list', [1]],
	['another shape', { cursor: 'soon', seen: [], open: 5 }],
])('%s where the memory should be counts as none', (_what, stored) => {
	expect(readSweepState(stored)).toEqual({ seen: {}, open: {} });
});

test('a change is new once, however often the windows show it', () => {
	const state = looked(empty(), found('1', NOW));
	expect(unseen(state, [found('1', NOW), found('2', NOW)])).toEqual([found('2', NOW)]);
	expect(unseen(state, [found('1', NOW + 1)])).toEqual([found('1', NOW + 1)]);
});

test('what the next window cannot show is forgotten', () => {
	const state = looked(empty(), found('1', NOW - OVERLAP), found('2', NOW));
	expect(Object.keys(state.seen)).toEqual(['2']);
});

test('the cursor never goes back, and the mark in Jira never passes an open look', () => {
	const state = afterWindow(looked(empty(), found('1', NOW)), [], [], { until: NOW - 5 * MINUTE, now: NOW });
	expect(state.cursor).toBe(NOW + MINUTE);
	expect(safeCursor(state)).toBe(windowStart(NOW));
	endOpen(state, found('1', NOW), 'good', NOW);
	expect(safeCursor(state)).toBe(NOW + MINUTE);
});

test.each<[LookEnd, number[]]>([
	['bad', [10, 20, 40, 80, 160, 320, 360, 360]],
	['waiting', [60, 60, 60, 80, 160, 320, 360, 360]],
])('after looks that ended %s the pauses grow, to six hours at most (minutes): %j', (end, pauses) => {
	const state = looked(empty(), found('1', NOW));
	let now = NOW;
	const seen = pauses.map(() => {
		endOpen(state, found('1', NOW), end, now);
		const pause = (state.open['1']!.due - now) / MINUTE;
		now = state.open['1']!.due;
		return pause;
	});
	expect(seen).toEqual(pauses);
});

test('after two weeks of looks it is left to the next change', () => {
	const state = looked(empty(), found('1', NOW));
	let now = NOW;
	for (let due: number | undefined = NOW; due !== undefined; due = state.open['1']?.due) {
		now = due;
		endOpen(state, found('1', NOW), 'bad', now);
	}
	expect(now - NOW).toBeGreaterThan(14 * 24 * 60 * MINUTE);
	expect(state.open).toEqual({});
});

test('a change that is found after three weeks in which nobody looked gets its looks too', () => {
	const old = found('1', NOW - 21 * 24 * 60 * MINUTE);
	const state = afterWindow({ cursor: old.updated, seen: {}, open: {} }, [old], [old], { until: NOW, now: NOW });
	endOpen(state, old, 'bad', NOW);
	expect(state.open).toMatchObject({ 1: { tries: 1 } });
});

test('the end of a look says nothing of a change that came meanwhile', () => {
	const state = looked(looked(empty(), found('1', NOW)), found('1', NOW + 5));
	endOpen(state, found('1', NOW), 'good', NOW);
	expect(state.open['1']).toMatchObject({ updated: NOW + 5 });
});

test('changes, ticks, good and bad ends and crashes in any order: a change is looked at in the end', () => {
	const step = fc.oneof(
		fc.record({ kind: fc.constant('change' as const), id: fc.integer({ min: 1, max: 4 }) }),
		fc.record({ kind: fc.constant('tick' as const), end: fc.constantFrom<LookEnd | 'never'>('good', 'bad', 'waiting', 'never') }),
		fc.record({ kind: fc.constant('restart' as const) }),
	);
	fc.assert(
		fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
			let now = NOW;
			const updated: Record<string, number> = {};
			const saw: Record<string, number> = {};
			let state = empty();
			let stored = structuredClone(state);
			const tick = (end: LookEnd | 'never'): void => {
				now += 5 * MINUTE;
				const window = Object.entries(updated).filter(([, at]) => at >= windowStart(state.cursor!)).map(([id, at]) => found(id, at));
				const due = dueLooks(state, now);
				const fresh = unseen(state, window);
				state = afterWindow(state, window, fresh, { until: now, now });
				// n8n stores when an execution begins, before it ends.
				if (fresh.length + due.length > 0) stored = structuredClone(state);
				for (const look of [...fresh, ...due]) {
					if (end === 'never') continue;
					if (end === 'good') saw[look.id] = updated[look.id]!;
					endOpen(state, look, end, now);
				}
			};
			for (const each of steps) {
				now += 1;
				if (each.kind === 'change') updated[String(each.id)] = now;
				else if (each.kind === 'tick') tick(each.end);
				else state = structuredClone(stored);
			}
			for (let tries = 0; tries < 90; tries++) tick('good');
			return Object.entries(updated).every(([id, at]) => (saw[id] ?? 0) >= at) && Object.keys(state.open).length === 0;
		}),
		{ numRuns: 500 },
	);
});

