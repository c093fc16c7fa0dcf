import { fingerprint } from '../../content/fingerprint';
import type { RichText } from '../../content/richText';
import { truncate } from '../../content/truncate';
import type { ConflictRule } from '../../sync/merge';
import { planFields, planNewFields, syncedFields, type FieldPlan, type LocalState } from '../../sync/plan';
import type { TwinRecord } from '../../sync/record';
import type { Replica, SyncedField } from '../../sync/replica';
import { leavingText, textFingerprint } from '../../sync/texts';
import { DESK, adf, devSite, issue, replica, showing } from './fixtures';

const print = (value: string | RichText | null): string =>
	typeof value === 'object' && value !== null ? textFingerprint(value) : fingerprint(value);
const same = (value: string | RichText | null, n = 1): SyncedField => ({ r: print(value), l: print(value), n });

const record = (fields: Record<string, SyncedField>): TwinRecord => ({
	format: 1,
	twin: { site: DESK.id, id: '10001', key: 'DESK-1', url: 'https://desk.example/browse/DESK-1' },
	state: 'paired',
	fields,
});
/** The development issue as it is now. */
const local = (fields: Record<string, unknown>, synced?: Record<string, SyncedField>, more: Partial<LocalState> = {}): LocalState => ({
	clocks: { remote: 0, local: 0 },
	issue: issue(fields, { id: '10002', key: 'ACME-2' }),
	record: synced && record(synced),
	site: devSite,
	...more,
});
const plan = (remote: Replica, state: LocalState, rule: ConflictRule = 'newest'): FieldPlan => planFields(remote, state, rule);
const nothing = (synced: Record<string, SyncedField>): FieldPlan => ({ writes: [], outcomes: [], synced, askHistory: [] });

describe('a paired issue', () => {
	test('that agrees is left alone, whatever the record says', () => {
		const before = { summary: same('older') };
		expect(plan(replica({ summary: 'a', description: adf('d') }), local({ summary: 'a', description: adf('d').document }, before))).toEqual(nothing(before));
		expect(plan(replica({ summary: 'a' }), local({ summary: 'a' }))).toEqual(nothing({}));
	});

	test('gets a new summary together with the record of it', () => {
		const before = { summary: { ...same('old', 4), v: 'old' }, description: same(adf('d')) };
		expect(plan(replica({ summary: 'new' }), local({ summary: 'old' }, before))).toEqual({
			writes: [{ field: 'summary', value: 'new', reason: 'changed at the other side', refused: { ...same('old', 4), v: 'old' } }],
			outcomes: [{ field: 'summary', action: 'written', reason: 'changed at the other side' }],
			synced: { summary: { ...same('new', 5), v: 'new' }, description: same(adf('d')) },
			askHistory: [],
		});
	});

	test('keeps what only its own people changed', () => {
		const before = { summary: same('old') };
		expect(plan(replica({ summary: 'old' }), local({ summary: 'mine' }, before))).toEqual({
			...nothing(before),
			outcomes: [{ field: 'summary', action: 'kept', reason: 'changed only here' }],
		});
	});

	test('keeps a field that the replica does not hold', () => {
		expect(plan(replica({ summary: 'a' }), local({ summary: 'a', description: adf('mine').document }))).toEqual(nothing({}));
	});

	test('is emptied where the other side was emptied, which is something else', () => {
		const before = { description: same(adf('d')) };
		const { writes, synced } = plan(replica({ description: null }), local({ description: adf('d').document }, before));
		expect(writes).toEqual([{ field: 'description', value: null, reason: 'changed at the other side', refused: before.description }]);
		expect(synced.description).toEqual(same(null, 2));
	});

	test.each([null, undefined, ''])('that has no description (%p) and gets none is left alone', (description) => {
		expect(plan(replica({ description: null }), local({ description }))).toEqual(nothing({}));
	});

	test("the newer entry of the two records counts, so that a value that came from here is no news", () => {
		const remote = replica({ summary: 'b' }, { synced: { summary: { r: print('b'), l: print('b'), n: 7 } } });
		expect(plan(remote, local({ summary: 'c' }, { summary: same('a', 6) })).outcomes).toEqual([{ field: 'summary', action: 'kept', reason: 'changed only here' }]);
	});
});

