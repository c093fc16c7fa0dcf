import type { INodeProperties } from 'n8n-workflow';

const several = (displayName: string, name: string, placeholder: string, what: string): INodeProperties => ({
	displayName,
	name,
	type: 'string',
	default: '',
	placeholder,
	description: `${what}; several: separate by commas`,
});

/** The start condition, picked field by field (sync/filters.ts). */
export const filterProperty: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add Filter',
	default: {},
	description: 'What an issue must look like to start. One of the values of each field must hold; values are taken as they are, never as part of a query. A field left empty is no filter.',
	options: [
		several('Assignee', 'assignees', 'e.g. ann@example.com', 'Account ID, user name or email'),
		several('Description Contains', 'description', 'e.g. stack trace', 'Words that stand together in the description'),
		several('Issue Type', 'types', 'e.g. Bug', 'Name of the issue type'),
		several('Labels', 'labels', 'e.g. sync', 'A label of the issue'),
		several('Priority', 'priorities', 'e.g. High', 'Name of the priority'),
		several('Reporter', 'reporters', 'e.g. ann@example.com', 'Account ID, user name or email'),
		several('Status', 'statuses', 'e.g. Open', 'Name of the status'),
		several('Summary Contains', 'summary', 'e.g. VPN', 'Words that stand together in the summary'),
	],
};
