import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import type { FieldRules } from '../../engine/fieldRules';
import type { LookUps } from '../../engine/lookUps';
import type { ConflictRule } from '../../sync/merge';
import { conflictProperty } from '../shared/commonProperties';
import { peopleProperties } from '../shared/peopleProperties';
import { readFieldRules, type PeopleOptions } from '../shared/ruleOptions';
import { ruleProperties } from '../shared/ruleProperties';

export interface ExplainOptions {
	operation: 'explain';
	conflict: ConflictRule;
	/** Rules beyond Basic. */
	fields?: FieldRules;
}

const explaining = { operation: ['explain'] };
const AS_APPLIED = 'Choose what Apply Incoming Rules has, so that the explanation tells what it would do';

/** The same choices as in the node that is explained. */
export const explainProperties: INodeProperties[] = [
	{ ...conflictProperty, displayOptions: { show: explaining }, description: AS_APPLIED },
	...ruleProperties(explaining, explaining, AS_APPLIED),
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		displayOptions: { show: explaining },
		options: peopleProperties,
	},
];

/** @throws as readFieldRules */
export function readExplain(context: IExecuteFunctions, itemIndex: number, lookUps: LookUps): ExplainOptions {
	const fields = readFieldRules(context, itemIndex, context.getNodeParameter('options', itemIndex, {}) as PeopleOptions, lookUps);
	return { operation: 'explain', conflict: context.getNodeParameter('conflict', itemIndex) as ConflictRule, ...(fields ? { fields } : {}) };
}
