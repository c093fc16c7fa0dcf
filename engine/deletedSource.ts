import { JiraError } from '../jira/errors';
import type { Jira } from '../jira/types';
import { deletedReplica, type Deletion } from '../sync/deletion';
import { SyncError } from '../sync/errors';
import type { Replica } from '../sync/replica';

/**
 * Whether a site no longer knows an issue, as far as search can tell. It cannot tell a deleted issue from
 * a hidden one, so this proves a deletion only together with Jira's word that there was one.
 *
 * @param id numeric id
 */
export async function isGone(jira: Jira, id: string): Promise<boolean> {
	const found = await jira.search({ jql: `id = ${id}`, limit: 1, reconcile: [id] }).catch(
		// Jira validates the values of a query: one that names an issue it does not know is refused as a whole.
		(error: unknown) => (error instanceof JiraError && error.code === 'badRequest' ? [] : Promise.reject(error)),
	);
	return found.length === 0;
}

/**
 * What leaves of an issue that cannot be read although its deletion was announced.
 *
 * @throws SyncError `issueUnreachable` (retryable) while search still knows it: one of the two is late
 */
export async function readDeleted(jira: Jira, connection: string, id: string, deletion: Deletion): Promise<Replica> {
	if (!(await isGone(jira, id))) {
		throw new SyncError('issueUnreachable', `The deletion of issue ${id} at ${jira.siteUrl} was announced and it cannot be read, but search still finds it.`, {
			scope: 'issue',
			site: jira.siteUrl,
			issue: id,
			next: 'Nothing to do: the item can be run again in a minute. If it stays like this, give the account Browse Projects and the security level of the issue.',
			retryable: true,
		});
	}
	const site = { id: await jira.siteId(), url: jira.siteUrl, deployment: jira.deployment, clockAhead: jira.clockAhead() };
	return deletedReplica({ connection, site, id, deletion, builtAt: new Date(jira.now()).toISOString() });
}
