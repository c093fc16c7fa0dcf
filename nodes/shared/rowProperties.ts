import type { INodeProperties } from 'n8n-workflow';

/** Parts of a row that maps a field; a row of older workflows has no kind, and is one of these. */
const ofField = { kind: ['field'] };

/** A value of the local field: from its list, or typed where it has none. */
const localValue = (more: Pick<INodeProperties, 'displayName' | 'name' | 'description' | 'displayOptions'>): INodeProperties => ({
	...more,
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			typeOptions: { searchListMethod: 'searchLocalValues', searchable: true },
		},
		{ displayName: 'By Name', name: 'name', type: 'string', placeholder: 'e.g. Critical' },
	],
});

const valueRows: INodeProperties = {
	displayName: 'Value Rows',
	name: 'values',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, sortable: true },
	placeholder: 'Add Value',
	default: {},
	displayOptions: { show: ofField },
	description: 'Values of the remote field and what they are called here. The first row that matches counts. Without rows a value keeps its name.',
	options: [
		{
			displayName: 'Value',
			name: 'value',
			values: [
				{ displayName: 'Remote Value', name: 'remote', type: 'string', default: '', placeholder: 'e.g. High' },
				localValue({ displayName: 'Local Value', name: 'local', description: 'Empty clears the field' }),
			],
		},
	],
};

/** Parts of one row, in the order in which a person thinks of them. */
export const rowParts: INodeProperties[] = [
	{
		displayName: 'Kind',
		name: 'kind',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Field', value: 'field', description: 'A remote field goes to a local one' },
			{ name: 'Script', value: 'script', description: 'A piece of script in the language that Exalate users know' },
		],
		default: 'field',
		description: 'What the row does',
	},
	{
		displayName: 'Script',
		name: 'script',
		type: 'string',
		typeOptions: { editor: 'jsEditor', rows: 6 },
		default: '',
		required: true,
		noDataExpression: true,
		placeholder: 'issue.labels += "urgent"',
		displayOptions: { show: { kind: ['script'] } },
		description: 'It sees the issue as the rows above would leave it, and ends alone: return goes on with the next row',
	},
	{
		displayName: 'Remote Field Name or ID',
		name: 'remote',
		type: 'options',
		typeOptions: { loadOptionsMethod: 'getRemoteFields', loadOptionsDependsOn: ['filesFrom'] },
		default: '',
		displayOptions: { show: ofField },
		hint: 'As Build Replica of the other side lets it out',
		description: 'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
	},
	{
		displayName: 'Constant',
		name: 'constant',
		type: 'string',
		default: '',
		displayOptions: { show: { ...ofField, remote: ['(constant)'] } },
		description: 'Written whatever the other side has. Empty clears the field.',
	},
	{
		displayName: 'Local Field Name or ID',
		name: 'local',
		type: 'options',
		typeOptions: { loadOptionsMethod: 'getLocalFields', loadOptionsDependsOn: ['project.value', 'issueType.value'] },
		default: '',
		displayOptions: { show: ofField },
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
		displayOptions: { show: ofField },
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
		displayOptions: { show: ofField },
		description: 'What to do with a value that no row names, or that the local field does not have. An empty remote field clears the local one in any case.',
	},
	localValue({
		displayName: 'Default',
		name: 'default',
		displayOptions: { show: { ...ofField, ifNoMatch: ['default'] } },
		description: 'Empty clears the field',
	}),
	{
		displayName: 'Only When',
		name: 'when',
		type: 'boolean',
		default: true,
		displayOptions: { show: ofField },
		description: 'Whether the row counts. Mostly an expression that compares a field of the replica, which arrives with the item.',
	},
];
