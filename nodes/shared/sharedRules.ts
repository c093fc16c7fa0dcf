import type { INodeProperties } from 'n8n-workflow';
import { readConnectionRules } from '../../sync/connectionRules';
import { sideOf, type SharedSide } from '../../sync/sharedRules';

/**
 * The rules of a connection in one JSON. The items of Build Replica do not carry it on, so every node asks the one node that holds it.
 */
export const rulesJsonProperty: INodeProperties = {
	displayName: 'Rules of the Connection',
	name: 'rulesJson',
	type: 'json',
	typeOptions: { rows: 12 },
	default: "={{ $('Connection').first().json.rules }}",
	description: 'One JSON with name, local, remote, rules (toLocal, toRemote), values, methods and showLink. A Set or Code node before both directions can hold it.',
};

/** Which of the two sides in the shared rules a node works at. */
export const sideProperty: INodeProperties = {
	displayName: 'This Side',
	name: 'side',
	type: 'string',
	default: '',
	placeholder: 'e.g. DevJira',
	description: 'The short name, local or remote in the JSON, of the side that this node writes',
};

/**
 * Reads both parameters.
 *
 * @throws SyncError `rulesInvalid`
 */
export const readSharedSide = (read: (name: 'rulesJson' | 'side') => unknown, connection: string): SharedSide =>
	sideOf(readConnectionRules(read('rulesJson')), connection, String(read('side') ?? '').trim());
