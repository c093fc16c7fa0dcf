import { guardAgainstFlips } from '../../sync/oscillation';
import type { FieldPlan } from '../../sync/plan';
import type { TwinRecord } from '../../sync/record';
import type { SyncedField } from '../../sync/replica';

const MINUTE = 60_000;
const START = Date.UTC(2026, 10, 2, 8);
const record = (summary?: SyncedField): TwinRecord => ({ format: 1, twin: { site: 's', id: '1', key: 'A-1', url: '' }, state: 'paired', fields: summary ? { summary } : {} });
const planOf = (value: string, n = 1): FieldPlan => ({
	writes: [{ field: 'summary', value, reason: 'changed at the other side', refused: { r: '', l: '', n } }],
	outcomes: [{ field: 'summary', action: 'written', reason: 'changed at the other side' }],
	synced: { summary: { r: value, l: value, n } },
	askHistory: [],
});

/** Writes values one after the other, one every `step`, and tells which ones went through. */
function play(values: string[], { flips = 3, step = 30_000, run = (index: number) => `run ${index}` } = {}) {
	let entry: SyncedField | undefined;
	return values.map((value, index) => {
		const guarded = guardAgainstFlips(planOf(value, index + 1), record(entry), { flips, now: START + index * step, run: run(index) });
		entry = guarded.plan.synced.summary;
		return { written: guarded.plan.writes.length === 1, report: guarded.report.length > 0, mark: guarded.mark };
	});
}
const written = (played: ReturnType<typeof play>) => played.map((each) => each.written);

test('the same value is written three times more, then no more', () => {
	expect(written(play(['a', 'a', 'a', 'a', 'a', 'a']))).toEqual([true, true, true, true, false, false]);
});

test('two values that alternate are stopped as well', () => {
	expect(written(play(['a', 'b', 'a', 'b', 'a', 'b', 'a'])).filter(Boolean)).toHaveLength(5);
});

test('ever new values are never stopped, however quickly they come', () => {
	expect(written(play([...'abcdefghijklmnop'], { step: 500 }))).not.toContain(false);
});

test('flips that are far apart are no fight', () => {
	expect(written(play(['a', 'a', 'a', 'a', 'a', 'a'], { step: 4 * MINUTE }))).not.toContain(false);
});

test('with 0 nothing is ever stopped', () => {
	expect(written(play(Array.from({ length: 20 }, () => 'a'), { flips: 0 }))).not.toContain(false);
});

test('a stop is marked once, and reported by the execution that found it however often n8n runs the node again', () => {
	const values = ['a', 'a', 'a', 'a', 'a', 'a'];
	expect(play(values, { run: () => 'one' }).slice(4)).toEqual([{ written: false, report: true, mark: true }, { written: false, report: true, mark: false }]);
	expect(play(values).at(-1)).toEqual({ written: false, report: false, mark: false });
});

test('after an hour the field gets another chance', () => {
	const entry: SyncedField = { r: 'a', l: 'a', n: 5, x: { at: START / 1000, run: 'other' }, h: [['a', START / 1000]] };
	const after = (minutes: number) => guardAgainstFlips(planOf('a'), record(entry), { flips: 3, now: START + minutes * MINUTE, run: 'this' }).plan.writes.length;
	expect([after(59), after(61)]).toEqual([0, 1]);
});

test('a stopped field says why', () => {
	const entry: SyncedField = { r: 'a', l: 'a', n: 5, x: { at: START / 1000, run: 'other' } };
	const { plan } = guardAgainstFlips(planOf('b'), record(entry), { flips: 3, now: START + MINUTE, run: 'this' });
	expect(plan.outcomes).toEqual([{ field: 'summary', action: 'kept', reason: expect.stringContaining('stopped: it went to and fro') }]);
	expect(plan.synced.summary).toEqual({ ...entry });
});
