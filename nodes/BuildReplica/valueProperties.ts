import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { SyncError } from '../../sync/errors';

/** Values that the issue does not have: fixed ones, and what an expression makes of the input item. */
export const valuesProperty: INodeProperties = {
	displayName: 'Additional Values',
	name: 'values',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, sortable: true },
	placeholder: 'Add Value',
	default: {},
	description: 'Fixed or computed values that leave as well. The other side reads them like custom fields of that name.',
	options: [
		{
			displayName: 'Value',
			name: 'rows',
			values: [
				{
					displayName: 'Name',
					name: 'name',
					type: 'string',
					default: '',
					required: true,
					placeholder: 'e.g. Contract',
					description: 'Name under which the value travels. It takes the place of a custom field of the same name.',
				},
				{
					displayName: 'Value',
					name: 'value',
					type: 'string',
					default: '',
					description: 'A text, or an expression over the item that comes in. One that differs in each run is a change in each run.',
				},
			],
		},
	],
};

/**
 * The values by name, as JSON: what has no value is null, so that it clears the field at the other side.
 *
 * @throws SyncError `outgoingRules` for a row without a name and for two rows with the same one
 */
export function readValues(context: IExecuteFunctions, itemIndex: number): Record<string, unknown> {
	const { rows = [] } = context.getNodeParameter('values', itemIndex, {}) as { rows?: Array<{ name?: unknown; value?: unknown }> };
	const values = new Map<string, unknown>();
	for (const { name, value } of rows) {
		const known = String(name ?? '').trim();
		if (known === '') throw refused('A row of Additional Values has no name.', 'Give it a name or remove it.');
		if (values.has(known)) throw refused(`Additional Values names ${known} twice.`, 'Keep one of the rows.');
		values.set(known, asJson(value));
	}
	return Object.fromEntries(values);
}

/** An expression may come to anything; dates become ISO text. */
const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null) ?? 'null') as unknown;

const refused = (message: string, next: string): SyncError => new SyncError('outgoingRules', message, { scope: 'connection', next });
