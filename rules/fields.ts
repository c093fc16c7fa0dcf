import { JIRA_FIELD, type ReplicaField } from '../sync/replica';

/** What kind of value a field holds, as far as rules care. */
export type FieldType = 'comments' | 'custom' | 'date' | 'files' | 'labels' | 'option' | 'options' | 'parent' | 'person' | 'project' | 'richText' | 'text';

/** The types of fields, and those that values have besides. */
export type ValueType = FieldType | 'boolean' | 'closure' | 'comment' | 'file' | 'list' | 'map' | 'number' | 'object';

export const TYPE_WORDS: Record<ValueType, string> = {
	boolean: 'true or false',
	closure: 'a closure',
	comment: 'a comment',
	comments: 'comments',
	custom: 'the value of a custom field',
	date: 'a date',
	file: 'a file',
	files: 'files',
	labels: 'labels',
	list: 'a list',
	map: 'a map',
	number: 'a number',
	object: 'an object that cannot be written',
	option: 'a named value',
	options: 'a list of named values',
	parent: 'a parent issue',
	person: 'a person',
	project: 'a project',
	richText: 'a rich text',
	text: 'a text',
};

export const FIELD_TYPES: Record<ReplicaField, FieldType> = {
	affectedVersions: 'options',
	assignee: 'person',
	attachments: 'files',
	comments: 'comments',
	components: 'options',
	created: 'date',
	creator: 'person',
	description: 'richText',
	due: 'date',
	environment: 'richText',
	fixVersions: 'options',
	key: 'text',
	labels: 'labels',
	parent: 'parent',
	priority: 'option',
	project: 'project',
	reporter: 'person',
	resolution: 'option',
	status: 'option',
	summary: 'text',
	type: 'option',
	updated: 'date',
};

export const FIELD_NAMES = Object.keys(JIRA_FIELD) as ReplicaField[];
export const isField = (name: string): name is ReplicaField => Object.hasOwn(FIELD_TYPES, name);

/** Other names under which scripts read a field. */
export const READ_NAMES: Record<string, ReplicaField> = { dueDate: 'due', parentId: 'parent', projectKey: 'project', typeName: 'type' };

/** The field that a name reads, under its own or another name; undefined when there is none. */
export const fieldOf = (name: string): ReplicaField | undefined =>
	isField(name) ? name : Object.hasOwn(READ_NAMES, name) ? READ_NAMES[name] : undefined;

/** What a replica offers besides its fields: differences to what this side has already. */
export const DIFFERENCES: Record<string, ReplicaField> = { addedAttachments: 'attachments', addedComments: 'comments' };

export const differenceOf = (name: string): ReplicaField | undefined => (Object.hasOwn(DIFFERENCES, name) ? DIFFERENCES[name] : undefined);

/** What Jira sets itself, or what is not an edit, and what to write instead. */
export const NOT_WRITTEN: Partial<Record<ReplicaField, string>> = {
	created: 'Jira sets it; write it into a custom field.',
	creator: 'Jira sets it; issue.reporter can be written.',
	key: 'Jira sets it; write replica.key into a custom field.',
	project: 'Use issue.projectKey = "KEY", which counts when the issue is created.',
	status: 'A status is reached by a transition: issue.setStatus("Name") or issue.doTransition = "Name of the transition".',
	updated: 'Jira sets it; write it into a custom field.',
};

/** What an incoming script may set besides fields. */
export const ACTIONS = ['doTransition', 'parentId', 'projectKey', 'setStatus', 'typeName'] as const;

/** Of these only a fingerprint of the last synced value is kept, or nothing. */
export const NO_PREVIOUS: Partial<Record<ReplicaField, string>> = {
	attachments: 'Use replica.addedAttachments, the files that are new.',
	comments: 'Use replica.addedComments, the comments that are new.',
	description: 'Only a fingerprint of a long text is kept, which tells whether it changed: a changed text is written without being asked for.',
	environment: 'Only a fingerprint of a long text is kept, which tells whether it changed: a changed text is written without being asked for.',
};

const WORDS: ValueType[] = ['text', 'richText', 'number', 'boolean', 'date', 'option', 'custom'];

/** What a field takes. A person is never made of a name: two people may share it. */
const ACCEPTS: Record<FieldType, ValueType[]> = {
	comments: ['comments'],
	custom: [...WORDS, 'labels', 'list', 'options', 'parent', 'person', 'project'],
	date: ['date', 'text', 'custom'],
	files: ['files'],
	labels: ['labels', 'list', 'option', 'options', 'text', 'custom'],
	option: ['option', 'text', 'custom'],
	options: ['list', 'option', 'options', 'labels', 'text', 'custom'],
	parent: ['parent', 'text', 'object'],
	person: ['person', 'custom'],
	project: ['project'],
	richText: [...WORDS, 'person', 'parent', 'project'],
	text: [...WORDS, 'person', 'parent', 'project'],
};

/** Whether a field can take a value of this type. */
export const takes = (field: FieldType, value: ValueType): boolean => ACCEPTS[field].includes(value);
