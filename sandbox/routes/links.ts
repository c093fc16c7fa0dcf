import { empty, json } from '../http/exchange.ts';
import { JiraError, badRequest } from '../http/errors.ts';
import type { Call, Route } from '../http/router.ts';
import { readObject, requireJson } from '../http/router.ts';
import { addComment, readComment } from '../actions/comments.ts';
import { addLink, findLinkType, removeLink } from '../actions/issueLinks.ts';
import { deleteRemoteLink, putRemoteLink, readRemoteLink, remoteLinkById, replaceRemoteLink, requireLinkPermission } from '../actions/remoteLinks.ts';
import type { Issue, IssueLink, RemoteLink } from '../model.ts';
import { mayOn, seesIssue, visibleIssue } from '../permissions.ts';
import { required } from '../site.ts';
import { linkedIssueView } from '../views/objects.ts';
import { apiUrl } from '../views/people.ts';
import { param } from './answers.ts';
import { wanted } from './issues.ts';

export const linkRoutes: Route[] = [
	['GET', '/rest/api/3/issue/:issueIdOrKey/remotelink', (call) => {
		const issue = wanted(call);
		const globalId = call.query.get('globalId');
		if (globalId === null) return json(200, issue.remoteLinks.map((link) => remoteView(call, issue, link)));
		return json(200, remoteView(call, issue, byGlobalId(issue, globalId)));
	}],
	['POST', '/rest/api/3/issue/:issueIdOrKey/remotelink', async (call) => {
		const issue = wanted(call);
		const { link, created } = putRemoteLink(call.site, call.actor, issue, readRemoteLink(await readObject(call)));
		return json(created ? 201 : 200, { id: link.id, self: remoteSelf(call, issue, link) });
	}],
	['DELETE', '/rest/api/3/issue/:issueIdOrKey/remotelink', (call) => {
		requireJson(call);
		const issue = wanted(call);
		const globalId = call.query.get('globalId');
		if (!globalId) throw badRequest("'globalId' is required.");
		deleteRemoteLink(call.site, call.actor, issue, byGlobalId(issue, globalId));
		return empty(204);
	}],
	['GET', '/rest/api/3/issue/:issueIdOrKey/remotelink/:linkId', (call) => {
		const issue = wanted(call);
		return json(200, remoteView(call, issue, remoteLinkById(issue, param(call, 'linkId'))));
	}],
	['PUT', '/rest/api/3/issue/:issueIdOrKey/remotelink/:linkId', async (call) => {
		const issue = wanted(call);
		requireLinkPermission(call.site, call.actor, issue);
		replaceRemoteLink(call.site, call.actor, issue, remoteLinkById(issue, param(call, 'linkId')), readRemoteLink(await readObject(call)));
		return empty(204);
	}],
	['DELETE', '/rest/api/3/issue/:issueIdOrKey/remotelink/:linkId', (call) => {
		requireJson(call);
		const issue = wanted(call);
		deleteRemoteLink(call.site, call.actor, issue, remoteLinkById(issue, param(call, 'linkId')));
		return empty(204);
	}],
	['POST', '/rest/api/3/issueLink', createIssueLink],
	['GET', '/rest/api/3/issueLink/:linkId', (call) => {
		const link = linkById(call);
		const { site } = call;
		const type = required(site.data.linkTypes.find((one) => one.id === link.typeId), 'link type');
		return json(200, {
			id: link.id,
			self: apiUrl(site, 3, `issueLink/${link.id}`),
			type: { ...type, self: apiUrl(site, 3, `issueLinkType/${type.id}`) },
			inwardIssue: linkedIssueView(site, required(site.data.issues[link.inwardId], 'issue')),
			outwardIssue: linkedIssueView(site, required(site.data.issues[link.outwardId], 'issue')),
		});
	}],
	['DELETE', '/rest/api/3/issueLink/:linkId', (call) => {
		const link = linkById(call);
		const { site, actor } = call;
		if (!mayOn(site, actor, required(site.data.issues[link.inwardId], 'issue'), 'LINK_ISSUES')) throw new JiraError(401, ['No Link Issue Permission for issue.']);
		removeLink(site, actor, link);
		return empty(204);
	}],
];

function byGlobalId(issue: Issue, globalId: string): RemoteLink {
	const link = issue.remoteLinks.find((one) => one.globalId === globalId);
	if (!link) throw new JiraError(404, [`The remote issue link with global ID '${globalId}' was not found.`]);
	return link;
}

const remoteSelf = ({ site }: Call, issue: Issue, link: RemoteLink): string => apiUrl(site, 3, `issue/${issue.key}/remotelink/${link.id}`);

function remoteView(call: Call, issue: Issue, link: RemoteLink): Record<string, unknown> {
	return {
		id: link.id,
		self: remoteSelf(call, issue, link),
		...(link.globalId === null ? {} : { globalId: link.globalId }),
		application: link.application ?? {},
		...(link.relationship === null ? {} : { relationship: link.relationship }),
		object: { ...link.object, icon: link.object.icon ?? {}, status: link.object.status ?? { icon: {} } },
	};
}

async function createIssueLink(call: Call): Promise<Awaited<ReturnType<Route[2]>>> {
	const { site, actor } = call;
	const body = await readObject(call) as { type?: { id?: unknown; name?: unknown }; inwardIssue?: { id?: unknown; key?: unknown }; outwardIssue?: { id?: unknown; key?: unknown }; comment?: unknown };
	if (!body.inwardIssue || !body.outwardIssue) throw badRequest('Both inwardIssue and outwardIssue must be given.');
	const typeId = findLinkType(site, body.type).id;
	const inward = visibleIssue(site, actor, String(body.inwardIssue.id ?? body.inwardIssue.key));
	const outward = visibleIssue(site, actor, String(body.outwardIssue.id ?? body.outwardIssue.key));
	const comment = body.comment === undefined ? undefined : readComment(site, body.comment);
	addLink(site, actor, { typeId, inward, outward });
	if (comment) addComment(site, actor, inward, comment);
	return empty(201);
}

function linkById(call: Call): IssueLink {
	const { site, actor } = call;
	const id = param(call, 'linkId');
	const link = site.data.issueLinks.find((one) => one.id === id);
	const ends = link ? [site.data.issues[link.inwardId], site.data.issues[link.outwardId]] : [];
	if (!link || !ends.every((issue) => issue && seesIssue(site, actor, issue))) throw new JiraError(404, [`No issue link with id '${id}' exists.`]);
	return link;
}
