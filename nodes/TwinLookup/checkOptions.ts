import type { IExecuteFunctions } from 'n8n-workflow';
import type { CheckQuestion, Used } from '../../sync/check/facts';
import { SyncError } from '../../sync/errors';
import { invalidRules } from '../../sync/sharedRules';
import { LAST_RESORT } from '../../sync/newType';
import type { MappingRow, PlacedRow, ScriptRow } from '../../sync/mapping';
import { readSiteFields } from '../../sync/suggest/siteFields';
import { readConnection } from '../shared/connectionName';
import { readIssueType } from '../shared/issueType';
import { nameOf, rowsOfPanel, rowsOfShared, type RowParameter } from '../shared/mappingRows';
import { readScriptNames } from '../shared/scriptProperties';
import { readSharedSide } from '../shared/sharedRules';
import { readScriptRule } from './checkedScript';

/** @throws SyncError for a connection name that cannot be one, and without the project that is written to */
export function readCheckOptions(context: IExecuteFunctions, itemIndex: number): CheckQuestion {
	const connection = readConnection(context, itemIndex);
	const role = context.getNodeParameter('role', itemIndex) as 'both' | 'source' | 'target';
	const writes = role !== 'source';
	const project = String(context.getNodeParameter('project', itemIndex, '', { extractValue: true })).trim();
	if (writes && project === '') {
		throw new SyncError('projectUnknown', 'No project was chosen that is written to.', { scope: 'connection', next: 'Choose the project in Twin Lookup.' });
	}
	return {
		connection,
		reads: role !== 'target',
		writes,
		project: project || undefined,
		type: (writes ? readIssueType(context, itemIndex) : undefined) ?? { name: LAST_RESORT },
		...(writes ? readRules(context, itemIndex, connection) : {}),
		used: context.getNodeParameter('used', itemIndex) as Used[],
		transitions: writes ? readNames(String(context.getNodeParameter('transitions', itemIndex, ''))) : [],
	};
}

/**
 * Rows that are to be checked, and the fields of the other side where Suggest Mapping has told them.
 *
 * @throws SyncError `rulesInvalid`, `itemShape`
 */
function readRules(context: IExecuteFunctions, itemIndex: number, connection: string): Pick<CheckQuestion, 'remoteFields' | 'rows' | 'scripts'> {
	const read = (name: string, fallback?: string): unknown => context.getNodeParameter(name, itemIndex, fallback);
	const kind = read('checkedRules', 'basic') as 'basic' | 'json' | 'mapping' | 'script';
	if (kind === 'basic') return {};
	if (kind === 'script') return { scripts: [readScriptRule(String(read('checkedScript')), readScriptNames(read))] };
	const { rows, names } = kind === 'mapping' ? { rows: panelRows(read('checkedRows')), names: readScriptNames(read) } : rowsOfShared(readSharedSide(read, connection));
	const remoteFields = readSiteFields(context.getInputData()[itemIndex]?.json.siteFields)?.fields;
	const scripts = rows.flatMap((row, index) => ('script' in row ? [readScriptRule(row.script, names, index + 1)] : []));
	return { rows: withoutScripts(rows), ...(scripts.length > 0 ? { scripts } : {}), ...(remoteFields ? { remoteFields } : {}) };
}

/** Rows keep their places in the whole list. */
const withoutScripts = (rows: Array<MappingRow | ScriptRow>): PlacedRow[] => rows.flatMap((row, index) => ('script' in row ? [] : [{ at: index + 1, row }]));

/** The parameter as another node has it, or its text. */
function panelRows(given: unknown): Array<MappingRow | ScriptRow> {
	const parsed = typeof given === 'string' ? parse(given) : given;
	const { row } = (typeof parsed === 'object' && parsed !== null ? parsed : {}) as { row?: RowParameter[] };
	if (!Array.isArray(row)) throw invalidRules('Rows holds no rows of a mapping.', 'Let its expression name the node Apply Incoming Rules whose rows are to be checked.');
	return rowsOfPanel(row.map(asKnownBefore));
}

/** Whether a row counts, and what its expressions give, is known only for an issue. */
const asKnownBefore = (row: RowParameter): RowParameter => ({
	...row,
	when: true,
	constant: unlessComputed(row.constant),
	default: unlessComputed(nameOf(row.default)),
	values: { value: (row.values?.value ?? []).map(({ remote, local }) => ({ remote, local: unlessComputed(nameOf(local)) })) },
});

const unlessComputed = (value = ''): string => (value.startsWith('=') ? '' : value);

function parse(text: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return undefined;
	}
}

/** Names separated by commas, each once. */
const readNames = (text: string): string[] => [...new Set(text.split(',').map((name) => name.trim()).filter(Boolean))];
