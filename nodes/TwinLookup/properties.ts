import type { INodeProperties } from 'n8n-workflow';
import { deploymentProperty } from '../shared/siteCredentials';
import { checkProperties } from './checkProperties';
import { connectProperties } from './connect';
import { disconnectProperties } from './disconnect';
import { explainProperties } from './explain';
import { pairsProperties } from './pairs';
import { suggestProperties } from './suggest';

export const properties: INodeProperties[] = [
	deploymentProperty,
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Check Connection',
				value: 'check',
				description: 'Tell whether this site has everything that a connection needs, and how to mend what is missing. Writes nothing that stays.',
				action: 'Check the connection at one site',
			},
			{
				name: 'Connect',
				value: 'connect',
				description: 'Make an existing issue the counterpart of another one',
				action: 'Connect two existing issues',
			},
			{
				name: 'Disconnect',
				value: 'disconnect',
				description: 'End a pair at this site. What is in the issues stays.',
				action: 'Disconnect a pair',
			},
			{
				name: 'Disconnect All',
				value: 'disconnectAll',
				description: 'End all pairs of a connection at this site and forget what the sync has kept there. What is in the issues stays.',
				action: 'Disconnect all pairs of a connection',
			},
			{
				name: 'Explain',
				value: 'explain',
				description: 'Show both sides, the record and what the next run would do, with reasons. Writes nothing.',
				action: 'Explain the next run for an issue',
			},
			{
				name: 'Find',
				value: 'find',
				description: 'Look for the counterpart at the site that is written to',
				action: 'Find the counterpart of an issue',
			},
			{
				name: 'List Pairs',
				value: 'listPairs',
				description: 'List the pairs of a connection with their state. Writes nothing.',
				action: 'List the pairs of a connection',
			},
			{
				name: 'Record',
				value: 'record',
				description: 'Write down the counterpart on the issue it came from. Sends nothing when it is right already.',
				action: 'Record the counterpart of an issue',
			},
			{
				name: 'Status',
				value: 'status',
				description: 'Tell whether an issue is synchronized, waiting, blocked, disconnected or not paired, and whether its counterpart is deleted or out of reach. Writes nothing.',
				action: 'Tell the status of an issue',
			},
			{
				name: 'Suggest Mapping',
				value: 'suggest',
				description: 'Make rules for the fields and options of equal name on both sides, and tell what is left to a person. Writes nothing.',
				action: 'Suggest a mapping for a connection',
			},
		],
		default: 'find',
	},
	{
		displayName: 'Use the credential of the site that is written to. The items come from Build Replica.',
		name: 'findNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { operation: ['explain', 'find', 'status'] } },
	},
	{
		displayName: 'Use the credential of the site the issue comes from',
		name: 'recordNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { operation: ['record'] } },
	},
	...explainProperties,
	...connectProperties,
	...disconnectProperties,
	...pairsProperties,
	{
		displayName: 'Show Remote Link',
		name: 'showLink',
		type: 'boolean',
		default: true,
		displayOptions: { show: { operation: ['connect', 'record'] } },
		description: 'Whether the issue shows its counterpart as a link',
	},
	...checkProperties,
	...suggestProperties,
];
