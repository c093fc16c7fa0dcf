import { empty, json } from '../http/exchange.ts';
import { JiraError, badRequest } from '../http/errors.ts';
import type { Call, Route } from '../http/router.ts';
import { intParam, readObject } from '../http/router.ts';
import { addComment, deleteComment, editComment, readComment, visibleComment } from '../actions/comments.ts';
import type { Comment, Issue } from '../model.ts';
import { mayOn, seesComment, seesIssue } from '../permissions.ts';
import { touch } from '../site.ts';
import { commentView } from '../views/comments.ts';
import { apiUrl } from '../views/people.ts';
import { expandOf, lookingOf, pageOf, param } from './answers.ts';
import { wanted } from './issues.ts';
import { readPropertyValue } from './propertyValue.ts';

export const commentRoutes: Route[] = [
	['GET', '/rest/api/3/issue/:issueIdOrKey/comment', listComments],
	['POST', '/rest/api/3/issue/:issueIdOrKey/comment', async (call) => {
		const issue = wanted(call);
		const input = readComment(call.site, await readObject(call));
		return json(201, view(call, issue, addComment(call.site, call.actor, issue, input)));
	}],
	['GET', '/rest/api/3/issue/:issueIdOrKey/comment/:id', (call) => {
		const issue = wanted(call);
		return json(200, view(call, issue, visibleComment(call.site, call.actor, issue, param(call, 'id'))));
	}],
	['PUT', '/rest/api/3/issue/:issueIdOrKey/comment/:id', async (call) => {
		const issue = wanted(call);
		const comment = visibleComment(call.site, call.actor, issue, param(call, 'id'));
		editComment(call.site, call.actor, issue, comment, readComment(call.site, await readObject(call)));
		return json(200, view(call, issue, comment));
	}],
	['DELETE', '/rest/api/3/issue/:issueIdOrKey/comment/:id', (call) => {
		const issue = wanted(call);
		deleteComment(call.site, call.actor, issue, visibleComment(call.site, call.actor, issue, param(call, 'id')));
		return empty(204);
	}],
	['POST', '/rest/api/3/comment/list', listByIds],
	['GET', '/rest/api/3/comment/:commentId/properties', (call) => {
		const { comment } = commentById(call);
		return json(200, { keys: Object.keys(comment.properties).map((key) => ({ self: apiUrl(call.site, 3, `comment/${comment.id}/properties/${encodeURIComponent(key)}`), key })) });
	}],
	['GET', '/rest/api/3/comment/:commentId/properties/:propertyKey', (call) => {
		const { comment } = commentById(call);
		const key = param(call, 'propertyKey');
		if (!Object.hasOwn(comment.properties, key)) throw propertyMissing(key);
		return json(200, { key, value: comment.properties[key] });
	}],
	['PUT', '/rest/api/3/comment/:commentId/properties/:propertyKey', async (call) => {
		const { issue, comment } = editableById(call);
		const key = param(call, 'propertyKey');
		const value = await readPropertyValue(call, key);
		const isNew = !Object.hasOwn(comment.properties, key);
		comment.properties[key] = value;
		if (call.site.settings.propertyWritesTouchIssue) touch(call.site, issue);
		return empty(isNew ? 201 : 200);
	}],
	['DELETE', '/rest/api/3/comment/:commentId/properties/:propertyKey', (call) => {
		const { comment } = editableById(call);
		const key = param(call, 'propertyKey');
		if (!Object.hasOwn(comment.properties, key)) throw propertyMissing(key);
		delete comment.properties[key];
		return empty(204);
	}],
];

const propertyMissing = (key: string): JiraError => new JiraError(404, [`The property with key '${key}' does not exist.`]);

function view(call: Call, issue: Issue, comment: Comment): Record<string, unknown> {
	return commentView(comment, issue, lookingOf(call), { renderedBody: expandOf(call).includes('renderedBody'), properties: expandOf(call).includes('properties') });
}

function listComments(call: Call): ReturnType<Route[2]> {
	const issue = wanted(call);
	const { site, actor, query } = call;
	const orderBy = query.get('orderBy') ?? 'created';
	if (!/^[+-]?created$/.test(orderBy.trim())) throw badRequest(`Comments cannot be ordered by '${orderBy}'.`);
	const visible = issue.comments.filter((comment) => seesComment(site, actor, issue, comment.visibility));
	const ordered = orderBy.startsWith('-') ? [...visible].reverse() : visible;
	const startAt = intParam(query, 'startAt', 0);
	const maxResults = Math.min(intParam(query, 'maxResults', 100), 100);
	const { shown } = pageOf(ordered, startAt, maxResults);
	// Whether Cloud's list gives properties is not documented, so it does not give them here.
	const expand = { renderedBody: expandOf(call).includes('renderedBody') };
	return json(200, { startAt, maxResults, total: visible.length, comments: shown.map((comment) => commentView(comment, issue, lookingOf(call), expand)) });
}

async function listByIds(call: Call): Promise<Awaited<ReturnType<Route[2]>>> {
	const { ids } = await readObject(call);
	if (!Array.isArray(ids) || ids.length === 0) throw badRequest('The list of comment IDs must not be empty.');
	if (ids.length > 1000) throw badRequest('The number of comment IDs exceeds the limit of 1000.');
	const { site, actor } = call;
	const asked = new Set(ids.map(String));
	const values = Object.values(site.data.issues).flatMap((issue) => {
		const hits = issue.comments.filter((comment) => asked.has(comment.id) && seesComment(site, actor, issue, comment.visibility));
		return hits.length > 0 && seesIssue(site, actor, issue) ? hits.map((comment) => view(call, issue, comment)) : [];
	});
	return json(200, { self: apiUrl(site, 3, 'comment/list'), maxResults: 1000, startAt: 0, total: values.length, isLast: true, values });
}

function commentById(call: Call): { issue: Issue; comment: Comment } {
	const { site, actor } = call;
	const id = param(call, 'commentId');
	for (const issue of Object.values(site.data.issues)) {
		const comment = issue.comments.find((one) => one.id === id);
		if (comment && seesIssue(site, actor, issue) && seesComment(site, actor, issue, comment.visibility)) return { issue, comment };
	}
	throw new JiraError(404, [`Can not find a comment for the id: ${id}.`]);
}

function editableById(call: Call): { issue: Issue; comment: Comment } {
	const found = commentById(call);
	const own = found.comment.authorId === call.actor.accountId && mayOn(call.site, call.actor, found.issue, 'EDIT_OWN_COMMENTS');
	if (!own && !mayOn(call.site, call.actor, found.issue, 'EDIT_ALL_COMMENTS')) throw new JiraError(403, ['You do not have permission to edit this comment.']);
	return found;
}
