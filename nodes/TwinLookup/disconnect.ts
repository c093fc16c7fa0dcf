import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { disconnectPair, type DisconnectRules } from '../../engine/disconnectPair';
import type { Jira } from '../../jira/types';
import { isSettled, type SyncItem } from '../../sync/item';

export type DisconnectOptions = { operation: 'disconnect' } & DisconnectRules;

const show = { show: { operation: ['disconnect'] } };

export const disconnectProperties: INodeProperties[] = [
	{
		displayName: 'Ends the pair at the site of the credential; use one node for each site. The items come from Build Replica (Issue by Key or Issues by JQL). What is in the issues stays.',
		name: 'disconnectNotice',
		type: 'notice',
		default: '',
		displayOptions: show,
	},
	{
		displayName: 'Forget Everything',
		name: 'forget',
		type: 'boolean',
		default: false,
		displayOptions: show,
		description: 'Whether everything that the sync has kept on the issue is removed as well, so that it counts as never synced and may start anew. Otherwise it stays disconnected until it is connected again.',
	},
	{
		displayName: 'Dry Run',
		name: 'dryRun',
		type: 'boolean',
		default: false,
		displayOptions: show,
		description: 'Whether nothing is written. The outcome lists what would be, and the nodes after this one write nothing either.',
	},
];

export const readDisconnect = (context: IExecuteFunctions, itemIndex: number): DisconnectOptions => ({
	operation: 'disconnect',
	forget: context.getNodeParameter('forget', itemIndex) === true,
	dryRun: context.getNodeParameter('dryRun', itemIndex) === true,
});

/** Ends the pair of one item at this site; a settled item passes unchanged. */
export const disconnect = async (jira: Jira, item: SyncItem, options: DisconnectOptions): Promise<SyncItem> =>
	isSettled(item) ? item : { ...item, ...(await disconnectPair(jira, item, options)) };
