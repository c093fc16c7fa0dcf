import type { Found, Jira } from '../jira/types';
import { issueUrl } from '../sync/buildReplica';
import { isPairOf } from '../sync/connect';
import { linkId, recordKey } from '../sync/connection';
import { SyncError } from '../sync/errors';
import type { Twin } from '../sync/item';
import { keepsTwin, type TwinRecord } from '../sync/record';
import type { Replica } from '../sync/replica';
import { recordOf } from './recordOf';

/**
 * The counterpart of a replica at this site, or null when there is none yet.
 *
 * The issue's own record comes with the replica and costs nothing. Without one, the index of remote
 * links is asked; what it finds counts only when the record there names this very issue. Of an issue that
 * was deleted the record is gone with it, and the index is all there is.
 *
 * A disconnected issue has none.
 *
 * @throws SyncError `twinAmbiguous` when two issues claim to be the counterpart, or when the record
 * points to another site than this one; `twinUnconfirmed` (retryable) while they are being connected
 */
export async function findTwin(jira: Jira, replica: Replica): Promise<Twin | null> {
	const { connection, issue, site, twin } = replica.meta;
	if (replica.meta.disconnected) return null;
	const here = await jira.siteId();
	if (twin) {
		if (twin.site === here) return { ...twin };
		throw new SyncError('twinAmbiguous', `${issue.key} is paired with ${twin.key} at another site than ${jira.siteUrl}.`, {
			scope: 'connection',
			site: jira.siteUrl,
			issue: issue.key,
			next: `Choose the credential of the site that holds ${twin.key}.`,
		});
	}
	const candidates = await jira.findByRemoteLink(linkId(connection, site.id, issue.id), [recordKey(connection)]);
	// Of a deleted issue nobody can tell whether it knew of its counterpart, and it has none to be connected with any more.
	const { deleted } = replica.meta;
	const connecting = deleted ? undefined : candidates.find((found) => isHalfConnected(jira, found, replica));
	if (connecting) throw halfConnected(jira, replica, connecting);
	const twins = candidates.filter((found) => (deleted ? pairRecord(jira, found, replica) !== undefined : isCounterpart(jira, found, replica)));
	if (twins.length > 1) throw ambiguous(jira, replica, twins);
	const [found] = twins;
	return found ? toTwin(jira, here, found) : null;
}

/** Whether an issue's record says that it is the counterpart of this replica, and both sides know. */
export function isCounterpart(jira: Jira, found: Found, replica: Replica): boolean {
	const record = pairRecord(jira, found, replica);
	return record !== undefined && record.connected === undefined;
}

/** The record of an issue, where it names this replica's. */
function pairRecord(jira: Jira, found: Found, replica: Replica): TwinRecord | undefined {
	const record = recordOf(found, replica.meta.connection, jira.siteUrl);
	return keepsTwin(record) && isPairOf(record, replica) ? record : undefined;
}

/** Whether an issue was connected with this replica's, which does not know of it yet. */
function isHalfConnected(jira: Jira, found: Found, replica: Replica): boolean {
	const record = pairRecord(jira, found, replica);
	return record?.state === 'paired' && record.connected !== undefined;
}

const halfConnected = (jira: Jira, { meta }: Replica, found: Found): SyncError =>
	new SyncError('twinUnconfirmed', `${found.key} is connected with ${meta.issue.key}, but ${meta.issue.key} does not know of it yet.`, {
		scope: 'issue',
		site: jira.siteUrl,
		issue: meta.issue.key,
		next: `If they are just being connected, nothing: the item can be run again in a minute. Otherwise run the workflow that connects them once more, up to Twin Lookup (Record); nothing was written.`,
		retryable: true,
	});

export const toTwin = (jira: Jira, siteId: string, found: { id: string; key: string }): Twin => ({
	id: found.id,
	key: found.key,
	url: issueUrl(jira.siteUrl, found.key),
	site: siteId,
});

const ambiguous = (jira: Jira, replica: Replica, twins: Found[]): SyncError =>
	new SyncError(
		'twinAmbiguous',
		`${replica.meta.issue.key} has ${twins.length} counterparts at ${jira.siteUrl}: ${twins.map(({ key }) => key).join(', ')}.`,
		{
			scope: 'issue',
			site: jira.siteUrl,
			issue: replica.meta.issue.key,
			next: `For each one that is not to stay, run Build Replica (Issue by Key) > Twin Lookup (Disconnect, with Forget Everything) with the credential of ${jira.siteUrl}.`,
		},
	);
