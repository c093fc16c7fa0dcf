import { textOf } from '../adf/read.ts';
import type { Field } from '../fields/field.ts';
import { fieldsOf } from '../fields/field.ts';
import { badRequest } from '../http/errors.ts';
import type { Account, Issue, Json } from '../model.ts';
import { seesComment } from '../permissions.ts';
import type { Site } from '../site.ts';
import { findIssue, statusOf } from '../site.ts';

/** How one JQL field is compared: by identity of named things, by words, by time or by number. */
export interface Searchable {
	name: string;
	type: 'identity' | 'words' | 'time' | 'number' | 'key';
	/** Values of an issue, as ids, text, milliseconds or numbers; none means EMPTY. */
	read: (issue: Issue) => Array<string | number>;
	/** Turns a written value into the ones `read` gives; unknown names must be refused. */
	resolve?: (value: string) => Array<string | number> | undefined;
	order?: (issue: Issue) => string | number;
}

interface Known {
	id: string;
	name: string;
}

const one = (value: Json | undefined): string[] => (value === null || value === undefined ? [] : [String(value)]);
const many = (value: Json | undefined): string[] => (Array.isArray(value) ? value.map(String) : []);

function byName(known: Known[]): (value: string) => string[] | undefined {
	return (value) => {
		const wanted = value.toLowerCase();
		const found = known.filter((item) => item.name.toLowerCase() === wanted);
		const hits = found.length > 0 ? found : known.filter((item) => item.id === value);
		return hits.length > 0 ? hits.map((item) => item.id) : undefined;
	};
}

const CATEGORY_NAMES = [{ id: 'new', name: 'To Do' }, { id: 'indeterminate', name: 'In Progress' }, { id: 'done', name: 'Done' }, { id: 'new', name: 'new' }, { id: 'indeterminate', name: 'indeterminate' }];

/** The field a clause names, by JQL name or custom field name; unknown ones are refused. */
export function searchableOf(name: string, site: Site, viewer: Account): Searchable {
	const wanted = name.toLowerCase();
	const found = systemSearch(wanted, site, viewer) ?? customSearch(wanted, name, site);
	if (!found) throw badRequest(`Field '${name}' does not exist or you do not have permission to view it.`);
	return found;
}

function systemSearch(wanted: string, site: Site, viewer: Account): Searchable | undefined {
	const identity = (name: string, read: (issue: Issue) => string[], resolve: Searchable['resolve'], order?: Searchable['order']): Searchable => ({ name, type: 'identity', read, resolve, ...(order ? { order } : {}) });
	const time = (name: string, at: (issue: Issue) => number | null): Searchable => ({ name, type: 'time', read: (issue) => { const value = at(issue); return value === null ? [] : [value]; } });
	const words = (name: string, read: (issue: Issue) => string): Searchable => ({ name, type: 'words', read: (issue) => [read(issue)].filter((value) => value !== '') });
	const people = byPerson(site);
	const position = (list: Known[]) => (id: Json | undefined): number => list.findIndex((item) => item.id === id);
	const projects = site.data.projects;
	switch (wanted) {
		case 'project': case 'space': return identity('project', (issue) => [issue.projectId], (value) => byName(projects.map((item) => ({ id: item.id, name: item.key })))(value) ?? byName(projects)(value), (issue) => projects.find((item) => item.id === issue.projectId)?.key ?? '');
		case 'issuetype': case 'type': case 'worktype': return identity('issuetype', (issue) => one(issue.values.issuetype), byName(site.data.issueTypes));
		case 'status': return identity('status', (issue) => one(issue.values.status), byName(site.data.statuses), (issue) => position(site.data.statuses)(issue.values.status));
		case 'statuscategory': return identity('statusCategory', (issue) => [statusOf(site, String(issue.values.status)).category], byName(CATEGORY_NAMES));
		case 'resolution': return identity('resolution', (issue) => one(issue.values.resolution), byName(site.data.resolutions));
		case 'priority': return identity('priority', (issue) => one(issue.values.priority), byName(site.data.priorities), (issue) => -position(site.data.priorities)(issue.values.priority));
		case 'labels': return identity('labels', (issue) => many(issue.values.labels), (value) => [value]);
		case 'assignee': case 'reporter': return identity(wanted, (issue) => one(issue.values[wanted]), people);
		case 'creator': return identity('creator', (issue) => [issue.creatorId], people);
		case 'watcher': return identity('watcher', (issue) => issue.watcherIds, people);
		case 'component': return identity('component', (issue) => many(issue.values.components), byName(projects.flatMap((item) => item.components)));
		case 'fixversion': return identity('fixVersion', (issue) => many(issue.values.fixVersions), byName(projects.flatMap((item) => item.versions)));
		case 'affectedversion': return identity('affectedVersion', (issue) => many(issue.values.versions), byName(projects.flatMap((item) => item.versions)));
		case 'parent': return identity('parent', (issue) => one(issue.values.parent), (value) => one(findIssue(site, value)?.id));
		case 'level': return identity('level', (issue) => one(issue.values.security), byName(projects.flatMap((item) => item.securityLevels)));
		case 'created': case 'createddate': return time('created', (issue) => issue.created);
		case 'updated': case 'updateddate': return time('updated', (issue) => issue.updated);
		case 'resolved': case 'resolutiondate': return time('resolved', (issue) => issue.resolved);
		case 'statuscategorychangeddate': return time('statusCategoryChangedDate', (issue) => issue.statusChanged);
		case 'due': case 'duedate': return time('due', (issue) => (typeof issue.values.duedate === 'string' ? Date.parse(issue.values.duedate) : null));
		case 'summary': return words('summary', (issue) => String(issue.values.summary));
		case 'description': case 'environment': return words(wanted, (issue) => textOf(issue.values[wanted]));
		case 'comment': return words('comment', (issue) => commentWords(issue, site, viewer));
		case 'text': return words('text', (issue) => [String(issue.values.summary), textOf(issue.values.description), textOf(issue.values.environment), commentWords(issue, site, viewer)].join('\n'));
		case 'issue': case 'issuekey': case 'key': case 'id': case 'workitem': case 'workitemkey': return { name: wanted, type: 'key', read: (issue) => [issue.id], order: (issue) => keyOrder(wanted, issue) };
		default: return undefined;
	}
}

