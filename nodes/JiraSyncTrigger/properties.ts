import type { INodeProperties } from 'n8n-workflow';
import { connectionProperty, projectProperty } from '../shared/commonProperties';
import { deploymentProperty } from '../shared/siteCredentials';

export const properties: INodeProperties[] = [
	{
		displayName:
			'Publishing the workflow registers a signed webhook in Jira, and unpublishing removes it. The account needs Administer Jira for that.',
		name: 'registrationNotice',
		type: 'notice',
		default: '',
	},
	deploymentProperty,
	connectionProperty('', 'Name of the connection, the same in all its nodes on both sides: lower-case letters, digits and dashes. It cannot be changed later.'),
	{ ...projectProperty, description: 'Only issues of this project are looked at, whether or not they are paired already' },
	{
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
				displayName: 'Status Reached',
				name: 'statuses',
				type: 'string',
				default: '',
				placeholder: 'e.g. Waiting for development',
				description: 'The issue is in this status or has just passed it. Several: separate by commas.',
			},
		],
	},
];
