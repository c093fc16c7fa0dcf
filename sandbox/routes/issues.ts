import { empty, json } from '../http/exchange.ts';
import { JiraError, badRequest } from '../http/errors.ts';
import type { Call, Route } from '../http/router.ts';
import { flagParam, intParam, listParam, readObject } from '../http/router.ts';
import { createIssue, createIssues } from '../actions/createIssue.ts';
import { deleteIssue } from '../actions/deleteIssue.ts';
import { editIssue } from '../actions/editIssue.ts';
import type { Issue } from '../model.ts';
import { seesIssue, visibleIssue } from '../permissions.ts';
import { findIssue } from '../site.ts';
import { historyView } from '../views/changelog.ts';
import { editMeta, issueView } from '../views/issues.ts';
import { apiUrl } from '../views/people.ts';
import { expandOf, lookingOf, pageOf, param } from './answers.ts';

export const issueRoutes: Route[] = [
	['POST', '/rest/api/3/issue', async (call) => json(201, created(call, createIssue(call.site, call.actor, await readObject(call))))],
	['POST', '/rest/api/3/issue/bulk', bulkCreate],
	['POST', '/rest/api/3/issue/bulkfetch', bulkFetch],
	['GET', '/rest/api/3/issue/:issueIdOrKey', (call) => json(200, issueView(wanted(call), lookingOf(call), {
		fields: listParam(call.query, 'fields') ?? ['*all'],
		expand: expandOf(call),
		properties: listParam(call.query, 'properties') ?? [],
	}))],
	['PUT', '/rest/api/3/issue/:issueIdOrKey', async (call) => {
		const issue = wanted(call);
		editIssue(call.site, call.actor, issue, await readObject(call));
		if (!flagParam(call.query, 'returnIssue', false)) return empty(204);
		return json(200, issueView(issue, lookingOf(call), { fields: ['*all'], expand: expandOf(call), properties: [] }));
	}],
	['DELETE', '/rest/api/3/issue/:issueIdOrKey', (call) => {
		deleteIssue(call.site, call.actor, wanted(call), flagParam(call.query, 'deleteSubtasks', false));
		return empty(204);
	}],
	['GET', '/rest/api/3/issue/:issueIdOrKey/editmeta', (call) => json(200, editMeta(wanted(call), lookingOf(call)))],
	['GET', '/rest/api/3/issue/:issueIdOrKey/changelog', (call) => {
		const issue = wanted(call);
		const startAt = intParam(call.query, 'startAt', 0);
		const maxResults = Math.min(intParam(call.query, 'maxResults', 100), 100);
		const { shown, isLast } = pageOf(issue.changelog, startAt, maxResults);
		const at = (from: number): string => `${apiUrl(call.site, 3, `issue/${param(call, 'issueIdOrKey')}/changelog`)}?maxResults=${maxResults}&startAt=${from}`;
		return json(200, {
			self: at(startAt), maxResults, startAt, total: issue.changelog.length, isLast,
			...(isLast ? {} : { nextPage: at(startAt + shown.length) }),
			values: shown.map((history) => historyView(history, lookingOf(call))),
		});
	}],
];

/** The issue a path names, if the caller may see it. */
export function wanted(call: Call): Issue {
	return visibleIssue(call.site, call.actor, param(call, 'issueIdOrKey'));
}

function created({ site }: Call, issue: Issue): Record<string, unknown> {
	return { id: issue.id, key: issue.key, self: apiUrl(site, 3, `issue/${issue.id}`) };
}

async function bulkCreate(call: Call): Promise<Awaited<ReturnType<Route[2]>>> {
	const { issueUpdates } = await readObject(call);
	const { issues, errors } = createIssues(call.site, call.actor, issueUpdates);
	return json(issues.length > 0 ? 201 : 400, {
		issues: issues.map((issue) => created(call, issue)),
		errors: errors.map(({ at, error }) => ({ status: error.status, elementErrors: { errorMessages: error.messages, errors: error.fields }, failedElementNumber: at })),
	});
}

/** Issues nobody may see are left out without a word, and the answer is in order of ids, not of the request. */
async function bulkFetch(call: Call): Promise<Awaited<ReturnType<Route[2]>>> {
	const body = await readObject(call);
	const asked = body.issueIdsOrKeys;
	if (!Array.isArray(asked) || asked.length === 0) throw badRequest('No issue IDs or keys were provided.');
	if (asked.length > 100) throw badRequest('The number of issue IDs or keys exceeds the limit of 100.');
	const properties = strings(body.properties) ?? [];
	if (properties.length > 5) throw badRequest('The number of properties exceeds the limit of 5.');
	const { site, actor } = call;
	const found = new Set(asked.flatMap((one) => {
		const issue = findIssue(site, String(one));
		return issue && seesIssue(site, actor, issue) ? [issue] : [];
	}));
	const selection = { fields: strings(body.fields) ?? ['*navigable'], expand: strings(body.expand) ?? [], properties, histories: 40 };
	const issues = [...found].sort((left, right) => Number(left.id) - Number(right.id));
	return json(200, { issues: issues.map((issue) => issueView(issue, lookingOf(call), selection)), issueErrors: [] });
}

export function strings(value: unknown): string[] | undefined {
	if (value === undefined || value === null) return undefined;
	if (!Array.isArray(value)) throw new JiraError(400, ['Invalid request payload. Refer to the REST API documentation and try again.']);
	return value.map(String);
}
