import type { INodeProperties } from 'n8n-workflow';
import { scriptProperties } from '../shared/scriptProperties';
import { sharedRulesProperties } from '../shared/sharedRules';

const mapping = { show: { rules: ['mapping'] } };
const json = { show: { rules: ['json'] } };

const valueRows: INodeProperties = {
	displayName: 'Value Rows',
	name: 'values',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, sortable: true },
	placeholder: 'Add Value',
	default: {},
	description: 'Values of the remote field and what they are called here. The first row that matches counts. Without rows a value keeps its name.',
	options: [
		{
			displayName: 'Value',
			name: 'value',
			values: [
				{ displayName: 'Remote Value', name: 'remote', type: 'string', default: '', placeholder: 'e.g. High' },
				{ displayName: 'Local Value', name: 'local', type: 'string', default: '', placeholder: 'e.g. Critical', description: 'Empty clears the field' },
			],
		},
	],
};

/** Parts of one row, in the order in which a person thinks of them. */
const rowParts: INodeProperties[] = [
	{
		displayName: 'Remote Field Name or ID',
		name: 'remote',
		type: 'options',
		typeOptions: { loadOptionsMethod: 'getRemoteFields' },
		default: '',
		hint: 'As Build Replica of the other side lets it out',
		description: 'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
	},
	{
		displayName: 'Constant',
		name: 'constant',
		type: 'string',
		default: '',
		displayOptions: { show: { remote: ['(constant)'] } },
		description: 'Written whatever the other side has. Empty clears the field.',
	},
	{
		displayName: 'Local Field Name or ID',
		name: 'local',
		type: 'options',
		typeOptions: { loadOptionsMethod: 'getLocalFields' },
		default: '',
		hint: 'Status is reached by moves through the workflow',
		description: 'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
	},
	{
		displayName: 'How',
		name: 'how',
		type: 'options',
		options: [
			{ name: 'Append', value: 'append', description: 'Add the text at the end, unless it is in there already' },
			{ name: 'Prepend', value: 'prepend', description: 'Add the text at the beginning, unless it is in there already' },
			{ name: 'Set', value: 'set', description: 'Replace the value; a list becomes the same list as at the other side' },
			{ name: 'Union', value: 'add', description: 'Add entries to a list and leave the ones that are there' },
		],
		default: 'set',
	},
	valueRows,
	{
		displayName: 'If No Value Matches',
		name: 'ifNoMatch',
		type: 'options',
		options: [
			{ name: 'Do Nothing', value: 'nothing', description: 'Leave the local value as it is' },
			{ name: 'Report an Error', value: 'error', description: 'Let the item fail; no field of the issue is written' },
			{ name: 'Set Default', value: 'default', description: 'Take the value below' },
		],
		default: 'nothing',
		description: 'What to do with a value that no row names, or that the local field does not have. An empty remote field clears the local one in any case.',
	},
	{
		displayName: 'Default',
		name: 'default',
		type: 'string',
		default: '',
		displayOptions: { show: { ifNoMatch: ['default'] } },
		description: 'Value by name. Empty clears the field.',
	},
	{
		displayName: 'Only When',
		name: 'when',
		type: 'boolean',
		default: true,
		description: 'Whether the row counts, mostly an expression over the replica such as {{ $JSON.replica.type.name === "Bug" }}',
	},
];

/** What decides about the fields: nothing to choose, rows in this node, or rows that both directions share. */
export const ruleProperties: INodeProperties[] = [
	{
		displayName: 'Rules',
		name: 'rules',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Basic', value: 'basic', description: 'Summary and description as they are' },
			{ name: 'Mapping', value: 'mapping', description: 'Rows that say which remote field goes to which local one' },
			{ name: 'Mapping From JSON', value: 'json', description: 'The same rows as one JSON that both directions of a connection share' },
			{ name: 'Script', value: 'script', description: 'A script in the language that Exalate users know' },
		],
		default: 'basic',
		description: 'How fields are brought over. Changing it later keeps every pair and all that was synced.',
	},
	...scriptProperties({ show: { rules: ['script'] } }, 'issue.summary = replica.summary'),
	{
		displayName: 'Mapping',
		name: 'mapping',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, sortable: true },
		placeholder: 'Add Row',
		default: {
			row: [
				{ remote: 'summary', local: 'summary', how: 'set', values: {}, ifNoMatch: 'nothing', when: true },
				{ remote: 'description', local: 'description', how: 'set', values: {}, ifNoMatch: 'nothing', when: true },
			],
		},
		displayOptions: mapping,
		description: 'Rows in their order. Of two rows that set the same field the later one counts; what a later row appends becomes part of what an earlier one sets.',
		options: [{ displayName: 'Row', name: 'row', values: rowParts }],
	},
	...sharedRulesProperties('The short name, local or remote in the JSON, of the side that this node writes').map((property) => ({ ...property, required: true, displayOptions: json })),
];

/** Whom a field of people gets; among the options of the node, because it is for all rows. */
export const peopleProperties: INodeProperties[] = [
	{
		displayName: 'If a Person Is Unknown',
		name: 'unknownPerson',
		type: 'options',
		options: [
			{ name: 'Keep the Local Person', value: 'keep' },
			{ name: 'Leave Empty', value: 'empty' },
			{ name: 'Take the Default Person', value: 'default', description: 'Default Person has to be set as well' },
		],
		default: 'empty',
		description: 'What becomes of a field of people when somebody is not found here by the table, the email address or the account ID. It never holds up the rest.',
	},
	{
		displayName: 'Default Person',
		name: 'defaultPerson',
		type: 'string',
		default: '',
		placeholder: 'e.g. dispatcher@example.com',
		description: 'Email address or account ID of somebody here',
	},
	{
		displayName: 'People',
		name: 'people',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add Person',
		default: {},
		description: 'Who somebody of the other side is here, where email address and account ID do not tell',
		options: [
			{
				displayName: 'Person',
				name: 'person',
				values: [
					{ displayName: 'Remote Person', name: 'remote', type: 'string', default: '', description: 'Email address, account ID or display name at the other side' },
					{ displayName: 'Local Person', name: 'local', type: 'string', default: '', description: 'Email address or account ID here' },
				],
			},
		],
	},
];
