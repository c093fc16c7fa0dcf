import type { Jira } from '../jira/types';
import { SyncError } from '../sync/errors';
import type { Replica } from '../sync/replica';

/**
 * Another run is at work on the same thing, or an earlier try of this one was cut off at it.
 *
 * @param what what is being made, without content: "the counterpart", "comment 10001"
 */
export const busy = (jira: Jira, replica: Replica, what: string): SyncError =>
	new SyncError('busy', `Another run, or an earlier try of this one, is making ${what} of ${replica.meta.issue.key} at ${jira.siteUrl}.`, {
		scope: 'issue',
		site: jira.siteUrl,
		issue: replica.meta.issue.key,
		next: 'Nothing to do: the item can be run again in a minute; what is there already is not made twice, and what a run that broke off has left is taken over after a few minutes.',
		retryable: true,
	});
