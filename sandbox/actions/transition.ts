import { badRequest, fieldErrors, JiraError } from '../http/errors.ts';
import { findField } from '../fields/field.ts';
import type { WriteBody } from '../fields/input.ts';
import { readInput, readProperties } from '../fields/input.ts';
import type { Account, Issue, Json, Transition } from '../model.ts';
import { mayOn, roleIn } from '../permissions.ts';
import type { Site } from '../site.ts';
import { projectOf, workflowOf } from '../site.ts';
import { applyValues, moveStatus, prepareSide } from './editIssue.ts';
import { recordUpdate } from './history.ts';
import { deleteOrphans, shownMedia } from './orphanedMedia.ts';
import { setProperty } from './properties.ts';

export function allTransitions(site: Site, issue: Issue): Transition[] {
	return workflowOf(site, projectOf(site, issue), String(issue.values.issuetype)).transitions;
}

/** What the account could do right now: nothing without the Transition permission. */
export function availableTransitions(site: Site, actor: Account, issue: Issue): Transition[] {
	const project = projectOf(site, issue);
	if (!mayOn(site, actor, issue, 'TRANSITION_ISSUES')) return [];
	const role = roleIn(project, actor);
	return allTransitions(site, issue).filter((transition) => {
		const leaves = transition.from.length === 0 || transition.from.includes(String(issue.values.status));
		return leaves && (!transition.onlyRoles || (role !== undefined && transition.onlyRoles.includes(role)));
	});
}

/** Checks everything a transition needs, and hands back the step that carries it out. */
export function prepareTransition(site: Site, actor: Account, issue: Issue, body: WriteBody): () => void {
	const id = (body.transition as { id?: unknown } | undefined)?.id;
	if (id === undefined || id === null) throw badRequest("Missing 'transition' identifier");
	if (!/^\d+$/.test(String(id))) throw badRequest("'transition' identifier must be an integer");
	const transition = availableTransitions(site, actor, issue).find((one) => one.id === String(id));
	if (!transition) throw badRequest(`Transition id '${String(id)}' is not valid for this issue.`);
	const project = projectOf(site, issue);
	const screen = transition.screen ?? [];
	// A comment can be given with any screen; without a screen there is nowhere to give it.
	const accepted = transition.screen && !screen.some((one) => one.id === 'comment') ? [...screen, { id: 'comment' }] : screen;
	const input = readInput(body, accepted, { site, project, issueTypeId: String(issue.values.issuetype), issue });
	const missing = screen.filter(({ id: fieldId, required }) => required === true && fieldId !== 'comment' && isEmpty(input.values[fieldId] ?? issue.values[fieldId] ?? null));
	const problems = Object.fromEntries(missing.map(({ id: fieldId }) => [fieldId, `${findField(site, fieldId)?.name ?? fieldId} is required.`]));
	if (screen.some((one) => one.id === 'comment' && one.required) && input.side.length === 0) problems.comment = 'Comment is required.';
	if (Object.keys(problems).length > 0) throw fieldErrors(problems);
	const properties = readProperties(body.properties);
	const sideEffects = prepareSide(site, actor, issue, input.side);
	return () => {
		const before = shownMedia(issue);
		const values = { ...input.values, ...(transition.setResolution === undefined ? {} : { resolution: transition.setResolution }) };
		const items = applyValues(site, issue, values);
		items.push(moveStatus(site, issue, transition.to));
		recordUpdate(site, issue, actor, items, transition.firesEvent ?? 'issue_generic', body.historyMetadata as Json | undefined);
		for (const run of sideEffects) run();
		for (const { key, value } of properties) setProperty(site, actor, issue, key, value);
		deleteOrphans(site, actor, issue, before);
	};
}

const isEmpty = (value: Json): boolean => value === null || (Array.isArray(value) && value.length === 0);

export function transitionByName(site: Site, actor: Account, issue: Issue, name: string): Transition {
	const available = availableTransitions(site, actor, issue);
	const found = available.find((one) => one.name === name);
	if (found) return found;
	throw new JiraError(400, [`${issue.key} offers no transition "${name}" now, only: ${available.map((one) => one.name).join(', ')}`]);
}
