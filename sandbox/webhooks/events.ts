import type { Attachment, Comment, History, Issue, IssueLink, Json, Worklog } from '../model.ts';

/** What happened on a site, before anyone decides which webhooks hear of it. */
export type SiteEvent =
	| { kind: 'issue'; name: 'jira:issue_created' | 'jira:issue_updated' | 'jira:issue_deleted'; typeName: string; issue: Issue; actorId: string; history?: History; comment?: Comment }
	| { kind: 'comment'; name: 'comment_created' | 'comment_updated' | 'comment_deleted'; issue: Issue; comment: Comment; actorId: string; /** Part of a larger deletion. */ fallout?: boolean }
	| { kind: 'attachment'; name: 'attachment_created' | 'attachment_deleted'; issue: Issue; attachment: Attachment; actorId: string }
	| { kind: 'property'; name: 'issue_property_set' | 'issue_property_deleted'; issue: Issue; key: string; value: Json; actorId: string }
	| { kind: 'issueLink'; name: 'issuelink_created' | 'issuelink_deleted'; link: IssueLink; actorId: string }
	| { kind: 'worklog'; name: 'worklog_created' | 'worklog_updated' | 'worklog_deleted'; issue: Issue; worklog: Worklog; actorId: string };

export type EventName = SiteEvent['name'];

export const EVENT_NAMES: EventName[] = [
	'jira:issue_created', 'jira:issue_updated', 'jira:issue_deleted', 'comment_created', 'comment_updated', 'comment_deleted',
	'attachment_created', 'attachment_deleted', 'issue_property_set', 'issue_property_deleted', 'issuelink_created',
	'issuelink_deleted', 'worklog_created', 'worklog_updated', 'worklog_deleted',
];

/** Registered by many, sent by nobody here: Jira knows them, so a registration naming them is not refused. */
export const SILENT_EVENT_NAMES = [
	'jira:version_released', 'jira:version_unreleased', 'jira:version_created', 'jira:version_moved', 'jira:version_updated', 'jira:version_deleted',
	'project_created', 'project_updated', 'project_deleted', 'user_created', 'user_updated', 'user_deleted',
	'sprint_created', 'sprint_deleted', 'sprint_updated', 'sprint_started', 'sprint_closed', 'board_created', 'board_updated', 'board_deleted',
	'option_voting_changed', 'option_watching_changed', 'option_unassigned_issues_changed', 'option_subtasks_changed',
	'option_attachments_changed', 'option_issuelinks_changed', 'option_timetracking_changed', 'jira:worklog_updated',
];

/** Only these look at the hook's JQL; all others are sent whatever the filter says. */
export function obeysFilter(event: SiteEvent): boolean {
	return event.kind === 'issue' || event.kind === 'comment' || event.kind === 'property';
}
