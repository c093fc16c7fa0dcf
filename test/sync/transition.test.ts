import type { FieldMeta } from '../../jira/types';
import type { Since } from '../../sync/replica';
import { causeTime, chooseMove, isOvertaken, missingFields, type Cause, type WantedMove } from '../../sync/transition';
import { replica, transition } from './fixtures';

const open = { id: 'status-Open', name: 'Open' };
const available = [
	transition('11', 'Start', 'In Progress'),
	transition('21', 'Done', 'Done'),
	transition('31', 'Close', 'Closed'),
	transition('41', 'Close', 'Done'),
	transition('51', 'Finish', 'Finished'),
	transition('61', 'Finish', 'Finished'),
];
const wanted = (by: WantedMove['by'], value: string, ignoreCase = false): WantedMove => ({ by, value, ignoreCase });

describe('choosing a transition', () => {
	test.each<[string, WantedMove, string]>([
		['by name', wanted('name', 'Start'), '11'],
		['by name in other letters, when case is ignored', wanted('name', 'START', true), '11'],
		['by its id in place of its name', wanted('name', '11'), '11'],
		['by id', wanted('id', '21'), '21'],
		['by the status it ends in', wanted('status', 'In Progress'), '11'],
		['by the id of that status', wanted('status', 'status-In Progress'), '11'],
		['of two that end in the same status the first', wanted('name', 'Finish'), '51'],
		['of two ways to a status the first', wanted('status', 'Done'), '21'],
	])('%s', (_how, move, id) => {
		expect(chooseMove(move, open, available)).toEqual({ kind: 'move', transition: available.find((each) => each.id === id) });
	});

	test('two of one name that end apart are told by their ids', () => {
		expect(chooseMove(wanted('name', 'Close'), open, available)).toEqual({
			kind: 'ambiguous',
			reason: '2 transitions are called Close: ids 31, 41.',
			candidates: [available[2], available[3]],
		});
	});

	test.each([wanted('status', 'Open'), wanted('status', 'status-Open'), wanted('status', 'OPEN', true)])('an issue in the wanted status is there already (%o)', (move) => {
		expect(chooseMove(move, open, available)).toEqual({ kind: 'alreadyThere', reason: 'The issue is in Open already.' });
	});

	test('what is not available is answered with what is', () => {
		expect(chooseMove(wanted('name', 'Reopen'), open, available)).toEqual({
			kind: 'unavailable',
			reason: 'Reopen is not available from Open.',
			available: ['Start', 'Done', 'Close', 'Close', 'Finish', 'Finish'],
		});
	});

	test('a name in other letters is not taken, and the reason says why', () => {
		expect(chooseMove(wanted('name', 'start'), open, available)).toMatchObject({
			kind: 'unavailable',
			reason: 'start is not available from Open (Start is: names are compared with upper and lower case).',
		});
	});

	test('an account that sees no transition lacks a permission', () => {
		expect(chooseMove(wanted('id', '11'), open, [])).toMatchObject({ kind: 'unavailable', available: [], reason: expect.stringContaining('Transition Issues') });
	});

	test('an id is not a name', () => {
		expect(chooseMove(wanted('id', 'Start'), open, available).kind).toBe('unavailable');
	});
});

describe('the moment that a rule acts on', () => {
	const status = (since: string | null): Since & { category: string } => ({ id: '3', name: 'Done', since, category: 'done' });
	const resolution = (since: string | null): Since => ({ id: '1', name: 'Fixed', since });
	const ten = '2026-11-21T10:00:00.000Z';
	const eleven = '2026-11-21T11:00:00.000Z';

	test.each<[string, Cause, Parameters<typeof replica>[0], string | undefined]>([
		['no moment for a rule without cause', 'always', { status: status(ten), resolution: resolution(ten) }, undefined],
		['the status', 'remoteStatus', { status: status(ten), resolution: resolution(eleven) }, ten],
		['the resolution', 'remoteResolution', { status: status(ten), resolution: resolution(eleven) }, eleven],
		['the later of both', 'remoteStatusAndResolution', { status: status(eleven), resolution: resolution(ten) }, eleven],
		['the status alone where there is no resolution', 'remoteStatusAndResolution', { status: status(ten), resolution: null }, ten],
		['no moment where the replica does not hold the field', 'remoteStatus', { resolution: resolution(ten) }, undefined],
		['no moment where nothing is resolved', 'remoteResolution', { resolution: null }, undefined],
		['no moment where one of them is of unknown age', 'remoteStatusAndResolution', { status: status(ten), resolution: resolution(null) }, undefined],
	])('%s', (_what, cause, values, time) => {
		expect(causeTime(cause, replica(values))).toBe(time);
	});

	test('the deletion, and no moment where nothing was deleted', () => {
		expect(causeTime('remoteDeletion', replica({ status: status(eleven) }, { deleted: { at: ten } }))).toBe(ten);
		expect(causeTime('remoteDeletion', replica({ status: status(eleven) }))).toBeUndefined();
	});

	test.each<[string, string | undefined, string | null | undefined, { remote: number; local: number }, boolean]>([
		['moved before it', eleven, ten, { remote: 0, local: 0 }, false],
		['moved after it', ten, eleven, { remote: 0, local: 0 }, true],
		['moved in the same moment', ten, ten, { remote: 0, local: 0 }, false],
		['never moved', ten, null, { remote: 0, local: 0 }, false],
		['moved at a time nobody knows', ten, undefined, { remote: 0, local: 0 }, false],
		['of unknown age', undefined, eleven, { remote: 0, local: 0 }, false],
		['which a fast remote clock makes look newer', eleven, ten, { remote: 7_200_000, local: 0 }, true],
		['which a slow remote clock makes look older', ten, eleven, { remote: 0, local: 7_200_000 }, false],
		['with clocks that are wrong alike', eleven, ten, { remote: 7_200_000, local: 7_200_000 }, false],
		['with clocks that differ by less than can be known', ten, '2026-11-21T09:59:59.000Z', { remote: 4_999, local: 0 }, false],
	])('has been overtaken by a counterpart %s: %5$p', (_what, cause, movedAt, clocks, overtaken) => {
		expect(isOvertaken(cause, movedAt, clocks)).toBe(overtaken);
	});
});

test('missing are required screen fields without a default that nobody gave', () => {
	const meta = (fieldId: string, more: Partial<FieldMeta> = {}): FieldMeta => ({ fieldId, name: fieldId, required: true, hasDefaultValue: false, type: 'string', ...more });
	const screen = { a: meta('a'), b: meta('b', { required: false }), c: meta('c', { hasDefaultValue: true }), d: meta('d') };
	expect(missingFields(transition('1', 'Done', 'Done', { fields: screen }), { d: 'x' }).map(({ fieldId }) => fieldId)).toEqual(['a']);
	expect(missingFields(transition('1', 'Done', 'Done'), {})).toEqual([]);
});
