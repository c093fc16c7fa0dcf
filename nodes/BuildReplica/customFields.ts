import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import type { Jira } from '../../jira/types';
import { openSite } from '../shared/openJira';

/** Custom fields of the site for the list in the editor; equal names are told apart by their ids. */
export async function getCustomFields(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const fields = (await (await openSite(this)).listFields()).filter(({ id }) => id.startsWith('customfield_'));
	return fields
		.map(({ id, name }) => ({ name: `${name} (${id})`, value: id }))
		.sort((a, b) => a.name.localeCompare(b.name));
}

/** Names of all fields by id: a replica carries names, because ids differ from site to site. */
export async function customFieldNames(jira: Jira): Promise<Record<string, string>> {
	return Object.fromEntries((await jira.listFields()).map(({ id, name }) => [id, name]));
}
