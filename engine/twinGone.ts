import type { Jira, JiraIssue } from '../jira/types';
import { SyncError } from '../sync/errors';
import type { Twin } from '../sync/item';
import { emptyOutcome } from '../sync/outcome';
import type { Replica } from '../sync/replica';
import { isGone } from './deletedSource';
import { readTarget, type Target } from './readTarget';
import type { Applied } from './updateTwin';

/** What becomes of a change whose counterpart was deleted. */
export type OnTwinGone = 'ignore' | 'recreate' | 'report';

/**
 * The counterpart as it is now; undefined when it was deleted. That takes both: the issue's record says so
 * (engine/applyDeletion.ts), and search does not find it. A mark that was wrong does not stand against an issue that is there.
 *
 * @throws as readTarget
 */
export const readTargetIfAny = async (jira: Jira, twin: Twin, replica: Replica, known?: JiraIssue, ruled?: string[]): Promise<Target | undefined> =>
	await readTarget(jira, twin, replica, known, ruled).catch(async (error: unknown) => {
		const announced = replica.meta.twinDeleted && error instanceof SyncError && error.code === 'twinUnreachable';
		return announced && (await isGone(jira, twin.id)) ? undefined : await Promise.reject(error);
	});

/** A change that reaches nobody. @throws SyncError `twinDeleted` when that is to be reported each time */
export function withoutTwin(jira: Jira, twin: Twin, replica: Replica, policy: Exclude<OnTwinGone, 'recreate'>): Applied {
	const { key } = replica.meta.issue;
	const said = `${twin.key}, the counterpart of ${key} at ${jira.siteUrl}, was deleted.`;
	if (policy === 'report') {
		throw new SyncError('twinDeleted', said, {
			scope: 'issue',
			site: jira.siteUrl,
			issue: twin.key,
			next: `Disconnect ${key}, or set When the Counterpart Is Gone in Apply Incoming Rules to Ignore or Recreate.`,
		});
	}
	return { twin, firstSync: false, outcome: emptyOutcome('skipped', `${said} When the Counterpart Is Gone is set to Ignore.`, 'partnerDeleted') };
}
