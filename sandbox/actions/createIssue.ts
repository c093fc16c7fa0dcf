import { badRequest, fieldErrors, JiraError } from '../http/errors.ts';
import type { Field, FieldContext } from '../fields/field.ts';
import { fieldsOf } from '../fields/field.ts';
import type { PropertyInput, WriteBody } from '../fields/input.ts';
import { readInput, readProperties } from '../fields/input.ts';
import { createScreen, defaultPriority, settableOn } from '../fields/metadata.ts';
import { emptyOf } from '../fields/values.ts';
import type { Account, Issue, Json, Project } from '../model.ts';
import { may } from '../permissions.ts';
import type { Site } from '../site.ts';
import { announce, findProject, issueTypeOf, nextId, touch, workflowOf } from '../site.ts';
import { addLink, readLinkInput } from './issueLinks.ts';
import { setProperty } from './properties.ts';
import { prepareTransition } from './transition.ts';

/** Creates an issue or throws every reason at once; nothing is left behind by a refusal. */
export function createIssue(site: Site, actor: Account, body: WriteBody, options: { portal?: boolean } = {}): Issue {
	const project = projectFor(site, actor, body.fields?.project, options.portal === true);
	const issueTypeId = issueTypeFor(site, project, body.fields?.issuetype);
	const context: FieldContext = { site, project, issueTypeId };
	const screen = settableOn(createScreen(project, issueTypeId), actor, project);
	const input = readInput(body, screen, context, ['project', 'issuetype']);
	const links = input.side.filter(({ fieldId }) => fieldId === 'issuelinks').map(({ value }) => readLinkInput(site, actor, value));
	if (input.side.some(({ fieldId }) => fieldId === 'comment')) throw fieldErrors({ comment: "Field 'comment' cannot be set. It is not on the appropriate screen, or unknown." });
	const properties = readProperties(body.properties);
	const problems: Record<string, string> = {};
	if (issueTypeOf(site, issueTypeId).hierarchyLevel < 0 && !input.values.parent) {
		problems.issuetype = 'Issue type is a sub-task but parent issue key or id not specified.';
	}
	for (const { id, required } of screen) {
		const value = input.values[id];
		const missing = value === undefined || value === null || (Array.isArray(value) && value.length === 0);
		if (id === 'summary' && missing) problems.summary = 'You must specify a summary of the issue.';
		else if (required && missing && !ANSWERED_OTHERWISE.has(id)) problems[id] = `${nameOf(site, id)} is required.`;
	}
	if (Object.keys(problems).length > 0) throw fieldErrors(problems);
	const issue = newIssue(context, actor, input.values);
	const transition = body.transition === undefined ? undefined : prepareTransition(site, actor, issue, { transition: body.transition });
	commit(site, actor, issue, project, properties);
	for (const link of links) addLink(site, actor, link(issue));
	transition?.();
	return issue;
}

/** Required fields that get a default, or whose absence is told in other words. */
const ANSWERED_OTHERWISE = new Set(['priority', 'reporter', 'parent']);

const nameOf = (site: Site, id: string): string => fieldsOf(site).find((field) => field.id === id)?.name ?? id;

function projectFor(site: Site, actor: Account, input: unknown, portal: boolean): Project {
	if (input === undefined || input === null) throw fieldErrors({ project: 'Specify a valid project ID or key' });
	const { id, key } = input as { id?: unknown; key?: unknown };
	const project = findProject(site, String(id ?? key ?? ''));
	if (!project || (!portal && !may(actor, project, 'BROWSE_PROJECTS'))) throw fieldErrors({ project: 'valid project is required' });
	if (project.archived || !may(actor, project, 'CREATE_ISSUES')) throw new JiraError(403, [], { project: 'You do not have permission to create issues in this project.' });
	return project;
}

function issueTypeFor(site: Site, project: Project, input: unknown): string {
	if (typeof input !== 'object' || input === null) throw fieldErrors({ issuetype: 'Specify an issue type' });
	const { id, name } = input as { id?: unknown; name?: unknown };
	if (id === undefined && name === undefined) throw fieldErrors({ issuetype: 'Specify an issue type' });
	const found = project.issueTypeIds.find((known) => (id === undefined ? issueTypeOf(site, known).name === name : known === String(id)));
	if (!found) throw fieldErrors({ issuetype: 'Specify a valid issue type' });
	return found;
}

function newIssue({ site, project, issueTypeId }: FieldContext, actor: Account, given: Record<string, Json>): Issue {
	const now = site.world.now();
	const values: Record<string, Json> = {};
	for (const field of fieldsOf(site)) if (isStored(field)) values[field.id] = emptyOf(field);
	return {
		id: 'unsaved',
		key: 'unsaved',
		projectId: project.id,
		creatorId: actor.accountId,
		created: now,
		updated: now,
		resolved: null,
		statusChanged: now,
		values: {
			...values,
			priority: project.screens.create[issueTypeId] || project.screens.create['*'] ? defaultPriority(project) : null,
			reporter: actor.accountId,
			...given,
			issuetype: issueTypeId,
			status: workflowOf(site, project, issueTypeId).initialStatusId,
		},
		comments: [],
		attachments: [],
		worklogs: [],
		remoteLinks: [],
		properties: {},
		watcherIds: [actor.accountId],
		changelog: [],
	};
}

const isStored = (field: Field): boolean => !['readOnly', 'comment', 'attachment', 'issuelinks', 'project', 'status', 'issuetype'].includes(field.kind);

function commit(site: Site, actor: Account, issue: Issue, project: Project, properties: PropertyInput[]): void {
	issue.id = nextId(site, 'issue');
	issue.key = `${project.key}-${project.nextNumber}`;
	project.nextNumber += 1;
	site.data.issues[issue.id] = issue;
	site.issueIdByKey.set(issue.key, issue.id);
	for (const { key, value } of properties) issue.properties[key] = value;
	touch(site, issue);
	announce(site, { kind: 'issue', name: 'jira:issue_created', typeName: 'issue_created', issue, actorId: actor.accountId });
	for (const { key, value } of properties) setProperty(site, actor, issue, key, value);
}

/** Several issues in one request: successes stay, failures are listed by their place in the request. */
export function createIssues(site: Site, actor: Account, bodies: unknown): { issues: Issue[]; errors: Array<{ at: number; error: JiraError }> } {
	if (!Array.isArray(bodies) || bodies.length === 0) throw badRequest('No issues were provided.');
	if (bodies.length > 50) throw badRequest('The number of issues to create exceeds the limit of 50.');
	const issues: Issue[] = [];
	const errors: Array<{ at: number; error: JiraError }> = [];
	bodies.forEach((body: unknown, at) => {
		try {
			issues.push(createIssue(site, actor, (body ?? {}) as WriteBody));
		} catch (error) {
			if (!(error instanceof JiraError)) throw error;
			errors.push({ at, error });
		}
	});
	return { issues, errors };
}
