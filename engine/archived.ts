import { JiraError } from '../jira/errors';
import type { Jira, JiraIssue } from '../jira/types';
import { SyncError } from '../sync/errors';
import type { Replica } from '../sync/replica';
import { asObject, asText } from '../sync/values';
import { isGone } from './deletedSource';

/**
 * The error, or what is behind it when the issue is archived. A refusal need not say so, and therefore Jira is asked
 * after one: a project tells whether it is archived (documents of Cloud and Data Center 10.3), and an issue that can be
 * read although search leaves it out is archived by itself.
 *
 * @param issue as it was read a moment ago, with its project
 */
export async function explainRefusal<Told>(jira: Jira, issue: JiraIssue, replica: Replica, error: Told): Promise<Told | SyncError> {
	if (!isRefusal(error)) return error;
	const { key } = replica.meta.issue;
	const project = asObject(issue.fields.project);
	// A question that fails explains nothing, and must not hide the refusal.
	const archived = await archivedThing(jira, issue.id, project).catch(() => undefined);
	if (!archived) return error;
	return new SyncError('issueArchived', `${issue.key} at ${jira.siteUrl} cannot follow ${key}, because ${archived} is archived and takes no changes. The pair is paused.`, {
		scope: 'issue',
		site: jira.siteUrl,
		issue: issue.key,
		next: `Unarchive ${archived === 'it' ? issue.key : archived} and run the item again, or change ${key}: it goes on from its current state. If it is to stay archived, disconnect the pair.`,
	});
}

/** Refused for good, for the sake of an issue that is there. */
function isRefusal(error: unknown): boolean {
	if (error instanceof SyncError) return error.code === 'fieldRefused' || error.code === 'deletionRefused';
	return error instanceof JiraError && (error.code === 'badRequest' || error.code === 'forbidden');
}

async function archivedThing(jira: Jira, issueId: string, project: Record<string, unknown>): Promise<string | undefined> {
	if (asText(project.id) === '') return undefined;
	if ((await jira.readProject(asText(project.id)))?.archived) return `project ${asText(project.key)}`;
	if (!(await isGone(jira, issueId))) return undefined;
	// Deleted since it was read: that fails, and the refusal stands as it is.
	await jira.readIssue(issueId, { fields: ['updated'] });
	return 'it';
}
