import { lastMove, movesOf } from '../../sync/moved';
import { readRecord } from '../../sync/record';
import type { FieldChange } from '../../sync/issue';
import { replica } from './fixtures';

const twin = (key: string) => ({ site: 'cloud-dev', id: '10002', key, url: '' });
const record = (key: string) => readRecord({ format: 1, twin: { site: 'cloud-desk', id: '10001', key } });

test.each<[string, string | undefined, string, string, object]>([
	['nobody moved', 'DESK-1', 'ACME-1', 'ACME-1', {}],
	['the other side moved', 'OLD-7', 'ACME-1', 'ACME-1', { moved: { from: 'OLD-7', to: 'DESK-1' } }],
	['this side moved', 'DESK-1', 'ACME-1', 'NEW-1', { twinMoved: { from: 'ACME-1', to: 'NEW-1' } }],
	['both moved', 'OLD-7', 'ACME-1', 'NEW-1', { moved: { from: 'OLD-7', to: 'DESK-1' }, twinMoved: { from: 'ACME-1', to: 'NEW-1' } }],
	['no key was written down', '', '', 'ACME-1', {}],
	['there is no record', undefined, 'ACME-1', 'ACME-1', {}],
])('%s', (_what, recorded, known, present, moves) => {
	expect(movesOf(replica({}), recorded === undefined ? undefined : record(recorded), twin(known), { key: present })).toEqual(moves);
});

const change = (fieldId: string, at: string): FieldChange => ({ fieldId, at, from: '1', to: '2', fromString: 'a', toString: 'b' });

test.each<[string, FieldChange[], boolean | undefined, string | undefined]>([
	['always here', [change('summary', '2026-11-21T10:00:00.000Z')], true, undefined],
	['came twice', [change('project', '2026-11-21T11:00:00.000Z'), change('project', '2026-11-21T10:00:00.000Z')], true, '2026-11-21T11:00:00.000Z'],
	['came within what is known of a long history', [change('project', '2026-11-21T11:00:00.000Z'), change('summary', '2026-11-21T10:00:00.000Z')], false, '2026-11-21T11:00:00.000Z'],
	['may have come before what is known', [change('status', '2026-11-21T11:00:00.000Z'), change('summary', '2026-11-21T10:00:00.000Z')], false, '2026-11-21T10:00:00.000Z'],
	['without history', [], undefined, undefined],
])('an issue that %s', (_what, changes, historyComplete, at) => {
	expect(lastMove({ changes, historyComplete })).toBe(at);
});
