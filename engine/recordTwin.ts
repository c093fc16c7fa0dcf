import { JiraError } from '../jira/errors';
import type { Jira, RemoteLink } from '../jira/types';
import { linkId, recordKey, traceKeys } from '../sync/connection';
import { SyncError } from '../sync/errors';
import type { SyncItem, Twin } from '../sync/item';
import { RECORD_FORMAT, markedPresent, type TwinRecord } from '../sync/record';
import { expectOriginals, lateCopies, ORIGINALS } from './expectOriginals';
import { recordOf } from './recordOf';
import { rememberKnown } from './rememberKnown';

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
 * @throws SyncError `sourceSiteMissing` when the credential belongs to another site than the issue, `stale` (retryable) when what was copied
 * is gone at the source
 */
export async function recordTwin(jira: Jira, item: SyncItem, showsLink: boolean): Promise<RecordResult> {
	const { replica, twin, connect } = item;
	if (!twin) return { written: false, notes: [] };
	const known = replica.meta.twin;
	const late = lateCopies(jira, item);
	if (!connect && known && known.id === twin.id && known.site === twin.site && !replica.meta.twinDeleted) {
		if (late && (await jira.siteId()) === replica.meta.site.id) await expectOriginals(jira, replica, late);
		return { written: false, notes: [] };
	}
	await expectSite(jira, replica.meta.site, replica.meta.issue.key);
	const { connection, issue } = replica.meta;
	// Another run may have recorded meanwhile: what stands there is kept, and the older counterpart wins.
	const now = await jira.readIssue(issue.id, { fields: ['updated', ...(late ? ORIGINALS : [])], properties: [recordKey(connection), ...(connect ? traceKeys(connection) : [])] });
	const before = recordOf(now, connection, jira.siteUrl);
	if (before?.state === 'disconnected' && !connect) return { written: false, notes: [`${issue.key} was disconnected meanwhile and stays so.`] };
	// Told since the replica was built: whether the counterpart is there after all is for the next look to say.
	if (before?.state === 'partnerDeleted' && before.twin.id === twin.id && !connect && !replica.meta.twinDeleted) {
		return { written: false, notes: [`${twin.key}, the counterpart of ${issue.key}, was deleted meanwhile.`] };
	}
	const other = await otherTwin(jira, item, twin, before);
	if (other && Number(other.id) < Number(twin.id)) throw twinDuplicate(jira, issue.key, other, twin);
	const left = connect ? await rememberKnown(jira, now, connection, connect.known) : [];
	// Recorded by an earlier try; what was synced since then stays.
	if (connect && before?.state === 'paired' && before.twin.id === twin.id) return { written: false, notes: left };
	const notes = showsLink ? await showLink(jira, issue.id, linkTo(connection, twin, twin.site)) : [];
	const record: TwinRecord = {
		...(before?.twin.id === twin.id && !connect ? markedPresent(before) : {}),
		format: RECORD_FORMAT,
		twin: { site: twin.site, id: twin.id, key: twin.key, url: twin.url },
		state: 'paired',
		// What was synced with a counterpart that is gone says nothing of the one that took its place.
		fields: connect?.fields ?? (before?.state === 'partnerDeleted' && before.twin.id !== twin.id ? {} : (before?.fields ?? replica.meta.synced)),
		...(other ? { duplicate: { id: other.id, key: other.key } } : {}),
	};
	await jira.setIssueProperty(issue.id, recordKey(connection), record);
	if (other) throw twinDuplicate(jira, issue.key, twin, other);
	if (late) await expectOriginals(jira, replica, late, now);
	return { written: true, notes: [`${issue.key} now knows ${twin.key}.`, ...left, ...notes] };
}

/**
 * A second counterpart of the same issue, which the issue's record names or has met. Where its own
 * record can be read and names somebody else, it is none.
 */
async function otherTwin(jira: Jira, item: SyncItem, twin: Twin, before: TwinRecord | undefined): Promise<{ id: string; key: string } | undefined> {
	if (before?.state !== 'paired' || before.twin.site !== twin.site) return undefined;
	const { connection, issue, site } = item.replica.meta;
	// Recording again after the report below must report again: n8n repeats a node that failed.
	if (before.twin.id === twin.id) return before.duplicate;
	// At another site its record cannot be read from here, and the ids alone decide.
	if (twin.site !== site.id) return before.twin;
	const read = await jira.readIssue(before.twin.id, { fields: ['updated'], properties: [recordKey(connection)] }).catch(
		(error: unknown) => (error instanceof JiraError && !error.data.retryable ? undefined : Promise.reject(error)),
	);
	const named = read && recordOf(read, connection, jira.siteUrl);
	return read && (named?.state !== 'paired' || named.twin.id !== issue.id) ? undefined : before.twin;
}

/** Two issues were made for one; a person has to clear that up. */
export const twinDuplicate = (jira: Jira, key: string, stays: { key: string }, other: { key: string }): SyncError =>
	new SyncError('twinDuplicate', `${key} has two counterparts: ${stays.key}, which is older and stays, and ${other.key}.`, {
		scope: 'issue',
		site: jira.siteUrl,
		issue: key,
		next: `Move what people wrote in ${other.key} to ${stays.key}, then close or delete ${other.key}; nothing was deleted.`,
	});

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
