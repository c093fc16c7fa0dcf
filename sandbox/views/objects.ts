import type { Component, FieldOption, Issue, IssueType, NamedValue, Project, Status, Version } from '../model.ts';
import type { Site } from '../site.ts';
import { issueTypeOf, statusOf } from '../site.ts';
import type { ApiVersion } from './people.ts';
import { apiUrl, avatarUrls } from './people.ts';

const CATEGORIES = {
	new: { id: 2, key: 'new', colorName: 'blue-gray', name: 'To Do' },
	indeterminate: { id: 4, key: 'indeterminate', colorName: 'yellow', name: 'In Progress' },
	done: { id: 3, key: 'done', colorName: 'green', name: 'Done' },
} as const;

export function categoryView(site: Site, status: Status, version: ApiVersion = 3): Record<string, unknown> {
	const category = CATEGORIES[status.category];
	return { self: apiUrl(site, version, `statuscategory/${category.id}`), ...category };
}

export function statusView(site: Site, id: string, version: ApiVersion = 3): Record<string, unknown> {
	const status = statusOf(site, id);
	return {
		self: apiUrl(site, version, `status/${id}`),
		description: '',
		iconUrl: `${site.baseUrl}/images/icons/statuses/generic.png`,
		name: status.name,
		id,
		statusCategory: categoryView(site, status, version),
	};
}

export function issueTypeView(site: Site, id: string, version: ApiVersion = 3): Record<string, unknown> {
	const type: IssueType = issueTypeOf(site, id);
	return {
		self: apiUrl(site, version, `issuetype/${id}`),
		id,
		description: '',
		iconUrl: `${site.baseUrl}/images/icons/issuetypes/${id}.png`,
		name: type.name,
		subtask: type.hierarchyLevel < 0,
		avatarId: 10_300 + Number(id) % 50,
		hierarchyLevel: type.hierarchyLevel,
	};
}

export function namedView(site: Site, resource: string, value: NamedValue | undefined, version: ApiVersion = 3): Record<string, unknown> | null {
	if (!value) return null;
	return { self: apiUrl(site, version, `${resource}/${value.id}`), id: value.id, name: value.name };
}

export function priorityView(site: Site, value: NamedValue | undefined, version: ApiVersion = 3): Record<string, unknown> | null {
	if (!value) return null;
	return { self: apiUrl(site, version, `priority/${value.id}`), iconUrl: `${site.baseUrl}/images/icons/priorities/${value.id}.svg`, name: value.name, id: value.id };
}

export function resolutionView(site: Site, value: NamedValue | undefined, version: ApiVersion = 3): Record<string, unknown> | null {
	if (!value) return null;
	return { self: apiUrl(site, version, `resolution/${value.id}`), id: value.id, description: '', name: value.name };
}

export function versionView(site: Site, value: Version, version: ApiVersion = 3): Record<string, unknown> {
	return { self: apiUrl(site, version, `version/${value.id}`), id: value.id, name: value.name, archived: value.archived, released: value.released };
}

export function componentView(site: Site, value: Component, version: ApiVersion = 3): Record<string, unknown> {
	return { self: apiUrl(site, version, `component/${value.id}`), id: value.id, name: value.name };
}

export function optionView(site: Site, option: FieldOption, version: ApiVersion = 3): Record<string, unknown> {
	return { self: apiUrl(site, version, `customFieldOption/${option.id}`), value: option.value, id: option.id };
}

export function projectView(site: Site, project: Project, version: ApiVersion = 3): Record<string, unknown> {
	return {
		self: apiUrl(site, version, `project/${project.id}`),
		id: project.id,
		key: project.key,
		name: project.name,
		projectTypeKey: project.type,
		simplified: false,
		avatarUrls: avatarUrls(site, project.key),
	};
}

/** Another issue as shown in links, parents and sub-tasks. */
export function linkedIssueView(site: Site, issue: Issue, version: ApiVersion = 3): Record<string, unknown> {
	return {
		id: issue.id,
		key: issue.key,
		self: apiUrl(site, version, `issue/${issue.id}`),
		fields: {
			summary: issue.values.summary,
			status: statusView(site, String(issue.values.status), version),
			priority: priorityView(site, site.data.priorities.find((one) => one.id === issue.values.priority), version) ?? undefined,
			issuetype: issueTypeView(site, String(issue.values.issuetype), version),
		},
	};
}
