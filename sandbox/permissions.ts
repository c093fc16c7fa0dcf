import { issueNotFound } from './http/errors.ts';
import type { Account, Issue, Project, Role } from './model.ts';
import type { Site } from './site.ts';
import { findIssue, findProject, projectOf } from './site.ts';

const READER = ['BROWSE_PROJECTS'];
const WORKER = [
	...READER, 'CREATE_ISSUES', 'EDIT_ISSUES', 'TRANSITION_ISSUES', 'ASSIGN_ISSUES', 'ASSIGNABLE_USER', 'LINK_ISSUES',
	'SCHEDULE_ISSUES', 'RESOLVE_ISSUES', 'CLOSE_ISSUES', 'MOVE_ISSUES', 'ADD_COMMENTS', 'EDIT_OWN_COMMENTS', 'DELETE_OWN_COMMENTS', 'CREATE_ATTACHMENTS',
	'DELETE_OWN_ATTACHMENTS', 'WORK_ON_ISSUES', 'VIEW_VOTERS_AND_WATCHERS', 'EDIT_OWN_WORKLOGS', 'DELETE_OWN_WORKLOGS',
];
const ADMIN = [
	...WORKER, 'MODIFY_REPORTER', 'EDIT_ALL_COMMENTS', 'DELETE_ALL_COMMENTS', 'DELETE_ISSUES', 'DELETE_ALL_ATTACHMENTS',
	'MANAGE_WATCHERS', 'SET_ISSUE_SECURITY', 'ADMINISTER_PROJECTS', 'EDIT_ALL_WORKLOGS', 'DELETE_ALL_WORKLOGS',
];
/** What the portal lets a customer do with an own request; browsing by REST is not among it. */
const CUSTOMER = ['CREATE_ISSUES', 'ADD_COMMENTS', 'CREATE_ATTACHMENTS'];

const BY_ROLE: Record<Role, string[]> = { admin: ADMIN, worker: WORKER, reader: READER, customer: CUSTOMER };

/** Being an agent: known only where there is a service project, and held only in one. */
const AGENT = 'SERVICEDESK_AGENT';

export const PROJECT_PERMISSIONS = ADMIN;
export const GLOBAL_PERMISSIONS = ['ADMINISTER', 'USER_PICKER', 'BULK_CHANGE', 'CREATE_SHARED_OBJECTS', 'SYSTEM_ADMIN'];

/** Names of permissions as Jira shows them; most are the key in words. */
const NAMES: Record<string, string> = { ADMINISTER: 'Administer Jira', SERVICEDESK_AGENT: 'Service Project Agent', USER_PICKER: 'Browse users and groups', WORK_ON_ISSUES: 'Work On Issues' };

export const permissionName = (key: string): string =>
	NAMES[key] ?? key.split('_').map((word) => word.charAt(0) + word.slice(1).toLowerCase()).join(' ');

/** Permissions a site knows; which ones depends on the products it has. */
export const projectPermissionsOf = (site: Site): string[] =>
	site.data.projects.some(({ type }) => type === 'service_desk') ? [...PROJECT_PERMISSIONS, AGENT] : PROJECT_PERMISSIONS;

export function roleIn(project: Project, account: Account): Role | undefined {
	return project.members[account.accountId];
}

export function may(account: Account, project: Project, permission: string): boolean {
	const role = roleIn(project, account);
	if (role === undefined || !account.active || project.withheld?.[account.accountId]?.includes(permission)) return false;
	if (permission === AGENT) return project.type === 'service_desk' && (role === 'admin' || role === 'worker');
	return BY_ROLE[role].includes(permission);
}

/**
 * The same for one issue. No document says how Jira refuses to change an archived issue; here it refuses as it does
 * whenever a permission is missing, because that is what archiving takes away.
 */
export function mayOn(site: Site, account: Account, issue: Issue, permission: string): boolean {
	return !isArchived(site, issue) && may(account, projectOf(site, issue), permission);
}

export function isArchived(site: Site, issue: Issue): boolean {
	return issue.archived !== undefined || projectOf(site, issue).archived === true;
}

export function maySomewhere(site: Site, account: Account, permission: string): boolean {
	return site.data.projects.some((project) => may(account, project, permission));
}

export function mayGlobally(account: Account, permission: string): boolean {
	if (permission === 'ADMINISTER' || permission === 'SYSTEM_ADMIN') return account.siteAdmin;
	return account.accountType !== 'customer';
}

export function seesIssue(site: Site, account: Account, issue: Issue): boolean {
	const project = projectOf(site, issue);
	if (!may(account, project, 'BROWSE_PROJECTS')) return false;
	const level = issue.values.security;
	if (typeof level !== 'string') return true;
	return project.securityLevels.some((known) => known.id === level && known.accountIds.includes(account.accountId));
}

/** The issue, if this account may see it; otherwise the answer that tells nothing. */
export function visibleIssue(site: Site, account: Account, idOrKey: string): Issue {
	const issue = findIssue(site, idOrKey);
	if (!issue || !seesIssue(site, account, issue)) throw issueNotFound();
	return issue;
}

export function visibleProject(site: Site, account: Account, idOrKey: string): Project | undefined {
	const project = findProject(site, idOrKey);
	return project && may(account, project, 'BROWSE_PROJECTS') ? project : undefined;
}

/** Whether a comment restricted to a role or group is shown to the account. */
export function seesComment(site: Site, account: Account, issue: Issue, visibility: { type: string; value: string } | null): boolean {
	if (!visibility) return true;
	const role = roleIn(projectOf(site, issue), account);
	if (visibility.type === 'role') return visibility.value === 'Administrators' ? role === 'admin' : role === 'admin' || role === 'worker';
	return visibility.value === 'jira-administrators' ? account.siteAdmin : true;
}
