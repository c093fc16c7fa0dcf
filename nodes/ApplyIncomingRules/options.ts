import type { IExecuteFunctions, INodeParameterResourceLocator } from 'n8n-workflow';
import type { IncomingRules } from '../../engine/applyIncoming';
import type { ConflictRule } from '../../sync/merge';
import { readDeletionOptions, type DeletionOptions } from './deletionProperties';

interface Options extends DeletionOptions {
	addComments?: boolean;
	addFiles?: boolean;
	conflict?: ConflictRule;
	flips?: number;
	removeComments?: boolean;
	removeFiles?: boolean;
	showLink?: boolean;
}

export function readOptions(context: IExecuteFunctions, itemIndex: number): IncomingRules & { dryRun: boolean } {
	const options = context.getNodeParameter('options', itemIndex, {}) as Options;
	const firstSync = context.getNodeParameter('firstSync', itemIndex) as IncomingRules['firstSync'];
	const creates = firstSync === 'create';
	return {
		dryRun: context.getNodeParameter('dryRun', itemIndex, false) === true,
		firstSync,
		project: creates ? String(context.getNodeParameter('project', itemIndex, '', { extractValue: true })) : '',
		type: creates ? readType(context, itemIndex) : { name: '' },
		addComments: options.addComments ?? true,
		addFiles: options.addFiles ?? true,
		internalComments: context.getNodeParameter('commentsArrive', itemIndex) === 'internal',
		removeComments: options.removeComments === true,
		removeFiles: options.removeFiles === true,
		conflict: options.conflict ?? 'newest',
		flips: options.flips ?? 3,
		showLink: options.showLink ?? true,
		...readDeletionOptions(options),
	};
}

function readType(context: IExecuteFunctions, itemIndex: number): IncomingRules['type'] {
	const { mode, value } = context.getNodeParameter('issueType', itemIndex) as INodeParameterResourceLocator;
	return mode === 'name' ? { name: String(value) } : { id: String(value) };
}
