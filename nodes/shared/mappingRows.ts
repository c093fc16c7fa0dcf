import type { INodeParameterResourceLocator } from 'n8n-workflow';
import { rowsFor } from '../../sync/connectionRules';
import type { MappingRow, ScriptRow } from '../../sync/mapping';
import { invalidRules, type SharedSide } from '../../sync/sharedRules';

/** Chosen or typed; older workflows hold the name alone. */
type Chosen = string | INodeParameterResourceLocator;

/** A row as the panel of Apply Incoming Rules stores it. */
export interface RowParameter {
	/** Rows of older workflows have none, and map a field. */
	kind?: 'field' | 'script';
	script?: string;
	remote: string;
	constant?: string;
	local: string;
	how?: MappingRow['how'];
	values?: { value?: Array<{ remote: string; local: Chosen }> };
	ifNoMatch?: MappingRow['ifNoMatch'];
	default?: Chosen;
	when?: boolean;
}

export const nameOf = (chosen: Chosen = ''): string => (typeof chosen === 'string' ? chosen : String(chosen.value ?? ''));

/** Stands for a constant in place of a remote field. */
export const CONSTANT = '(constant)';

/** The rows of a panel. @throws SyncError `rulesInvalid` for a row without a field, or without a script */
export function rowsOfPanel(rows: RowParameter[]): Array<MappingRow | ScriptRow> {
	return rows.map((each, at) => {
		if (each.kind === 'script') {
			if (!each.script?.trim()) throw invalidRules(`Row ${at + 1} of the mapping is an empty script.`, 'Write one, or remove the row.');
			return { script: each.script };
		}
		if (!each.remote || !each.local) throw invalidRules(`Row ${at + 1} of the mapping has no ${each.remote ? 'local' : 'remote'} field.`, 'Choose one, or remove the row.');
		return {
			...(each.remote === CONSTANT ? { constant: each.constant ?? '' } : { remote: each.remote }),
			local: each.local,
			how: each.how ?? 'set',
			when: each.when ?? true,
			values: (each.values?.value ?? []).map(({ remote, local }) => ({ remote, local: nameOf(local) })),
			ifNoMatch: each.ifNoMatch ?? 'nothing',
			...(each.default === undefined ? {} : { default: nameOf(each.default) }),
		};
	});
}

/** The rows that write one side, from the JSON that both share. Scripts among them call the sides as the JSON does. */
export const rowsOfShared = ({ shared, side }: SharedSide): { rows: Array<MappingRow | ScriptRow>; names: { local: string; remote: string } } => ({
	rows: rowsFor(shared, side),
	names: side === 'local' ? { local: shared.local, remote: shared.remote } : { local: shared.remote, remote: shared.local },
});
