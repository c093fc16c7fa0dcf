import type { JiraError } from '../jira/errors';
import type { Jira } from '../jira/types';
import { SyncError } from '../sync/errors';
import type { Replica } from '../sync/replica';

/** Turns Jira's refusal of a new issue into what a person can act on: with the choices there are. */
export async function refusedCreation(
	jira: Jira,
	error: JiraError,
	replica: Replica,
	wanted: { project: string; type: { id: string } | { name: string } },
): Promise<Error> {
	const { fields } = error.data;
	const base = { site: jira.siteUrl, issue: replica.meta.issue.key };
	const said = Object.entries(fields).map(([field, text]) => `${field}: ${text}`).join(' ');
	if ('project' in fields) {
		const projects = await names(jira.listProjects(''));
		return new SyncError('projectUnknown', `Project ${wanted.project} cannot take new issues at ${jira.siteUrl}: ${fields.project ?? ''}`, {
			...base,
			scope: 'connection',
			field: 'project',
			next: `Choose another project in Apply Incoming Rules, or give the account Create Issues there. It can see: ${projects || 'none'}.`,
		});
	}
	if ('issuetype' in fields || 'issueType' in fields) {
		const types = await names(jira.listIssueTypes(wanted.project));
		const type = 'name' in wanted.type ? wanted.type.name : wanted.type.id;
		return new SyncError('typeUnknown', `Issue type ${type} does not exist in ${wanted.project} at ${jira.siteUrl}: ${said}`, {
			...base,
			scope: 'connection',
			field: 'issuetype',
			next: `Choose one of the types of the project: ${types || 'none are visible to the account'}.`,
		});
	}
	const [field] = Object.keys(fields);
	if (field === undefined) return error;
	return new SyncError('fieldRequired', `Jira refused to create the counterpart of ${replica.meta.issue.key} in ${wanted.project}: ${said}`, {
		...base,
		scope: 'connection',
		field,
		next: `Let Mapping or a Script in Apply Incoming Rules fill ${Object.keys(fields).join(', ')}, give it a default in Jira, make it optional for this issue type, or choose another type; then run the item again.`,
	});
}

/** Names for a message; a failed look-up must not hide the refusal it explains. */
const names = async (choices: Promise<Array<{ name: string }>>): Promise<string> =>
	(await choices.catch(() => [])).map(({ name }) => name).slice(0, 30).join(', ');
