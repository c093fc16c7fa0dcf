import { JiraError, badRequest } from '../http/errors.ts';
import type { Account, Issue } from '../model.ts';
import { mayOn } from '../permissions.ts';
import type { Site } from '../site.ts';
import { announce } from '../site.ts';
import { removeLink } from './issueLinks.ts';

export function deleteIssue(site: Site, actor: Account, issue: Issue, deleteSubtasks: boolean): void {
	if (!mayOn(site, actor, issue, 'DELETE_ISSUES')) throw new JiraError(403, ['You do not have permission to delete issues in this project.']);
	const children = Object.values(site.data.issues).filter((other) => other.values.parent === issue.id && isSubtask(site, other));
	if (children.length > 0 && !deleteSubtasks) {
		throw badRequest(`The issue '${issue.key}' has subtasks. You must specify the 'deleteSubtasks' parameter to delete this issue and all its subtasks.`);
	}
	for (const child of children) deleteIssue(site, actor, child, true);
	for (const link of site.data.issueLinks.filter((one) => one.inwardId === issue.id || one.outwardId === issue.id)) removeLink(site, actor, link);
	for (const attachment of issue.attachments) site.world.blobs.delete(attachment.blob);
	// Heard before it is gone: the filter of a hook is asked about the issue as it was.
	announce(site, { kind: 'issue', name: 'jira:issue_deleted', typeName: 'issue_deleted', issue, actorId: actor.accountId });
	for (const comment of issue.comments) announce(site, { kind: 'comment', name: 'comment_deleted', issue, comment, actorId: actor.accountId, fallout: true });
	delete site.data.issues[issue.id];
	for (const [key, id] of site.issueIdByKey) if (id === issue.id) site.issueIdByKey.delete(key);
	for (const [key, id] of Object.entries(site.data.formerKeys)) if (id === issue.id) delete site.data.formerKeys[key];
	for (const other of Object.values(site.data.issues)) if (other.values.parent === issue.id) other.values.parent = null;
}

function isSubtask(site: Site, issue: Issue): boolean {
	return (site.data.issueTypes.find((type) => type.id === issue.values.issuetype)?.hierarchyLevel ?? 0) < 0;
}
