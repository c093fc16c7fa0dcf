import type { Jira } from '../jira/types';
import { linkId, recordKey } from '../sync/connection';
import { SyncError } from '../sync/errors';
import type { SyncItem } from '../sync/item';
import { RECORD_FORMAT, type TwinRecord } from '../sync/record';

/** What Record did: nothing is sent when the issue knows its counterpart already. */
export type RecordResult = { written: boolean; reason: string };

/**
 * Writes on the source issue who its counterpart is: the remote link first, the record last, so
 * that a record that is there means that all of it is there.
 *
 * @throws SyncError `sourceSiteMissing` when the credential belongs to another site than the issue
 */
export async function recordTwin(jira: Jira, item: SyncItem, showLink: boolean): Promise<RecordResult> {
	const { replica, twin } = item;
	if (!twin) return { written: false, reason: 'There is no counterpart to record.' };
	const known = replica.meta.twin;
	if (known && known.id === twin.id && known.site === twin.site) {
		return { written: false, reason: 'The record was right already.' };
	}
	await expectSite(jira, replica.meta.site, replica.meta.issue.key);
	const { id } = replica.meta.issue;
	if (showLink) await jira.putRemoteLink(id, linkTo(replica.meta.connection, twin, twin.site));
	const record: TwinRecord = {
		format: RECORD_FORMAT,
		twin: { site: twin.site, id: twin.id, key: twin.key, url: twin.url },
		state: 'paired',
		fields: replica.meta.synced,
	};
	await jira.setIssueProperty(id, recordKey(replica.meta.connection), record);
	return { written: true, reason: `${replica.meta.issue.key} now knows ${twin.key}.` };
}

/** Remote link that shows a counterpart to people. */
export const linkTo = (connection: string, issue: { id: string; key: string; url: string }, site: string) => ({
	globalId: linkId(connection, site, issue.id),
	title: issue.key,
	url: issue.url,
	relationship: 'synced with',
});

/**
 * Makes sure that a credential belongs to the site an issue came from: ids mean nothing elsewhere,
 * and writing to an issue of the same id at another site would hit a stranger.
 */
export async function expectSite(jira: Jira, site: { id: string; url: string }, issueKey: string): Promise<void> {
	const id = await jira.siteId();
	if (id === site.id) return;
	throw new SyncError('sourceSiteMissing', `${issueKey} comes from ${site.url}, but the credential belongs to ${jira.siteUrl}.`, {
		scope: 'connection',
		site: jira.siteUrl,
		issue: issueKey,
		next: `Choose the credential of ${site.url} in this node; nothing was written.`,
	});
}
