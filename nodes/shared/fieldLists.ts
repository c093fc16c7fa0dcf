import type { ILoadOptionsFunctions, INodeParameterResourceLocator, INodePropertyOptions } from 'n8n-workflow';
import type { FieldMeta, Jira } from '../../jira/types';
import { kindOf } from '../../sync/coerce/kinds';
import { KIND_WORDS, REMOTE_KIND } from '../../sync/coerce/pairs';
import { newType, type ChosenType } from '../../sync/newType';
import { chosenType } from './issueType';
import { CONSTANT } from './mappingRows';
import { openSource } from './openJira';
import { askSite, chosenProject } from './pickers';

/** Names of replica fields for people: `fixVersions` is read as `Fix Versions`. */
const title = (name: string): string => name.replace(/([A-Z])/g, ' $1').replace(/^./, (letter) => letter.toUpperCase());

/** Fields that a replica can hold; custom fields of the other site when its credential is given here. */
export async function getRemoteFields(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const known = Object.keys(REMOTE_KIND).map((name) => ({ name: title(name), value: name }));
	const source = await openSource(this as never).catch(() => undefined);
	// Without that site the list is shorter, and a name can still be given by an expression.
	const fields = source ? await source.listFields().catch(() => []) : [];
	const custom = fields.filter(({ id }) => id.startsWith('customfield_')).map(({ id, name }) => ({ name: `${name} (${id})`, value: id }));
	return [{ name: 'Constant', value: CONSTANT, description: 'No field: a value that is written here' }, ...byName([...known, ...custom])];
}

/** Fields of the create screen of the chosen project and type, with what they take; without a project all fields of the site. */
export async function getLocalFields(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const project = chosenProject(this);
	const type = chosenType(this.getCurrentNodeParameter('issueType') as INodeParameterResourceLocator | undefined);
	return await askSite(this, async (jira) => {
		const fields = project === '' ? undefined : await createFields(jira, project, type);
		if (!fields) return byName([STATUS, ...(await jira.listFields()).filter(mayBeWritable).map(({ id, name }) => ({ name: `${name} (${id})`, value: id }))]);
		const writable = fields.filter((field) => !['other', 'type'].includes(kindOf(field.fieldId, field)));
		const isShared = (name: string): boolean => writable.filter((field) => field.name === name).length > 1;
		return byName([STATUS, ...writable.map((field) => toOption(field, isShared(field.name)))]);
	});
}

const STATUS = { name: 'Status (by Moves)', value: 'status' };

/** Without metadata the kind of a custom field is unknown until the first issue. */
const mayBeWritable = ({ id }: { id: string }): boolean => id.startsWith('customfield_') || !['other', 'status', 'type'].includes(kindOf(id, undefined));

/** @param isShared another field has the same name */
const toOption = (field: FieldMeta, isShared: boolean): INodePropertyOptions => ({
	name: [field.name, ...(isShared ? [`(${field.fieldId})`] : []), ...(field.required && !field.hasDefaultValue ? ['(Required)'] : [])].join(' '),
	value: field.fieldId,
	description: `Takes ${KIND_WORDS[kindOf(field.fieldId, field)]}`,
});

async function createFields(jira: Jira, project: string, chosen: ChosenType | undefined): Promise<FieldMeta[] | undefined> {
	const type = newType({ chosen }, await jira.listIssueTypes(project));
	return type.kind === 'type' ? await jira.readCreateFields(project, type.type.id) : undefined;
}

const byName = (options: INodePropertyOptions[]): INodePropertyOptions[] => options.sort((one, other) => one.name.localeCompare(other.name));
