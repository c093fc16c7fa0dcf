import { JiraError, badRequest } from '../http/errors.ts';
import type { Account, ChangeItem, Issue, IssueLink, LinkType } from '../model.ts';
import { mayOn, visibleIssue } from '../permissions.ts';
import type { Site } from '../site.ts';
import { announce, nextId, required, touch } from '../site.ts';
import { record } from './history.ts';

const MAX_LINKS = 2000;

export interface LinkInput {
	typeId: string;
	inward: Issue;
	outward: Issue;
}

interface LinkBody {
	type?: { id?: unknown; name?: unknown };
	inwardIssue?: { id?: unknown; key?: unknown };
	outwardIssue?: { id?: unknown; key?: unknown };
}

export function findLinkType(site: Site, input: LinkBody['type']): LinkType {
	const found = site.data.linkTypes.find((one) => (input?.id === undefined ? one.name === input?.name : one.id === String(input.id)));
	if (!found) throw new JiraError(404, [`No issue link type with name '${String(input?.name ?? input?.id)}' found.`]);
	return found;
}

/** A link as part of a create or edit: one end is the issue itself. */
export function readLinkInput(site: Site, actor: Account, value: unknown): (issue: Issue) => LinkInput {
	const body = ((value as { add?: unknown })?.add ?? value ?? {}) as LinkBody;
	const typeId = findLinkType(site, body.type).id;
	const other = body.outwardIssue ?? body.inwardIssue;
	if (!other) throw badRequest('Inward or outward issue must be given for a link.');
	const found = visibleIssue(site, actor, String(other.id ?? other.key));
	return (issue) => (body.outwardIssue ? { typeId, inward: issue, outward: found } : { typeId, inward: found, outward: issue });
}

/** Links two issues; a link that exists already is answered like a new one and not doubled. */
export function addLink(site: Site, actor: Account, { typeId, inward, outward }: LinkInput): IssueLink {
	if (inward.id === outward.id) throw badRequest('You cannot link an issue to itself.');
	if (!mayOn(site, actor, inward, 'LINK_ISSUES')) throw new JiraError(401, ['No Link Issue Permission for issue.']);
	const same = site.data.issueLinks.find((link) => link.typeId === typeId && link.inwardId === inward.id && link.outwardId === outward.id);
	if (same) return same;
	for (const issue of [inward, outward]) {
		const links = site.data.issueLinks.filter((link) => link.inwardId === issue.id || link.outwardId === issue.id);
		if (links.length >= MAX_LINKS) throw new JiraError(413, [`The number of issue links on ${issue.key} has reached the limit of ${MAX_LINKS}.`]);
	}
	const link: IssueLink = { id: nextId(site, 'issueLink'), typeId, inwardId: inward.id, outwardId: outward.id };
	site.data.issueLinks.push(link);
	trace(site, actor, link, true);
	announce(site, { kind: 'issueLink', name: 'issuelink_created', link, actorId: actor.accountId });
	return link;
}

export function removeLink(site: Site, actor: Account, link: IssueLink): void {
	site.data.issueLinks = site.data.issueLinks.filter((other) => other !== link);
	trace(site, actor, link, false);
	announce(site, { kind: 'issueLink', name: 'issuelink_deleted', link, actorId: actor.accountId });
}

/** Both ends remember it in their history, each in its own direction. */
function trace(site: Site, actor: Account, link: IssueLink, added: boolean): void {
	const type = required(site.data.linkTypes.find((one) => one.id === link.typeId), `link type ${link.typeId}`);
	const inward = site.data.issues[link.inwardId];
	const outward = site.data.issues[link.outwardId];
	if (!inward || !outward) return;
	const write = (issue: Issue, other: Issue, phrase: string): void => {
		const words = `This issue ${phrase} ${other.key}`;
		const item: ChangeItem = {
			field: 'Link', fieldtype: 'jira', fieldId: 'issuelinks',
			from: added ? null : other.key, fromString: added ? null : words, to: added ? other.key : null, toString: added ? words : null,
		};
		record(site, issue, actor, [item]);
		touch(site, issue);
	};
	write(inward, outward, type.outward);
	write(outward, inward, type.inward);
}
