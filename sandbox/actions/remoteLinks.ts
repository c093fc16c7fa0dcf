import { JiraError, badRequest, fieldErrors } from '../http/errors.ts';
import type { Account, Issue, Json, RemoteLink } from '../model.ts';
import { mayOn } from '../permissions.ts';
import type { Site } from '../site.ts';
import { nextId } from '../site.ts';
import { recordUpdate } from './history.ts';

const MAX_LINKS = 2000;

type LinkBody = Omit<RemoteLink, 'id'>;

/** The whole link as sent: what a client leaves out is empty afterwards, also on an existing link. */
export function readRemoteLink(input: Record<string, unknown>): LinkBody {
	const object = input.object as Record<string, unknown> | undefined;
	const problems: Record<string, string> = {};
	if (!object?.url) problems.url = "'url' is required.";
	else if (!/^https?:\/\/\S+$/.test(String(object.url))) problems.url = "'url' is not a valid URL.";
	if (!object?.title) problems.title = "'title' is required.";
	else if (String(object.title).length > 255) problems.title = "'title' is too long (limit 255).";
	if (typeof input.globalId === 'string' && input.globalId.length > 255) problems.globalId = "'globalId' is too long (limit 255).";
	if (typeof input.relationship === 'string' && input.relationship.length > 255) problems.relationship = "'relationship' is too long (limit 255).";
	if (Object.keys(problems).length > 0) throw fieldErrors(problems);
	return {
		globalId: typeof input.globalId === 'string' && input.globalId !== '' ? input.globalId : null,
		application: (input.application ?? null) as LinkBody['application'],
		relationship: (input.relationship ?? null) as string | null,
		object: object as Record<string, Json>,
	};
}

export function requireLinkPermission(site: Site, actor: Account, issue: Issue): void {
	if (!site.settings.issueLinkingEnabled || !mayOn(site, actor, issue, 'LINK_ISSUES')) throw new JiraError(403, ['You do not have permission to link issues.']);
}

/** Creates a link, or replaces the one with the same global id on this issue. */
export function putRemoteLink(site: Site, actor: Account, issue: Issue, body: LinkBody): { link: RemoteLink; created: boolean } {
	requireLinkPermission(site, actor, issue);
	const existing = body.globalId === null ? undefined : issue.remoteLinks.find((link) => link.globalId === body.globalId);
	if (existing) {
		replaceRemoteLink(site, actor, issue, existing, body);
		return { link: existing, created: false };
	}
	if (issue.remoteLinks.length >= MAX_LINKS) throw new JiraError(413, [`The number of remote links on ${issue.key} has reached the limit of ${MAX_LINKS}.`]);
	const link: RemoteLink = { id: Number(nextId(site, 'remoteLink')), ...body };
	issue.remoteLinks.push(link);
	trace(site, actor, issue, undefined, link);
	return { link, created: true };
}

export function replaceRemoteLink(site: Site, actor: Account, issue: Issue, link: RemoteLink, body: LinkBody): void {
	const before = { ...link };
	Object.assign(link, body);
	trace(site, actor, issue, before, link);
}

export function deleteRemoteLink(site: Site, actor: Account, issue: Issue, link: RemoteLink): void {
	requireLinkPermission(site, actor, issue);
	issue.remoteLinks = issue.remoteLinks.filter((other) => other !== link);
	trace(site, actor, issue, link, undefined);
}

export function remoteLinkById(issue: Issue, linkId: string): RemoteLink {
	if (!/^\d+$/.test(linkId)) throw badRequest(`Invalid link ID: ${linkId}`);
	const link = issue.remoteLinks.find((one) => String(one.id) === linkId);
	if (!link) throw new JiraError(404, [`The remote issue link with ID ${linkId} was not found.`]);
	return link;
}

/** Link changes are history of the issue, move `updated` and are heard as an update. */
function trace(site: Site, actor: Account, issue: Issue, before: RemoteLink | undefined, after: RemoteLink | undefined): void {
	const words = (link: RemoteLink | undefined): string | null => (link ? `This issue links to "${String(link.object.title)} (${String(link.application?.name ?? 'Web Link')})"` : null);
	const id = (link: RemoteLink | undefined): string | null => (link ? String(link.id) : null);
	recordUpdate(site, issue, actor, [{
		field: 'RemoteIssueLink', fieldtype: 'jira', fieldId: 'remoteissuelink',
		from: id(before), fromString: words(before), to: id(after), toString: words(after),
	}], 'issue_updated');
}
