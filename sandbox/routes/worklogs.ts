import { isDocument } from '../adf/validate.ts';
import { empty, json } from '../http/exchange.ts';
import { JiraError, badRequest } from '../http/errors.ts';
import type { Call, Route } from '../http/router.ts';
import { intParam, readObject } from '../http/router.ts';
import type { Issue, Json, Worklog } from '../model.ts';
import { mayOn } from '../permissions.ts';
import { announce, nextId, touch } from '../site.ts';
import { worklogView } from '../views/worklogs.ts';
import { lookingOf, pageOf, param } from './answers.ts';
import { wanted } from './issues.ts';

export const worklogRoutes: Route[] = [
	['GET', '/rest/api/3/issue/:issueIdOrKey/worklog', (call) => {
		const issue = wanted(call);
		const startAt = intParam(call.query, 'startAt', 0);
		const maxResults = intParam(call.query, 'maxResults', 5000);
		const { shown } = pageOf(issue.worklogs, startAt, maxResults);
		return json(200, { startAt, maxResults, total: issue.worklogs.length, worklogs: shown.map((one) => worklogView(one, issue, lookingOf(call))) });
	}],
	['POST', '/rest/api/3/issue/:issueIdOrKey/worklog', async (call) => {
		const issue = workable(call);
		const input = readWorklog(await readObject(call), call);
		const now = call.site.world.now();
		const worklog: Worklog = { id: nextId(call.site, 'worklog'), authorId: call.actor.accountId, updateAuthorId: call.actor.accountId, created: now, updated: now, ...input };
		issue.worklogs.push(worklog);
		return json(201, changed(call, issue, worklog, 'worklog_created'));
	}],
	['GET', '/rest/api/3/issue/:issueIdOrKey/worklog/:id', (call) => {
		const issue = wanted(call);
		return json(200, worklogView(worklogById(call, issue), issue, lookingOf(call)));
	}],
	['PUT', '/rest/api/3/issue/:issueIdOrKey/worklog/:id', async (call) => {
		const issue = workable(call);
		const worklog = worklogById(call, issue);
		const body = await readObject(call);
		Object.assign(worklog, readWorklog({ started: undefined, timeSpentSeconds: worklog.timeSpentSeconds, ...body }, call, worklog), { updated: call.site.world.now(), updateAuthorId: call.actor.accountId });
		return json(200, changed(call, issue, worklog, 'worklog_updated'));
	}],
	['DELETE', '/rest/api/3/issue/:issueIdOrKey/worklog/:id', (call) => {
		const issue = workable(call);
		const worklog = worklogById(call, issue);
		issue.worklogs = issue.worklogs.filter((other) => other !== worklog);
		changed(call, issue, worklog, 'worklog_deleted');
		return empty(204);
	}],
];

function workable(call: Call): Issue {
	const issue = wanted(call);
	if (!mayOn(call.site, call.actor, issue, 'WORK_ON_ISSUES')) throw badRequest('You do not have the permission to associate a worklog to this issue.');
	return issue;
}

function worklogById(call: Call, issue: Issue): Worklog {
	const found = issue.worklogs.find((one) => one.id === param(call, 'id'));
	if (!found) throw new JiraError(404, [`Cannot find worklog with id: '${param(call, 'id')}'.`]);
	return found;
}

function changed(call: Call, issue: Issue, worklog: Worklog, name: 'worklog_created' | 'worklog_updated' | 'worklog_deleted'): Record<string, unknown> {
	touch(call.site, issue);
	announce(call.site, { kind: 'worklog', name, issue, worklog, actorId: call.actor.accountId });
	return worklogView(worklog, issue, lookingOf(call));
}

const UNIT_SECONDS: Record<string, number> = { w: 144_000, d: 28_800, h: 3600, m: 60 };

function readWorklog(body: Record<string, unknown>, call: Call, before?: Worklog): { started: number; timeSpentSeconds: number; comment: Json } {
	const seconds = typeof body.timeSpentSeconds === 'number' ? body.timeSpentSeconds : secondsOf(body.timeSpent);
	if (!seconds || seconds <= 0) throw new JiraError(400, [], { timeLogged: 'You must indicate the time spent working.' });
	if (body.comment !== undefined && body.comment !== null && !isDocument(body.comment)) throw new JiraError(400, [], { comment: 'Worklog comment is not valid!' });
	const started = body.started === undefined ? before?.started ?? call.site.world.now() : Date.parse(String(body.started).replace(/([+-]\d{2})(\d{2})$/, '$1:$2'));
	if (Number.isNaN(started)) throw badRequest(`Invalid date format. Please enter the date in the format "yyyy-MM-dd'T'HH:mm:ss.SSSZ".`);
	return { started, timeSpentSeconds: seconds, comment: (body.comment ?? before?.comment ?? null) as Json };
}

function secondsOf(text: unknown): number {
	if (typeof text !== 'string') return 0;
	return [...text.matchAll(/(\d+)\s*([wdhm])/g)].reduce((sum, [, count, unit]) => sum + Number(count) * (UNIT_SECONDS[unit ?? 'm'] ?? 0), 0);
}
