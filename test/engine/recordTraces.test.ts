import { recordTraces, type TraceNews } from '../../engine/recordTraces';
import type { Jira, JiraIssue } from '../../jira/types';
import { traceKeys } from '../../sync/connection';
import type { EditMark } from '../../sync/record';

const [page] = traceKeys('deskdev') as [string];
const pair = (comments: Record<string, string>) => ({ format: 1, comments, files: {} });

/** An issue with one pair written down when it was read, and another one by now. */
function site({ now, takes = 0, ...there }: { now: number; takes?: number; updated?: string; edits?: Record<string, EditMark> }) {
	const asked: string[] = [];
	let stored: unknown = { ...pair({ 1: '11', 2: '12' }), ...(there.edits ? { edits: there.edits } : {}) };
	let time = now;
	const jira = {
		now: () => time,
		clockAhead: () => 0,
		sleep: (milliseconds: number) => (asked.push(`wait ${milliseconds}`), Promise.resolve()),
		readIssue: (id: string) => (asked.push(`read ${id}`), Promise.resolve({ properties: { [page]: stored }, fields: { updated: there.updated } })),
		setIssueProperty: (id: string, key: string, value: unknown) => (asked.push(`write ${id} ${key}`), (stored = value), (time += takes), Promise.resolve(false)),
	} as unknown as Jira;
	const issue = { id: '7', key: 'ACME-7', properties: { [page]: pair({ 1: '11' }) } } as unknown as JiraIssue;
	return { jira, issue, asked, stored: () => stored };
}

const news = (comments: Record<string, string>, more: Partial<TraceNews> = {}): TraceNews => ({ comments, files: {}, edits: {}, ...more });

describe('traces that several runs write', () => {
	test('a quick run writes them with one request', async () => {
		const { jira, issue, asked } = site({ now: 4_000 });
		await recordTraces(jira, issue, 'deskdev', news({ 3: '13' }), 0);
		expect(asked).toEqual([`write 7 ${page}`]);
	});

	test('after a long run the pages are read once more, and what another run wrote stays', async () => {
		const { jira, issue, asked, stored } = site({ now: 6_000 });
		await recordTraces(jira, issue, 'deskdev', news({ 3: '13' }), 0);
		expect(asked).toEqual(['read 7', `write 7 ${page}`]);
		expect(stored()).toMatchObject({ comments: { 1: '11', 2: '12', 3: '13' } });
	});

	test('so they are where another run was met', async () => {
		const { jira, issue, stored } = site({ now: 0 });
		await recordTraces(jira, issue, 'deskdev', news({ 3: '13' }, { others: true }), 0);
		expect(stored()).toMatchObject({ comments: { 1: '11', 2: '12', 3: '13' } });
	});

	test('what the other run has written down already is not written again', async () => {
		const { jira, issue, asked } = site({ now: 0 });
		await recordTraces(jira, issue, 'deskdev', news({ 2: '12' }, { others: true }), 0);
		expect(asked).toEqual(['wait 2000', 'read 7']);
	});

	test('where another run has edited the same copy, either text may stand there', async () => {
		const { jira, issue, stored } = site({ now: 40_000, edits: { 1: { r: 'theirs', u: '2026-11-20T11:00:00.000Z' } } });
		const mine = news({}, { edits: { 1: { r: 'mine', u: '2026-11-20T10:30:00.000Z' } } });
		await recordTraces(jira, issue, 'deskdev', mine, 0);
		expect(mine.overtaken).toBe(true);
		expect(stored()).toMatchObject({ edits: mine.edits });
	});

	test('where another run has brought the same text, nothing is to be written', async () => {
		const { jira, issue, asked } = site({ now: 40_000, edits: { 1: { r: '-', u: '2026-11-20T11:00:00.000Z' } } });
		const mine = news({}, { edits: { 1: { r: '-', u: '2026-11-20T10:30:00.000Z' } } });
		await recordTraces(jira, issue, 'deskdev', mine, 0);
		expect([asked, mine.overtaken]).toEqual([['read 7'], undefined]);
	});

	test.each([
		['and the issue has changed since then, another look is needed', '2026-11-20T10:00:30.000+0000', true],
		['and nobody was at work, it is not', '2026-11-20T09:59:00.000+0000', undefined],
	])('where writing a page takes long %s', async (_what, updated, overtaken) => {
		const { jira, issue, asked } = site({ now: Date.parse('2026-11-20T10:00:00Z'), takes: 40_000, updated });
		const mine = news({ 3: '13' });
		await recordTraces(jira, issue, 'deskdev', mine);
		expect([asked, mine.overtaken]).toEqual([[`write 7 ${page}`, 'read 7'], overtaken]);
	});

	test('without news nothing is asked, however long it took', async () => {
		const { jira, issue, asked } = site({ now: 60_000 });
		await recordTraces(jira, issue, 'deskdev', news({}), 0);
		expect(asked).toEqual([]);
	});
});
