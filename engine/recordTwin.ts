import { JiraError } from '../jira/errors';
import type { Jira, RemoteLink } from '../jira/types';
import { linkId, recordKey } from '../sync/connection';
import { SyncError } from '../sync/errors';
import type { SyncItem } from '../sync/item';
import { RECORD_FORMAT, type TwinRecord } from '../sync/record';
import { recordOf } from './recordOf';

/** What Record did: nothing is sent when the issue knows its counterpart already. */
export interface RecordResult {
	written: boolean;
	/** What a person may want to know. */
	notes: string[];
}

/**
 * Writes on the source issue who its counterpart is: the remote link first, the record last, so
 * that a record that is there means that all of it is there.
 *
 * @throws SyncError `sourceSiteMissing` when the credential belongs to another site than the issue
 */
export async function recordTwin(jira: Jira, item: SyncItem, showsLink: boolean): Promise<RecordResult> {
	const { replica, twin } = item;
	if (!twin) return { written: false, notes: [] };
	const known = replica.meta.twin;
	if (known && known.id === twin.id && known.site === twin.site) {
		return { written: false, notes: [] };
	}
	await expectSite(jira, replica.meta.site, replica.meta.issue.key);
	const { connection, issue } = replica.meta;
	const notes = showsLink ? await showLink(jira, issue.id, linkTo(connection, twin, twin.site)) : [];
	// A counterpart that this run did not create may be recorded already; what that record knows is kept.
	const created = item.outcome?.result === 'created';
	const now = created ? undefined : await jira.readIssue(issue.id, { fields: ['updated'], properties: [recordKey(connection)] });
	const record: TwinRecord = {
		format: RECORD_FORMAT,
		twin: { site: twin.site, id: twin.id, key: twin.key, url: twin.url },
		state: 'paired',
		fields: (now && recordOf(now, connection, jira.siteUrl)?.fields) ?? replica.meta.synced,
	};
	await jira.setIssueProperty(issue.id, recordKey(connection), record);
	return { written: true, notes: [`${issue.key} now knows ${twin.key}.`, ...notes] };
}

/**
 * Shows a counterpart as a remote link. The link is for people: where the account may not set it,
 * that is told and nothing else stands still.
 */
export async function showLink(jira: Jira, issueId: string, link: RemoteLink): Promise<string[]> {
	return await jira.putRemoteLink(issueId, link).then(
		() => [],
		(error: unknown) =>
			error instanceof JiraError && !error.data.retryable ? [`The link to ${link.title} could not be set. ${error.message}`] : Promise.reject(error),
	);
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
