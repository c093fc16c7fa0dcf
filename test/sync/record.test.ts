import { hasRoom, keepsTwin, markedDeleted, markedPresent, readRecord, readTraces, spreadTraces, syncedField, type Traces } from '../../sync/record';
import { DEV, replica } from './fixtures';
import format1 from './record.format1.json';
import extended from './record.format1.extended.json';

describe('a twin record', () => {
	test('of format 1 stays readable', () => {
		expect(readRecord(format1)).toEqual({
			format: 1,
			twin: { site: 'c81d4b6a-77a1-4f3c-8e2f-de7000000002', id: '10002', key: 'ACME-2', url: 'https://dev.example/browse/ACME-2' },
			state: 'paired',
			fields: {
				summary: { r: 'Yc2pZ1bO0sJ3kq5xTm', l: 'Yc2pZ1bO0sJ3kq5xTm', n: 3, v: 'VPN fails' },
				description: { r: 'a81TqzP4mXv0cLw2Rd', l: 'bb0sNf7KeYh3uJg9Qo', n: 1 },
			},
		});
	});

	test('of format 1 with what came later (trouble, refused values) is read whole', () => {
		expect(readRecord(extended)).toEqual(extended);
	});

	test.each([['older', format1], ['extended', extended]])('of the %s kind keeps what it knew when it is written again', (_kind, stored) => {
		const again = readRecord(JSON.parse(JSON.stringify(readRecord(stored))));
		expect(again).toEqual(stored);
	});

	test.each<[string, object]>([
		['blocked', { blocked: 'yes' }],
		['refused', { refused: 7 }],
		['duplicate', { duplicate: {} }],
		['connected', { connected: 7 }],
		['time of deletion', { deletedAt: 7 }],
	])('with an unreadable %s counts as one without it', (_what, more) => {
		expect(readRecord({ ...format1, ...more })).toEqual(readRecord(format1));
	});

	test('of an issue whose counterpart was deleted says so, and since when', () => {
		const stored = { ...format1, state: 'partnerDeleted', deletedAt: '2026-11-20T10:00:00.000Z' };
		expect(readRecord(stored)).toEqual(stored);
	});

	test.each<[string, string | undefined, boolean]>([
		['a pair', 'paired', true],
		['a state nobody knows', 'waiting', true],
		['one whose counterpart was deleted', 'partnerDeleted', true],
		['one that was taken apart', 'disconnected', false],
	])('keeps to its counterpart: %s (%s) %p', (_what, state, keeps) => {
		expect(keepsTwin(readRecord({ ...format1, state }))).toBe(keeps);
		expect(keepsTwin(undefined)).toBe(false);
	});

	test('marked for a deleted counterpart loses its trouble, gets the present key, and is as before once the mark goes', () => {
		const stored = readRecord(extended)!;
		const gone = replica({}, { issue: { id: stored.twin.id, key: 'NEW-1', url: 'https://dev.example/browse/NEW-1' }, site: { ...DEV, id: stored.twin.site } });
		const marked = markedDeleted(stored, gone, '2026-11-20T10:00:00.000Z');
		expect(marked).toMatchObject({ state: 'partnerDeleted', deletedAt: '2026-11-20T10:00:00.000Z', twin: { key: 'NEW-1' }, fields: stored.fields });
		expect(marked).not.toHaveProperty('blocked');
		const { blocked: _, ...healthy } = stored;
		expect(markedPresent(marked)).toEqual({ ...healthy, twin: marked.twin });
		expect(markedPresent(stored)).toBe(stored);
		expect(markedPresent({ ...stored, state: 'disconnected' }).state).toBe('disconnected');
	});

	test('of a newer version is refused and not read as none', () => {
		expect(() => readRecord({ ...format1, format: 2 })).toThrow(RangeError);
		expect(() => readRecord({ ...format1, format: 2 })).toThrow(/newer version.*format 2/);
	});

	test('of a pair that was taken apart says so', () => {
		expect(readRecord({ ...format1, state: 'disconnected' })?.state).toBe('disconnected');
	});

	test('with least content', () => {
		expect(readRecord({ format: 1, twin: { id: '1', site: 's' } })).toEqual({ format: 1, twin: { id: '1', site: 's', key: '', url: '' }, state: 'paired', fields: {} });
	});

	test.each<[string, unknown]>([
		['nothing', undefined],
		['null', null],
		['a text', 'x'],
		['a list', []],
		['a record without format', { twin: format1.twin }],
		['a record without twin', { format: 1 }],
		['a twin without id', { format: 1, twin: { site: 's' } }],
		['a twin without site', { format: 1, twin: { id: '1' } }],
		['a format that is no number', { ...format1, format: '1' }],
	])('is not %s', (_what, value) => {
		expect(readRecord(value)).toBeUndefined();
	});
});

