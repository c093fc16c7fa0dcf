import type { IExecuteFunctions } from 'n8n-workflow';
import type { CheckQuestion, Used } from '../../sync/check/facts';
import { isConnectionName } from '../../sync/connection';
import { SyncError } from '../../sync/errors';
import { LAST_RESORT } from '../../sync/newType';
import { readIssueType } from '../shared/issueType';

/** @throws SyncError for a connection name that cannot be one, and without the project that is written to */
export function readCheckOptions(context: IExecuteFunctions, itemIndex: number): CheckQuestion {
	const connection = String(context.getNodeParameter('connection', itemIndex)).trim();
	if (!isConnectionName(connection)) {
		throw new SyncError('connectionName', `"${connection}" cannot be the name of a connection.`, {
			scope: 'connection',
			next: 'Use 1 to 40 lower-case letters, digits and dashes in Connection.',
		});
	}
	const role = context.getNodeParameter('role', itemIndex) as 'both' | 'source' | 'target';
	const writes = role !== 'source';
	const project = String(context.getNodeParameter('project', itemIndex, '', { extractValue: true })).trim();
	if (writes && project === '') {
		throw new SyncError('projectUnknown', 'No project was chosen that is written to.', { scope: 'connection', next: 'Choose the project in Twin Lookup.' });
	}
	return {
		connection,
		reads: role !== 'target',
		writes,
		project: project || undefined,
		type: (writes ? readIssueType(context, itemIndex) : undefined) ?? { name: LAST_RESORT },
		used: context.getNodeParameter('used', itemIndex) as Used[],
		transitions: writes ? readNames(String(context.getNodeParameter('transitions', itemIndex, ''))) : [],
	};
}

/** Names separated by commas, each once. */
const readNames = (text: string): string[] => [...new Set(text.split(',').map((name) => name.trim()).filter(Boolean))];
