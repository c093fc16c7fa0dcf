import type { Found, Jira, TypeChoice } from '../jira/types';
import { isPairOf } from '../sync/connect';
import { creationClaimKey, linkId, recordKey } from '../sync/connection';
import { SyncError } from '../sync/errors';
import { keepsTwin } from '../sync/record';
import type { Replica } from '../sync/replica';
import type { Creation } from './createTwin';
import { counterparts, MOST_CANDIDATES } from './lookForTwin';
import { inFirstPlace, places } from './places';
import { projectTypes } from './projectTypes';
import { recordOf } from './recordOf';
import { readClaim, rememberedTwin, type Run } from './run';

type Creating = Pick<Creation, 'plan' | 'project' | 'subtask' | 'type' | 'unlinked'>;

/** Longer than any creation takes from its claim on. */
const LONGEST_CREATION = 300_000;

/**
 * Id of the issue below which a new counterpart is created; undefined when its type is no sub-task, or the replica names no
 * parent. The pairs of this run are known; for all others the index of remote links is asked, which may be behind by seconds. Where
 * counterparts show no links, the claim by which the parent's one was created tells when that was.
 *
 * @throws SyncError `pendingParent` (retryable) as long as the parent has no counterpart, `parentOutOfScope` when the other side hides it
 */
export async function parentTwin(jira: Jira, replica: Replica, wanted: Creating, run: Run): Promise<string | undefined> {
	const { parent, meta } = replica;
	const isHidden = !parent && meta.parentOutside !== undefined && !wanted.plan?.writes.some(({ field }) => field === 'parent');
	if (!(parent || isHidden) || !(wanted.subtask ?? (await isSubtask(jira, wanted)))) return undefined;
	if (!parent) throw parentOutOfScope(jira, replica);
	const known = rememberedTwin(run, meta.site.id, parent.id);
	if (known) return known;
	const { connection, site } = meta;
	const candidates = await jira.findByRemoteLink(linkId(connection, site.id, parent.id), [recordKey(connection)]);
	const twin = candidates.find((found) => {
		const record = recordOf(found, connection, jira.siteUrl);
		return keepsTwin(record) && isPairOf(record, { meta: { issue: parent, site } });
	});
	const found = twin ?? (wanted.unlinked ? await createdTwin(jira, { ...replica, meta: { ...meta, issue: { ...parent, url: '' } } }, wanted.project) : undefined);
	return found ? found.id : await Promise.reject(withoutParent(jira, replica, parent.key));
}

/** The counterpart that was created for an issue, among those of that time. */
async function createdTwin(jira: Jira, about: Replica, project: string): Promise<Found | undefined> {
	const { connection, issue, site } = about.meta;
	const key = creationClaimKey(connection, site.id, issue.id);
	const { answer } = await inFirstPlace(places(project), async (place) => readClaim(await jira.readClaim(key, place)), (claim) => claim === undefined);
	if (!answer) return undefined;
	return (await counterparts(jira, about, project, { since: answer.at - LONGEST_CREATION, before: answer.at + LONGEST_CREATION, most: MOST_CANDIDATES })).paired[0];
}

async function isSubtask(jira: Jira, { project, type }: Creating): Promise<boolean> {
	const isIt = ({ id, name }: TypeChoice): boolean => ('id' in type ? id === type.id : name === type.name);
	const types = await projectTypes(jira, project, (known) => known.some(isIt));
	return types.some((each) => each.subtask && isIt(each));
}

function withoutParent(jira: Jira, replica: Replica, parent: string): SyncError {
	const { key } = replica.meta.issue;
	return new SyncError('pendingParent', `${key} is a sub-task of ${parent}, which has no counterpart at ${jira.siteUrl} yet.`, {
		scope: 'issue',
		site: jira.siteUrl,
		issue: key,
		next: `Nothing, if ${parent} is being synced: the item can be run again when ${parent} has its counterpart. Otherwise sync ${parent} first.`,
		retryable: true,
	});
}

/** The replica says of that parent no more than that there is one. */
export function parentOutOfScope(jira: Jira, { meta }: Replica): SyncError {
	const { key } = meta.issue;
	return new SyncError('parentOutOfScope', `${key} is a sub-task, and there is no issue at ${jira.siteUrl} that it could stand below. ${meta.parentOutside ?? ''}`, {
		scope: 'issue',
		site: jira.siteUrl,
		issue: key,
		next: `Let the scope of Jira Sync Trigger include the parent of ${key}, or choose an issue type in Apply Incoming Rules that is no sub-task.`,
	});
}
