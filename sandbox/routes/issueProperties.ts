import { empty, json } from '../http/exchange.ts';
import { JiraError } from '../http/errors.ts';
import type { Call, Route } from '../http/router.ts';
import { deleteProperty, setProperty } from '../actions/properties.ts';
import type { Issue } from '../model.ts';
import { mayOn } from '../permissions.ts';
import { apiUrl } from '../views/people.ts';
import { param } from './answers.ts';
import { wanted } from './issues.ts';
import { readPropertyValue } from './propertyValue.ts';

export const issuePropertyRoutes: Route[] = [
	['GET', '/rest/api/3/issue/:issueIdOrKey/properties', (call) => {
		const issue = wanted(call);
		return json(200, { keys: Object.keys(issue.properties).map((key) => ({ self: apiUrl(call.site, 3, `issue/${param(call, 'issueIdOrKey')}/properties/${encodeURIComponent(key)}`), key })) });
	}],
	['GET', '/rest/api/3/issue/:issueIdOrKey/properties/:propertyKey', (call) => {
		const { properties } = wanted(call);
		const key = param(call, 'propertyKey');
		if (!Object.hasOwn(properties, key)) throw missing(key);
		return json(200, { key, value: properties[key] });
	}],
	['PUT', '/rest/api/3/issue/:issueIdOrKey/properties/:propertyKey', async (call) => {
		const issue = editableIssue(call);
		const key = param(call, 'propertyKey');
		const value = await readPropertyValue(call, key);
		const isNew = setProperty(call.site, call.actor, issue, key, value);
		return empty(isNew ? 201 : 200);
	}],
	['DELETE', '/rest/api/3/issue/:issueIdOrKey/properties/:propertyKey', (call) => {
		const key = param(call, 'propertyKey');
		if (!deleteProperty(call.site, call.actor, editableIssue(call), key)) throw missing(key);
		return empty(204);
	}],
];

const missing = (key: string): JiraError => new JiraError(404, [`The property with key '${key}' does not exist.`]);

function editableIssue(call: Call): Issue {
	const issue = wanted(call);
	if (!mayOn(call.site, call.actor, issue, 'EDIT_ISSUES')) throw new JiraError(403, ['You do not have permission to edit this issue.']);
	return issue;
}
