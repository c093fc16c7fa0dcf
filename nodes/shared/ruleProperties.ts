import type { INodeProperties } from 'n8n-workflow';
import { rulesJsonProperty, sideProperty } from './commonProperties';
import { rowParts } from './rowProperties';
import { scriptNameProperties, scriptProperty } from './scriptProperties';

type Shown = Record<string, string[]>;

/**
 * What decides about the fields: nothing to choose, rows in this node, rows that both directions share, or a script.
 *
 * @param shown when the node offers them at all
 */
export const ruleProperties = (shown: Shown = {}, description = 'How fields are brought over. Changing it later keeps every pair and all that was synced.'): INodeProperties[] => [
	{
		displayName: 'Rules',
		name: 'rules',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Basic', value: 'basic', description: 'Summary and description as they are' },
			{ name: 'Mapping', value: 'mapping', description: 'Rows that say which remote field goes to which local one, and pieces of script between them' },
			{ name: 'Mapping From JSON', value: 'json', description: 'The same rows as one JSON that both directions of a connection share' },
			{ name: 'Script', value: 'script', description: 'A script in the language that Exalate users know' },
		],
		default: 'basic',
		...(Object.keys(shown).length > 0 ? { displayOptions: { show: shown } } : {}),
		description,
	},
	scriptProperty(chosen(shown, 'script'), 'issue.summary = replica.summary'),
	{
		displayName: 'Mapping',
		name: 'mapping',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, sortable: true },
		placeholder: 'Add Row',
		default: {
			row: [
				{ kind: 'field', remote: 'summary', local: 'summary', how: 'set', values: {}, ifNoMatch: 'nothing', when: true },
				{ kind: 'field', remote: 'description', local: 'description', how: 'set', values: {}, ifNoMatch: 'nothing', when: true },
			],
		},
		displayOptions: chosen(shown, 'mapping'),
		description: 'Rows in their order, fields and pieces of script. Of two rows that set the same field the later one counts; what a later row appends becomes part of what an earlier one sets.',
		options: [{ displayName: 'Row', name: 'row', values: rowParts }],
	},
	...scriptNameProperties(chosen(shown, 'mapping', 'script')),
	{ ...rulesJsonProperty, displayOptions: chosen(shown, 'json') },
	{ ...sideProperty, displayOptions: chosen(shown, 'json'), description: 'The short name, local or remote in the JSON, of the side that this node writes' },
];

const chosen = (shown: Shown, ...rules: string[]): INodeProperties['displayOptions'] => ({ show: { ...shown, rules } });
