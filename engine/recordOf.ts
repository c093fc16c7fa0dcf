import type { JiraIssue } from '../jira/types';
import { recordKey } from '../sync/connection';
import { SyncError } from '../sync/errors';
import { RECORD_FORMAT, readRecord, type TwinRecord } from '../sync/record';

/**
 * The twin record on an issue that was read with its properties.
 *
 * @throws SyncError `recordNewer` when a newer version of the package wrote it
 */
export function recordOf(issue: Pick<JiraIssue, 'key' | 'properties'>, connection: string, siteUrl: string): TwinRecord | undefined {
	const value = issue.properties[recordKey(connection)];
	const format = (value as { format?: unknown } | undefined)?.format;
	if (typeof format === 'number' && format > RECORD_FORMAT) {
		throw new SyncError('recordNewer', `${issue.key} was synced by a newer version of this package (record format ${format}).`, {
			scope: 'connection',
			site: siteUrl,
			issue: issue.key,
			next: 'Update n8n-nodes-jira-sync on this n8n; nothing was changed.',
		});
	}
	return readRecord(value);
}
