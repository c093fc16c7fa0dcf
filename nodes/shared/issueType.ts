import type { IExecuteFunctions, INodeParameterResourceLocator } from 'n8n-workflow';
import type { ChosenType } from '../../sync/newType';

/** An issue type that a person chose from the list, or gave by name or id; undefined where nothing was chosen. */
export function chosenType(locator: INodeParameterResourceLocator | undefined): ChosenType | undefined {
	const value = String(locator?.value ?? '').trim();
	if (value === '') return undefined;
	return locator?.mode === 'name' ? { name: value } : { id: value };
}

/** The issue type of a node for one item. */
export const readIssueType = (context: IExecuteFunctions, itemIndex: number): ChosenType | undefined =>
	chosenType(context.getNodeParameter('issueType', itemIndex, undefined) as INodeParameterResourceLocator | undefined);
