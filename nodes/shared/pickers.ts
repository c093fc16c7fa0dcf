import { NodeApiError, type ILoadOptionsFunctions, type INodeListSearchResult, type INodeParameterResourceLocator, type INodePropertyOptions } from 'n8n-workflow';
import type { Choice, Jira } from '../../jira/types';
import { openSite } from './openJira';
import { reportOf } from './toNodeError';

/** What a list of the editor asks of the node's site; Jira's refusal is shown where the list would be, with what to do. */
export async function askSite<T>(context: ILoadOptionsFunctions, ask: (jira: Jira) => Promise<T>): Promise<T> {
	return await openSite(context)
		.then(ask)
		.catch((error: unknown) => {
			const { message, next } = reportOf(error);
			throw new NodeApiError(context.getNode(), { message }, { message, description: next });
		});
}

/** Fills a resource locator from the site. */
export async function search(
	context: ILoadOptionsFunctions,
	filter: string | undefined,
	list: (jira: Jira) => Promise<Choice[]>,
): Promise<INodeListSearchResult> {
	const found = await askSite(context, list);
	const wanted = filter?.toLowerCase() ?? '';
	return {
		results: found
			.filter(({ id, name }) => `${name} ${id}`.toLowerCase().includes(wanted))
			.map(({ id, name }) => ({ name, value: id })),
	};
}

/** Key of the project of the panel. Read as it is: n8n extracts no value from a parameter that is not shown. */
export const chosenProject = (context: ILoadOptionsFunctions): string =>
	String((context.getCurrentNodeParameter('project') as INodeParameterResourceLocator | undefined)?.value ?? '').trim();

export async function searchProjects(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	return await search(this, filter, (jira) => jira.listProjects(filter ?? ''));
}

/** n8n cannot search in a list of which several may be chosen, so all have to be in it. */
const MOST_PROJECTS = 1_000;

/** For a list of which several may be chosen; the values are project keys. */
export async function getProjects(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const { results } = await search(this, undefined, (jira) => jira.listProjects('', MOST_PROJECTS));
	return results.map(({ name, value }) => ({ name, value }));
}

export async function searchIssueTypes(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	const project = chosenProject(this);
	return await search(this, filter, (jira) => (project ? jira.listIssueTypes(project) : Promise.resolve([])));
}

export async function searchTransitions(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	const project = chosenProject(this);
	return await search(this, filter, (jira) => (project ? jira.listTransitions(project) : Promise.resolve([])));
}
