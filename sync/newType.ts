/** An issue type of the project that takes new counterparts. */
export interface TypeChoice {
	id: string;
	name: string;
	subtask?: boolean;
}

/** `unknown`: there is no such type and nothing to fall back on. */
export type NewType = { kind: 'type'; type: TypeChoice } | { kind: 'unknown'; wanted: string; why: 'missing' | 'subtask' };

/** Taken where the wanted type does not exist and none was chosen. */
const LAST_RESORT = 'Task';

/**
 * The type of a new counterpart: the one of the same name, else the one that was chosen, else Task. A sub-task has to be
 * one, because its parent is part of what it is.
 *
 * @param remote type of the remote issue, where it was let out
 * @param chosen type that the node names
 */
export function newType(remote: { name: string } | undefined, chosen: { id: string } | { name: string }, types: TypeChoice[]): NewType {
	const byName = (name: string) => types.find((type) => type.name === name) ?? types.find((type) => type.name.toLowerCase() === name.toLowerCase());
	const same = remote && byName(remote.name);
	if (same) return { kind: 'type', type: same };
	if (remote && SUBTASK.test(remote.name)) return { kind: 'unknown', wanted: remote.name, why: 'subtask' };
	const fallback = ('id' in chosen ? types.find(({ id }) => id === chosen.id) : byName(chosen.name)) ?? byName(LAST_RESORT);
	const wanted = remote?.name ?? ('id' in chosen ? chosen.id : chosen.name);
	return fallback ? { kind: 'type', type: fallback } : { kind: 'unknown', wanted, why: 'missing' };
}

/** A replica carries the name of a type only, and sub-task types are called so by Jira. */
const SUBTASK = /sub-?task/i;
