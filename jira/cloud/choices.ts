import {
	getAllStatuses,
	getCreateIssueMetaIssueTypes,
	getFields,
	searchProjects,
} from 'jira.js/cloud';
import uniq from 'lodash/uniq';
import { jqlText } from '../../sync/jql';
import { pathSegment } from '../issueKey';
import type { JiraPort } from '../port';
import type { Choice, Jira, JiraTransition, TypeChoice } from '../types';
import { allMetaEntries } from './createMeta';
import { unlessMissing } from './properties';
import { asList, asObject, asText, type Json } from './readValues';

type ChoiceFunctions = Pick<Jira, 'listProjects' | 'listIssueTypes' | 'listFields' | 'listStatuses' | 'listTransitions' | 'readProjectTransitions'>;

const PROJECT_PAGE = 50;
/** Issues whose transitions stand for a project: one for each status, and no more than this. */
const SAMPLE = 25;
/** How many issues that search shows in a status are asked at most; the first one is nearly always right. */
const CANDIDATES = 3;

/** What the pickers of the editor and the checks before a write need to know of a site. */
export function siteChoices(port: JiraPort, jira: Pick<Jira, 'readIssue' | 'search'>): ChoiceFunctions {
	const statusesOf = async (project: string): Promise<Map<string, string>> => {
		const types = asList(await getAllStatuses(port, { projectIdOrKey: pathSegment(project) }));
		return new Map(types.flatMap((type) => asList(type.statuses)).map((status) => [asText(status.id), asText(status.name)]));
	};

	/** Transitions of an issue that is really in the status: search is behind, and may find one that has been moved on since. */
	const seenFrom = async (project: string, status: string): Promise<JiraTransition[] | undefined> => {
		const found = await jira.search({ jql: `project = ${jqlText(project)} AND status = ${jqlText(status)} ORDER BY updated DESC`, limit: CANDIDATES });
		for (const { id } of found) {
			const { fields, transitions } = await jira.readIssue(id, { fields: ['status'], transitions: true });
			if (asText(asObject(fields.status).id) === status) return transitions ?? [];
		}
		return undefined;
	};

	const readProjectTransitions: Jira['readProjectTransitions'] = async (project) => {
		// REST shows transitions of issues only, so one issue of each status is asked.
		const statuses = await statusesOf(project);
		const transitions = new Map<string, JiraTransition>();
		const byStatus: Record<string, JiraTransition[]> = {};
		const unseen: string[] = [];
		let asked = 0;
		for (const [id, name] of statuses) {
			const seen = asked++ < SAMPLE ? await seenFrom(project, id) : undefined;
			if (!seen) unseen.push(name);
			else byStatus[id] = seen;
			for (const transition of seen ?? []) transitions.set(`${transition.id} ${transition.name}`, transition);
		}
		return { transitions: [...transitions.values()], byStatus, unseen };
	};

	// While a node runs, they stay as they are; every new sub-task asks for them.
	const types = new Map<string, TypeChoice[]>();

	return {
		async listProjects(query, most = PROJECT_PAGE) {
			const found: Choice[] = [];
			for (let isLast = false; !isLast && found.length < most; ) {
				// None found is an empty list, or 404 (OpenAPI document of v3).
				const page = asObject(await unlessMissing(searchProjects(port, { query: query || undefined, startAt: found.length, maxResults: PROJECT_PAGE, orderBy: 'key' })));
				const values = asList(page.values);
				found.push(...values.map((project) => ({ id: asText(project.key), name: `${asText(project.name)} (${asText(project.key)})` })));
				isLast = page.isLast !== false || values.length === 0;
			}
			return found;
		},
		async listIssueTypes(project) {
			const known = types.get(project);
			if (known) return known;
			const entries = await allMetaEntries(async (page) => await getCreateIssueMetaIssueTypes(port, { projectIdOrKey: pathSegment(project), ...page }));
			const found = entries.map((type) => ({ ...toChoice(type), subtask: type.subtask === true }));
			types.set(project, found);
			return found;
		},
		async listFields() {
			return asList(await getFields(port)).map(toChoice);
		},
		async listStatuses(project) {
			return uniq([...(await statusesOf(project)).values()]);
		},
		async listTransitions(project) {
			const { transitions } = await readProjectTransitions(project);
			const byName = new Map(transitions.map(({ name, to }) => [name, { id: name, name: `${name} → ${to.name}` }]));
			return [...byName.values()];
		},
		readProjectTransitions,
	};
}

const toChoice = (value: Json): Choice => ({ id: asText(value.id), name: asText(value.name) });
