import { cronNodeOptions, type INodeProperties } from 'n8n-workflow';
import { connectionProperty } from '../shared/commonProperties';
import { deploymentProperty } from '../shared/siteCredentials';
import { filterProperty } from './filterProperties';
import { optionProperties } from './optionProperties';
import { startProperty } from './startProperties';

export const properties: INodeProperties[] = [
	deploymentProperty,
	connectionProperty('', 'Name of the connection, the same in all its nodes on both sides: lower-case letters, digits and dashes. It cannot be changed later.'),
	{
		displayName: 'Listen By',
		name: 'mode',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Sweep Only', value: 'sweep', description: 'Asks Jira from time to time what has changed. Needs no address that Jira can reach and no admin right. Hears of no deleted issue.' },
			{ name: 'Webhook and Sweep', value: 'both', description: 'Jira tells of each change at once, and the sweep finds what got lost on its way' },
			{ name: 'Webhook Only', value: 'webhook', description: 'Jira tells of each change at once. What gets lost on its way is found with the next change of the issue. Without Administer Jira the workflow cannot be published so, unless the webhook is made by hand.' },
		],
		default: 'both',
		description: 'How this node hears of changes',
	},
	{
		displayName: 'Publishing the workflow registers a signed webhook in Jira, and unpublishing removes it. The account needs Administer Jira for that; without it the sweep alone finds the changes, and a webhook can be made by hand (see Options).',
		name: 'registrationNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { mode: ['both'] } },
	},
	{
		displayName: 'A test waits for a change in Jira. To test with the issue that changed last, set Listen By to Sweep Only for the time of the test.',
		name: 'testNotice',
		type: 'notice',
		default: '',
		displayOptions: { hide: { mode: ['sweep'] } },
	},
	{
		displayName: 'Sweep Times',
		name: 'pollTimes',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Sweep Time' },
		default: { item: [{ mode: 'everyX', value: 5, unit: 'minutes' }] },
		description: 'When Jira is asked what has changed. A sweep that finds nothing costs one request.',
		placeholder: 'Add Sweep Time',
		options: cronNodeOptions,
		displayOptions: { hide: { mode: ['webhook'] } },
	},
	// n8n asks for this parameter whatever the mode; without times it never comes back.
	{
		displayName: 'Sweep Times',
		name: 'pollTimes',
		type: 'hidden',
		default: { item: [] },
		displayOptions: { show: { mode: ['webhook'] } },
	},
	{
		displayName: 'Scope',
		name: 'scopeMode',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Hide Only Selected', value: 'hide', description: 'Every issue but those of the selected projects, and those of the selected types in any project' },
			{ name: 'Show All', value: 'all', description: 'Every issue the account can see' },
			{ name: 'Show Only Selected', value: 'only', description: 'Only issues of the selected projects, and of the selected types where there are any' },
		],
		default: 'only',
		description: 'Which issues this connection may see at all, whether or not they are paired already',
	},
	{
		displayName: 'Project Names or IDs',
		name: 'projects',
		type: 'multiOptions',
		typeOptions: { loadOptionsMethod: 'getProjects' },
		default: [],
		displayOptions: { hide: { scopeMode: ['all'] } },
		hint: 'An expression gives project keys, for instance ["DESK"]; their numbers do not count',
		description: 'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
	},
	{
		displayName: 'Issue Types',
		name: 'issueTypes',
		type: 'string',
		default: '',
		placeholder: 'e.g. Bug, Service Request',
		displayOptions: { hide: { scopeMode: ['all'] } },
		description: 'Names of issue types, separated by commas. Empty: all types.',
	},
	startProperty,
	filterProperty,
	optionProperties,
];