function commentWords(issue: Issue, site: Site, viewer: Account): string {
	const visible = issue.comments.filter((comment) => seesComment(site, viewer, issue, comment.visibility));
	return visible.map((comment) => textOf(comment.body)).join('\n');
}

/** Keys sort by project, then by number, not as text. */
function keyOrder(wanted: string, issue: Issue): string | number {
	if (wanted === 'id') return Number(issue.id);
	const [project = '', number = ''] = issue.key.split('-');
	return `${project}-${number.padStart(10, '0')}`;
}

function byPerson(site: Site): (value: string) => string[] | undefined {
	return (value) => {
		const wanted = value.toLowerCase();
		const found = site.data.accounts.filter((account) => account.accountId === value || account.displayName.toLowerCase() === wanted || (account.emailVisible && account.email.toLowerCase() === wanted));
		return found.length > 0 ? found.map((account) => account.accountId) : undefined;
	};
}

function customSearch(wanted: string, name: string, site: Site): Searchable | undefined {
	const field = fieldsOf(site).find((candidate) => candidate.custom && candidate.clauseNames.some((clause) => clause.toLowerCase() === wanted));
	if (!field) return undefined;
	return customSearchable(field, name, site);
}

function customSearchable(field: Field, name: string, site: Site): Searchable {
	const value = (issue: Issue): Json => issue.values[field.id] ?? null;
	const options = (field.custom?.options ?? []).flatMap((option) => [option, ...(option.children ?? [])]).map((option) => ({ id: option.id, name: option.value }));
	const versions = site.data.projects.flatMap((item) => item.versions);
	switch (field.kind) {
		case 'number': return { name, type: 'number', read: (issue) => (typeof value(issue) === 'number' ? [value(issue) as number] : []) };
		case 'option': return { name, type: 'identity', read: (issue) => one(value(issue)), resolve: byName(options) };
		case 'options': case 'cascade': return { name, type: 'identity', read: (issue) => many(value(issue)), resolve: byName(options) };
		case 'user': return { name, type: 'identity', read: (issue) => one(value(issue)), resolve: byPerson(site) };
		case 'users': return { name, type: 'identity', read: (issue) => many(value(issue)), resolve: byPerson(site) };
		case 'labels': return { name, type: 'identity', read: (issue) => many(value(issue)), resolve: (written) => [written] };
		case 'version': return { name, type: 'identity', read: (issue) => one(value(issue)), resolve: byName(versions) };
		case 'versions': return { name, type: 'identity', read: (issue) => many(value(issue)), resolve: byName(versions) };
		case 'url': return { name, type: 'identity', read: (issue) => one(value(issue)), resolve: (written) => [written] };
		case 'date': return { name, type: 'time', read: (issue) => (typeof value(issue) === 'string' ? [Date.parse(String(value(issue)))] : []) };
		case 'datetime': return { name, type: 'time', read: (issue) => (typeof value(issue) === 'number' ? [value(issue) as number] : []) };
		case 'richText': return { name, type: 'words', read: (issue) => [textOf(value(issue))].filter((text) => text !== '') };
		default: return { name, type: 'words', read: (issue) => one(value(issue)) };
	}
}
