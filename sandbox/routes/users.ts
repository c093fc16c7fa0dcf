import { empty, json } from '../http/exchange.ts';
import { JiraError, badRequest } from '../http/errors.ts';
import type { Call, Route } from '../http/router.ts';
import { intParam } from '../http/router.ts';
import type { Account, Project } from '../model.ts';
import { may, visibleIssue, visibleProject } from '../permissions.ts';
import { findAccount, projectOf } from '../site.ts';
import { apiUrl, personView } from '../views/people.ts';
import { param } from './answers.ts';
import { readPropertyValue } from './propertyValue.ts';

export const userRoutes: Route[] = [
	['GET', '/rest/api/:version/myself', ({ site, actor }) => json(200, {
		...personView(site, actor.accountId, actor),
		emailAddress: actor.email,
		locale: actor.locale,
		groups: { size: 1, items: [] },
		applicationRoles: { size: 1, items: [] },
		expand: 'groups,applicationRoles',
	})],
	['GET', '/rest/api/3/user', (call) => json(200, { ...personView(call.site, wantedAccount(call).accountId, call.actor), expand: 'groups,applicationRoles' })],
	['GET', '/rest/api/3/user/search', searchUsers],
	['GET', '/rest/api/3/user/assignable/search', searchAssignable],
	['GET', '/rest/api/3/user/properties', (call) => json(200, { keys: Object.keys(propertiesOf(call)).map((key) => ({ self: `${apiUrl(call.site, 3, `user/properties/${encodeURIComponent(key)}`)}?accountId=${encodeURIComponent(ownAccount(call).accountId)}`, key })) })],
	['GET', '/rest/api/3/user/properties/:propertyKey', (call) => {
		const key = param(call, 'propertyKey');
		const found = propertiesOf(call);
		if (!Object.hasOwn(found, key)) throw new JiraError(404, [`The property '${key}' does not exist.`]);
		return json(200, { key, value: found[key] });
	}],
	['PUT', '/rest/api/3/user/properties/:propertyKey', async (call) => {
		const owner = ownAccount(call);
		const key = param(call, 'propertyKey');
		const value = await readPropertyValue(call, key);
		const properties = (call.site.data.userProperties[owner.accountId] ??= {});
		const isNew = !Object.hasOwn(properties, key);
		properties[key] = value;
		return empty(isNew ? 201 : 200);
	}],
	['DELETE', '/rest/api/3/user/properties/:propertyKey', (call) => {
		const properties = propertiesOf(call);
		const key = param(call, 'propertyKey');
		if (!Object.hasOwn(properties, key)) throw new JiraError(404, [`The property '${key}' does not exist.`]);
		delete properties[key];
		return empty(204);
	}],
];

function wantedAccount({ site, query }: Call): Account {
	const id = query.get('accountId');
	if (!id) throw badRequest("The query parameter 'accountId' must be provided.");
	const found = findAccount(site, id);
	if (!found) throw new JiraError(404, ['Specified user does not exist or you do not have required permissions']);
	return found;
}

/** Properties are for the person they belong to and for admins. */
function ownAccount(call: Call): Account {
	const wanted = wantedAccount(call);
	if (wanted.accountId !== call.actor.accountId && !call.actor.siteAdmin) throw new JiraError(403, ['You do not have permission to access user properties of other users.']);
	return wanted;
}

function propertiesOf(call: Call): Record<string, unknown> {
	return call.site.data.userProperties[ownAccount(call).accountId] ?? {};
}

/** A hidden address is found only when it is given in full; names are found by any part. */
function matchesQuery(account: Account, query: string): boolean {
	const wanted = query.toLowerCase();
	if (account.displayName.toLowerCase().split(/\s+/).some((word) => word.startsWith(wanted)) || account.displayName.toLowerCase().startsWith(wanted)) return true;
	return account.emailVisible ? account.email.toLowerCase().startsWith(wanted) : account.email.toLowerCase() === wanted;
}

function searchUsers(call: Call): ReturnType<Route[2]> {
	const { site, actor, query } = call;
	const text = query.get('query');
	const id = query.get('accountId');
	if (text === null && id === null && query.get('property') === null) throw badRequest("Provide one of 'query', 'accountId' or 'property'.");
	if (text !== null && id !== null) throw badRequest("The parameters 'query' and 'accountId' are mutually exclusive.");
	const found = site.data.accounts.filter((account) => (id === null ? matchesQuery(account, text ?? '') : account.accountId === id));
	return json(200, paged(call, found).map((account) => personView(site, account.accountId, actor)));
}

function searchAssignable(call: Call): ReturnType<Route[2]> {
	const { site, actor, query } = call;
	const project = assignableProject(call);
	const text = query.get('query') ?? '';
	const id = query.get('accountId');
	const found = site.data.accounts.filter((account) => may(account, project, 'ASSIGNABLE_USER') && (id === null ? matchesQuery(account, text) : account.accountId === id));
	return json(200, paged(call, found).map((account) => personView(site, account.accountId, actor)));
}

function assignableProject({ site, actor, query }: Call): Project {
	const issue = query.get('issueKey') ?? query.get('issueId');
	if (issue) return projectOf(site, visibleIssue(site, actor, issue));
	const wanted = query.get('project');
	if (!wanted) throw badRequest("Provide one of 'project', 'issueKey' or 'issueId'.");
	const project = visibleProject(site, actor, wanted);
	if (!project) throw new JiraError(404, [`No project could be found with key '${wanted}'.`]);
	return project;
}

function paged(call: Call, accounts: Account[]): Account[] {
	const startAt = intParam(call.query, 'startAt', 0);
	return accounts.slice(startAt, startAt + Math.min(intParam(call.query, 'maxResults', 50), 1000));
}