test.each<[string, unknown, boolean]>([
	['a short text', 'x'.repeat(255), true],
	['a longer text', 'x'.repeat(256), false],
	['a rich text', { format: 'wiki', text: 'x' }, false],
	['nothing', null, false],
])('a record holds %s in clear: %3$p', (_what, value, clear) => {
	expect(syncedField({ r: 'a', l: 'b' }, value, 2)).toEqual({ r: 'a', l: 'b', n: 2, ...(clear ? { v: value } : {}) });
});

describe('trace pages', () => {
	const traces = (comments: Record<string, string> = {}, files: Record<string, string> = {}): Traces => ({ comments, files });
	const full = { format: 1, comments: Object.fromEntries(Array.from({ length: 1_800 }, (_, index) => [String(100_000 + index), String(200_000 + index)])), files: {} };

	test('are read as one, and what is missing or unreadable counts as empty', () => {
		expect(readTraces([traces({ 1: '11' }), undefined, null, 'x', { files: { 2: '22' } }, traces({ 3: '33' }, { 4: '44' })])).toEqual(traces({ 1: '11', 3: '33' }, { 2: '22', 4: '44' }));
	});

	test('the first one takes pairs as long as it has room', () => {
		expect(spreadTraces([undefined, undefined], traces({}, { 1: '11' }))).toEqual({ left: 0, changed: { 0: { format: 1, ...traces({}, { 1: '11' }) } } });
		expect(spreadTraces([traces({ 1: '11' }), undefined], traces({}, { 2: '22' }))).toEqual({ left: 0, changed: { 0: { format: 1, ...traces({ 1: '11' }, { 2: '22' }) } } });
	});

	test('a full one stays as it is and the next takes them', () => {
		expect(spreadTraces([full, undefined], traces({ 1: '11' }, { 2: '22' }))).toEqual({ left: 0, changed: { 1: { format: 1, ...traces({ 1: '11' }, { 2: '22' }) } } });
	});

	test('none grows beyond what Jira stores in a property', () => {
		let pages: unknown[] = [undefined, undefined, undefined, undefined];
		for (let added = 0; added < 4_000; added += 40) {
			const { changed } = spreadTraces(pages, traces(Object.fromEntries(Array.from({ length: 40 }, (_, index) => [String(100_000 + added + index), String(200_000 + added + index)]))));
			pages = pages.map((page, index) => changed[index] ?? page);
		}
		expect(pages.map((page) => JSON.stringify(page ?? '').length <= 30_000)).toEqual([true, true, true, true]);
		expect(Object.keys(readTraces(pages).comments)).toHaveLength(4_000);
	});

	test('when all are full nothing is dropped silently', () => {
		expect(spreadTraces([full, full], traces({ 1: '11' }))).toEqual({ left: 1, changed: {} });
	});

	test('more than one page takes is spread over several, and what no page takes is counted', () => {
		const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [String(100_000 + index), String(200_000 + index)]));
		const { changed, left } = spreadTraces([undefined, undefined, undefined], traces(many(4_000)));
		expect(left).toBe(0);
		expect(Object.keys(readTraces(Object.values(changed)).comments)).toHaveLength(4_000);
		const second = spreadTraces([full, undefined], traces(many(4_000)));
		expect(second.left).toBeGreaterThan(1_000);
		expect(Object.keys(readTraces([full, second.changed[1]]).comments).length + second.left).toBeGreaterThanOrEqual(4_000);
		expect(spreadTraces([full, full], traces())).toEqual({ changed: {}, left: 0 });
	});

	test('the newest mark of a comment counts, wherever it has room', () => {
		const mark = (r: string) => ({ ...traces(), edits: { 5: { r, u: '2026-11-20T10:00:00.000Z' } } });
		const crowded = { ...full, comments: Object.fromEntries(Object.entries(full.comments).slice(0, 1_500)) };
		const pages: unknown[] = [crowded, { format: 1, ...mark('a') }];
		const { changed } = spreadTraces(pages, mark('b'));
		expect(Object.keys(changed)).toEqual(['1']);
		expect(readTraces([crowded, changed[1]]).edits).toEqual(mark('b').edits);
	});

	test('there is room only for a whole entry', () => {
		expect(hasRoom([full, undefined])).toBe(true);
		const nearly = { format: 1, ...traces({ 1: '1'.repeat(29_900) }) };
		expect(hasRoom([nearly])).toBe(false);
	});
});
