import { pagesWithoutKnown, planConnection, tracesOfKnown, type AtFirst, type ConnectionQuestion } from '../../sync/connect';
import { commonBase, decideField } from '../../sync/merge';
import type { TwinRecord } from '../../sync/record';
import type { Replica } from '../../sync/replica';
import { adf, comment, devSite, file, issue, replica, replicaComment, replicaFile } from './fixtures';
import { creationClaimKey } from '../../sync/connection';

const NOW = '2026-11-21T10:00:00.000Z';
const desk = replica(
	{ summary: 'VPN fails', description: adf('since Monday'), comments: [replicaComment('1')], attachments: [replicaFile('5', 'log.txt')] },
	{ withdrawn: ['2'], unsent: { comments: ['3'], files: ['6'] } },
);
const question = (atFirst: AtFirst, more: Partial<ConnectionQuestion> = {}): ConnectionQuestion => ({
	replica: desk,
	issue: issue({ summary: 'Tunnel drops', description: adf('in the lab').document }, { id: '10002', key: 'ACME-2' }),
	record: undefined,
	traces: { comments: {}, files: {} },
	comments: [comment('21')],
	attachments: [file('25', 'trace.txt')],
	site: devSite,
	atFirst,
	now: NOW,
	...more,
});
const record = (more: Partial<TwinRecord>): TwinRecord => ({ format: 1, state: 'paired', fields: {}, twin: { site: desk.meta.site.id, ...desk.meta.issue }, ...more });

test.each<[AtFirst, boolean, boolean]>([
	['nothing', true, true],
	['sourceWins', false, true],
	['bringContent', false, false],
])('%s: content of the source is left where it is %s, that of the other side %s', (atFirst, here, there) => {
	const { known, connecting } = planConnection(question(atFirst));
	expect(known).toEqual(here ? { comments: ['1', '2', '3'], files: ['5', '6'] } : null);
	expect(connecting.known).toEqual(there ? { comments: ['21'], files: ['25'] } : null);
});

describe('the entry of a field', () => {
	const decide = (atFirst: AtFirst, from: Replica = desk) => {
		const { record: here, connecting } = planConnection(question(atFirst, { replica: from }));
		const { r, l } = planConnection(question('nothing', { replica: from })).record.fields.summary!;
		const state = { wouldBe: r, rule: 'report' as const };
		return {
			here: decideField({ ...state, remote: r, local: l, base: commonBase(here.fields.summary, undefined) }).action,
			there: decideField({ remote: l, local: r, wouldBe: l, rule: 'report', base: commonBase(connecting.fields.summary, here.fields.summary) }).action,
		};
	};

	test('lets no side write as long as none changes', () => {
		expect(decide('nothing')).toEqual({ here: 'same', there: 'same' });
		expect(decide('bringContent')).toEqual({ here: 'same', there: 'same' });
	});

	test('lets the source write, and never the other side, when the source wins', () => {
		expect(decide('sourceWins')).toEqual({ here: 'write', there: 'keep' });
	});

	test('lets nobody write where both agree already', () => {
		expect(decide('sourceWins', { ...desk, summary: 'Tunnel drops' })).toEqual({ here: 'same', there: 'same' });
	});

	test('counts more than those of earlier pairs of both issues', () => {
		const old = { r: 'a', l: 'b', n: 4 };
		const synced = replica({ summary: 'VPN fails' }, { synced: { summary: { ...old, n: 7 } } });
		const { fields } = planConnection(question('nothing', { replica: synced, record: record({ state: 'disconnected', fields: { summary: old } }) })).record;
		expect(fields.summary!.n).toBe(8);
	});

	test('remembers a value in clear only when it was common', () => {
		expect(planConnection(question('nothing')).record.fields.summary).not.toHaveProperty('v');
		expect(planConnection(question('nothing', { replica: replica({ summary: 'Tunnel drops' }) })).record.fields.summary).toMatchObject({ v: 'Tunnel drops' });
	});

	test('is written for no field that the rules withhold', () => {
		expect(Object.keys(planConnection(question('nothing', { replica: replica({ summary: 'VPN fails' }) })).record.fields)).toEqual(['summary']);
	});
});

describe('the time of connecting', () => {
	test('is not before anything that was read, although clocks are told to the second', () => {
		const late = comment('21', { created: '2026-11-21T10:00:00.700+0000' });
		const { record: written, connecting } = planConnection(question('nothing', { comments: [late] }));
		expect(written.connected).toBe('2026-11-21T10:00:00.700Z');
		expect(connecting.known!.comments).toEqual(['21']);
	});

	test('is that of the first try, and what was written after it is news', () => {
		const begun = record({ connected: '2026-11-20T10:00:21.000Z' });
		const comments = [comment('21'), comment('22')];
		const { record: written, connecting } = planConnection(question('nothing', { record: begun, comments }));
		expect([written.connected, connecting.known!.comments]).toEqual([begun.connected, ['21']]);
	});

	test('of another pair does not count', () => {
		const other = record({ connected: '2026-11-20T10:00:21.000Z', twin: { site: desk.meta.site.id, id: '77', key: 'DESK-77', url: '' } });
		expect(planConnection(question('nothing', { record: other })).record.connected).toBe(NOW);
	});
});

test('pairs that were copied before stay as they are, and copies are not named as content', () => {
	const traces = { comments: { '1': '21' }, files: {} };
	const { known, connecting } = planConnection(question('nothing', { traces }));
	expect(connecting.known!.comments).toEqual([]);
	expect(tracesOfKnown(known!, traces)).toEqual({ comments: { '2': '', '3': '' }, files: { '5': '', '6': '' } });
});

test('bringing content over after all takes the marks away and nothing else', () => {
	const edits = { '1': { r: 'x', u: NOW } };
	const pages = [{ format: 1, comments: { '1': '21', '2': '' }, files: { '5': '' }, edits }, { format: 1, comments: { '3': '23' }, files: {} }, undefined, undefined];
	expect(pagesWithoutKnown(pages)).toEqual({ 0: { format: 1, comments: { '1': '21' }, files: {}, edits } });
});

test.each([
	['7a1b-c2', 'jirasync.deskdev.new.7a1b-c2.10001'],
	['jira.example:8080/context/', 'jirasync.deskdev.new.jira.example_8080_context_.10001'],
])('the claim to create a counterpart has a key that can stand in a path: from %s', (site, key) => {
	expect(creationClaimKey('deskdev', site, '10001')).toBe(key);
});
