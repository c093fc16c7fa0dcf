import { badRequest } from '../http/errors.ts';
import type { Account, ChangeItem, Issue, Project } from '../model.ts';
import type { Site } from '../site.ts';
import { issueTypeOf, projectOf } from '../site.ts';
import { followWorkflow } from './editIssue.ts';
import { recordUpdate } from './history.ts';

/** Moves an issue to another project of its site: the id stays, the key changes, the old key still resolves. */
export function moveIssue(site: Site, actor: Account, issue: Issue, target: Project, issueTypeName?: string): void {
	const source = projectOf(site, issue);
	if (source.id === target.id) throw badRequest('The issue is in this project already.');
	const name = issueTypeName ?? issueTypeOf(site, String(issue.values.issuetype)).name;
	const typeId = target.issueTypeIds.find((id) => issueTypeOf(site, id).name === name) ?? target.issueTypeIds[0];
	if (!typeId) throw badRequest('The target project has no issue types.');
	const oldKey = issue.key;
	const oldType = issueTypeOf(site, String(issue.values.issuetype));
	issue.projectId = target.id;
	issue.key = `${target.key}-${target.nextNumber}`;
	target.nextNumber += 1;
	site.issueIdByKey.set(issue.key, issue.id);
	site.data.formerKeys[oldKey] = issue.id;
	issue.values.issuetype = typeId;
	const items: ChangeItem[] = [
		{ field: 'project', fieldtype: 'jira', fieldId: 'project', from: source.id, fromString: source.name, to: target.id, toString: target.name },
		{ field: 'Key', fieldtype: 'jira', from: null, fromString: oldKey, to: null, toString: issue.key },
		...followWorkflow(site, issue),
	];
	if (oldType.id !== typeId) items.push({ field: 'issuetype', fieldtype: 'jira', fieldId: 'issuetype', from: oldType.id, fromString: oldType.name, to: typeId, toString: issueTypeOf(site, typeId).name });
	dropForeignValues(issue, target);
	recordUpdate(site, issue, actor, items, 'issue_moved');
}

/** Components, versions and security levels belong to a project and stay behind. */
function dropForeignValues(issue: Issue, target: Project): void {
	issue.values.components = [];
	issue.values.fixVersions = [];
	issue.values.versions = [];
	issue.values.security = null;
	if (!target.priorityIds.includes(String(issue.values.priority))) issue.values.priority = target.priorityIds[0] ?? null;
}
