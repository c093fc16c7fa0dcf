import { JiraError, badRequest, fieldErrors } from '../http/errors.ts';
import type { SideOperation } from '../fields/input.ts';
import { readProperties } from '../fields/input.ts';
import { FieldProblem, UnsupportedContent, commentBody } from '../fields/values.ts';
import type { Account, Comment, Issue, Json, Visibility } from '../model.ts';
import { mayOn, seesComment } from '../permissions.ts';
import type { Site } from '../site.ts';
import { announce, nextId, projectOf, touch } from '../site.ts';
import { record } from './history.ts';
import { deleteOrphans, shownMedia } from './orphanedMedia.ts';

const MAX_COMMENTS = 5000;
const PUBLIC_PROPERTY = 'sd.public.comment';

export interface CommentInput {
	body: Json;
	visibility?: Visibility | null;
	properties: Array<{ key: string; value: Json }>;
}

/** Whether customers see it: only a property can say no, and only in a service project. */
export function isPublic(site: Site, issue: Issue, comment: Comment): boolean {
	if (projectOf(site, issue).type !== 'service_desk') return true;
	const marker = comment.properties[PUBLIC_PROPERTY];
	return !(typeof marker === 'object' && marker !== null && !Array.isArray(marker) && marker.internal === true);
}

/** Reads a comment body or refuses it. On edit the visibility may be left out, which keeps the old one. */
export function readComment(site: Site, input: unknown): CommentInput {
	const { body, visibility, properties } = (input ?? {}) as Record<string, unknown>;
	try {
		const read: CommentInput = { body: commentBody(body, site), properties: readProperties(properties) };
		if (visibility !== undefined) read.visibility = readVisibility(site, visibility);
		return read;
	} catch (error) {
		if (error instanceof UnsupportedContent) throw badRequest(error.message);
		if (!(error instanceof FieldProblem)) throw error;
		throw new JiraError(400, [], { comment: error.message });
	}
}

function readVisibility(site: Site, input: unknown): Visibility | null {
	const { type, value, identifier } = (input ?? {}) as Record<string, unknown>;
	if (input === null || (type === undefined && value === undefined && identifier === undefined)) return null;
	if (type !== 'role' && type !== 'group') throw badRequest("Visibility type must be 'role' or 'group'.");
	const known = type === 'role' ? site.data.roles : site.data.groups;
	const found = known.find((one) => (identifier ? one.id === identifier : one.name === value));
	if (!found) {
		const name = String(value ?? identifier);
		throw fieldErrors({ commentLevel: type === 'role' ? `Role with name/id: ${name} does not exist.` : `Group: ${name} does not exist.` });
	}
	return { type, value: found.name, identifier: found.id };
}

export function addComment(site: Site, actor: Account, issue: Issue, input: CommentInput): Comment {
	requireCommentPermission(site, actor, issue);
	if (issue.comments.length >= MAX_COMMENTS) throw new JiraError(413, [], { comment: `The number of comments on this issue has reached the limit of ${MAX_COMMENTS}.` });
	const now = site.world.now();
	const comment: Comment = {
		id: nextId(site, 'comment'),
		authorId: actor.accountId,
		updateAuthorId: actor.accountId,
		body: input.body,
		created: now,
		updated: now,
		visibility: input.visibility ?? null,
		properties: Object.fromEntries(input.properties.map(({ key, value }) => [key, value])),
	};
	issue.comments.push(comment);
	touch(site, issue);
	announceComment(site, actor, issue, comment, 'comment_created', 'issue_commented');
	return comment;
}

export function requireCommentPermission(site: Site, actor: Account, issue: Issue): void {
	if (!mayOn(site, actor, issue, 'ADD_COMMENTS')) throw badRequest(`${actor.displayName}, you do not have the permission to comment on this issue.`);
}

export function editComment(site: Site, actor: Account, issue: Issue, comment: Comment, input: CommentInput): void {
	requireOwn(site, actor, issue, comment, 'EDIT', 'edit');
	const before = shownMedia(issue);
	comment.body = input.body;
	if (input.visibility !== undefined) comment.visibility = input.visibility;
	for (const { key, value } of input.properties) comment.properties[key] = value;
	comment.updateAuthorId = actor.accountId;
	comment.updated = site.world.now();
	touch(site, issue);
	announceComment(site, actor, issue, comment, 'comment_updated', 'issue_comment_edited');
	deleteOrphans(site, actor, issue, before);
}

export function deleteComment(site: Site, actor: Account, issue: Issue, comment: Comment): void {
	requireOwn(site, actor, issue, comment, 'DELETE', 'delete');
	const before = shownMedia(issue);
	issue.comments = issue.comments.filter((other) => other !== comment);
	record(site, issue, actor, [{ field: 'Comment', fieldtype: 'jira', fieldId: 'comment', from: comment.id, fromString: null, to: null, toString: null }]);
	touch(site, issue);
	announceComment(site, actor, issue, comment, 'comment_deleted', 'issue_comment_deleted');
	deleteOrphans(site, actor, issue, before);
}

function requireOwn(site: Site, actor: Account, issue: Issue, comment: Comment, verb: 'EDIT' | 'DELETE', word: string): void {
	const own = comment.authorId === actor.accountId && mayOn(site, actor, issue, `${verb}_OWN_COMMENTS`);
	if (!own && !mayOn(site, actor, issue, `${verb}_ALL_COMMENTS`)) throw badRequest(`You do not have the permission to ${word} this comment.`);
}

/** One comment is two events: its own and an update of its issue. */
function announceComment(site: Site, actor: Account, issue: Issue, comment: Comment, name: 'comment_created' | 'comment_updated' | 'comment_deleted', typeName: string): void {
	announce(site, { kind: 'comment', name, issue, comment, actorId: actor.accountId });
	announce(site, { kind: 'issue', name: 'jira:issue_updated', typeName, issue, comment, actorId: actor.accountId });
}

/** `update.comment` of edits and transitions: checked first, carried out when the caller says so. */
export function prepareComments(site: Site, actor: Account, issue: Issue, operations: SideOperation[]): () => void {
	if (operations.length > 0) requireCommentPermission(site, actor, issue);
	const steps = operations.map(({ verb, value }) => {
		const input = verb === 'remove' ? undefined : readComment(site, value);
		const id = String((value as { id?: unknown } | null)?.id);
		const existing = verb === 'add' ? undefined : visibleComment(site, actor, issue, id);
		return () => {
			if (!existing) addComment(site, actor, issue, input as CommentInput);
			else if (input) editComment(site, actor, issue, existing, input);
			else deleteComment(site, actor, issue, existing);
		};
	});
	return () => { for (const step of steps) step(); };
}

export function visibleComment(site: Site, actor: Account, issue: Issue, id: string): Comment {
	const comment = issue.comments.find((one) => one.id === id);
	if (!comment || !seesComment(site, actor, issue, comment.visibility)) {
		throw new JiraError(404, [`Can not find a comment for the id: ${id}.`]);
	}
	return comment;
}
