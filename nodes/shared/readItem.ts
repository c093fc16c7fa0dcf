import type { IExecuteFunctions } from 'n8n-workflow';
import { SyncError } from '../../sync/errors';
import { ITEM_FORMAT } from '../../sync/replica';
import type { SyncItem } from '../../sync/item';
import { expectNoEarlierFailure } from './earlierFailure';

/**
 * The sync item that Build Replica made and the nodes after it carry on.
 *
 * @throws SyncError `itemShape` when something else arrives, EarlierFailure when the item has failed before
 */
export function readItem(context: IExecuteFunctions, itemIndex: number): SyncItem {
	const input = context.getInputData()[itemIndex]?.json;
	expectNoEarlierFailure(input);
	const json = input as Partial<SyncItem> | undefined;
	const meta = json?.replica?.meta;
	if (!json || !meta?.issue?.id || !meta.connection || !meta.site?.id) {
		throw new SyncError('itemShape', 'The item holds no replica.', {
			scope: 'connection',
			next: 'Let the items come from Build Replica, and keep replica, twin and outcome when other nodes stand in between.',
		});
	}
	if (meta.format !== ITEM_FORMAT) {
		throw new SyncError('itemShape', `The replica has format ${String(meta.format)}; this version reads format ${ITEM_FORMAT}.`, {
			scope: 'connection',
			issue: meta.issue.key,
			next: 'Install the same version of n8n-nodes-jira-sync on both sides.',
		});
	}
	return { outcome: null, twin: null, ...json } as SyncItem;
}