describe('when both sides changed a field', () => {
	const remote = (at?: string) => replica({ summary: 'theirs' }, { changedAt: at ? { summary: at } : {} });
	const mine = (changedAt?: Record<string, string>) => local({ summary: 'mine' }, { summary: same('old') }, { changedAt });
	const early = '2026-11-21T10:00:00.000Z';
	const late = '2026-11-21T11:00:00.000Z';

	test.each<[string, ConflictRule, FieldPlan['outcomes'][number]]>([
		['the other side wins', 'remote', { field: 'summary', action: 'written', reason: 'both sides changed it; the other side wins', lost: 'mine' }],
		['this side wins', 'local', { field: 'summary', action: 'kept', reason: 'both sides changed it; this side wins', lost: 'theirs' }],
		['it is left for a person', 'report', { field: 'summary', action: 'kept', reason: 'both sides changed it; left for a person', lost: 'theirs' }],
	])('%s by rule, and the value that lost is told', (_who, rule, outcome) => {
		const { outcomes, writes } = plan(remote(), mine(), rule);
		expect(outcomes).toEqual([outcome]);
		expect(writes.map(({ value }) => value)).toEqual(outcome.action === 'written' ? ['theirs'] : []);
	});

	test('the newest needs the history of this side, which is asked for and nothing is decided', () => {
		expect(plan(remote(late), mine())).toEqual({ ...nothing({ summary: same('old') }), askHistory: ['summary'] });
	});

	test.each([
		['the other side was later', late, { summary: early }, 'written'],
		['this side was later', early, { summary: late }, 'kept'],
		['this history does not tell', early, {}, 'written'],
	])('the newest wins: %s', (_what, at, changedAt, action) => {
		const { outcomes, askHistory } = plan(remote(at), mine(changedAt as Record<string, string>));
		expect(askHistory).toEqual([]);
		expect(outcomes.map((outcome) => outcome.action)).toEqual([action]);
	});

	test('of a text its words are told', () => {
		const { outcomes } = plan(replica({ description: adf('theirs') }), local({ description: adf('mine').document }, { description: same(adf('old')) }), 'local');
		expect(outcomes).toEqual([{ field: 'description', action: 'kept', reason: 'both sides changed it; this side wins', lost: 'theirs' }]);
	});

	test('of a long text its beginning', () => {
		const { outcomes } = plan(replica({ description: adf('x'.repeat(3_000)) }), local({ description: adf('mine').document }, { description: same(adf('old')) }), 'local');
		expect(outcomes[0]?.lost).toHaveLength(2_000);
		expect(outcomes[0]?.lost).toMatch(/…$/);
	});
});

describe('a text', () => {
	test('that arrives shortened here does not come back as an edit, and a shortened copy never overwrites the whole', () => {
		const whole = adf('long '.repeat(10_000));
		const copy = truncate(whole, { url: 'https://dev.example/browse/ACME-2' }).value;
		const edited: RichText = { format: 'adf', document: { ...(copy as ReturnType<typeof adf>).document, content: [...adf('edited').document.content, ...(copy as ReturnType<typeof adf>).document.content] } };
		for (const arriving of [copy, edited]) {
			const { writes, outcomes } = plan(replica({ description: arriving }), local({ description: whole.document }, { description: { r: print(adf('other')), l: print(whole), n: 1 } }));
			expect(writes).toEqual([]);
			expect(outcomes).toEqual([{ field: 'description', action: 'kept', reason: 'the other side holds a shortened copy of this text' }]);
		}
	});

	test('with a mention becomes a name here, and that loss does not travel back', () => {
		const mention = { type: 'mention', attrs: { id: 'acc-ann', text: '@Ann Lee', accessLevel: '' } };
		const original: RichText = { format: 'adf', document: { type: 'doc', version: 1, content: [{ type: 'paragraph', content: [{ type: 'text', text: 'ask ' }, mention] }] } };
		const leaving = leavingText(original, { url: DESK.url, projectKey: 'DESK', mediaNames: {} });
		const arrived = plan(replica({ description: leaving }), local({ description: null }, { description: same(null) }));
		const stored = arrived.writes[0]?.value as RichText & { format: 'adf' };
		expect(JSON.stringify(stored)).toContain('Ann Lee');
		expect(JSON.stringify(stored)).not.toContain('acc-ann');
		const after = { description: arrived.synced.description! };

		// Looked at again: quiet. Looked at from the other side, which has no newer entry: quiet as well.
		expect(plan(replica({ description: leaving }), local({ description: stored.document }, after))).toEqual(nothing(after));
		const back = planFields(replica({ description: leavingText(stored, devSite.leaving) }, { synced: after }), { ...local({ description: original.document }), site: { arriving: devSite.arriving, leaving: { url: DESK.url, projectKey: 'DESK', mediaNames: {} } } }, 'newest');
		expect(back).toEqual(nothing({}));
	});

	test('that is replaced keeps the files it shows, because Jira deletes them with it', () => {
		const before = showing('a.png');
		const { writes } = plan(replica({ description: adf('new') }), local({ description: before.document }, { description: same(leavingText(before, devSite.leaving)) }));
		expect(JSON.stringify(writes[0]?.value)).toContain('media-a.png');
	});

	test('is written as markup where the site takes markup', () => {
		const state = { ...local({ description: null }, { description: same(null) }), site: { ...devSite, arriving: { ...devSite.arriving, format: 'wiki' as const } } };
		expect(plan(replica({ description: adf('new') }), state).writes[0]?.value).toEqual({ format: 'wiki', text: 'new' });
	});
});

