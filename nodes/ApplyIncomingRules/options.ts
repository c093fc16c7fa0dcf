import type { IExecuteFunctions } from 'n8n-workflow';
import type { IncomingRules } from '../../engine/applyIncoming';
import type { ConflictRule } from '../../sync/merge';
import type { LookUps } from '../../engine/lookUps';
import { readIssueType } from '../shared/issueType';
import { readFieldRules, readWrittenSide, type PeopleOptions } from '../shared/ruleOptions';
import { readDeletionOptions, type DeletionOptions } from './deletionProperties';

interface Options extends DeletionOptions, PeopleOptions {
	addComments?: boolean;
	addFiles?: boolean;
	conflict?: ConflictRule;
	flips?: number;
	notifyPeople?: boolean;
	openWords?: string;
	removeComments?: boolean;
	removeFiles?: boolean;
	showLink?: boolean;
}

export function readOptions(context: IExecuteFunctions, itemIndex: number, lookUps: LookUps): IncomingRules & { dryRun: boolean; openWords: string } {
	const options = context.getNodeParameter('options', itemIndex, {}) as Options;
	const firstSync = context.getNodeParameter('firstSync', itemIndex) as IncomingRules['firstSync'];
	const creates = firstSync === 'create';
	const written = readWrittenSide(context, itemIndex);
	const fields = readFieldRules(context, itemIndex, options, lookUps);
	return {
		openWords: (options.openWords ?? '').trim(),
		dryRun: context.getNodeParameter('dryRun', itemIndex, false) === true,
		firstSync,
		project: creates ? String(context.getNodeParameter('project', itemIndex, '', { extractValue: true })) : '',
		type: creates ? readIssueType(context, itemIndex) : undefined,
		mirrorsType: creates && context.getNodeParameter('typeFrom', itemIndex, 'remote') === 'remote',
		addComments: options.addComments ?? true,
		addFiles: options.addFiles ?? true,
		internalComments: context.getNodeParameter('commentsArrive', itemIndex) === 'internal',
		removeComments: options.removeComments === true,
		removeFiles: options.removeFiles === true,
		conflict: options.conflict ?? 'newest',
		flips: options.flips ?? 3,
		notifyPeople: options.notifyPeople ?? true,
		showLink: options.showLink ?? written?.shared.showLink ?? true,
		...readDeletionOptions(options),
		...(fields ? { fields } : {}),
	};
}
