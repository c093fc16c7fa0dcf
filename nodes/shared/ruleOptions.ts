import type { IExecuteFunctions } from 'n8n-workflow';
import type { FieldRules } from '../../engine/fieldRules';
import type { LookUps } from '../../engine/lookUps';
import { orderedRules, type OrderedRules } from '../../engine/orderedRules';
import type { IncomingRule } from '../../rules/incoming';
import { asPerson } from '../../sync/coerce/toField';
import { readConnectionRules, rowsFor } from '../../sync/connectionRules';
import { SyncError } from '../../sync/errors';
import type { ValueRow } from '../../sync/mappedValue';
import type { MappingRow, ScriptRow } from '../../sync/mapping';
import type { PersonRow } from '../../sync/peopleTable';
import { checkedScript, readScript, readScriptNames } from './scriptProperties';

/** Options of the node that are about people. */
export interface PeopleOptions {
	people?: { person?: PersonRow[] };
	unknownPerson?: 'default' | 'empty' | 'keep';
	defaultPerson?: string;
}

interface RowParameter {
	/** Rows of older workflows have none, and map a field. */
	kind?: 'field' | 'script';
	script?: string;
	remote: string;
	constant?: string;
	local: string;
	how?: MappingRow['how'];
	values?: { value?: ValueRow[] };
	ifNoMatch?: MappingRow['ifNoMatch'];
	default?: string;
	when?: boolean;
}

/** Stands for a constant in place of a remote field. */
export const CONSTANT = '(constant)';

/**
 * Rules beyond Basic, as the node is set for one item; undefined for Basic.
 *
 * @throws SyncError `rulesInvalid`; `scriptRefused` with row, line and column
 */
export function readFieldRules(context: IExecuteFunctions, itemIndex: number, options: PeopleOptions, lookUps: LookUps): FieldRules | undefined {
	const mode = context.getNodeParameter('rules', itemIndex, 'basic') as 'basic' | 'json' | 'mapping' | 'script';
	if (mode === 'basic') return undefined;
	const people = (options.people?.person ?? []).filter(({ remote, local }) => remote !== '' && local !== '');
	return orderedRules({ ...readList(context, itemIndex, mode), people, unknownPerson: unknownPerson(options) }, lookUps);
}

function readList(context: IExecuteFunctions, itemIndex: number, mode: 'json' | 'mapping' | 'script'): Pick<OrderedRules, 'alone' | 'rules'> {
	const read = (name: string, fallback: string): unknown => context.getNodeParameter(name, itemIndex, fallback);
	if (mode === 'script') return { rules: [{ kind: 'script', script: readScript(read, 'incoming') }], alone: true };
	const { rows, names } = mode === 'json' ? sharedRows(context, itemIndex) : { rows: ownRows(context, itemIndex), names: readScriptNames(read) };
	return { rules: rows.map((row, index) => toRule(row, index + 1, names)), alone: false };
}

const toRule = (row: MappingRow | ScriptRow, at: number, names: { local: string; remote: string }): IncomingRule =>
	'script' in row ? { kind: 'script', at, script: checkedScript(row.script, 'incoming', names, at) } : { kind: 'map', at, row };

function unknownPerson({ unknownPerson: choice = 'empty', defaultPerson = '' }: PeopleOptions): FieldRules['unknownPerson'] {
	if (choice !== 'default') return { do: choice };
	if (defaultPerson === '') throw invalid('If a Person Is Unknown takes the default person, and Default Person is empty.', 'Enter an email address or an account ID under Default Person.');
	return { do: 'default', person: asPerson(defaultPerson) };
}

function ownRows(context: IExecuteFunctions, itemIndex: number): Array<MappingRow | ScriptRow> {
	const { row = [] } = context.getNodeParameter('mapping', itemIndex, {}) as { row?: RowParameter[] };
	return row.map((each, at) => {
		if (each.kind === 'script') {
			if (!each.script?.trim()) throw invalid(`Row ${at + 1} of the mapping is an empty script.`, 'Write one, or remove the row.');
			return { script: each.script };
		}
		if (!each.remote || !each.local) throw invalid(`Row ${at + 1} of the mapping has no ${each.remote ? 'local' : 'remote'} field.`, 'Choose one, or remove the row.');
		return {
			...(each.remote === CONSTANT ? { constant: each.constant ?? '' } : { remote: each.remote }),
			local: each.local,
			how: each.how ?? 'set',
			when: each.when ?? true,
			values: each.values?.value ?? [],
			ifNoMatch: each.ifNoMatch ?? 'nothing',
			...(each.default === undefined ? {} : { default: each.default }),
		};
	});
}

/** The sides are called in scripts as the JSON calls them. */
function sharedRows(context: IExecuteFunctions, itemIndex: number): { rows: Array<MappingRow | ScriptRow>; names: { local: string; remote: string } } {
	const shared = readConnectionRules(context.getNodeParameter('rulesJson', itemIndex));
	const connection = (context.getInputData()[itemIndex]?.json.connection ?? '') as string;
	if (shared.name !== connection) throw invalid(`The rules are those of connection ${shared.name}, and the item belongs to ${connection}.`, 'Give this node the rules of its own connection.');
	const side = context.getNodeParameter('side', itemIndex) as string;
	if (side !== shared.local && side !== shared.remote) throw invalid(`This Side is ${side || 'empty'}, and the rules know ${shared.local} and ${shared.remote}.`, 'Enter one of the two.');
	const isLocal = side === shared.local;
	return { rows: rowsFor(shared, isLocal ? 'local' : 'remote'), names: { local: side, remote: isLocal ? shared.remote : shared.local } };
}

const invalid = (what: string, next: string): SyncError => new SyncError('rulesInvalid', what, { scope: 'connection', next: `${next} Nothing was written.` });
