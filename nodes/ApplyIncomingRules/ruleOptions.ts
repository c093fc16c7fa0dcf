import type { IExecuteFunctions } from 'n8n-workflow';
import type { FieldRules } from '../../engine/fieldRules';
import type { LookUps } from '../../engine/lookUps';
import { scriptRules } from '../../engine/scriptRules';
import { asPerson } from '../../sync/coerce/toField';
import { decideRows, type MappingRow } from '../../sync/mapping';
import { mappingProblem } from '../../sync/mappingCheck';
import type { PersonRow } from '../../sync/peopleTable';
import { invalidRules, rowsOfPanel, rowsOfShared, type RowParameter } from '../shared/mappingRows';
import { readScript } from '../shared/scriptProperties';

/** Options of the node that are about people. */
export interface PeopleOptions {
	people?: { person?: PersonRow[] };
	unknownPerson?: 'default' | 'empty' | 'keep';
	defaultPerson?: string;
}

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
	if (defaultPerson === '') throw invalidRules('If a Person Is Unknown takes the default person, and Default Person is empty.', 'Enter an email address or an account ID under Default Person.');
	return { do: 'default', person: asPerson(defaultPerson) };
}

const ownRows = (context: IExecuteFunctions, itemIndex: number): MappingRow[] =>
	rowsOfPanel((context.getNodeParameter('mapping', itemIndex, {}) as { row?: RowParameter[] }).row ?? []);

const sharedRows = (context: IExecuteFunctions, itemIndex: number): MappingRow[] =>
	rowsOfShared(context.getNodeParameter('rulesJson', itemIndex), context.getNodeParameter('side', itemIndex) as string, (context.getInputData()[itemIndex]?.json.connection ?? '') as string);
