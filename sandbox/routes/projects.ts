import { empty, json } from '../http/exchange.ts';
import { JiraError, badRequest } from '../http/errors.ts';
import type { Call, Route } from '../http/router.ts';
import { intParam, listParam } from '../http/router.ts';
import { createScreen, fieldMetadata, settableOn } from '../fields/metadata.ts';
import type { Project } from '../model.ts';
import { may, visibleProject } from '../permissions.ts';
import { workflowOf } from '../site.ts';
import { apiUrl, personView } from '../views/people.ts';
import { componentView, issueTypeView, projectView, statusView, versionView } from '../views/objects.ts';
import { pageOf, param } from './answers.ts';
import { readPropertyValue } from './propertyValue.ts';

export const projectRoutes: Route[] = [
	['GET', '/rest/api/3/project/search', searchProjects],
	['GET', '/rest/api/3/project/:projectIdOrKey', (call) => json(200, wholeProject(call, wantedProject(call)))],
	['GET', '/rest/api/3/project/:projectIdOrKey/statuses', (call) => {
		const { site } = call;
		const project = wantedProject(call);
		return json(200, project.issueTypeIds.map((typeId) => {
			const { self, id, name, subtask } = issueTypeView(site, typeId);
			return { self, id, name, subtask, statuses: workflowOf(site, project, typeId).statusIds.map((one) => ({ ...statusView(site, one), untranslatedName: statusView(site, one).name })) };
		}));
	}],
	['GET', '/rest/api/3/issue/createmeta/:projectIdOrKey/issuetypes', createMetaTypes],
	['GET', '/rest/api/3/issue/createmeta/:projectIdOrKey/issuetypes/:issueTypeId', createMetaFields],
	['GET', '/rest/api/3/project/:projectIdOrKey/properties', (call) => json(200, { keys: Object.keys(wantedProject(call).properties).map((key) => ({ self: apiUrl(call.site, 3, `project/${param(call, 'projectIdOrKey')}/properties/${encodeURIComponent(key)}`), key })) })],
	['GET', '/rest/api/3/project/:projectIdOrKey/properties/:propertyKey', (call) => {
		const key = param(call, 'propertyKey');
		const { properties } = wantedProject(call);
		if (!Object.hasOwn(properties, key)) throw new JiraError(404, [`Property with key '${key}' does not exist for the project.`]);
		return json(200, { key, value: properties[key] });
	}],
	['PUT', '/rest/api/3/project/:projectIdOrKey/properties/:propertyKey', async (call) => {
		const project = administered(call);
		const key = param(call, 'propertyKey');
		const value = await readPropertyValue(call, key);
		const isNew = !Object.hasOwn(project.properties, key);
		project.properties[key] = value;
		return empty(isNew ? 201 : 200);
	}],
	['DELETE', '/rest/api/3/project/:projectIdOrKey/properties/:propertyKey', (call) => {
		const project = administered(call);
		const key = param(call, 'propertyKey');
		if (!Object.hasOwn(project.properties, key)) throw new JiraError(404, [`Property with key '${key}' does not exist for the project.`]);
		delete project.properties[key];
		return empty(204);
	}],
];

function wantedProject(call: Call): Project {
	const wanted = param(call, 'projectIdOrKey');
	const project = visibleProject(call.site, call.actor, wanted);
	if (!project) throw new JiraError(404, [`No project could be found with ${/^\d+$/.test(wanted) ? 'id' : 'key'} '${wanted}'.`]);
	return project;
}

function administered(call: Call): Project {
	const project = wantedProject(call);
	if (!may(call.actor, project, 'ADMINISTER_PROJECTS') && !call.actor.siteAdmin) throw new JiraError(403, ['You do not have permission to administer the project.']);
	return project;
}

function wholeProject({ site, actor }: Call, project: Project): Record<string, unknown> {
	return {
		...projectView(site, project),
		expand: 'description,lead,issueTypes,url,projectKeys,permissions,insight',
		description: '',
		lead: personView(site, project.leadId, actor),
		components: project.components.map((one) => componentView(site, one)),
		issueTypes: project.issueTypeIds.map((id) => issueTypeView(site, id)),
		assigneeType: 'UNASSIGNED',
		versions: project.versions.map((one) => versionView(site, one)),
		roles: Object.fromEntries(site.data.roles.map((role) => [role.name, apiUrl(site, 3, `project/${project.id}/role/${role.id}`)])),
		style: 'classic',
		isPrivate: false,
		properties: {},
		...(project.archived ? { archived: true } : {}),
	};
}

