import type { INodeProperties } from 'n8n-workflow';
import { readConnectionRules } from '../../sync/connectionRules';
import { sideOf, type SharedSide } from '../../sync/sharedRules';

/**
 * The rules of a connection in one JSON, and which side of it the node stands on. The items of Build Replica do not carry the JSON on,
 * so every node asks the one node that holds it.
 */
export const sharedRulesProperties = (sideDescription: string): [INodeProperties, INodeProperties] => [
	{
		displayName: 'Rules of the Connection',
		name: 'rulesJson',
		type: 'json',
		typeOptions: { rows: 12 },
		default: "={{ $('Connection').first().json.rules }}",
		description: 'One JSON with name, local, remote, rules (toLocal, toRemote), values, methods and showLink. A Set or Code node before both directions can hold it.',
	},
	{
		displayName: 'This Side',
		name: 'side',
		type: 'string',
		default: '',
		placeholder: 'e.g. DevJira',
		description: sideDescription,
	},
];

/**
 * Reads both parameters.
 *
 * @throws SyncError `rulesInvalid`
 */
export const readSharedSide = (read: (name: 'rulesJson' | 'side') => unknown, connection: string): SharedSide =>
	sideOf(readConnectionRules(read('rulesJson')), connection, String(read('side') ?? '').trim());
