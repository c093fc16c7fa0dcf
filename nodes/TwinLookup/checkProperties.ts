import type { INodeProperties } from 'n8n-workflow';
import { connectionProperty, issueTypeProperty, projectProperty } from '../shared/commonProperties';
import { scriptNameProperties } from '../shared/scriptProperties';
import { rulesJsonProperty, sideProperty } from '../shared/sharedRules';

const checking = { operation: ['check'] };
const writing = { ...checking, role: ['both', 'target'] };
const project = (role: string[], required: boolean): INodeProperties => ({
	...projectProperty,
	required,
	displayOptions: { show: { ...checking, role } },
	description: 'The project of the connection at this site',
});

/** What Check Connection asks; hooked into the properties of the node. */
export const checkProperties: INodeProperties[] = [
	{
		displayName: 'Checks one site of a connection and writes nothing that stays. Use the credential that the workflow uses there, and one such node for each site.',
		name: 'checkNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: checking },
	},
	{
		...connectionProperty('', 'Name of the connection, as in all its nodes'),
		displayOptions: { show: checking },
	},
	{
		displayName: 'This Site Is',
		name: 'role',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Both', value: 'both', description: 'Issues are read here for the other side, and counterparts are written here' },
			{ name: 'Read From', value: 'source', description: 'Issues are read here for the other side' },
			{ name: 'Written To', value: 'target', description: 'Counterparts are written here' },
		],
		default: 'both',
		displayOptions: { show: checking },
		description: 'What the connection does at the site of the credential',
	},
	project(['both', 'target'], true),
	project(['source'], false),
	{
		...issueTypeProperty,
		displayOptions: { show: writing },
	},
	{
		displayName: 'What Is Used',
		name: 'used',
		type: 'multiOptions',
		options: [
			{ name: 'Attachments', value: 'attachments', description: 'Files are brought over' },
			{ name: 'Comments', value: 'comments', description: 'Comments and their edits are brought over' },
			{ name: 'Deleted Comments and Files', value: 'removals', description: 'Copies of deleted comments and files are removed' },
			{ name: 'Deletion of Counterparts', value: 'deletion', description: 'The counterpart of a deleted issue is deleted' },
			{ name: 'Edits Without Mails', value: 'quietEdits', description: 'Notify People is switched off' },
			{ name: 'Internal Comments', value: 'internalComments', description: 'Comments that customers of a service project do not see are read or written' },
			{ name: 'New Counterparts', value: 'creation', description: 'Counterparts are created here, and not only brought up to date' },
			{ name: 'Remote Links', value: 'remoteLinks', description: 'Issues show their counterparts as links' },
			{ name: 'Transitions', value: 'transitions', description: 'Counterparts are moved through their workflow' },
			{ name: 'Webhook', value: 'webhook', description: 'Jira Sync Trigger is told of changes' },
		],
		default: ['attachments', 'comments', 'creation', 'remoteLinks', 'transitions', 'webhook'],
		displayOptions: { show: checking },
		description: 'What the nodes of the connection do; the rest needs no permission',
	},
	{
		displayName: 'Rules to Check',
		name: 'checkedRules',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Basic', value: 'basic', description: 'Summary and description as they are' },
			{ name: 'Mapping', value: 'mapping', description: 'Rows of a node Apply Incoming Rules of this workflow' },
			{ name: 'Mapping From JSON', value: 'json', description: 'Rows from the JSON that both directions of a connection share' },
			{ name: 'Script', value: 'script', description: 'The script of a node Apply Incoming Rules of this workflow' },
		],
		default: 'basic',
		displayOptions: { show: writing },
		description: 'Each row and script is looked at before an issue arrives. For custom fields of the other side, put Suggest Mapping with the credential of that site before this node.',
	},
	{
		displayName: 'Rows',
		name: 'checkedRows',
		type: 'json',
		default: `={{ $('Apply Incoming Rules').params.mapping }}`,
		required: true,
		displayOptions: { show: { ...writing, checkedRules: ['mapping'] } },
		description: 'The parameter Mapping of Apply Incoming Rules. Change the name in the expression to that of your node.',
	},
	{
		displayName: 'Script',
		name: 'checkedScript',
		type: 'string',
		default: `={{ $('Apply Incoming Rules').params.script }}`,
		required: true,
		displayOptions: { show: { ...writing, checkedRules: ['script'] } },
		description: 'The parameter Script of Apply Incoming Rules. Change the name in the expression to that of your node.',
	},
	...scriptNameProperties({ show: { ...writing, checkedRules: ['mapping', 'script'] } }),
	{
		...rulesJsonProperty,
		required: true,
		displayOptions: { show: { ...writing, checkedRules: ['json'] } },
	},
	{
		...sideProperty,
		required: true,
		displayOptions: { show: { ...writing, checkedRules: ['json'] } },
		description: 'The short name, local or remote in the JSON, of the site of the credential',
	},
	{
		displayName: 'Transitions to Look For',
		name: 'transitions',
		type: 'string',
		default: '',
		placeholder: 'e.g. Development Ready, Resolve',
		displayOptions: { show: { ...writing, used: ['transitions'] } },
		description: 'Names or IDs of the transitions that the node Transition makes. Several: separate by commas.',
	},
];
