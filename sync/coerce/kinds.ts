import type { FieldMeta } from '../issue';

/** What a Jira field takes; `other` is a field that no rule can write. */
export type FieldKind =
	| 'cascade'
	| 'components'
	| 'date'
	| 'dateTime'
	| 'labels'
	| 'number'
	| 'option'
	| 'options'
	| 'other'
	| 'priority'
	| 'richText'
	| 'status'
	| 'text'
	| 'type'
	| 'url'
	| 'user'
	| 'users'
	| 'version'
	| 'versions';

/** System fields have the same id and the same kind at every site. */
const SYSTEM: Record<string, FieldKind> = {
	assignee: 'user',
	components: 'components',
	description: 'richText',
	duedate: 'date',
	environment: 'richText',
	fixVersions: 'versions',
	issuetype: 'type',
	labels: 'labels',
	priority: 'priority',
	reporter: 'user',
	status: 'status',
	summary: 'text',
	versions: 'versions',
};

/** By the end of `schema.custom`, where the schema's type alone does not tell. */
const CUSTOM: Record<string, FieldKind> = { textarea: 'richText', url: 'url' };

/** By `schema.type`; lists by `array of <items>`. */
const TYPES: Record<string, FieldKind> = {
	'array of component': 'components',
	'array of option': 'options',
	'array of string': 'labels',
	'array of user': 'users',
	'array of version': 'versions',
	date: 'date',
	datetime: 'dateTime',
	number: 'number',
	option: 'option',
	'option-with-child': 'cascade',
	priority: 'priority',
	string: 'text',
	user: 'user',
	version: 'version',
};

/** Custom fields of Jira's own making end so; what apps add under a schema type of Jira's may look like it and take something else. */
const JIRAS_OWN = /^com\.atlassian\.jira\.plugin\.system\.customfieldtypes:|^com\.pyxis\.greenhopper\.jira:jsw-story-points$/;

/** The kind of a field, by its id where that is enough, else by its metadata. */
export function kindOf(fieldId: string, meta: FieldMeta | undefined): FieldKind {
	const system = SYSTEM[fieldId];
	if (system) return system;
	if (!meta?.custom || !JIRAS_OWN.test(meta.custom)) return 'other';
	const own = CUSTOM[meta.custom.replace(/^.*:/, '')];
	return own ?? TYPES[meta.type === 'array' ? `array of ${meta.items ?? ''}` : meta.type] ?? 'other';
}

/** Fields that hold several entries, in no order. */
export const isList = (kind: FieldKind): boolean => ['components', 'labels', 'options', 'users', 'versions'].includes(kind);

/** Fields that hold words, to which more can be added. */
export const isText = (kind: FieldKind): boolean => kind === 'richText' || kind === 'text';
