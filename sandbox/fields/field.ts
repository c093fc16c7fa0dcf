import type { CustomField, CustomFieldType, Issue, Project } from '../model.ts';
import type { Site } from '../site.ts';

export type Kind =
	| 'summary' | 'text' | 'richText' | 'number' | 'option' | 'options' | 'cascade' | 'date' | 'datetime' | 'user' | 'users'
	| 'url' | 'labels' | 'priority' | 'resolution' | 'components' | 'version' | 'versions' | 'issuetype' | 'project'
	| 'parent' | 'security' | 'readOnly' | 'comment' | 'attachment' | 'issuelinks' | 'status';

export interface Field {
	id: string;
	name: string;
	kind: Kind;
	schema: { type: string; items?: string; system?: string; custom?: string; customId?: number };
	clauseNames: string[];
	custom?: CustomField;
	orderable: boolean;
	navigable: boolean;
	searchable: boolean;
}

/** Where a value is being read or written: allowed values and permissions depend on it. */
export interface FieldContext {
	site: Site;
	project: Project;
	issueTypeId: string;
	issue?: Issue;
}

type Row = [id: string, name: string, kind: Kind, type: string, items?: string, clauseNames?: string[], flags?: { orderable?: boolean; navigable?: boolean }];

const ROWS: Row[] = [
	['statuscategorychangedate', 'Status Category Changed', 'readOnly', 'datetime', undefined, ['statusCategoryChangedDate'], { orderable: false }],
	['issuetype', 'Issue Type', 'issuetype', 'issuetype', undefined, ['issuetype', 'type', 'workType']],
	['project', 'Project', 'project', 'project', undefined, ['project', 'space'], { orderable: false }],
	['summary', 'Summary', 'summary', 'string', undefined, ['summary']],
	['description', 'Description', 'richText', 'string', undefined, ['description']],
	['environment', 'Environment', 'richText', 'string', undefined, ['environment']],
	['status', 'Status', 'status', 'status', undefined, ['status'], { orderable: false }],
	['statusCategory', 'Status Category', 'readOnly', 'statusCategory', undefined, ['statusCategory'], { orderable: false }],
	['resolution', 'Resolution', 'resolution', 'resolution', undefined, ['resolution']],
	['resolutiondate', 'Resolved', 'readOnly', 'datetime', undefined, ['resolved', 'resolutiondate'], { orderable: false }],
	['priority', 'Priority', 'priority', 'priority', undefined, ['priority']],
	['assignee', 'Assignee', 'user', 'user', undefined, ['assignee']],
	['reporter', 'Reporter', 'user', 'user', undefined, ['reporter']],
	['creator', 'Creator', 'readOnly', 'user', undefined, ['creator'], { orderable: false }],
	['created', 'Created', 'readOnly', 'datetime', undefined, ['created', 'createdDate'], { orderable: false }],
	['updated', 'Updated', 'readOnly', 'datetime', undefined, ['updated', 'updatedDate'], { orderable: false }],
	['duedate', 'Due date', 'date', 'date', undefined, ['due', 'duedate']],
	['labels', 'Labels', 'labels', 'array', 'string', ['labels']],
	['components', 'Components', 'components', 'array', 'component', ['component']],
	['fixVersions', 'Fix versions', 'versions', 'array', 'version', ['fixVersion']],
	['versions', 'Affects versions', 'versions', 'array', 'version', ['affectedVersion']],
	['parent', 'Parent', 'parent', 'issuelink', undefined, ['parent'], { orderable: false }],
	['security', 'Security Level', 'security', 'securitylevel', undefined, ['level']],
	['attachment', 'Attachment', 'attachment', 'array', 'attachment', ['attachments'], { navigable: false }],
	['issuelinks', 'Linked Issues', 'issuelinks', 'array', 'issuelinks', []],
	['comment', 'Comment', 'comment', 'comments-page', undefined, ['comment'], { navigable: false }],
	['worklog', 'Log Work', 'readOnly', 'array', 'worklog', [], { navigable: false }],
	['watches', 'Watchers', 'readOnly', 'watches', undefined, ['watchers'], { orderable: false }],
	['subtasks', 'Sub-tasks', 'readOnly', 'array', 'issuelinks', ['subtasks'], { orderable: false }],
];

export const SYSTEM_FIELDS: Field[] = ROWS.map(([id, name, kind, type, items, clauseNames = [], flags = {}]) => ({
	id,
	name,
	kind,
	schema: { type, ...(items ? { items } : {}), system: id },
	clauseNames,
	orderable: flags.orderable ?? true,
	navigable: flags.navigable ?? true,
	searchable: clauseNames.length > 0,
}));

const CUSTOM: Record<CustomFieldType, { kind: Kind; type: string; items?: string }> = {
	textfield: { kind: 'text', type: 'string' },
	textarea: { kind: 'richText', type: 'string' },
	float: { kind: 'number', type: 'number' },
	select: { kind: 'option', type: 'option' },
	radiobuttons: { kind: 'option', type: 'option' },
	multiselect: { kind: 'options', type: 'array', items: 'option' },
	multicheckboxes: { kind: 'options', type: 'array', items: 'option' },
	cascadingselect: { kind: 'cascade', type: 'option-with-child' },
	datepicker: { kind: 'date', type: 'date' },
	datetime: { kind: 'datetime', type: 'datetime' },
	userpicker: { kind: 'user', type: 'user' },
	multiuserpicker: { kind: 'users', type: 'array', items: 'user' },
	url: { kind: 'url', type: 'string' },
	labels: { kind: 'labels', type: 'array', items: 'string' },
	version: { kind: 'version', type: 'version' },
	multiversion: { kind: 'versions', type: 'array', items: 'version' },
};

const PREFIX = 'com.atlassian.jira.plugin.system.customfieldtypes:';

function customField(custom: CustomField): Field {
	const { kind, type, items } = CUSTOM[custom.type];
	const customId = Number(custom.id.slice('customfield_'.length));
	return {
		id: custom.id,
		name: custom.name,
		kind,
		schema: { type, ...(items ? { items } : {}), custom: PREFIX + custom.type, customId },
		clauseNames: [`cf[${customId}]`, custom.name],
		custom,
		orderable: true,
		navigable: true,
		searchable: true,
	};
}

const cached = new WeakMap<CustomField[], Field[]>();

/** All fields of a site, system fields first. */
export function fieldsOf(site: Site): Field[] {
	const known = cached.get(site.data.customFields);
	if (known && known.length === SYSTEM_FIELDS.length + site.data.customFields.length) return known;
	const all = [...SYSTEM_FIELDS, ...site.data.customFields.map(customField)];
	cached.set(site.data.customFields, all);
	return all;
}

export function findField(site: Site, id: string): Field | undefined {
	return fieldsOf(site).find((field) => field.id === id);
}
