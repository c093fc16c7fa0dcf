import { isDeepStrictEqual } from 'node:util';
import { badRequest, fieldErrors } from '../http/errors.ts';
import { findField } from '../fields/field.ts';
import type { SideOperation, WriteBody } from '../fields/input.ts';
import { readInput, readProperties } from '../fields/input.ts';
import { editable } from '../fields/metadata.ts';
import type { Account, ChangeItem, Issue, Json } from '../model.ts';
import type { Site } from '../site.ts';
import { issueTypeOf, projectOf, required, statusOf, workflowOf } from '../site.ts';
import { prepareComments } from './comments.ts';
import { changeOf, recordUpdate } from './history.ts';
import { addLink, readLinkInput } from './issueLinks.ts';
import { deleteOrphans, shownMedia } from './orphanedMedia.ts';
import { setProperty } from './properties.ts';

/** Edits fields, comments, links and properties in one step; a transition in the body is ignored, as Jira does. */
export function editIssue(site: Site, actor: Account, issue: Issue, body: WriteBody): void {
	const empty = [body.fields, body.update, body.properties].every((part) => part === undefined || Object.keys(part as object).length === 0);
	if (empty && body.historyMetadata === undefined) throw badRequest("one of 'fields' or 'update' required");
	const project = projectOf(site, issue);
	const screen = editable(site, actor, project, issue);
	const input = readInput(body, screen, { site, project, issueTypeId: String(issue.values.issuetype), issue }, []);
	if (Object.hasOwn(input.values, 'summary') && input.values.summary === null) throw fieldErrors({ summary: 'You must specify a summary of the issue.' });
	for (const { id, required: isRequired } of screen) {
		if (isRequired && Object.hasOwn(input.values, id) && isEmpty(input.values[id] ?? null)) throw fieldErrors({ [id]: `${findField(site, id)?.name ?? id} is required.` });
	}
	const properties = readProperties(body.properties);
	const sideEffects = prepareSide(site, actor, issue, input.side);
	const before = shownMedia(issue);
	const items = applyValues(site, issue, input.values);
	if (items.length > 0) recordUpdate(site, issue, actor, items, eventName(items), body.historyMetadata as Json | undefined);
	for (const run of sideEffects) run();
	for (const { key, value } of properties) setProperty(site, actor, issue, key, value);
	deleteOrphans(site, actor, issue, before);
}

const isEmpty = (value: Json): boolean => value === null || (Array.isArray(value) && value.length === 0);

export function prepareSide(site: Site, actor: Account, issue: Issue, side: SideOperation[]): Array<() => void> {
	const comments = prepareComments(site, actor, issue, side.filter(({ fieldId }) => fieldId === 'comment'));
	const links = side.filter(({ fieldId }) => fieldId === 'issuelinks').map(({ value }) => readLinkInput(site, actor, value));
	return [comments, () => { for (const link of links) addLink(site, actor, link(issue)); }];
}

/** Stores changed values and says what changed; a value equal to the old one is no change. */
export function applyValues(site: Site, issue: Issue, values: Record<string, Json>): ChangeItem[] {
	const items: ChangeItem[] = [];
	for (const [id, after] of Object.entries(values)) {
		const before = issue.values[id] ?? null;
		if (isDeepStrictEqual(before, after)) continue;
		const field = required(findField(site, id), `field ${id}`);
		items.push(changeOf(site, issue, field, before, after));
		issue.values[id] = after;
		if (id === 'resolution') issue.resolved = after === null ? null : site.world.now();
		if (id === 'issuetype') items.push(...followWorkflow(site, issue));
	}
	return items;
}

/** A new type may come with another workflow: a status it does not know is replaced by its first one. */
export function followWorkflow(site: Site, issue: Issue): ChangeItem[] {
	const workflow = workflowOf(site, projectOf(site, issue), issueTypeOf(site, String(issue.values.issuetype)).id);
	if (workflow.statusIds.includes(String(issue.values.status))) return [];
	return [moveStatus(site, issue, workflow.initialStatusId)];
}

export function moveStatus(site: Site, issue: Issue, to: string): ChangeItem {
	const from = statusOf(site, String(issue.values.status));
	const target = statusOf(site, to);
	issue.values.status = to;
	if (from.category !== target.category) issue.statusChanged = site.world.now();
	return { field: 'status', fieldtype: 'jira', fieldId: 'status', from: from.id, fromString: from.name, to: target.id, toString: target.name };
}

function eventName(items: ChangeItem[]): string {
	return items.length === 1 && items[0]?.fieldId === 'assignee' ? 'issue_assigned' : 'issue_updated';
}
