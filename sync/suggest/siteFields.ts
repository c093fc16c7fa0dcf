import { kindOf, type FieldKind } from '../coerce/kinds';
import { optionName } from '../coerce/toField';
import { SyncError } from '../errors';
import type { FieldMeta } from '../issue';
import { asObject } from '../values';

/** A field of a project and type as a suggestion needs to know it; it can travel in an item to the node of the other site. */
export interface SiteField {
	id: string;
	name: string;
	kind: FieldKind;
	/** A new issue needs a value for it, and Jira gives none by itself. */
	required: boolean;
	/** Names of what can be chosen; undefined where anything can be entered, or the choices are not in the metadata. */
	options?: string[];
}

/** The fields of one side of a connection. */
export interface SiteFields {
	/** Short name of the side. */
	side: string;
	/** Address of the site. */
	site: string;
	/** Project key. */
	project: string;
	/** Name of the issue type. */
	type: string;
	fields: SiteField[];
}

/** Content that is copied in its own way, and what a new issue is created as and in. */
const NO_FIELDS = ['attachment', 'comment', 'issuelinks', 'issuetype', 'parent', 'project', 'subtasks', 'worklog'];

/** Kinds whose values are chosen from a list, each by one name. */
const CHOICES: FieldKind[] = ['components', 'option', 'options', 'priority', 'version', 'versions'];

/** The fields that rules may have to do with, from the create screen and the edit screen of a type. Pure. */
export function siteFieldsOf(createFields: FieldMeta[], editFields: FieldMeta[]): SiteField[] {
	const onlyEdited = editFields.filter(({ fieldId }) => !createFields.some((field) => field.fieldId === fieldId));
	return [...createFields, ...onlyEdited.map((field) => ({ ...field, required: false }))].filter(({ fieldId }) => !NO_FIELDS.includes(fieldId)).map(toSiteField);
}

function toSiteField(meta: FieldMeta): SiteField {
	const kind = kindOf(meta.fieldId, meta);
	const options = CHOICES.includes(kind) ? meta.allowedValues?.map(optionName) : undefined;
	return { id: meta.fieldId, name: meta.name, kind, required: meta.required && !meta.hasDefaultValue, ...(options ? { options } : {}) };
}

/**
 * The fields of the other side as they arrived in an item; undefined where there are none, because this is the first side.
 *
 * @throws SyncError `itemShape`
 */
export function readSiteFields(given: unknown): SiteFields | undefined {
	if (given === undefined) return undefined;
	const { side, site, project, type, fields } = asObject(given);
	const texts = [side, site, project, type];
	if (texts.some((each) => typeof each !== 'string') || !Array.isArray(fields) || !fields.every(isSiteField)) {
		throw new SyncError('itemShape', 'The item holds siteFields, which are not those that Suggest Mapping puts out.', {
			scope: 'connection',
			next: 'Let the item come from Twin Lookup (Suggest Mapping) of the other site as it is.',
		});
	}
	return given as SiteFields;
}

const isSiteField = (value: unknown): boolean => {
	const { id, name, kind, options = [] } = asObject(value);
	return [id, name, kind].every((each) => typeof each === 'string') && Array.isArray(options);
};
