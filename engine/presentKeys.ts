import uniq from 'lodash/uniq';
import { SyncError } from '../sync/errors';
import { projectKeyOf } from '../sync/projects';
import { isProjectShown, type Scope } from '../sync/scope';
import type { Found, Jira } from '../jira/types';

/**
 * Jira finds the issues of a renamed project by its former key, but shows them with the present one, by which the scope is judged: every look
 * would be skipped, and its change used up. An issue that has just been moved looks alike while search is behind, so Jira is
 * asked whether the projects of the scope are still there; as long as all that is found is in scope, nothing is.
 *
 * @throws SyncError `projectUnknown`
 */
export async function expectPresentKeys(jira: Jira, scope: Scope, found: Array<Pick<Found, 'key'>>): Promise<void> {
	const others = uniq(found.map(({ key }) => projectKeyOf(key)).filter((project) => !isProjectShown(scope, project)));
	if (others.length === 0) return;
	const isGone = async (project: string) => !(await jira.listProjects(project, Infinity)).some(({ id }) => id.toLowerCase() === project.toLowerCase());
	const gone: string[] = [];
	for (const project of scope.projects) if (await isGone(project)) gone.push(project);
	if (gone.length === 0) return;
	const [former, present] = [gone.join(' or '), others.join(' or ')];
	throw new SyncError('projectUnknown', `Project ${former} seems to be called ${present} now: ${jira.siteUrl} has no such key any more and finds issues of ${present} instead.`, {
		scope: 'connection',
		site: jira.siteUrl,
		next: `Put ${present} in the place of ${former} in the projects of Jira Sync Trigger and publish. Until then nothing is looked at here, and nothing is lost: the sweep goes on from where it stopped.`,
	});
}
