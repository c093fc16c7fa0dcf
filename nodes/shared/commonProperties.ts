import type { INodeProperties } from 'n8n-workflow';

/** The name of the connection, which every node of it carries. */
export const connectionProperty = (value: string, description: string): INodeProperties => ({
	displayName: 'Connection',
	name: 'connection',
	type: 'string',
	default: value,
	required: true,
	placeholder: 'e.g. deskdev',
	description,
});

/** One project of the site. Its value is the key, which templates can hold and people can read. */
export const projectProperty: INodeProperties = {
	displayName: 'Project',
	name: 'project',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			typeOptions: { searchListMethod: 'searchProjects', searchable: true },
		},
		{
			displayName: 'By Key',
			name: 'key',
			type: 'string',
			placeholder: 'e.g. ACME',
			validation: [
				{
					type: 'regex',
					properties: { regex: '[A-Za-z][A-Za-z0-9_]*', errorMessage: 'A project key has letters, digits and underscores' },
				},
			],
		},
	],
};

/** Type of new counterparts. A name is what templates can hold. */
export const issueTypeProperty: INodeProperties = {
	displayName: 'Issue Type',
	name: 'issueType',
	type: 'resourceLocator',
	default: { mode: 'name', value: 'Task' },
	required: true,
	description: 'Type of new counterparts',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			typeOptions: { searchListMethod: 'searchIssueTypes', searchable: true },
		},
		{ displayName: 'By Name', name: 'name', type: 'string', placeholder: 'e.g. Task' },
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. 10002',
			validation: [{ type: 'regex', properties: { regex: '\\d+', errorMessage: 'An ID has digits only' } }],
		},
	],
};

/** Which value wins; Explain has the same choice as the node it explains. */
export const conflictProperty: INodeProperties = {
	displayName: 'If Both Sides Changed a Field',
	name: 'conflict',
	type: 'options',
	options: [
		{ name: 'Keep the Local Value', value: 'local' },
		{ name: 'Keep the Newest Value', value: 'newest' },
		{ name: 'Leave It and Report', value: 'report' },
		{ name: 'Take the Remote Value', value: 'remote' },
	],
	default: 'newest',
	description: 'Which value wins when a field was changed on both sides since it was last synced',
};

/** Rules that both directions of a connection share. */
export const rulesJsonProperty: INodeProperties = {
	displayName: 'Rules of the Connection',
	name: 'rulesJson',
	type: 'json',
	typeOptions: { rows: 12 },
	default: '={{ $json.rules }}',
	required: true,
	description: 'One JSON with name, local, remote, rules (toLocal, toRemote), values, methods and showLink. A Set or Code node can hold it for both directions.',
};

/** Which of the two sides in the shared rules a node works at. */
export const sideProperty: INodeProperties = {
	displayName: 'This Side',
	name: 'side',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. DevJira',
};
