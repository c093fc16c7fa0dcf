import type { INodeProperties } from 'n8n-workflow';
import { deploymentProperty } from '../shared/siteCredentials';

export const properties: INodeProperties[] = [
	deploymentProperty,
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		options: [
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
		],
		default: 'find',
	},
	{
		displayName: 'Use the credential of the site that is written to',
		name: 'findNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { operation: ['find'] } },
	},
	{
		displayName: 'Use the credential of the site the issue comes from',
		name: 'recordNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { operation: ['record'] } },
	},
	{
		displayName: 'Show Remote Link',
		name: 'showLink',
		type: 'boolean',
		default: true,
		displayOptions: { show: { operation: ['record'] } },
		description: 'Whether the issue shows its counterpart as a link',
	},
];
