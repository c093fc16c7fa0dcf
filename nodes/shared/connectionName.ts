import type { IExecuteFunctions } from 'n8n-workflow';
import { isConnectionName } from '../../sync/connection';
import { SyncError } from '../../sync/errors';

/**
 * The name of the connection that a node is set to.
 *
 * @throws SyncError `connectionName` for what cannot be one
 */
export function readConnection(context: IExecuteFunctions, itemIndex: number): string {
	return asConnectionName(context.getNodeParameter('connection', itemIndex));
}

/** @throws SyncError `connectionName` for what cannot be the name of a connection */
export function asConnectionName(given: unknown): string {
	const connection = String(given ?? '').trim();
	if (isConnectionName(connection)) return connection;
	throw new SyncError('connectionName', `"${connection}" cannot be the name of a connection.`, {
		scope: 'connection',
		next: 'Use 1 to 40 lower-case letters, digits and dashes in Connection, the same in all nodes of the connection.',
	});
}
