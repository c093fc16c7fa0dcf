import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import type { Jira } from '../../jira/types';
import { nearNames } from '../../sync/nearNames';
import { SyncError } from '../../sync/errors';
import { askSite } from '../shared/pickers';

const isCustom = (id: string): boolean => id.startsWith('customfield_');

/** Custom fields of the site for the list in the editor; equal names are told apart by their ids. */
export async function getCustomFields(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const fields = (await askSite(this, (jira) => jira.listFields())).filter(({ id }) => isCustom(id));
	return fields
		.map(({ id, name }) => ({ name: `${name} (${id})`, value: id }))
		.sort((a, b) => a.name.localeCompare(b.name));
}

/** Names of custom fields by id: a replica carries names, because ids differ from site to site. */
export async function customFieldNames(jira: Jira): Promise<Record<string, string>> {
	return Object.fromEntries((await jira.listFields()).filter(({ id }) => isCustom(id)).map(({ id, name }) => [id, name]));
}

/**
 * The custom fields that are wanted, by id, with the names under which they travel.
 *
 * @param wanted ids or names
 * @param known names of the site's custom fields by id
 * @throws SyncError `outgoingRules` for a name that no field has or several have, and for two fields that would travel under one name
 */
export function chooseCustomFields(wanted: string[], known: Record<string, string>): Record<string, string> {
	const chosen = new Map<string, string>();
	for (const id of wanted.map((each) => idOf(each, known))) {
		const name = known[id] ?? id;
		const other = [...chosen].find(([otherId, otherName]) => otherName === name && otherId !== id);
		if (other) throw refused(`The custom fields ${other[0]} and ${id} are both called ${name}, and a replica knows fields by name.`, 'Choose one of them, or rename one in Jira.');
		chosen.set(id, name);
	}
	return Object.fromEntries(chosen);
}

/** An id is taken as it is: a field may be hidden from the list and not from the issue. */
function idOf(wanted: string, known: Record<string, string>): string {
	if (isCustom(wanted)) return wanted;
	const ids = Object.keys(known).filter((id) => known[id] === wanted);
	const [id] = ids;
	if (id !== undefined && ids.length === 1) return id;
	if (ids.length > 1) throw refused(`${ids.length} custom fields are called ${wanted}: ${ids.join(', ')}.`, 'Choose one by its ID.');
	const near = nearNames(wanted, Object.values(known));
	throw refused(`No custom field is called ${wanted}.`, near.length > 0 ? `Choose one from the list. Names like it: ${near.join(', ')}.` : 'Choose one from the list.');
}

const refused = (message: string, next: string): SyncError => new SyncError('outgoingRules', message, { scope: 'connection', field: 'customFields', next });
