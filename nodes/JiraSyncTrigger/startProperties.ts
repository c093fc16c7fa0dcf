import type { INodeProperties } from 'n8n-workflow';

/** When an issue without a counterpart begins to be synced (sync/startCondition.ts). */
export const startProperty: INodeProperties = {
	displayName: 'Start Syncing When',
	name: 'startCondition',
	type: 'collection',
	placeholder: 'Add Condition',
	default: {},
	description:
		'When an issue without a counterpart begins to be synced. All conditions must hold; without any, every issue starts. Once paired, every change passes.',
	options: [
		{
			displayName: 'Matches JQL',
			name: 'jql',
			type: 'string',
			default: '',
			placeholder: 'e.g. labels = escalate AND priority >= High',
			description: 'The issue is found by this query',
		},
		{
			displayName: 'Only Paired Issues',
			name: 'pairedOnly',
			type: 'boolean',
			default: false,
			description: 'Whether no issue starts here, and only issues that have a counterpart pass',
		},
		{
			displayName: 'Status Changed',
			name: 'moves',
			type: 'fixedCollection',
			typeOptions: { multipleValues: true },
			default: {},
			placeholder: 'Add Change',
			description: 'The issue has just gone from one status to another. With several, one of them is enough. Upper and lower case are the same.',
			options: [
				{
					displayName: 'Change',
					name: 'change',
					values: [
						{ displayName: 'From', name: 'from', type: 'string', default: '', placeholder: 'e.g. Open', description: 'Name or ID of the status. Empty: any.' },
						{ displayName: 'To', name: 'to', type: 'string', default: '', placeholder: 'e.g. Escalated', description: 'Name or ID of the status. Empty: any.' },
					],
				},
			],
		},
		{
			displayName: 'Status Reached',
			name: 'statuses',
			type: 'string',
			default: '',
			placeholder: 'e.g. Waiting for development',
			description: 'The issue is in this status or has just passed it. Several: separate by commas. Upper and lower case are the same.',
		},
		{
			displayName: 'Stop When It No Longer Matches',
			name: 'stop',
			type: 'boolean',
			default: false,
			description: 'Whether a pair is disconnected once the query or the filters no longer find the issue. The data stays on both sides. Costs a request for every change. Needs Matches JQL or Filters; Status Reached alone ends nothing.',
		},
		{
			displayName: 'Transition',
			name: 'transitions',
			type: 'string',
			default: '',
			placeholder: 'e.g. Send to development',
			description: 'The issue has just gone through this transition. Only a post function of the workflow that calls this webhook tells Jira\'s name of it. Several: separate by commas.',
		},
	],
};
