import { broughtByOthers, filesToRemove, missingFiles, orphanedUpload, refusedBySize } from '../../sync/attachments';
import { ANN, SYNC, file, replica, replicaFile } from './fixtures';

const ids = (files: Array<{ id: string }>) => files.map(({ id }) => id);

test.each<[string, Parameters<typeof replicaFile>[2], Record<string, string>, string[]]>([
	['new', {}, {}, ['5']],
	['copied before', {}, { 5: '30' }, []],
	['uploaded over there by the sync and ours already: our own file coming back', { bySyncAccount: true }, {}, []],
	['uploaded by a person, although one of the same name and size is here', {}, {}, ['5']],
	['uploaded over there by the sync, of another size', { bySyncAccount: true, size: 101 }, {}, ['5']],
])('a file that is %s', (_what, more, traces, missing) => {
	expect(ids(missingFiles(replica({ attachments: [replicaFile('5', 'log.txt', more)] }), [file('30', 'log.txt')], traces))).toEqual(missing);
});

test('a replica without files asks for none', () => {
	expect(missingFiles(replica(), [file('30', 'log.txt')], {})).toEqual([]);
});

describe('the upload of a run that ended before it could write it down', () => {
	const CLAIMED = Date.parse('2026-11-20T10:00:00.000Z');
	const mine = { author: SYNC, created: '2026-11-20T10:00:05.000+0000' };

	test.each<[string, Parameters<typeof file>[2], string[], string | undefined]>([
		['is taken over', mine, [], '30'],
		['is taken over when the clocks differ by a minute', { ...mine, created: '2026-11-20T09:59:00.000+0000' }, [], '30'],
		['is not one from before the claim', { ...mine, created: '2026-11-20T09:50:00.000+0000' }, [], undefined],
		["is not a person's file", { ...mine, author: ANN }, [], undefined],
		['is not one of another size', { ...mine, size: 99 }, [], undefined],
		['is not the known copy of another file', mine, ['30'], undefined],
	])('%s', (_rule, more, traced, id) => {
		const found = orphanedUpload(replicaFile('5', 'log.txt'), [file('30', 'log.txt', more)], { account: SYNC.id, claimedAt: CLAIMED, traced: new Set(traced) });
		expect(found?.id).toBe(id);
	});
});

describe('without relaying, a file stays that another connection', () => {
	const at = Date.parse('2026-11-20T10:00:00.000Z');
	const claim = { 'jirasync.partner.f.7': { at, size: 100 } };

	test.each<[string, Record<string, unknown>, Parameters<typeof file>[2], string[]]>([
		['has written down', { 'jirasync.partner.t1': { format: 1, comments: {}, files: { 7: '30' } } }, {}, ['30']],
		['has claimed, under whichever account', claim, { author: ANN }, ['30']],
		['has claimed once more after a stop', { 'jirasync.partner.f.7.1': { at, size: 100 } }, {}, ['30']],
		['has claimed; one of another size goes', claim, { size: 99 }, []],
		['has claimed; an older one goes', claim, { created: '2026-11-20T09:50:00.000+0000' }, []],
		['has claimed; one that fits goes when another one is written down', { ...claim, 'jirasync.partner.t0': { format: 1, comments: {}, files: { 7: '31' } } }, {}, ['31']],
		['has claimed; what this connection claims is its own affair', { 'jirasync.deskdev.f.7': { at, size: 100 } }, {}, []],
	])('%s', (_what, properties, more, expected) => {
		expect(broughtByOthers(properties, 'deskdev', [file('30', 'log.txt', more)])).toEqual(expected);
	});
});

test('a file fits up to the very limit, and a refusal names both sizes', () => {
	expect(refusedBySize(replicaFile('5', 'a.bin', { size: 1_000 }), 1_000)).toBeUndefined();
	expect(refusedBySize(replicaFile('5', 'a.bin', { size: 1_001 }), 1_000)).toBe('a.bin has 1,001 bytes, this site takes 1,000');
});

test.each<[string, Parameters<typeof replica>[0], Parameters<typeof replica>[1], Parameters<typeof file>[2], boolean, string[]]>([
	['still sent', { attachments: [replicaFile('1', 'a.txt')] }, { unsent: { comments: [], files: [] } }, {}, true, []],
	['deleted', { attachments: [] }, { unsent: { comments: [], files: [] } }, {}, true, ['goes']],
	['deleted, when none are to go', { attachments: [] }, { unsent: { comments: [], files: [] } }, {}, false, []],
	['withheld now', { attachments: [] }, { unsent: { comments: [], files: ['1'] } }, {}, true, ['stays']],
	['not among what leaves', {}, { unsent: { comments: [], files: [] } }, {}, true, []],
	['not told of by an older version', { attachments: [] }, {}, {}, true, []],
	['deleted, and the copy is not by our account', { attachments: [] }, { unsent: { comments: [], files: [] } }, { author: ANN }, true, []],
	['missing in a replica that is older than the copy', { attachments: [] }, { unsent: { comments: [], files: [] } }, { created: '2026-11-22T10:00:00.000+0000' }, true, ['outdated']],
	['missing in a replica that is older than the copy, when none are to go', { attachments: [] }, { unsent: { comments: [], files: [] } }, { created: '2026-11-22T10:00:00.000+0000' }, false, []],
])('the copy of a file that is %s', (_what, values, meta, more, remove, expected) => {
	const local = [file('11', 'a.txt', { author: SYNC, ...more })];
	const known = { account: SYNC.id, builtAt: Date.parse('2026-11-21T10:00:00.000Z'), remove };
	const planned = filesToRemove(replica(values, meta), local, { 1: '11', 2: '12' }, known);
	expect(planned.map(({ kept, outdated }) => (outdated ? 'outdated' : kept ? 'stays' : 'goes'))).toEqual(expected);
});
