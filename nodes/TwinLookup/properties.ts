import type { INodeProperties } from 'n8n-workflow';
import { conflictProperty } from '../shared/commonProperties';
import { deploymentProperty } from '../shared/siteCredentials';
import { checkProperties } from './checkProperties';

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
				name: 'Record',
				value: 'record',
				description: 'Write down the counterpart on the issue it came from. Sends nothing when it is right already.',
				action: 'Record the counterpart of an issue',
			},
			{
				name: 'Status',
				value: 'status',
				description: 'Tell whether an issue is synchronized, waiting, blocked or not paired. Writes nothing.',
				action: 'Tell the status of an issue',
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
	{
		...conflictProperty,
		displayOptions: { show: { operation: ['explain'] } },
		description: 'Choose what Apply Incoming Rules has, so that the explanation tells what it would do',
	},
	{
		displayName: 'Show Remote Link',
		name: 'showLink',
		type: 'boolean',
		default: true,
		displayOptions: { show: { operation: ['record'] } },
		description: 'Whether the issue shows its counterpart as a link',
	},
	...checkProperties,
];
