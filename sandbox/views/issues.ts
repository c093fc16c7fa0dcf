import type { Field } from '../fields/field.ts';
import { fieldsOf } from '../fields/field.ts';
import { editable, fieldMetadata } from '../fields/metadata.ts';
import type { Looking } from '../fields/shown.ts';
import { shown } from '../fields/shown.ts';
import type { Issue } from '../model.ts';
import { seesComment, seesIssue } from '../permissions.ts';
import { projectOf, required, statusOf } from '../site.ts';
import { attachmentView } from './attachments.ts';
import { historyView } from './changelog.ts';
import { commentView, htmlOf } from './comments.ts';
import { categoryView, linkedIssueView, projectView } from './objects.ts';
import { apiUrl, personView } from './people.ts';
import { jiraTime } from './time.ts';
import { transitionViews } from './transitions.ts';
import { worklogView } from './worklogs.ts';

export interface IssueSelection {
	/** Field names as asked for: ids, `*all`, `*navigable`, and `-id` to leave one out. */
	fields: string[];
	expand: string[];
	properties: string[];
	/** How many history entries come with `expand=changelog` at most; a hundred unless told otherwise. */
	histories?: number;
}

export function issueView(issue: Issue, looking: Looking, selection: IssueSelection): Record<string, unknown> {
	const { site, viewer } = looking;
	const chosen = chooseFields(fieldsOf(site), selection.fields);
	const expands = (name: string): boolean => selection.expand.includes(name);
	const properties = selectProperties(issue, selection.properties);
	return {
		expand: 'renderedFields,names,schema,operations,editmeta,changelog,versionedRepresentations',
		id: issue.id,
		self: apiUrl(site, looking.version, `issue/${issue.id}`),
		key: issue.key,
		...(expands('renderedFields') ? { renderedFields: renderedFields(issue, chosen) } : {}),
		...(expands('names') ? { names: namesOf(chosen) } : {}),
		...(expands('schema') ? { schema: schemaOf(chosen) } : {}),
		...(expands('transitions') || expands('transitions.fields') ? { transitions: transitionViews(site, viewer, issue, { withFields: expands('transitions.fields') }) } : {}),
		...(expands('editmeta') ? { editmeta: editMeta(issue, looking) } : {}),
		...(expands('changelog') ? { changelog: embeddedChangelog(issue, looking, selection.histories ?? 100) } : {}),
		...(chosen.length > 0 || selection.fields.length === 0 ? { fields: fieldValues(issue, chosen, looking) } : {}),
		...(properties ? { properties } : {}),
	};
}

export function chooseFields(known: Field[], asked: string[]): Field[] {
	const wanted = new Set<string>();
	const onlyMinus = asked.length > 0 && asked.every((name) => name.startsWith('-'));
	for (const name of onlyMinus ? ['*all', ...asked] : asked) {
		if (name === '*all') known.forEach((field) => wanted.add(field.id));
		else if (name === '*navigable') known.filter((field) => field.navigable).forEach((field) => wanted.add(field.id));
		else if (name.startsWith('-')) wanted.delete(name.slice(1));
		else wanted.add(name);
	}
	return known.filter((field) => wanted.has(field.id));
}

export const namesOf = (fields: Field[]): Record<string, string> => Object.fromEntries(fields.map((field) => [field.id, field.name]));
export const schemaOf = (fields: Field[]): Record<string, unknown> => Object.fromEntries(fields.map((field) => [field.id, field.schema]));

export function fieldValues(issue: Issue, fields: Field[], looking: Looking): Record<string, unknown> {
	const values: Record<string, unknown> = {};
	for (const field of fields) {
		const value = fieldValue(field, issue, looking);
		if (value !== undefined) values[field.id] = value;
	}
	return values;
}

