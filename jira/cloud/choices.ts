import {
	getAllStatuses,
	getCreateIssueMetaIssueTypes,
	getFields,
	getProject,
	searchProjects,
} from 'jira.js/cloud';
import { pathSegment } from '../issueKey';
import type { JiraPort } from '../port';
import type { Choice, Jira } from '../types';
import { jqlText } from './issues';
import { asList, asObject, asText, type Json } from './readValues';

type ChoiceFunctions = Pick<Jira, 'listProjects' | 'isProjectArchived' | 'listIssueTypes' | 'listFields' | 'listTransitions'>;

/** createmeta pages hold at most 200 entries; more is answered with 400. */
const META_PAGE = 200;
/** Issues whose transitions stand for a project: one for each status, and no more than this. */
const SAMPLE = 25;

/** What the pickers of the editor and the checks before a write need to know of a site. */
export function siteChoices(port: JiraPort, jira: Pick<Jira, 'search' | 'readTransitions'>): ChoiceFunctions {
	return {
		async listProjects(query) {
			const page = asObject(await searchProjects(port, { query: query || undefined, maxResults: 50, orderBy: 'key' }));
			return asList(page.values).map((project) => ({
				id: asText(project.key),
				name: `${asText(project.name)} (${asText(project.key)})`,
			}));
		},
		isProjectArchived: async (idOrKey) => asObject(await getProject(port, { projectIdOrKey: pathSegment(idOrKey) })).archived === true,
		async listIssueTypes(project) {
			const page = asObject(
				await getCreateIssueMetaIssueTypes(port, { projectIdOrKey: pathSegment(project), maxResults: META_PAGE }),
			);
			return metaEntries(page).map(toChoice);
		},
		async listFields() {
			return asList(await getFields(port)).map(toChoice);
		},
		async listTransitions(project) {
			// REST shows transitions of issues only, so one issue of each status is asked.
			const statuses = asList(await getAllStatuses(port, { projectIdOrKey: pathSegment(project) })).flatMap((type) =>
				asList(type.statuses).map((status) => asText(status.id)),
			);
			const found = new Map<string, Choice>();
			for (const status of [...new Set(statuses)].slice(0, SAMPLE)) {
				const [issue] = await jira.search({
					jql: `project = ${jqlText(project)} AND status = ${jqlText(status)} ORDER BY updated DESC`,
					limit: 1,
				});
				for (const { id, name, to } of issue ? await jira.readTransitions(issue.id, false) : []) {
					found.set(name, { id, name: `${name} → ${to.name}` });
				}
			}
			return [...found.entries()].map(([name, choice]) => ({ id: name, name: choice.name }));
		},
	};
}

const toChoice = (value: Json): Choice => ({ id: asText(value.id), name: asText(value.name) });

/** The list of a createmeta page; Cloud and Data Center name it differently. */
const metaEntries = (page: Json): Json[] =>
	asList(page.issueTypes ?? page.fields ?? page.values ?? page.results ?? page.createMetaIssueType);
