import type { INodeProperties } from 'n8n-workflow';
import { connectionProperty } from '../shared/commonProperties';
import { LIST } from './list';
import { scriptNameProperties, scriptProperty } from '../shared/scriptProperties';
import { rulesJsonProperty, sideProperty } from '../shared/sharedRules';
import { deploymentProperty } from '../shared/siteCredentials';
import { contentProperties } from './contentProperties';
import { valuesProperty } from './valueProperties';

/** Operations that ask for a query. */
const QUERIES = ['byJql', LIST];

/** A list names issues only; nothing of them leaves. */
const notWhenListing = (property: INodeProperties): INodeProperties => ({
	...property,
	displayOptions: { ...property.displayOptions, hide: { ...property.displayOptions?.hide, operation: [LIST] } },
});

const scripted = { show: { fieldSet: ['script'] }, hide: { operation: [LIST] } };

export const properties: INodeProperties[] = [
	deploymentProperty,
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Issue by Key', value: 'byKey', description: 'One issue by key, ID or address, whatever the start condition says', action: 'Build a replica of an issue by key' },
			{ name: 'Issue From Trigger', value: 'fromItem', description: 'The issue that Jira Sync Trigger names, if it is paired or may start', action: 'Build a replica of the issue from the trigger' },
			{ name: 'Issues by JQL', value: 'byJql', description: 'Every issue that a query finds', action: 'Build replicas of issues by JQL' },
			{ name: 'List Issues by JQL', value: 'listByJql', description: 'Names every issue that a query finds, parents before their sub-tasks, and reads none of them. For a loop that builds replicas in batches.', action: 'List issues by JQL' },
		],
		default: 'fromItem',
	},
	connectionProperty('={{ $json.connection }}', 'Name of the connection. With a trigger before this node it comes with the item.'),
	{
		displayName: 'Issue',
		name: 'issueKey',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. DESK-1',
		displayOptions: { show: { operation: ['byKey'] } },
		description: 'Key, ID or browser address of the issue',
	},
	{
		displayName: 'JQL',
		name: 'jql',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. project = DESK AND status = "Waiting for development"',
		displayOptions: { show: { operation: QUERIES } },
		description: 'The query that finds the issues',
	},
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		displayOptions: { show: { operation: QUERIES } },
		description: 'Whether to return all results or only up to a given limit',
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 50,
		displayOptions: { show: { operation: QUERIES, returnAll: [false] } },
		description: 'Max number of results to return',
	},
	{
		displayName: 'Fields',
		name: 'fieldSet',
		type: 'options',
		options: [
			{ name: 'Basic', value: 'basic', description: 'Key, summary, description, comments, attachments, type, parent' },
			{ name: 'Choose', value: 'choose', description: 'Only the fields chosen below' },
			{ name: 'Script', value: 'script', description: 'What a script lets out' },
			{ name: 'Service Desk', value: 'serviceDesk', description: 'Key, assignee, reporter, summary, description, comments, resolution, status, project, attachments. Neither type nor parent: new counterparts get the type that Apply Incoming Rules names.' },
		],
		default: 'serviceDesk',
		displayOptions: { hide: { operation: [LIST] } },
		description: 'What leaves the site. Everything else stays.',
	},
	scriptProperty(scripted, 'replica.summary = issue.summary'),
	...scriptNameProperties(scripted),
	{
		displayName: 'Chosen Fields',
		name: 'fields',
		type: 'multiOptions',
		options: [
			{ name: 'Affected Versions', value: 'affectedVersions' },
			{ name: 'Assignee', value: 'assignee' },
			{ name: 'Attachments', value: 'attachments' },
			{ name: 'Comments', value: 'comments' },
			{ name: 'Components', value: 'components' },
			{ name: 'Created', value: 'created' },
			{ name: 'Creator', value: 'creator' },
			{ name: 'Description', value: 'description' },
			{ name: 'Due Date', value: 'due' },
			{ name: 'Environment', value: 'environment' },
			{ name: 'Fix Versions', value: 'fixVersions' },
			{ name: 'Key', value: 'key' },
			{ name: 'Labels', value: 'labels' },
			{ name: 'Parent', value: 'parent' },
			{ name: 'Priority', value: 'priority' },
			{ name: 'Project', value: 'project' },
			{ name: 'Reporter', value: 'reporter' },
			{ name: 'Resolution', value: 'resolution' },
			{ name: 'Status', value: 'status' },
			{ name: 'Summary', value: 'summary' },
			{ name: 'Type', value: 'type' },
			{ name: 'Updated', value: 'updated' },
		],
		default: ['key', 'summary', 'description', 'status'],
		displayOptions: { show: { fieldSet: ['choose'] }, hide: { operation: [LIST] } },
		description: 'Nothing else leaves but custom fields and values that you name below',
	},
	...[...contentProperties, valuesProperty].map(notWhenListing),
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		displayOptions: { hide: { operation: [LIST] } },
		options: [
			{
				displayName: 'Custom Field Names or IDs',
				name: 'customFields',
				type: 'multiOptions',
				typeOptions: { loadOptionsMethod: 'getCustomFields' },
				default: [],
				description: 'Custom fields that leave as well. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
			},
			{
				displayName: 'Relay Content From Other Connections',
				name: 'relay',
				type: 'boolean',
				default: false,
				description: 'Whether comments and files that arrived by another connection leave by this one too. What arrived by this connection never goes back.',
			},
			{
				...rulesJsonProperty,
				description: 'One JSON that both directions share. Its methods tell how issues leave this side: automatic; manual, when only a person starts an issue and what is paired goes on; or off, when nothing leaves. Goes with This Side.',
			},
			{
				displayName: 'Send Issues With a Security Level',
				name: 'sendSecured',
				type: 'boolean',
				default: false,
				description: 'Whether issues with a security level leave. At the other side the level does not apply.',
			},
			{ ...sideProperty, description: 'The short name, local or remote in the JSON, of the side that this node reads' },
		],
	},
];
