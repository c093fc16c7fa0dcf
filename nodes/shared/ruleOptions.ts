import type { IExecuteFunctions } from 'n8n-workflow';
import type { FieldRules } from '../../engine/fieldRules';
import type { LookUps } from '../../engine/lookUps';
import { orderedRules, type OrderedRules } from '../../engine/orderedRules';
import type { IncomingRule } from '../../rules/incoming';
import { asPerson } from '../../sync/coerce/toField';
import type { MappingRow, ScriptRow } from '../../sync/mapping';
import type { PersonRow } from '../../sync/peopleTable';
import { invalidRules, type SharedSide } from '../../sync/sharedRules';
import { rowsOfPanel, rowsOfShared, type RowParameter } from './mappingRows';
import { checkedScript, readScript, readScriptNames } from './scriptProperties';
import { readSharedSide } from './sharedRules';

/** Options of the node that are about people. */
export interface PeopleOptions {
	people?: { person?: PersonRow[] };
	unknownPerson?: 'default' | 'empty' | 'keep';
	defaultPerson?: string;
}

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
	const written = readWrittenSide(context, itemIndex);
	const { rows, names } = written ? rowsOfShared(written) : { rows: ownRows(context, itemIndex), names: readScriptNames(read) };
	return { rules: rows.map((row, index) => toRule(row, index + 1, names)), alone: false };
}

const toRule = (row: MappingRow | ScriptRow, at: number, names: { local: string; remote: string }): IncomingRule =>
	'script' in row ? { kind: 'script', at, script: checkedScript(row.script, 'incoming', names, at) } : { kind: 'map', at, row };

function unknownPerson({ unknownPerson: choice = 'empty', defaultPerson = '' }: PeopleOptions): FieldRules['unknownPerson'] {
	if (choice !== 'default') return { do: choice };
	if (defaultPerson === '') throw invalidRules('If a Person Is Unknown takes the default person, and Default Person is empty.', 'Enter an email address or an account ID under Default Person.');
	return { do: 'default', person: asPerson(defaultPerson) };
}

const ownRows = (context: IExecuteFunctions, itemIndex: number): Array<MappingRow | ScriptRow> =>
	rowsOfPanel((context.getNodeParameter('mapping', itemIndex, {}) as { row?: RowParameter[] }).row ?? []);

/**
 * The side that the node writes, in the rules that both directions share; undefined where the node has rules of its own.
 *
 * @throws SyncError `rulesInvalid`
 */
export function readWrittenSide(context: IExecuteFunctions, itemIndex: number): SharedSide | undefined {
	if (context.getNodeParameter('rules', itemIndex, 'basic') !== 'json') return undefined;
	const connection = (context.getInputData()[itemIndex]?.json.connection ?? '') as string;
	return readSharedSide((name) => context.getNodeParameter(name, itemIndex), connection);
}
