import type { ILoadOptionsFunctions, INodeListSearchResult, INodeParameterResourceLocator } from 'n8n-workflow';
import uniq from 'lodash/uniq';
import { readSiteFields } from '../../engine/siteFields';
import type { Choice, Jira } from '../../jira/types';
import { chosenType } from './issueType';
import type { RowParameter } from './mappingRows';
import { chosenProject, search } from './pickers';

/**
 * Values that the local fields of the rows take. n8n does not tell a list in which row it stands, so it shows those of all rows,
 * with the field behind the value where there is more than one.
 */
export async function searchLocalValues(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	const { row = [] } = (this.getCurrentNodeParameter('mapping') ?? {}) as { row?: RowParameter[] };
	const project = chosenProject(this);
	const type = chosenType(this.getCurrentNodeParameter('issueType') as INodeParameterResourceLocator | undefined);
	const chosen = uniq(row.filter(({ kind }) => kind !== 'script').map(({ local }) => local));
	return await search(this, filter, async (jira) => {
		if (project === '' || chosen.length === 0) return [];
		const lists = [...(await fieldLists(jira, { project, type }, chosen)), ...(chosen.includes('status') ? [{ field: 'Status', values: await jira.listStatuses(project) }] : [])];
		return lists.flatMap(({ field, values }) => values.map((value): Choice => ({ id: value, name: lists.length > 1 ? `${value} (${field})` : value })));
	});
}

async function fieldLists(jira: Jira, where: Pick<Parameters<typeof readSiteFields>[1], 'project' | 'type'>, chosen: string[]): Promise<Array<{ field: string; values: string[] }>> {
	const { fields } = await readSiteFields(jira, { side: '', ...where });
	return fields.flatMap(({ id, name, options = [] }) => (chosen.includes(id) && options.length > 0 ? [{ field: name, values: options }] : []));
}