function fieldValue(field: Field, issue: Issue, looking: Looking): unknown {
	const { site, viewer, version } = looking;
	const time = (at: number): string => jiraTime(at, viewer.timeZone);
	switch (field.id) {
		case 'created': return time(issue.created);
		case 'updated': return time(issue.updated);
		case 'resolutiondate': return issue.resolved === null ? null : time(issue.resolved);
		case 'statuscategorychangedate': return time(issue.statusChanged);
		case 'statusCategory': return categoryView(site, statusOf(site, String(issue.values.status)), version);
		case 'creator': return personView(site, issue.creatorId, viewer, version);
		case 'project': return projectView(site, projectOf(site, issue), version);
		case 'attachment': return issue.attachments.map((attachment) => attachmentView(attachment, looking));
		case 'comment': return embeddedComments(issue, looking);
		case 'worklog': return { startAt: 0, maxResults: 20, total: issue.worklogs.length, worklogs: issue.worklogs.slice(0, 20).map((one) => worklogView(one, issue, looking)) };
		case 'issuelinks': return issueLinks(issue, looking);
		case 'subtasks': return children(issue, looking);
		case 'watches': return { self: apiUrl(site, version, `issue/${issue.key}/watchers`), watchCount: issue.watcherIds.length, isWatching: issue.watcherIds.includes(viewer.accountId) };
		default: return shown(field, issue, looking);
	}
}

/** Only the first ones: `total` tells how many there really are. */
function embeddedComments(issue: Issue, looking: Looking): Record<string, unknown> {
	const { site, viewer, version } = looking;
	const visible = issue.comments.filter((comment) => seesComment(site, viewer, issue, comment.visibility));
	const embedded = visible.slice(0, site.settings.embeddedComments);
	return {
		comments: embedded.map((comment) => commentView(comment, issue, looking)),
		self: apiUrl(site, version, `issue/${issue.id}/comment`),
		maxResults: site.settings.embeddedComments,
		total: visible.length,
		startAt: 0,
	};
}

function issueLinks(issue: Issue, { site, viewer, version }: Looking): unknown[] {
	return site.data.issueLinks.flatMap((link) => {
		const outward = link.inwardId === issue.id;
		if (!outward && link.outwardId !== issue.id) return [];
		const other = site.data.issues[outward ? link.outwardId : link.inwardId];
		if (!other || !seesIssue(site, viewer, other)) return [];
		const type = required(site.data.linkTypes.find((one) => one.id === link.typeId), 'link type');
		return [{
			id: link.id,
			self: apiUrl(site, version, `issueLink/${link.id}`),
			type: { ...type, self: apiUrl(site, version, `issueLinkType/${type.id}`) },
			[outward ? 'outwardIssue' : 'inwardIssue']: linkedIssueView(site, other, version),
		}];
	});
}

function children(issue: Issue, { site, viewer, version }: Looking): unknown[] {
	const subtaskTypes = site.data.issueTypes.filter((type) => type.hierarchyLevel < 0).map((type) => type.id);
	return Object.values(site.data.issues)
		.filter((other) => other.values.parent === issue.id && subtaskTypes.includes(String(other.values.issuetype)) && seesIssue(site, viewer, other))
		.map((other) => linkedIssueView(site, other, version));
}

export function editMeta(issue: Issue, { site, viewer }: Looking): Record<string, unknown> {
	const project = projectOf(site, issue);
	const context = { site, project, issueTypeId: String(issue.values.issuetype), issue };
	return { fields: Object.fromEntries(editable(site, viewer, project, issue).map((one) => [one.id, fieldMetadata(one, context)])) };
}

/** The embedded history runs backwards and stops at a limit, unlike the resource of its own. */
function embeddedChangelog(issue: Issue, looking: Looking, limit: number): Record<string, unknown> {
	const newest = [...issue.changelog].reverse().slice(0, limit);
	return { startAt: 0, maxResults: newest.length, total: issue.changelog.length, histories: newest.map((history) => historyView(history, looking)) };
}

function renderedFields(issue: Issue, fields: Field[]): Record<string, unknown> {
	return Object.fromEntries(fields.map((field) => [field.id, field.kind === 'richText' ? htmlOf(issue.values[field.id]) : null]));
}

function selectProperties(issue: Issue, asked: string[]): Record<string, unknown> | undefined {
	if (asked.length === 0) return undefined;
	const entries = Object.entries(issue.properties);
	const all = asked.includes('*all');
	const hidden = asked.filter((key) => key.startsWith('-')).map((key) => key.slice(1));
	return Object.fromEntries(entries.filter(([key]) => (all || asked.includes(key)) && !hidden.includes(key)));
}
