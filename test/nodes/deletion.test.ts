import type { IDataObject } from 'n8n-workflow';
import { readDeletion, tellsOnlyCommentsGone } from '../../nodes/BuildReplica/deletion';

const at = '2026-11-21T10:00:00.000Z';
const events = ['jira:issue_updated', 'jira:issue_deleted'];
const issue = { id: '10001', key: 'DESK-1' };
const before = { meta: { deleted: { at } } };

test.each<[string, IDataObject, unknown]>([
	['an event', { issue, events, at }, { key: 'DESK-1', at }],
	['an event without a time', { issue, events }, { key: 'DESK-1' }],
	['an event with something else for a time', { issue, events, at: 'soon' }, { key: 'DESK-1' }],
	['an event without a key', { issue: { id: '10001' }, events, at }, { key: '', at }],
	['an event with something else for a key', { issue: { id: '10001', key: '../x' }, events, at }, { key: '', at }],
	['the replica of an item that failed and comes back', { issue, replica: before as unknown as IDataObject }, { key: 'DESK-1', at }],
	['nothing: other events', { issue, events: ['jira:issue_updated'], at }, undefined],
	['nothing: no events', { issue }, undefined],
	['nothing: a replica of an issue that is there', { issue, replica: { meta: {} } }, undefined],
	['nothing: no id to look for', { issue: { key: 'DESK-1' }, events, at }, undefined],
	['nothing: an id that is none', { issue: { id: '1 OR 1=1' }, events, at }, undefined],
	['nothing: no issue', { events, at }, undefined],
])('a deletion is told by %s', (_what, item, told) => {
	expect(readDeletion(item)).toEqual(told);
});

test.each<[unknown, boolean]>([
	[['comment_deleted'], true],
	[['comment_deleted', 'jira:issue_updated'], false],
	[[], false],
	[undefined, false],
])('events %j tell only of deleted comments: %p', (list, only) => {
	expect(tellsOnlyCommentsGone({ events: list as string[] })).toBe(only);
});