describe('a value that Jira refuses', () => {
	const desk = { arriving: devSite.arriving, leaving: { url: DESK.url, projectKey: 'DESK', mediaNames: {} } };

	test.each<[string, FieldPlan]>([
		['of a new issue', planNewFields(replica({ description: adf('d') }), devSite)],
		['of a paired issue that never had it', plan(replica({ description: adf('d') }), local({ description: null }))],
	])('%s is sent again at the next look, and the emptiness does not come back', (_which, refused) => {
		const after = syncedFields(refused, { description: 'not on the screen' });
		expect(plan(replica({ description: adf('d') }), local({ description: null }, after)).writes.map(({ value }) => value)).toEqual([adf('d')]);
		const back = planFields(replica({ description: null }, { synced: after }), { ...local({ description: adf('d').document }), site: desk }, 'newest');
		expect(back).toMatchObject({ writes: [], outcomes: [{ field: 'description', action: 'kept' }] });
	});

	test('leaves the record of what was there before', () => {
		const before = { description: same(adf('old'), 3) };
		const refused = plan(replica({ description: adf('new') }), local({ description: adf('old').document }, before));
		expect(syncedFields(refused, { description: 'no' })).toEqual(before);
		expect(syncedFields(refused, {})).toEqual({ description: same(adf('new'), 4) });
	});
});

test('emptiness never overwrites a value that was not synced before', () => {
	expect(plan(replica({ description: null }), local({ description: adf('mine').document }))).toEqual({
		...nothing({}),
		outcomes: [{ field: 'description', action: 'kept', reason: 'never synced before, and empty at the other side' }],
	});
});

test('an entry of a list that has no place here is told of, also when all the others are here already', () => {
	const fields = { components: { fieldId: 'components', name: 'Components', required: false, hasDefaultValue: false, type: 'array', items: 'component', allowedValues: [{ id: '1', name: 'Mail' }] } };
	const change = { field: 'components', how: 'set' as const, value: [{ name: 'Mail' }, { name: 'Engine' }], rule: 'row 1' };
	expect(planFields(replica({}), local({ components: [{ id: '1', name: 'Mail' }] }, {}, { site: { ...devSite, fields } }), 'newest', [change])).toEqual({
		...nothing({}),
		outcomes: [{ field: 'components', action: 'kept', reason: 'there is no option "Engine"; it has Mail', rule: 'row 1' }],
	});
});

test.each([
	['line breaks', 'one\r\ntwo\n', 'one two'],
	['spaces at the ends', '  one ', 'one'],
	['more than 255 characters', 'x'.repeat(300), `${'x'.repeat(254)}…`],
])('a summary with %s fits', (_what, summary, value) => {
	const first = plan(replica({ summary }), local({ summary: 'old' }, { summary: same('old') }));
	expect(first.writes.map((write) => write.value)).toEqual([value]);
	expect(plan(replica({ summary }), local({ summary: value }, first.synced)).writes).toEqual([]);
});

test('a new issue gets every value the replica holds, and remembers also what is empty', () => {
	expect(planNewFields(replica({ summary: 'a', description: null }), devSite)).toEqual({
		writes: [{ field: 'summary', value: 'a', reason: 'first sync', refused: { r: '', l: print(null), n: 1 } }],
		outcomes: [{ field: 'summary', action: 'written', reason: 'first sync' }],
		synced: { summary: { ...same('a'), v: 'a' }, description: same(null) },
		askHistory: [],
	});
	expect(planNewFields(replica({}), devSite)).toEqual(nothing({}));
});
