import { documentOf } from '../adf/read.ts';
import { addAttachment, removeAttachment } from '../actions/attachments.ts';
import { addComment, deleteComment, editComment, readComment } from '../actions/comments.ts';
import { createIssue } from '../actions/createIssue.ts';
import { deleteIssue } from '../actions/deleteIssue.ts';
import { editIssue } from '../actions/editIssue.ts';
import { addLink, findLinkType, removeLink } from '../actions/issueLinks.ts';
import { moveIssue } from '../actions/moveIssue.ts';
import { deleteProperty, setProperty } from '../actions/properties.ts';
import { deleteRemoteLink, putRemoteLink, readRemoteLink } from '../actions/remoteLinks.ts';
import { availableTransitions, prepareTransition, transitionByName } from '../actions/transition.ts';
import { JiraError } from '../http/errors.ts';
import type { Account, Comment, Issue, Json } from '../model.ts';
import { mayOn, roleIn, seesIssue } from '../permissions.ts';
import type { Site } from '../site.ts';
import { findProject, issueOf, projectOf, required, uuid } from '../site.ts';
import { friendlyFields } from './friendlyValues.ts';

export interface NewIssue {
	project?: string;
	type?: string;
	summary: string;
	description?: unknown;
	/** More fields by id or name; people and named things by their names. */
	fields?: Record<string, unknown>;
	properties?: Record<string, Json>;
}

export interface NewComment {
	/** Service projects only: hidden from customers. */
	internal?: boolean;
	/** On an edit: null for everybody, left out for those of before. */
	visibility?: { type: 'role' | 'group'; value: string } | null;
	properties?: Record<string, Json>;
}

export interface TransitionInput {
	comment?: string;
	internal?: boolean;
	fields?: Record<string, unknown>;
}

/** A person at work on a site: the same rules, history and webhooks as REST, without HTTP. */
export interface Person {
	createIssue(input: NewIssue): string;
	editIssue(key: string, fields: Record<string, unknown>): void;
	addComment(key: string, text: string | Json, options?: NewComment): string;
	editComment(key: string, commentId: string, text: string | Json, options?: NewComment): void;
	deleteComment(key: string, commentId: string): void;
	attach(key: string, filename: string, content: Buffer | string, mimeType?: string): string;
	deleteFile(key: string, attachmentId: string): void;
	transition(key: string, name: string, input?: TransitionInput): void;
	/** Names of the transitions this person could run now. */
	transitions(key: string): string[];
	deleteIssue(key: string): void;
	/** Returns the new key. */
	moveIssue(key: string, projectKey: string, typeName?: string): string;
	/** Makes a project or an issue read-only, or takes that back. Site administrators only. */
	archive(what: { project: string } | { issue: string }, archived?: boolean): void;
	link(key: string, otherKey: string, typeName?: string): string;
	unlink(linkId: string): void;
	remoteLink(key: string, link: { globalId?: string; url: string; title: string; relationship?: string }): void;
	removeRemoteLink(key: string, globalId: string): void;
	setProperty(key: string, name: string, value: Json): void;
	deleteProperty(key: string, name: string): void;
}

