import type { Account, Issue, Project, ScreenField } from '../model.ts';
import { may, mayOn } from '../permissions.ts';
import type { Site } from '../site.ts';
import { issueTypeOf, namedOf, required } from '../site.ts';
import { componentView, issueTypeView, namedView, optionView, priorityView, projectView, resolutionView, versionView } from '../views/objects.ts';
import { apiUrl } from '../views/people.ts';
import type { Field, FieldContext } from './field.ts';
import { findField } from './field.ts';

/** Which verbs `update` takes for a field. */
export function operationsOf(field: Field): string[] {
	if (field.kind === 'comment') return ['add', 'edit', 'remove'];
	if (field.kind === 'issuelinks') return ['add', 'copy'];
	if (field.kind === 'attachment' || field.kind === 'readOnly') return [];
	return field.schema.type === 'array' ? ['add', 'set', 'remove'] : ['set'];
}

export function createScreen(project: Project, issueTypeId: string): ScreenField[] {
	return project.screens.create[issueTypeId] ?? project.screens.create['*'] ?? [];
}

export function editScreen(project: Project, issueTypeId: string): ScreenField[] {
	return project.screens.edit[issueTypeId] ?? project.screens.edit['*'] ?? [];
}

/** What the caller may set: fields of the screen less those a missing permission takes away. */
export function settableOn(screen: ScreenField[], account: Account, project: Project): ScreenField[] {
	return screen.filter(({ id }) => {
		if (id === 'reporter') return may(account, project, 'MODIFY_REPORTER');
		if (id === 'assignee') return may(account, project, 'ASSIGN_ISSUES');
		if (id === 'security') return may(account, project, 'SET_ISSUE_SECURITY') && project.securityLevels.length > 0;
		if (id === 'duedate') return may(account, project, 'SCHEDULE_ISSUES');
		return true;
	});
}

export function editable(site: Site, account: Account, project: Project, issue: Issue): ScreenField[] {
	if (!mayOn(site, account, issue, 'EDIT_ISSUES')) return [];
	const screen = editScreen(project, String(issue.values.issuetype));
	const sub = issueTypeOf(site, String(issue.values.issuetype)).hierarchyLevel < 0;
	return settableOn(screen, account, project).filter(({ id }) => !(sub && id === 'parent'));
}

export function fieldMetadata(screenField: ScreenField, context: FieldContext): Record<string, unknown> {
	const field = required(findField(context.site, screenField.id), `field ${screenField.id}`);
	const allowed = allowedValues(field, context);
	const url = autoComplete(field, context.site);
	const fallback = defaultOf(field, context);
	return {
		required: screenField.required === true || field.id === 'summary',
		schema: field.schema,
		name: field.name,
		key: field.id,
		...(url ? { autoCompleteUrl: url } : {}),
		hasDefaultValue: fallback !== undefined,
		...(fallback === undefined ? {} : { defaultValue: fallback }),
		operations: operationsOf(field),
		...(allowed ? { allowedValues: allowed } : {}),
	};
}

function defaultOf(field: Field, { site, project }: FieldContext): unknown {
	if (field.kind !== 'priority') return undefined;
	return priorityView(site, namedOf(site.data.priorities, defaultPriority(project))) ?? undefined;
}

/** Medium where the project has it, else the middle of its scheme. */
export function defaultPriority(project: Project): string | null {
	if (project.priorityIds.includes('3')) return '3';
	return project.priorityIds[Math.floor(project.priorityIds.length / 2)] ?? null;
}

function autoComplete(field: Field, site: Site): string | undefined {
	if (field.kind === 'user' || field.kind === 'users') return apiUrl(site, 3, 'user/recommend?context=');
	if (field.kind === 'labels') return `${site.baseUrl}/rest/api/1.0/labels/suggest?query=`;
	return undefined;
}

function allowedValues(field: Field, { site, project }: FieldContext): unknown[] | undefined {
	switch (field.kind) {
		case 'priority': return project.priorityIds.map((id) => priorityView(site, namedOf(site.data.priorities, id)));
		case 'resolution': return site.data.resolutions.map((one) => resolutionView(site, one));
		case 'issuetype': return project.issueTypeIds.map((id) => issueTypeView(site, id));
		case 'project': return [projectView(site, project)];
		case 'components': return project.components.map((one) => componentView(site, one));
		case 'version': case 'versions': return project.versions.filter((one) => !one.archived).map((one) => versionView(site, one));
		case 'security': return project.securityLevels.map((one) => namedView(site, 'securitylevel', one));
		case 'option': case 'options': return field.custom?.options?.map((one) => optionView(site, one));
		case 'cascade': return field.custom?.options?.map((one) => ({ ...optionView(site, one), children: one.children?.map((child) => optionView(site, child)) ?? [] }));
		default: return undefined;
	}
}
