import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';
import { isConnectionName } from '../../sync/connection';
import { SyncError } from '../../sync/errors';
import type { StartCondition } from '../../sync/startCondition';

export interface TriggerOptions {
	connection: string;
	/** Project key. */
	project: string;
	start: StartCondition;
}

/** @throws SyncError `connectionName` for a name that cannot stand in property keys */
export function readOptions(context: IHookFunctions | IWebhookFunctions): TriggerOptions {
	const connection = String(context.getNodeParameter('connection')).trim();
	if (!isConnectionName(connection)) {
		throw new SyncError('connectionName', `"${connection}" cannot be the name of a connection.`, {
			scope: 'connection',
			next: 'Use 1 to 40 lower-case letters, digits and dashes in Connection.',
		});
	}
	const start = context.getNodeParameter('startCondition', {}) as { jql?: string; pairedOnly?: boolean; statuses?: string };
	const statuses = (start.statuses ?? '').split(',').map((name) => name.trim()).filter(Boolean);
	return {
		connection,
		project: String(context.getNodeParameter('project', undefined, { extractValue: true })),
		start: {
			...(start.jql?.trim() ? { jql: start.jql.trim() } : {}),
			...(statuses.length ? { statuses } : {}),
			...(start.pairedOnly ? { pairedOnly: true } : {}),
		},
	};
}
