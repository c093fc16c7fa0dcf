import type { JiraIssue } from './issue';
import { asObject } from './values';

/** Key of the project an issue is in: `DESK` of `DESK-1`. */
export const projectKeyOf = (issueKey: string): string => issueKey.replace(/-\d+$/, '');

/** Whether an issue is in a service project, which alone has internal comments; undefined when Jira does not tell. */
export function isServiceProject(issue: JiraIssue): boolean | undefined {
	const { projectTypeKey } = asObject(issue.fields.project);
	return typeof projectTypeKey === 'string' ? projectTypeKey === 'service_desk' : undefined;
}
