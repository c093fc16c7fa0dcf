import type { INodeProperties } from 'n8n-workflow';
import { projectProperty } from '../shared/commonProperties';
import { deploymentProperty } from '../shared/siteCredentials';

export const properties: INodeProperties[] = [
	deploymentProperty,
	{
		displayName: 'Dry Run',
		name: 'dryRun',
		type: 'boolean',
		default: false,
		description: 'Whether nothing is moved. The outcome tells what would be. After a dry run of Apply Incoming Rules this node makes one, too.',
	},
	{
		displayName: 'Only When',
		name: 'when',
		type: 'filter',
		default: {},
		typeOptions: { filter: { version: 2, caseSensitive: '={{ !$parameter.options.ignoreCase }}', typeValidation: 'loose' } },
		description: 'Compares the other side ($JSON.replica) and the local issue ($JSON.twin). Without a condition the move is always tried.',
	},
	{
		displayName: 'Move By',
		name: 'by',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Target Status', value: 'status', description: 'The status the issue is to end in' },
			{ name: 'Transition', value: 'transition', description: 'The name or ID of the transition' },
		],
		default: 'transition',
	},
	{
		...projectProperty,
		required: false,
		displayOptions: { show: { by: ['transition'] } },
		description: 'Only for the list of transitions below; the move itself works in any project',
	},
	{
		displayName: 'Transition',
		name: 'transition',
		type: 'resourceLocator',
		default: { mode: 'name', value: '' },
		required: true,
		displayOptions: { show: { by: ['transition'] } },
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				typeOptions: { searchListMethod: 'searchTransitions', searchable: true },
			},
			{ displayName: 'By Name', name: 'name', type: 'string', placeholder: 'e.g. Development Ready' },
			{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. 31' },
		],
	},
	{
		displayName: 'Status',
		name: 'status',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. In Progress',
		displayOptions: { show: { by: ['status'] } },
		description: 'Name or ID of the status',
	},
	{
		displayName: 'If Unavailable',
		name: 'ifUnavailable',
		type: 'options',
		options: [
			{ name: 'Error', value: 'error', description: 'Let the item fail, naming what is available' },
			{ name: 'Skip', value: 'skip', description: 'Go on and say so in the outcome' },
		],
		default: 'skip',
		description: 'What to do when the workflow does not offer the move from the current status',
	},
	{
		displayName: 'Once For Each',
		name: 'cause',
		type: 'options',
		options: [
			{ name: 'Remote Deletion', value: 'remoteDeletion', description: 'When the issue at the other side was deleted; nothing else moves the counterpart in this node' },
			{ name: 'Remote Resolution', value: 'remoteResolution', description: 'Each time the other side is resolved' },
			{ name: 'Remote Status', value: 'remoteStatus', description: 'Each time the other side enters a status' },
			{ name: 'Remote Status and Resolution', value: 'remoteStatusAndResolution', description: 'Each time one of the two is set' },
			{ name: 'Run', value: 'always', description: 'Whenever the condition holds and the move is available' },
		],
		default: 'remoteStatusAndResolution',
		description: 'Which change of the other side the move answers. It is made once for each, and not when the issue was moved later than that.',
	},
	{
		displayName: 'Screen Fields',
		name: 'screenFields',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add Field',
		default: {},
		description: 'Values for fields on the screen of the transition',
		options: [
			{
				displayName: 'Field',
				name: 'field',
				values: [
					{
						displayName: 'Field Name or ID',
						name: 'name',
						type: 'string',
						default: '',
						placeholder: 'e.g. Resolution note',
					},
					{
						displayName: 'Value',
						name: 'value',
						type: 'string',
						default: '',
						description: 'Text, number, option or account ID; several options are separated by commas',
					},
				],
			},
		],
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'Ignore Case',
				name: 'ignoreCase',
				type: 'boolean',
				default: false,
				description: 'Whether names in the condition and of the transition match whatever their case',
			},
			{
				displayName: 'Resolution',
				name: 'resolution',
				type: 'string',
				default: '',
				placeholder: 'e.g. Done',
				description: 'Name or ID of the resolution, when the screen asks for one',
			},
		],
	},
];
