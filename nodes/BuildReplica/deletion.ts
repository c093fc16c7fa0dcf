import type { IDataObject } from 'n8n-workflow';
import { isIssueKey } from '../../jira/issueKey';
import { DELETION_EVENT, type Deletion } from '../../sync/deletion';
import type { Replica } from '../../sync/replica';

/**
 * What the item says of a deletion of its issue; undefined when it says nothing of one. An item that has failed in
 * a later node and comes back no longer holds the events, but the replica that was built from them.
 */
export function readDeletion(item: IDataObject): Deletion | undefined {
	const { id, key } = (item.issue ?? {}) as { id?: unknown; key?: unknown };
	// Only by its id can an issue be looked for that is not there.
	if (!/^\d+$/.test(String(id))) return undefined;
	const known = typeof key === 'string' && isIssueKey(key) ? key : '';
	const before = (item.replica as unknown as Partial<Replica> | null | undefined)?.meta?.deleted;
	if (before) return { key: known, ...timeOf(before.at) };
	return Array.isArray(item.events) && item.events.some((event) => event === DELETION_EVENT) ? { key: known, ...timeOf(item.at) } : undefined;
}

const timeOf = (at: unknown): { at?: string } => (typeof at === 'string' && !Number.isNaN(Date.parse(at)) ? { at } : {});

/** Whether the item tells of nothing but deleted comments. */
export const tellsOnlyCommentsGone = ({ events }: IDataObject): boolean =>
	Array.isArray(events) && events.length > 0 && events.every((event) => event === 'comment_deleted');
