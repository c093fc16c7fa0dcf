/** An issue type of the project that takes new counterparts. */
export interface TypeChoice {
	id: string;
	name: string;
	/** Issues of this type stand below another one. */
	subtask: boolean;
}

/** A type that a person chose. */
export type ChosenType = { id: string } | { name: string };

/** What the type of a new counterpart depends on. */
export interface WantedType {
	/** Name that a rule sets. */
	named?: string | undefined;
	/** Type of the remote issue, where it is to be the same and was let out. `subtask` is missing where another than Build Replica made it. */
	remote?: { name: string; subtask?: boolean } | undefined;
	/** Type that the node names. */
	chosen?: ChosenType | undefined;
}

/** `instead`: there is none of the wanted name, and this one was taken for it. `unknown`: nothing to fall back on. */
export type NewType = { kind: 'type'; type: TypeChoice; instead?: string } | { kind: 'unknown'; wanted: string; why: 'missing' | 'subtask' };

/** Taken where the wanted type does not exist and none was chosen. */
export const LAST_RESORT = 'Task';

/**
 * The type of a new counterpart, for Basic rules, rows and scripts alike: the one that a rule names, else the one that is called like
 * the remote type, else the one that was chosen, else Task. Pure.
 *
 * A sub-task stays a sub-task and nothing else becomes one, because its parent is part of what it is: a sub-task type without its
 * like becomes the chosen type if that is one, else the only one there is. A rule that names a type decides by itself.
 *
 * Without a rule and a remote type what was chosen is taken as it is, or not at all.
 */
export function newType({ named, remote, chosen }: WantedType, types: TypeChoice[]): NewType {
	const wanted = named ?? remote?.name;
	if (wanted === undefined) {
		const type = chosen ? find(chosen, types) : find({ name: LAST_RESORT }, types);
		return type ? { kind: 'type', type } : { kind: 'unknown', wanted: chosen ? wordsOf(chosen) : LAST_RESORT, why: 'missing' };
	}
	const subtask = remote?.subtask ?? SUBTASK.test(remote?.name ?? wanted);
	const alike = types.filter((type) => type.subtask === subtask);
	const same = find({ name: wanted }, named === undefined ? alike : types);
	if (same) return { kind: 'type', type: same };
	const fallback = (chosen && find(chosen, alike)) ?? (subtask ? only(alike) : find({ name: LAST_RESORT }, alike));
	return fallback ? { kind: 'type', type: fallback, instead: wanted } : { kind: 'unknown', wanted, why: subtask ? 'subtask' : 'missing' };
}

/** By id, or by name without regard to case where no name is the very same. */
function find(wanted: ChosenType, types: TypeChoice[]): TypeChoice | undefined {
	if ('id' in wanted) return types.find(({ id }) => id === wanted.id);
	const low = wanted.name.toLowerCase();
	return types.find(({ name }) => name === wanted.name) ?? types.find(({ name }) => name.toLowerCase() === low);
}

const only = (types: TypeChoice[]): TypeChoice | undefined => (types.length === 1 ? types[0] : undefined);

/** A chosen type in a message. */
export const wordsOf = (type: ChosenType): string => ('id' in type ? type.id : type.name);

/** Where nobody tells whether a type is one of sub-tasks, its name does: so Jira calls the ones it makes. */
const SUBTASK = /sub-?task/i;
