import type { INodeProperties } from 'n8n-workflow';
import { conflictProperty, issueTypeProperty, projectProperty } from '../shared/commonProperties';
import { peopleProperties } from '../shared/peopleProperties';
import { ruleProperties } from '../shared/ruleProperties';
import { deploymentProperty } from '../shared/siteCredentials';
import { deletionProperties } from './deletionProperties';
import { notifyProperty } from './notifyProperty';

const creating = { show: { firstSync: ['create'] } };

export const properties: INodeProperties[] = [
	deploymentProperty,
	{
		displayName: 'Files From',
		name: 'filesFrom',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Cloud Site', value: 'cloud' },
			{ name: 'Data Center', value: 'dataCenter' },
			{ name: 'Nowhere', value: 'nowhere', description: 'No files are copied' },
		],
		default: 'cloud',
		description: 'Where files are fetched from: a second credential, of the site the issues come from. Files go from site to site and do not stay in n8n.',
	},
	{
		displayName: 'Dry Run',
		name: 'dryRun',
		type: 'boolean',
		default: false,
		description: 'Whether nothing is written. The outcome lists what would be, in order and with reasons, and the nodes after this one write nothing either.',
	},
	{
		displayName: 'For New Issues',
		name: 'firstSync',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Create', value: 'create', description: 'Create the counterpart' },
			{ name: 'Error', value: 'error', description: 'Let the item fail' },
			{ name: 'Ignore', value: 'ignore', description: 'Do nothing: this side creates no issues for the other' },
		],
		default: 'create',
		description: 'What to do with an issue that has no counterpart here',
	},
	{ ...projectProperty, displayOptions: creating, description: 'Where counterparts are created. Existing ones stay where they are.' },
	{
		displayName: 'Type of New Issues',
		name: 'typeFrom',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'As at the Other Side', value: 'remote', description: 'The type of the same name, where the project has one and Build Replica lets the type out. A sub-task stays a sub-task.' },
			{ name: 'Fixed', value: 'fixed', description: 'Always the type below' },
		],
		default: 'remote',
		displayOptions: creating,
		description: 'Where the type of a new counterpart comes from. A type that a script sets counts first. Existing counterparts keep theirs.',
	},
	{ ...issueTypeProperty, displayOptions: { show: { ...creating.show, typeFrom: ['fixed'] } } },
	{
		...issueTypeProperty,
		displayName: 'Issue Type Otherwise',
		required: false,
		displayOptions: { show: { ...creating.show, typeFrom: ['remote'] } },
		description: 'Type of a new counterpart where the project has none of the same name, or the type is not let out. Empty, or where it does not exist either: Task. Sub-tasks take it only if it is a type of sub-tasks.',
	},
	...ruleProperties({ firstSync: ['error', 'ignore'] }),
	{
		displayName: 'Comments Arrive',
		name: 'commentsArrive',
		type: 'options',
		options: [
			{ name: 'Internal', value: 'internal', description: 'Customers of a service project do not see them' },
			{ name: 'Public', value: 'public', description: 'Customers see what was public at the other side. Internal comments stay internal.' },
		],
		default: 'internal',
		description: 'How comments of the other side appear in a service project. In other projects there is no difference.',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [
			{
				displayName: 'Add Comments',
				name: 'addComments',
				type: 'boolean',
				default: true,
				description: 'Whether comments of the other side are added, each with its author and time',
			},
			{
				displayName: 'Add Files',
				name: 'addFiles',
				type: 'boolean',
				default: true,
				description: 'Whether files of the other side are added',
			},
			conflictProperty,
			notifyProperty,
			{
				displayName: 'Public Comments Begin With',
				name: 'openWords',
				type: 'string',
				default: '',
				placeholder: 'e.g. [public]',
				displayOptions: { show: { '/commentsArrive': ['internal'] } },
				description: 'A comment that begins with these words arrives public although others arrive internal; the words are left out. It counts when the comment arrives, and never for one that is internal at the other side.',
			},
			{
				displayName: 'Remove Deleted Comments',
				name: 'removeComments',
				type: 'boolean',
				default: false,
				description: 'Whether the copy of a comment goes when the original was deleted. Only copies that the sync has made are ever removed.',
			},
			{
				displayName: 'Remove Deleted Files',
				name: 'removeFiles',
				type: 'boolean',
				default: false,
				description: 'Whether the copy of a file goes when the original was deleted. Only copies that the sync has made are ever removed.',
			},
			{
				displayName: 'Show Remote Link',
				name: 'showLink',
				type: 'boolean',
				default: true,
				description: 'Whether a new counterpart shows the original as a link. It goes before showLink in a JSON that both directions share.',
			},
			{
				displayName: 'Stop a Field After Flips',
				name: 'flips',
				type: 'number',
				typeOptions: { minValue: 0 },
				default: 3,
				description: 'How often within ten minutes the same value may be written again before the field is left alone for an hour and reported, because somebody keeps changing it back. 0 never stops.',
			},
			...peopleProperties,
			...deletionProperties,
		],
	},
];