export function personOn(site: Site, handle: string): Person {
	const actor = required(site.data.accounts.find((account) => account.handle === handle), `person "${handle}"`);
	const see = (key: string): Issue => reachable(site, actor, key);
	const commentOn = (issue: Issue, id: string): Comment => required(issue.comments.find((one) => one.id === id), `comment ${id} on ${issue.key}`);
	return {
		createIssue(input) {
			const project = required(input.project ? findProject(site, input.project) : site.data.projects[0], `project ${input.project}`);
			const type = input.type ?? site.data.issueTypes.find((one) => one.id === project.issueTypeIds[0])?.name;
			const fields = friendlyFields(site, { summary: input.summary, ...(input.description === undefined ? {} : { description: input.description }), ...input.fields });
			return createIssue(site, actor, { fields: { project: { key: project.key }, issuetype: { name: type }, ...fields }, properties: asList(input.properties) }, { portal: roleIn(project, actor) === 'customer' }).key;
		},
		editIssue: (key, fields) => editIssue(site, actor, see(key), { fields: friendlyFields(site, fields) }),
		addComment: (key, text, options = {}) => addComment(site, actor, see(key), readComment(site, commentBody(text, options))).id,
		editComment(key, commentId, text, options = {}) {
			const issue = see(key);
			editComment(site, actor, issue, commentOn(issue, commentId), readComment(site, commentBody(text, options)));
		},
		deleteComment(key, commentId) {
			const issue = see(key);
			deleteComment(site, actor, issue, commentOn(issue, commentId));
		},
		attach(key, filename, content, mimeType = 'text/plain') {
			const issue = see(key);
			if (!mayOn(site, actor, issue, 'CREATE_ATTACHMENTS')) throw new JiraError(403, ['You do not have permission to create attachments for this issue.']);
			const stored = site.world.blobs.putNow(`${site.name}-${uuid(site.world)}`, Buffer.from(content));
			return addAttachment(site, actor, issue, { filename, mimeType }, stored).id;
		},
		deleteFile(key, attachmentId) {
			const issue = see(key);
			removeAttachment(site, actor, issue, required(issue.attachments.find((one) => one.id === attachmentId), `file ${attachmentId}`));
		},
		transition(key, name, { comment, internal, fields } = {}) {
			const issue = see(key);
			const { id } = transitionByName(site, actor, issue, name);
			const update = comment === undefined ? {} : { update: { comment: [{ add: commentBody(comment, { internal: internal === true }) }] } };
			prepareTransition(site, actor, issue, { transition: { id }, ...(fields ? { fields: friendlyFields(site, fields) } : {}), ...update })();
		},
		transitions: (key) => availableTransitions(site, actor, see(key)).map((one) => one.name),
		deleteIssue: (key) => deleteIssue(site, actor, see(key), true),
		moveIssue(key, projectKey, typeName) {
			const issue = see(key);
			moveIssue(site, actor, issue, required(findProject(site, projectKey), `project ${projectKey}`), typeName);
			return issue.key;
		},
		archive(what, archived = true) {
			if (!actor.siteAdmin) throw new JiraError(403, ['Only admins can archive or unarchive. Access denied.']);
			if ('project' in what) required(findProject(site, what.project), `project ${what.project}`).archived = archived;
			else if (archived) see(what.issue).archived = site.world.now();
			else delete see(what.issue).archived;
		},
		link: (key, otherKey, typeName = 'Blocks') => addLink(site, actor, { typeId: findLinkType(site, { name: typeName }).id, inward: see(key), outward: see(otherKey) }).id,
		unlink: (linkId) => removeLink(site, actor, required(site.data.issueLinks.find((one) => one.id === linkId), `link ${linkId}`)),
		remoteLink: (key, { url, title, ...rest }) => void putRemoteLink(site, actor, see(key), readRemoteLink({ ...rest, object: { url, title } })),
		removeRemoteLink(key, globalId) {
			const issue = see(key);
			deleteRemoteLink(site, actor, issue, required(issue.remoteLinks.find((one) => one.globalId === globalId), `remote link ${globalId}`));
		},
		setProperty: (key, name, value) => void setProperty(site, actor, see(key), name, value),
		deleteProperty: (key, name) => void deleteProperty(site, actor, see(key), name),
	};
}

/** Customers reach their own requests through the portal; everyone else needs to see the issue. */
function reachable(site: Site, actor: Account, key: string): Issue {
	const issue = issueOf(site, key);
	const own = roleIn(projectOf(site, issue), actor) === 'customer' && issue.values.reporter === actor.accountId;
	if (!own && !seesIssue(site, actor, issue)) throw new JiraError(404, [`${actor.displayName} does not see ${key}.`]);
	return issue;
}

function commentBody(text: string | Json, { internal, visibility, properties }: NewComment): Record<string, unknown> {
	const marker: Record<string, Json> = internal === undefined ? {} : { 'sd.public.comment': { internal } };
	return {
		body: typeof text === 'string' ? documentOf(text) : text,
		...(visibility === undefined ? {} : { visibility }),
		properties: asList({ ...properties, ...marker }),
	};
}

const asList = (properties: Record<string, Json> | undefined): Array<{ key: string; value: Json }> => Object.entries(properties ?? {}).map(([key, value]) => ({ key, value }));
