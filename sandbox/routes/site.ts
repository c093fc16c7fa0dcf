import { json } from '../http/exchange.ts';
import { badRequest, issueNotFound, JiraError } from '../http/errors.ts';
import type { Call, Route } from '../http/router.ts';
import { listParam } from '../http/router.ts';
import { fieldsOf } from '../fields/field.ts';
import type { Project } from '../model.ts';
import { GLOBAL_PERMISSIONS, may, mayGlobally, maySomewhere, permissionName, projectPermissionsOf, visibleIssue, visibleProject } from '../permissions.ts';
import { projectOf } from '../site.ts';
import { issueTypeView, priorityView, resolutionView, statusView } from '../views/objects.ts';
import { apiUrl } from '../views/people.ts';
import { jiraTime } from '../views/time.ts';

export const siteRoutes: Route[] = [
	['GET', '/rest/api/:version/serverInfo', ({ site, actor }) => json(200, {
		baseUrl: site.baseUrl,
		version: '1001.0.0-SNAPSHOT',
		versionNumbers: [1001, 0, 0],
		deploymentType: 'Cloud',
		buildNumber: 100_290,
		buildDate: '2026-10-28T00:00:00.000+0000',
		serverTime: jiraTime(site.world.now(), actor.timeZone),
		scmInfo: 'sandbox',
		serverTitle: site.data.title,
		defaultLocale: { locale: 'en_US' },
		serverTimeZone: 'UTC',
	})],
	['GET', '/rest/api/3/mypermissions', myPermissions],
	['GET', '/rest/api/3/configuration', ({ site }) => json(200, {
		attachmentsEnabled: site.settings.attachmentsEnabled,
		issueLinkingEnabled: site.settings.issueLinkingEnabled,
		subTasksEnabled: true,
		timeTrackingEnabled: true,
		timeTrackingConfiguration: { workingHoursPerDay: 8, workingDaysPerWeek: 5, timeFormat: 'pretty', defaultUnit: 'minute' },
		unassignedIssuesAllowed: true,
		votingEnabled: true,
		watchingEnabled: true,
	})],
	['GET', '/rest/api/3/field', ({ site }) => json(200, fieldsOf(site).map((field) => ({
		id: field.id,
		key: field.id,
		name: field.name,
		custom: field.custom !== undefined,
		orderable: field.orderable,
		navigable: field.navigable,
		searchable: field.searchable,
		clauseNames: field.clauseNames,
		schema: field.schema,
	})))],
	['GET', '/rest/api/3/priority', ({ site }) => json(200, site.data.priorities.map((one) => priorityView(site, one)))],
	['GET', '/rest/api/3/resolution', ({ site }) => json(200, site.data.resolutions.map((one) => resolutionView(site, one)))],
	['GET', '/rest/api/3/status', ({ site }) => json(200, site.data.statuses.map((one) => ({ ...statusView(site, one.id), untranslatedName: one.name })))],
	['GET', '/rest/api/3/issuetype', ({ site }) => json(200, site.data.issueTypes.map((one) => ({ ...issueTypeView(site, one.id), untranslatedName: one.untranslatedName })))],
	['GET', '/rest/api/3/issueLinkType', ({ site }) => json(200, { issueLinkTypes: site.data.linkTypes.map((one) => ({ ...one, self: apiUrl(site, 3, `issueLinkType/${one.id}`) })) })],
];

function myPermissions(call: Call): ReturnType<Route[2]> {
	const { site, actor, query } = call;
	const asked = listParam(query, 'permissions');
	if (!asked || asked.length === 0) throw badRequest("The 'permissions' query parameter is required.");
	const unknown = asked.filter((key) => !projectPermissionsOf(site).includes(key) && !GLOBAL_PERMISSIONS.includes(key));
	if (unknown.length > 0) throw badRequest(`Unrecognized permission${unknown.length > 1 ? 's' : ''}: ${unknown.join(', ')}`);
	const project = scopeOf(call);
	const permissions = Object.fromEntries(asked.map((key, at) => {
		const global = GLOBAL_PERMISSIONS.includes(key);
		const inScope = project ? may(actor, project, key) : maySomewhere(site, actor, key);
		return [key, {
			id: String(at), key, name: permissionName(key), type: global ? 'GLOBAL' : 'PROJECT', description: '',
			havePermission: global ? mayGlobally(actor, key) : inScope,
		}];
	}));
	return json(200, { permissions });
}

function scopeOf({ site, actor, query }: Call): Project | undefined {
	const issue = query.get('issueKey') ?? query.get('issueId');
	if (issue) {
		const found = visibleIssue(site, actor, issue);
		if (!found) throw issueNotFound();
		return projectOf(site, found);
	}
	const wanted = query.get('projectKey') ?? query.get('projectId');
	if (!wanted) return undefined;
	const project = visibleProject(site, actor, wanted);
	if (!project) throw new JiraError(404, [`No project could be found with key '${wanted}'.`]);
	return project;
}
