import { plainText } from '../../content/plainText';
import { deletedReplica, isBeforeDeletion, noteId, noteText } from '../../sync/deletion';
import { planFields } from '../../sync/plan';
import { DESK, devSite, issue, replica } from './fixtures';

const gone = (key: string, at?: string) =>
	deletedReplica({ connection: 'deskdev', site: DESK, id: '10001', deletion: { key, ...(at ? { at } : {}) }, builtAt: '2026-11-21T10:00:00.000Z' });

test.each([
	['as the event tells', gone('DESK-1', '2026-11-21T09:00:00.000Z'), 'DESK-1', '2026-11-21T09:00:00.000Z'],
	['by its id and the time of the look where the event tells nothing', gone(''), '10001', '2026-11-21T10:00:00.000Z'],
])('a deleted issue is named %s', (_what, { meta }, key, at) => {
	expect(meta).toMatchObject({ issue: { id: '10001', key }, deleted: { at }, fields: [], twin: null });
});

test('a node that knows nothing of deletions finds nothing to write in its replica', () => {
	const local = { issue: issue({ summary: 'VPN fails' }), record: undefined, site: devSite, clocks: { remote: 0, local: 0 } };
	expect(planFields(gone('DESK-1'), local, 'remote').writes).toEqual([]);
});

test('the note names both issues and leads nowhere', () => {
	const note = noteText(gone('DESK-1'), 'ACME-1');
	expect(note.format === 'adf' && plainText(note.document)).toBe('DESK-1 at https://desk.example was deleted. ACME-1 stays and is no longer synced with it.');
	expect(JSON.stringify(note)).not.toContain('href');
	expect(noteId(gone('DESK-1'))).toBe('deleted-10001');
});

const ten = '2026-11-21T10:00:00.000Z';
const eleven = '2026-11-21T11:00:00.000Z';
test.each<[string, string, number, Parameters<typeof isBeforeDeletion>[1], boolean]>([
	['before it', ten, 0, { state: 'partnerDeleted', deletedAt: eleven }, true],
	['after it, because the issue is there after all', eleven, 0, { state: 'partnerDeleted', deletedAt: ten }, false],
	['after it by the clock of its site', ten, 7_200_000, { state: 'partnerDeleted', deletedAt: eleven }, false],
	['before or after a moment nobody knows', ten, 0, { state: 'partnerDeleted' }, false],
	['of a pair that lives', ten, 0, { state: 'paired' }, false],
	['of an issue without a record', ten, 0, undefined, false],
])('a replica that was built %s', (_what, builtAt, clockAhead, record, late) => {
	expect(isBeforeDeletion(replica({}, { builtAt, site: { ...DESK, clockAhead } }), record)).toBe(late);
});
