import type { INodeProperties } from 'n8n-workflow';
import { projectProperty } from './commonProperties';
import { rowParts } from './rowProperties';
import { scriptNameProperties, scriptProperty } from './scriptProperties';
import { rulesJsonProperty, sideProperty } from './sharedRules';

type Shown = Record<string, string[]>;

/**
 * What decides about the fields: nothing to choose, rows in this node, rows that both directions share, or a script.
 *
 * @param withoutProject when the node shows no project, by which rows know their fields and values
 * @param shown when the node offers them at all
 */
export const ruleProperties = (withoutProject: Shown, shown: Shown = {}, description = 'How fields are brought over. Changing it later keeps every pair and all that was synced.'): INodeProperties[] => [
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
	{ ...projectProperty, required: false, displayOptions: chosen(withoutProject, 'mapping'), description: 'Only for the lists of fields and values in the rows below' },
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
	{ ...rulesJsonProperty, required: true, displayOptions: chosen(shown, 'json') },
	{ ...sideProperty, required: true, displayOptions: chosen(shown, 'json') },
];

const chosen = (shown: Shown, ...rules: string[]): INodeProperties['displayOptions'] => ({ show: { ...shown, rules } });