function searchProjects(call: Call): ReturnType<Route[2]> {
	const { site, actor, query } = call;
	const startAt = intParam(query, 'startAt', 0);
	const maxResults = Math.min(intParam(query, 'maxResults', 50), 100);
	const keys = listParam(query, 'keys');
	const ids = listParam(query, 'id');
	const text = query.get('query')?.toLowerCase();
	const permission = query.get('action') === 'create' ? 'CREATE_ISSUES' : 'BROWSE_PROJECTS';
	const found = site.data.projects
		.filter((project) => may(actor, project, 'BROWSE_PROJECTS') && may(actor, project, permission))
		.filter((project) => (!keys || keys.includes(project.key)) && (!ids || ids.includes(project.id)))
		.filter((project) => !text || project.key.toLowerCase().includes(text) || project.name.toLowerCase().includes(text))
		.sort((left, right) => left.key.localeCompare(right.key));
	const { shown, isLast } = pageOf(found, startAt, maxResults);
	const self = `${apiUrl(site, 3, 'project/search')}?maxResults=${maxResults}&startAt=${startAt}`;
	const expand = listParam(query, 'expand') ?? [];
	return json(200, {
		self, maxResults, startAt, total: found.length, isLast,
		...(isLast ? {} : { nextPage: `${apiUrl(site, 3, 'project/search')}?maxResults=${maxResults}&startAt=${startAt + shown.length}` }),
		values: shown.map((project) => ({
			...projectView(site, project), expand: 'description,lead,issueTypes,url,projectKeys,permissions,insight', style: 'classic', isPrivate: false, properties: {},
			...(expand.includes('lead') ? { lead: personView(site, project.leadId, actor) } : {}),
			...(expand.includes('issueTypes') ? { issueTypes: project.issueTypeIds.map((id) => issueTypeView(site, id)) } : {}),
		})),
	});
}

/** Create screens are told only to those who may create. */
function creatableProject(call: Call): Project {
	const project = visibleProject(call.site, call.actor, param(call, 'projectIdOrKey'));
	if (!project || !may(call.actor, project, 'CREATE_ISSUES')) throw badRequest(`No project could be found with key '${param(call, 'projectIdOrKey')}'.`);
	return project;
}

function metaPage(call: Call): { startAt: number; maxResults: number } {
	const maxResults = intParam(call.query, 'maxResults', 50);
	if (maxResults > 200) throw badRequest('maxResults cannot be greater than 200.');
	return { startAt: intParam(call.query, 'startAt', 0), maxResults };
}

function createMetaTypes(call: Call): ReturnType<Route[2]> {
	const project = creatableProject(call);
	const { startAt, maxResults } = metaPage(call);
	const { shown } = pageOf(project.issueTypeIds, startAt, maxResults);
	return json(200, { startAt, maxResults, total: project.issueTypeIds.length, issueTypes: shown.map((id) => ({ ...issueTypeView(call.site, id), untranslatedName: call.site.data.issueTypes.find((one) => one.id === id)?.untranslatedName })) });
}

function createMetaFields(call: Call): ReturnType<Route[2]> {
	const project = creatableProject(call);
	const issueTypeId = param(call, 'issueTypeId');
	if (!project.issueTypeIds.includes(issueTypeId)) throw badRequest(`No issue type could be found with id '${issueTypeId}'.`);
	const { startAt, maxResults } = metaPage(call);
	const screen = [{ id: 'issuetype', required: true }, { id: 'project', required: true }, ...settableOn(createScreen(project, issueTypeId), call.actor, project)];
	const { shown } = pageOf(screen, startAt, maxResults);
	const context = { site: call.site, project, issueTypeId };
	return json(200, { startAt, maxResults, total: screen.length, fields: shown.map((one) => ({ ...fieldMetadata(one, context), fieldId: one.id })) });
}

