import type { SharedValue } from '../connectionRules';
import type { SiteField } from './siteFields';

/** A name without what people do not see at a glance: upper and lower case, and how much space is between and around its words. */
const plain = (name: string): string => name.trim().replace(/\s+/g, ' ').toLowerCase();

export interface FieldPair {
	local: SiteField;
	remote: SiteField;
}

/** Fields of one name of which nobody can tell which belong together. */
export interface Ambiguous {
	name: string;
	local: SiteField[];
	remote: SiteField[];
}

const isCustom = ({ id }: SiteField): boolean => id.startsWith('customfield_');

/**
 * Fields of both sides that belong together: system fields by their id, because their names are translated, and all others by equal
 * names. Summary and description come first, the rest in the order of the local screen. Pure.
 */
export function pairFields(local: SiteField[], remote: SiteField[]): { pairs: FieldPair[]; ambiguous: Ambiguous[] } {
	const pairs = local.filter((field) => !isCustom(field)).flatMap((field) => remote.filter(({ id }) => id === field.id).map((other) => ({ local: field, remote: other })));
	const ambiguous: Ambiguous[] = [];
	const leftHere = local.filter((field) => !pairs.some((pair) => pair.local === field));
	const leftThere = remote.filter((field) => !pairs.some((pair) => pair.remote === field));
	for (const name of new Set(leftHere.map((field) => plain(field.name)))) {
		const [here, there] = [leftHere, leftThere].map((fields) => fields.filter((field) => plain(field.name) === name)) as [SiteField[], SiteField[]];
		const [one, other] = [here[0], there[0]];
		if (!one || !other) continue;
		if (here.length === 1 && there.length === 1) pairs.push({ local: one, remote: other });
		else ambiguous.push({ name: one.name, local: here, remote: there });
	}
	const place = (pair: FieldPair): number => ['summary', 'description'].indexOf(pair.local.id) + 1 || 3 + local.indexOf(pair.local);
	return { pairs: pairs.sort((one, other) => place(one) - place(other)), ambiguous };
}

/** How the options of two fields go together. */
export interface OptionPairs {
	/** Every option with its counterpart; empty where equal options are written exactly alike, and so need no rows. */
	rows: SharedValue[];
	/** Options of a side without a counterpart at the other one. */
	onlyLocal: string[];
	onlyRemote: string[];
}

/**
 * Options that are equal but for case and space, as rows. With rows a value that no row names counts as unmatched, so the rows name those
 * that are exactly alike, too. Where one side has several options of one name, each of them goes to the first at the other. Pure.
 */
export function pairOptions(local: string[], remote: string[]): OptionPairs {
	const exactFirst = [...remote].sort((one, other) => Number(local.includes(other)) - Number(local.includes(one)));
	const rows: SharedValue[] = [];
	for (const there of exactFirst) {
		const here = local.find((option) => option === there) ?? local.find((option) => plain(option) === plain(there));
		if (here === undefined) continue;
		rows.push({ local: here, remote: there, ...(rows.some((row) => row.local === here) ? { direction: 'toLocal' as const } : {}) });
	}
	for (const here of local.filter((option) => !rows.some((row) => row.local === option))) {
		const there = exactFirst.find((option) => plain(option) === plain(here));
		if (there !== undefined) rows.push({ local: here, remote: there, direction: 'toRemote' });
	}
	return {
		rows: rows.some((row) => row.local !== row.remote) ? rows : [],
		onlyLocal: local.filter((option) => !rows.some((row) => row.local === option)),
		onlyRemote: remote.filter((option) => !rows.some((row) => row.remote === option)),
	};
}
