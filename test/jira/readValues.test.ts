import { readChanges, readIssue, readTransition } from '../../jira/cloud/readValues';

describe('reading values', () => {
	test('a change whose new value has no text does not read the method of that name', () => {
		const changes = readChanges([
			{ created: '2026-11-20T10:00:00.000+0000', items: [{ field: 'resolution', fieldId: 'resolution', from: '1', fromString: 'Done', to: null }] },
			{ created: '2026-11-21T10:00:00.000+0200', items: [{ field: 'Zusammenfassung', fieldId: 'summary', from: null, fromString: 'a', to: null, toString: 'b' }, { field: 'Key', from: null, to: null, fromString: 'A-1', toString: 'B-1' }] },
		]);
		expect(changes).toEqual([
			{ fieldId: 'summary', at: '2026-11-21T08:00:00.000Z', from: null, to: null, fromString: 'a', toString: 'b' },
			{ fieldId: 'Key', at: '2026-11-21T08:00:00.000Z', from: null, to: null, fromString: 'A-1', toString: 'B-1' },
			{ fieldId: 'resolution', at: '2026-11-20T10:00:00.000Z', from: '1', to: null, fromString: 'Done', toString: null },
		]);
	});

	test.each<[string, unknown, boolean | undefined]>([
		['shorter than a page is whole', { total: 39, histories: Array(39).fill({}) }, true],
		['of none is whole', { histories: [] }, true],
		['that fills a page may go on', { total: 40, histories: Array(40).fill({}) }, false],
		['of which more is counted than there is goes on', { total: 41, histories: Array(20).fill({}) }, false],
		['that did not come says nothing', undefined, undefined],
	])('a history %s', (_what, changelog, whole) => {
		expect(readIssue({ id: '1', key: 'A-1', changelog }, 40).historyComplete).toBe(whole);
	});

	test('a transition with its screen', () => {
		const screen = { resolution: { required: true, name: 'Resolution', schema: { type: 'resolution' }, hasDefaultValue: false, allowedValues: [{ id: '1', name: 'Done' }] } };
		expect(readTransition({ id: 31, name: 'Done', to: { id: '3', name: 'Done', self: 'x' }, fields: screen })).toEqual({
			id: '31',
			name: 'Done',
			to: { id: '3', name: 'Done' },
			fields: { resolution: { fieldId: 'resolution', name: 'Resolution', required: true, hasDefaultValue: false, type: 'resolution', allowedValues: [{ id: '1', name: 'Done' }] } },
		});
	});
});
