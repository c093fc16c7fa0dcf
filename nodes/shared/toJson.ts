import type { IDataObject } from 'n8n-workflow';
import type { SyncItem } from '../../sync/item';

/** A sync item as n8n carries it: plain JSON without undefined, which the queue would drop anyway. */
export const toJson = (item: SyncItem): IDataObject => JSON.parse(JSON.stringify(item)) as IDataObject;
