import { neutralOf } from './coerce/neutral';
import { REMOTE_KIND, type RemoteKind } from './coerce/pairs';
import type { NeutralValue } from './fieldChange';
import { JIRA_FIELD, replicaFieldOf, type Replica } from './replica';

export type MappableField = keyof typeof REMOTE_KIND;

export interface RemoteField {
	/** Id of the field at its site. */
	field: string;
	value: NeutralValue;
}

/** What may be meant with the name of a remote field; custom fields are known when a replica brings one. */
export const isMappable = (name: string): name is MappableField => Object.hasOwn(REMOTE_KIND, name);

/** The kind of a remote field as far as its name tells it. */
export const remoteKindOf = (name: string): RemoteKind => {
	const known = replicaNameOf(name);
	return known ? REMOTE_KIND[known] : 'any';
};

/** A replica field by its name there or by Jira's id of it. */
function replicaNameOf(name: string): MappableField | undefined {
	if (isMappable(name)) return name;
	const byId = replicaFieldOf(name);
	return byId && isMappable(byId) ? byId : undefined;
}

/**
 * The value of a remote field: one of the replica by its name (`priority`) or Jira's id, a custom field by its name or
 * id. Undefined when the replica does not hold it, because its side does not let it out: that is not the same as empty.
 */
export function remoteField(replica: Omit<Replica, 'meta'>, name: string): RemoteField | undefined {
	const known = replicaNameOf(name);
	if (known) {
		const value = replica[known];
		if (value === undefined) return undefined;
		return { field: JIRA_FIELD[known], value: REMOTE_KIND[known] === 'person' ? (value as NeutralValue) : withoutIds(value) };
	}
	const custom = replica.customFields ?? {};
	const low = name.toLowerCase();
	const key = Object.keys(custom).find((each) => each === name || custom[each]?.id === name) ?? Object.keys(custom).find((each) => each.toLowerCase() === low);
	const found = key === undefined ? undefined : custom[key];
	return found && { field: found.id, value: neutralOf(found.value) };
}

/** Options, versions and their like come with ids and more, which tell nothing here. */
function withoutIds(value: unknown): NeutralValue {
	if (Array.isArray(value)) return value.map(withoutIds);
	return neutralOf(value);
}
