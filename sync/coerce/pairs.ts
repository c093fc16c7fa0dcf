import type { NeutralValue } from '../fieldChange';
import type { ReplicaField } from '../replica';
import type { FieldKind } from './kinds';

/** What a remote field holds, as far as that is known before there is a value; `any` is a custom field of which only the name is known. */
export type RemoteKind = 'any' | 'cascade' | 'date' | 'dateTime' | 'name' | 'names' | 'number' | 'person' | 'richText' | 'text' | 'words';

/** Content that is copied in its own way, and what means nothing elsewhere. */
type Mappable = Exclude<ReplicaField, 'attachments' | 'comments'>;

export const REMOTE_KIND: Record<Mappable, RemoteKind> = {
	affectedVersions: 'names',
	assignee: 'person',
	components: 'names',
	created: 'dateTime',
	creator: 'person',
	description: 'richText',
	due: 'date',
	environment: 'richText',
	fixVersions: 'names',
	key: 'text',
	labels: 'words',
	parent: 'text',
	priority: 'name',
	project: 'name',
	reporter: 'person',
	resolution: 'name',
	status: 'name',
	summary: 'text',
	type: 'name',
	updated: 'dateTime',
};

const NAMED: FieldKind[] = ['components', 'labels', 'option', 'options', 'priority', 'status', 'type', 'version', 'versions'];

/** Anything can be read as text; the rest is what has a sensible meaning. */
const SUPPORTED: Record<Exclude<RemoteKind, 'any'>, FieldKind[]> = {
	cascade: ['cascade'],
	date: ['date', 'dateTime'],
	dateTime: ['date', 'dateTime'],
	name: [...NAMED, 'cascade'],
	names: ['components', 'labels', 'options', 'versions'],
	number: ['number'],
	person: ['user', 'users'],
	richText: [],
	text: ['cascade', 'labels', 'option', 'options', 'priority', 'status', 'type', 'url', 'version'],
	words: ['components', 'labels', 'options', 'versions'],
};

/** Whether a remote field can be mapped to a local one as it is, without a table of values. */
export const isSupported = (remote: RemoteKind, local: FieldKind): boolean =>
	local !== 'other' && (remote === 'any' || local === 'text' || local === 'richText' || SUPPORTED[remote].includes(local));

/** For a side whose metadata is known. */
const HELD: Record<FieldKind, RemoteKind | undefined> = {
	cascade: 'cascade',
	components: 'names',
	date: 'date',
	dateTime: 'dateTime',
	labels: 'words',
	number: 'number',
	option: 'name',
	options: 'names',
	other: undefined,
	priority: 'name',
	richText: 'richText',
	status: 'name',
	text: 'text',
	type: 'name',
	url: 'text',
	user: 'person',
	users: 'person',
	version: 'name',
	versions: 'names',
};

/** What a field of a kind holds; undefined where nobody can tell. */
export const heldIn = (kind: FieldKind): RemoteKind | undefined => HELD[kind];

/** Whether what a field of one kind holds can be written to a field of another kind as it is. */
export function mayGoTo(from: FieldKind, to: FieldKind): boolean {
	const held = heldIn(from);
	return held !== undefined && isSupported(held, to);
}

/** Kinds in words, for messages. */
export const KIND_WORDS: Record<FieldKind | RemoteKind, string> = {
	any: 'a custom field',
	cascade: 'a cascading choice',
	components: 'components',
	date: 'a date',
	dateTime: 'a date and time',
	labels: 'labels',
	name: 'a choice',
	names: 'a list of choices',
	number: 'a number',
	option: 'a choice',
	options: 'a list of choices',
	other: 'a kind that rules cannot write',
	person: 'a person',
	priority: 'a priority',
	richText: 'rich text',
	status: 'a status',
	text: 'text',
	type: 'an issue type',
	url: 'an address',
	user: 'a person',
	users: 'a list of people',
	version: 'a version',
	versions: 'versions',
	words: 'a list of words',
};

/** Null and empty lists say the same. */
export const isNothing = (value: NeutralValue): boolean => value === null || value === '' || (Array.isArray(value) && value.length === 0);
