import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { disconnectAll } from '../../engine/disconnectAll';
import { costOfPairs, listPairs, type PairScope } from '../../engine/walkPairs';
import type { Jira } from '../../jira/types';
import type { ListedState } from '../../sync/pairList';
import { connectionProperty, projectProperty } from '../shared/commonProperties';
import { readConnection } from '../shared/connectionName';
import type { Fail, Outputs } from '../shared/eachItem';
import { plainJson } from '../shared/toJson';
import { reportOf } from '../shared/toNodeError';

export type PairsOptions = { scope: PairScope; onlyCount: boolean } & (
	| { operation: 'listPairs'; only?: ListedState }
	| { operation: 'disconnectAll'; dryRun: boolean }
);

const OPERATIONS = ['disconnectAll', 'listPairs'];
const show = { show: { operation: OPERATIONS } };

export const pairsProperties: INodeProperties[] = [
	{
		displayName: 'Acts on the issues at the site of the credential. Unpublish the workflows of the connection first, or the issues may start to be synced again. What is in the issues stays.',
		name: 'disconnectAllNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { operation: ['disconnectAll'] } },
	},
	{ ...connectionProperty('', 'Name of the connection'), displayOptions: show },
	{
		displayName: 'Dry Run',
		name: 'dryRun',
		type: 'boolean',
		default: true,
		displayOptions: { show: { operation: ['disconnectAll'] } },
		description: 'Whether nothing is written and what would go is listed',
	},
	{
		displayName: 'Look In',
		name: 'lookIn',
		type: 'options',
		options: [
			{ name: 'All Projects', value: 'all' },
			{ name: 'JQL', value: 'jql' },
			{ name: 'Project', value: 'project' },
		],
		default: 'all',
		displayOptions: show,
		description: 'Where issues of the connection are looked for. Jira cannot search for pairs, so every issue there is looked at; Only Count in the options tells beforehand how many requests that takes.',
	},
	{ ...projectProperty, name: 'project', displayOptions: { show: { operation: OPERATIONS, lookIn: ['project'] } }, description: 'Project whose issues are looked at' },
	{
		displayName: 'JQL',
		name: 'jql',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. project = DESK AND created >= -90d',
		displayOptions: { show: { operation: OPERATIONS, lookIn: ['jql'] } },
		description: 'Issues that are looked at',
	},
	{
		displayName: 'Only State',
		name: 'onlyState',
		type: 'options',
		options: [
			{ name: 'All', value: 'all' },
			{ name: 'Blocked', value: 'blocked' },
			{ name: 'Counterpart Deleted', value: 'partnerDeleted' },
			{ name: 'Disconnected', value: 'disconnected' },
			{ name: 'Synchronized', value: 'synchronized' },
		],
		default: 'all',
		displayOptions: { show: { operation: ['listPairs'] } },
		description: 'Which pairs are listed, by what the record at this site tells',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		displayOptions: show,
		options: [
			{
				displayName: 'Marker JQL',
				name: 'marker',
				type: 'string',
				default: '',
				placeholder: 'e.g. labels = synced',
				description: 'A condition that every paired issue fulfils, for instance a label that you set. Only issues that fulfil it are looked at.',
			},
			{
				displayName: 'Only Count',
				name: 'onlyCount',
				type: 'boolean',
				default: false,
				description: 'Whether to output only how many issues would be looked at, and how many requests looking at them takes',
			},
		],
	},
];

export function readPairs(context: IExecuteFunctions, itemIndex: number, operation: PairsOptions['operation']): PairsOptions {
	const more = context.getNodeParameter('options', itemIndex, {}) as { marker?: string; onlyCount?: boolean };
	const lookIn = context.getNodeParameter('lookIn', itemIndex) as 'all' | 'jql' | 'project';
	const scope: PairScope = {
		connection: readConnection(context, itemIndex),
		...(lookIn === 'project' ? { project: String(context.getNodeParameter('project', itemIndex, '', { extractValue: true })) } : {}),
		...(lookIn === 'jql' ? { jql: String(context.getNodeParameter('jql', itemIndex)) } : {}),
		...(more.marker ? { marker: more.marker } : {}),
	};
	const common = { scope, onlyCount: more.onlyCount === true };
	if (operation === 'disconnectAll') return { ...common, operation, dryRun: context.getNodeParameter('dryRun', itemIndex) !== false };
	const only = context.getNodeParameter('onlyState', itemIndex) as ListedState | 'all';
	return { ...common, operation, ...(only === 'all' ? {} : { only }) };
}

/** Everything of a connection at this site, once for an input item. An issue that fails takes no other with it. */
export async function runOnPairs(jira: Jira, options: PairsOptions, fail: Fail): Promise<Outputs> {
	const { scope } = options;
	if (options.onlyCount) return [[plainJson({ connection: scope.connection, ...(await costOfPairs(jira, scope)) })]];
	const entries = options.operation === 'listPairs' ? listPairs(jira, scope, options.only) : disconnectAll(jira, scope, options.dryRun);
	const done: IDataObject[] = [];
	for await (const entry of entries) {
		if (!('error' in entry)) {
			done.push(plainJson(entry));
			continue;
		}
		fail(entry.error, entry.key);
		// With the whole site in trouble each further request would wait in vain.
		if (reportOf(entry.error).scope === 'site') break;
	}
	return [done];
}
