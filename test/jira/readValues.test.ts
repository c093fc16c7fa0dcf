import { readChanges, readTransition } from '../../jira/cloud/readValues';

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
