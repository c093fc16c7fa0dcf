import type { IExecuteFunctions } from 'n8n-workflow';

export type LookupOptions = { operation: 'find' } | { operation: 'record'; showLink: boolean };

export function readOptions(context: IExecuteFunctions, itemIndex: number): LookupOptions {
	if (context.getNodeParameter('operation', itemIndex) === 'find') return { operation: 'find' };
	return { operation: 'record', showLink: context.getNodeParameter('showLink', itemIndex) as boolean };
}
