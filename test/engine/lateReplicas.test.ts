import { markBlocked } from '../../engine/blockedState';
import { builtOnClockOf } from '../../engine/expectFresh';
import { lateCopies } from '../../engine/expectOriginals';
import { recordTwin } from '../../engine/recordTwin';
import type { Jira } from '../../jira/types';
import { SyncError } from '../../sync/errors';
import { emptyOutcome, type ContentOutcome } from '../../sync/outcome';
import type { SyncItem } from '../../sync/item';
import type { Replica } from '../../sync/replica';

const BUILT = '2026-11-20T10:00:00.000Z';
const built = Date.parse(BUILT);
const replica = {
	comments: [{ id: '1' }],
	attachments: [],
	meta: { builtAt: BUILT, connection: 'deskdev', issue: { id: '7', key: 'DESK-7' }, site: { id: 'desk', url: 'http://desk', clockAhead: 0 } },
} as unknown as Replica;

describe('when a replica was built, on the clock of the other site', () => {
	test.each([
		['clocks that may be the same are the same', -900, built],
		['a site that is ahead shows later', 4_000, built + 4_000],
		['a site that is behind shows earlier', -4_000, built - 4_000],
	])('%s', (_rule, ahead, expected) => {
		expect(builtOnClockOf({ clockAhead: () => ahead } as Jira, replica)).toBe(expected);
	});
});

describe('originals are looked for once more', () => {
	test.each<[ContentOutcome['action'], boolean]>([['added', true], ['adopted', true], ['edited', true], ['removed', false], ['skipped', false]])('of a copy that was %s late: %s', (action, looked) => {
		const outcome = { ...emptyOutcome('updated', ''), comments: [{ source: '1', action }] };
		expect(lateCopies({ now: () => built + 3_001 } as Jira, { replica, outcome })?.comments).toEqual(looked ? replica.comments : undefined);
	});
});

test.each([
	['that was told since stays', new Date(built + 60_000).toISOString(), []],
	['of before gives way to an issue that is there again', new Date(built - 60_000).toISOString(), ['paired']],
])('a failed item of an older replica writes down its trouble; the mark of a deletion %s', async (_rule, deletedAt, states) => {
	const written: string[] = [];
	const record = { format: 1, twin: { site: 'desk', id: '7', key: 'DESK-7', url: '' }, state: 'partnerDeleted', deletedAt, fields: {} };
	const jira = {
		siteUrl: 'http://dev',
		now: () => built + 120_000,
		readIssue: () => Promise.resolve({ id: '9', key: 'ACME-9', fields: {}, properties: { 'jirasync.deskdev': record } }),
		setIssueProperty: (_id: string, _key: string, { state }: { state: string }) => (written.push(state), Promise.resolve(false)),
	} as unknown as Jira;
	await markBlocked(jira, { id: '9', blocked: undefined }, replica, new SyncError('fieldRefused', 'No.', { scope: 'issue', next: '' }));
	expect(written).toEqual(states);
});

test.each<[string, { twinDeleted?: { at: string } }, string[]]>([
	['that was told since the replica was built stays', {}, []],
	['that the replica knew of gives way to a counterpart that is there again', { twinDeleted: { at: BUILT } }, ['paired']],
])('the end of a run records the counterpart; the mark of its deletion %s', async (_rule, known, states) => {
	const written: string[] = [];
	const twin = { site: 'dev', id: '9', key: 'ACME-9', url: '' };
	const record = { format: 1, twin, state: 'partnerDeleted', deletedAt: BUILT, fields: {} };
	const jira = {
		siteUrl: 'http://desk',
		now: () => built + 1_000,
		siteId: () => Promise.resolve('desk'),
		readIssue: () => Promise.resolve({ id: '7', key: 'DESK-7', fields: {}, properties: { 'jirasync.deskdev': record } }),
		putRemoteLink: () => Promise.resolve(),
		setIssueProperty: (_id: string, _key: string, { state }: { state: string }) => (written.push(state), Promise.resolve(false)),
	} as unknown as Jira;
	const item = { connection: 'deskdev', twin, outcome: emptyOutcome('updated', ''), replica: { ...replica, meta: { ...replica.meta, twin: null, ...known } } } as unknown as SyncItem;
	await recordTwin(jira, item, true);
	expect(written).toEqual(states);
});
