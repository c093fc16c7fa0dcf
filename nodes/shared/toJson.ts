import type { IDataObject } from 'n8n-workflow';
import type { SyncItem } from '../../sync/item';

/** As n8n carries it: plain JSON without undefined, which the queue would drop anyway. */
export const plainJson = (value: object): IDataObject => JSON.parse(JSON.stringify(value)) as IDataObject;

/** A sync item on its way to the next node. */
export const toJson = (item: SyncItem): IDataObject => plainJson(item);
