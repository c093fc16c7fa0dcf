import type { IExecuteFunctions, INodeParameterResourceLocator } from 'n8n-workflow';

/** The issue type that a person chose from the list, or gave by name or id. */
export function readIssueType(context: IExecuteFunctions, itemIndex: number): { id: string } | { name: string } {
	const { mode, value } = context.getNodeParameter('issueType', itemIndex) as INodeParameterResourceLocator;
	return mode === 'name' ? { name: String(value) } : { id: String(value) };
}
