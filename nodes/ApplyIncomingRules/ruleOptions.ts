import type { IExecuteFunctions } from 'n8n-workflow';
import type { FieldRules } from '../../engine/fieldRules';
import type { LookUps } from '../../engine/lookUps';
import { scriptRules } from '../../engine/scriptRules';
import { asPerson } from '../../sync/coerce/toField';
import { readConnectionRules, rowsFor } from '../../sync/connectionRules';
import { SyncError } from '../../sync/errors';
import type { ValueRow } from '../../sync/mappedValue';
import { decideRows, type MappingRow } from '../../sync/mapping';
import { mappingProblem } from '../../sync/mappingCheck';
import type { PersonRow } from '../../sync/peopleTable';
import { readScript } from '../shared/scriptProperties';

/** Options of the node that are about people. */
export interface PeopleOptions {
	people?: { person?: PersonRow[] };
	unknownPerson?: 'default' | 'empty' | 'keep';
	defaultPerson?: string;
}

interface RowParameter {
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
 * @throws SyncError `rulesInvalid`
 */
export function readFieldRules(context: IExecuteFunctions, itemIndex: number, options: PeopleOptions, lookUps: LookUps): FieldRules | undefined {
	const mode = context.getNodeParameter('rules', itemIndex, 'basic') as 'basic' | 'json' | 'mapping' | 'script';
	if (mode === 'basic') return undefined;
	if (mode === 'script') return scriptRules(readScript((name, fallback) => context.getNodeParameter(name, itemIndex, fallback), 'incoming'), lookUps, unknownPerson(options));
	const rows = mode === 'json' ? sharedRows(context, itemIndex) : ownRows(context, itemIndex);
	const people = (options.people?.person ?? []).filter(({ remote, local }) => remote !== '' && local !== '');
	return {
		fields: [...new Set(rows.map(({ local }) => local).filter((local) => local !== 'status'))],
		decide: (replica) => decideRows(rows, replica, { people, comments: true, files: true }),
		check: (fields, ids) => mappingProblem(rows, fields, ids),
		unknownPerson: unknownPerson(options),
		lookUps,
	};
}

function unknownPerson({ unknownPerson: choice = 'empty', defaultPerson = '' }: PeopleOptions): FieldRules['unknownPerson'] {
	if (choice !== 'default') return { do: choice };
	if (defaultPerson === '') throw invalid('If a Person Is Unknown takes the default person, and Default Person is empty.', 'Enter an email address or an account ID under Default Person.');
	return { do: 'default', person: asPerson(defaultPerson) };
}

function ownRows(context: IExecuteFunctions, itemIndex: number): MappingRow[] {
	const { row = [] } = context.getNodeParameter('mapping', itemIndex, {}) as { row?: RowParameter[] };
	return row.map((each, at) => {
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

function sharedRows(context: IExecuteFunctions, itemIndex: number): MappingRow[] {
	const shared = readConnectionRules(context.getNodeParameter('rulesJson', itemIndex));
	const connection = (context.getInputData()[itemIndex]?.json.connection ?? '') as string;
	if (shared.name !== connection) throw invalid(`The rules are those of connection ${shared.name}, and the item belongs to ${connection}.`, 'Give this node the rules of its own connection.');
	const side = context.getNodeParameter('side', itemIndex) as string;
	if (side !== shared.local && side !== shared.remote) throw invalid(`This Side is ${side || 'empty'}, and the rules know ${shared.local} and ${shared.remote}.`, 'Enter one of the two.');
	return rowsFor(shared, side === shared.local ? 'local' : 'remote');
}

const invalid = (what: string, next: string): SyncError => new SyncError('rulesInvalid', what, { scope: 'connection', next: `${next} Nothing was written.` });
