import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { connectTwin, type ConnectRules } from '../../engine/connectTwin';
import type { Run } from '../../engine/run';
import type { Jira } from '../../jira/types';
import type { AtFirst } from '../../sync/connect';
import { isSettled, type SyncItem } from '../../sync/item';

export type ConnectOptions = { operation: 'connect' } & ConnectRules;

const show = { show: { operation: ['connect'] } };

export const connectProperties: INodeProperties[] = [
	{
		displayName: 'Use the credential of the site that holds the issue to connect. The items come from Build Replica (Issue by Key), and Twin Lookup (Record) at the other site completes the connection.',
		name: 'connectNotice',
		type: 'notice',
		default: '',
		displayOptions: show,
	},
	{
		displayName: 'Issue to Connect',
		name: 'issueToConnect',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. ACME-7',
		displayOptions: show,
		description: 'Key, ID or browser address of the issue that becomes the counterpart. An expression can take it from a list of pairs, one item each.',
	},
	{
		displayName: 'At First',
		name: 'atFirst',
		type: 'options',
		options: [
			{ name: 'Bring Over Comments and Files', value: 'bringContent', description: 'Comments and files of both sides are copied by the next runs; fields stay until they are changed' },
			{ name: 'Change Nothing', value: 'nothing', description: 'Both issues stay as they are; only what is changed or added from now on is synced' },
			{ name: 'Source Wins', value: 'sourceWins', description: 'The next run takes the fields, comments and files of the issue that Build Replica read' },
		],
		default: 'nothing',
		displayOptions: show,
		description: 'What happens to what both issues have already',
	},
];

export const readConnect = (context: IExecuteFunctions, itemIndex: number): ConnectOptions => ({
	operation: 'connect',
	issue: String(context.getNodeParameter('issueToConnect', itemIndex) ?? ''),
	atFirst: context.getNodeParameter('atFirst', itemIndex) as AtFirst,
	showLink: context.getNodeParameter('showLink', itemIndex) as boolean,
});

/** Connects one item's issue with an issue of this site; a settled item passes unchanged. */
export const connect = async (jira: Jira, item: SyncItem, options: ConnectOptions, run: Run): Promise<SyncItem> =>
	isSettled(item) ? item : { ...item, ...(await connectTwin(jira, item, options, run)) };
