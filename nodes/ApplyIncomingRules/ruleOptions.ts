import type { IExecuteFunctions } from 'n8n-workflow';
import type { FieldRules } from '../../engine/fieldRules';
import type { LookUps } from '../../engine/lookUps';
import { scriptRules } from '../../engine/scriptRules';
import { asPerson } from '../../sync/coerce/toField';
import { rowsFor } from '../../sync/connectionRules';
import { SyncError } from '../../sync/errors';
import type { ValueRow } from '../../sync/mappedValue';
import { decideRows, type MappingRow } from '../../sync/mapping';
import { mappingProblem } from '../../sync/mappingCheck';
import type { PersonRow } from '../../sync/peopleTable';
import type { SharedSide } from '../../sync/sharedRules';
import { readScript } from '../shared/scriptProperties';
import { readSharedSide } from '../shared/sharedRules';

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
 * @param written the shared rules, where the node takes its rows from them
 * @throws SyncError `rulesInvalid`
 */
export function readFieldRules(context: IExecuteFunctions, itemIndex: number, options: PeopleOptions, lookUps: LookUps, written?: SharedSide): FieldRules | undefined {
	const mode = context.getNodeParameter('rules', itemIndex, 'basic') as 'basic' | 'json' | 'mapping' | 'script';
	if (mode === 'basic') return undefined;
	if (mode === 'script') return scriptRules(readScript((name, fallback) => context.getNodeParameter(name, itemIndex, fallback), 'incoming'), lookUps, unknownPerson(options));
	const rows = written ? rowsFor(written.shared, written.side) : ownRows(context, itemIndex);
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

const invalid = (what: string, next: string): SyncError => new SyncError('rulesInvalid', what, { scope: 'connection', next: `${next} Nothing was written.` });
