import { empty, json } from '../http/exchange.ts';
import { JiraError, badRequest } from '../http/errors.ts';
import type { Call, Route } from '../http/router.ts';
import { readJson } from '../http/router.ts';
import type { Account, Issue } from '../model.ts';
import { mayOn } from '../permissions.ts';
import { findAccount } from '../site.ts';
import { apiUrl, personView } from '../views/people.ts';
import { wanted } from './issues.ts';

export const watcherRoutes: Route[] = [
	['GET', '/rest/api/3/issue/:issueIdOrKey/watchers', (call) => {
		const issue = wanted(call);
		const { site, actor } = call;
		return json(200, {
			self: apiUrl(site, 3, `issue/${issue.key}/watchers`),
			isWatching: issue.watcherIds.includes(actor.accountId),
			watchCount: issue.watcherIds.length,
			watchers: issue.watcherIds.map((id) => personView(site, id, actor)),
		});
	}],
	['POST', '/rest/api/3/issue/:issueIdOrKey/watchers', async (call) => {
		const issue = wanted(call);
		const body = call.request.body === undefined ? call.actor.accountId : await readJson(call);
		const account = watcher(call, issue, typeof body === 'string' ? body : call.actor.accountId);
		if (!issue.watcherIds.includes(account.accountId)) issue.watcherIds.push(account.accountId);
		return empty(204);
	}],
	['DELETE', '/rest/api/3/issue/:issueIdOrKey/watchers', (call) => {
		const issue = wanted(call);
		const id = call.query.get('accountId');
		if (!id) throw badRequest("The query parameter 'accountId' must be provided.");
		const account = watcher(call, issue, id);
		issue.watcherIds = issue.watcherIds.filter((one) => one !== account.accountId);
		return empty(204);
	}],
];

function watcher({ site, actor }: Call, issue: Issue, accountId: string): Account {
	const account = findAccount(site, accountId);
	if (!account) throw new JiraError(404, [`The user with account id '${accountId}' does not exist.`]);
	if (account.accountId !== actor.accountId && !mayOn(site, actor, issue, 'MANAGE_WATCHERS')) {
		throw new JiraError(403, ['You do not have permission to manage the watcher list.']);
	}
	return account;
}
