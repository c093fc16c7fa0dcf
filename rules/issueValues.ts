import type { RichText } from '../content/richText';
import type { NamedValue, NeutralValue } from '../sync/fieldChange';
import type { Person, Replica, ReplicaComment, ReplicaField, ReplicaFile } from '../sync/replica';
import { FIELD_TYPES } from './fields';
import { Rich, Thing, type Value } from './values';

/** An issue as scripts see it: its fields under the names they have in a replica, as far as they were read. */
export interface ScriptIssue extends Omit<Replica, 'comments' | 'meta'> {
	id?: string;
	/** Restricted to a role or a group. */
	comments?: Array<ReplicaComment & { restricted?: boolean }>;
}

const thing = (type: Thing['type'], name: string, properties: Record<string, Value>, neutral?: NeutralValue): Thing =>
	new Thing(type, name, new Map(Object.entries(properties)), neutral);

export const personThing = (person: Person): Thing =>
	thing('person', person.name, { id: person.id, key: person.id, accountId: person.id, username: person.id, name: person.name, displayName: person.name, email: person.email ?? null }, person);

/** A named value, with what else is known of it. */
export const namedThing = (named: NamedValue & { category?: string; since?: string | null }): Thing =>
	thing(
		'option',
		named.name,
		{ id: named.id ?? null, name: named.name, value: named.name, child: named.child ? namedThing(named.child) : null, category: named.category ?? null, since: named.since ?? null },
		{ name: named.name, ...(named.id === undefined ? {} : { id: named.id }), ...(named.child ? { child: named.child } : {}) },
	);

const projectThing = ({ id, key, name }: { id: string; key: string; name: string }): Thing =>
	thing('project', key, { id, key, name, versions: [], components: [] }, { name: key, id });

const parentThing = ({ id, key }: { id: string; key: string }): Thing => thing('object', key, { id, key }, key);

/** An issue of this site, found by the id of its counterpart. */
export const localIssueThing = ({ id, key }: { id: string; key: string }): Thing => thing('parent', key, { id, key, urn: key }, key);

const commentThing = (comment: ReplicaComment & { restricted?: boolean }): Thing =>
	thing('comment', 'a comment', {
		id: comment.id,
		remoteId: comment.id,
		author: personThing(comment.author),
		body: new Rich(comment.body),
		created: comment.created,
		updated: comment.updated,
		internal: !comment.public,
		restricted: comment.restricted === true,
	});

const fileThing = (file: ReplicaFile): Thing =>
	thing('file', file.name, {
		id: file.id,
		remoteId: file.id,
		author: personThing(file.author),
		name: file.name,
		filename: file.name,
		mimeType: file.mimeType,
		mimetype: file.mimeType,
		size: file.size,
		filesize: file.size,
		created: file.created,
	});

export const commentValues = (comments: ScriptIssue['comments'] = []): Value[] => comments.map(commentThing);
export const fileValues = (files: ReplicaFile[] = []): Value[] => files.map(fileThing);

/** A field as a value of the language. Null is empty. */
export function fieldValue(field: ReplicaField, raw: unknown): Value {
	if (raw === null || raw === undefined) return null;
	switch (FIELD_TYPES[field]) {
		case 'comments':
			return commentValues(raw as ReplicaComment[]);
		case 'files':
			return fileValues(raw as ReplicaFile[]);
		case 'labels':
			return [...(raw as string[])];
		case 'option':
			return namedThing(raw as NamedValue);
		case 'options':
			return (raw as NamedValue[]).map(namedThing);
		case 'parent':
			return parentThing(raw as { id: string; key: string });
		case 'person':
			return personThing(raw as Person);
		case 'project':
			return projectThing(raw as { id: string; key: string; name: string });
		case 'richText':
			return new Rich(raw as RichText);
		default:
			return String(raw);
	}
}
