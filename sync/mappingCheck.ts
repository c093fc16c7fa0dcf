import { isList, isText, kindOf } from './coerce/kinds';
import { heldIn, isSupported, KIND_WORDS, type RemoteKind } from './coerce/pairs';
import { coerce, isMisfit } from './coerce/toField';
import type { FieldMeta } from './issue';
import { rowName, type MappingRow, type PlacedRow } from './mapping';
import { fieldIdsNamed } from './fieldNames';
import { remoteKindOf } from './remoteField';
import type { SiteField } from './suggest/siteFields';

export interface MappingProblem {
	rule: string;
	/** Local field. */
	field: string;
	reason: string;
	next: string;
}

/**
 * What is wrong with rows whatever the issue holds: kinds that do not go together, and names of options that the local
 * field does not have. Asked as soon as it is known what the fields take, before anything is written. Pure.
 *
 * @param idsOf local field ids by the names that rows use
 * @param remoteFields fields of the other side, where they are known: without them a custom field may hold anything
 */
export function mappingProblem(rows: PlacedRow[], fields: Record<string, FieldMeta>, idsOf: Record<string, string[]>, remoteFields?: SiteField[]): MappingProblem | undefined {
	for (const { at, row } of rows) {
		const field = idsOf[row.local]?.find((id) => id in fields) ?? row.local;
		const problem = rowProblem(row, field, fields[field], remoteFields);
		if (problem) return { rule: rowName(row, at), field, ...problem };
	}
	return undefined;
}

/** What a remote field holds: by its name, else by what is known of the other side's fields. */
export function remoteKind(name: string, fields: SiteField[] = []): RemoteKind {
	const known = remoteKindOf(name);
	if (known !== 'any') return known;
	const ids = [name, ...fieldIdsNamed(fields, name)];
	const field = fields.find(({ id }) => ids.includes(id));
	return (field && heldIn(field.kind)) ?? 'any';
}

type Said = Pick<MappingProblem, 'next' | 'reason'>;

function rowProblem(row: MappingRow, field: string, meta: FieldMeta | undefined, remoteFields: SiteField[] | undefined): Said | undefined {
	const kind = kindOf(field, meta);
	if (kind === 'status' || (meta === undefined && kind === 'other')) return undefined;
	const name = meta?.name ?? field;
	if (kind === 'other') return { reason: `${name} is ${KIND_WORDS.other}`, next: 'Choose another local field.' };
	if (row.how === 'add' && !isList(kind)) return { reason: `${name} holds ${KIND_WORDS[kind]}, to which no entries can be added`, next: 'Set How to Set.' };
	if (['append', 'prepend'].includes(row.how) && !isText(kind)) return { reason: `${name} holds ${KIND_WORDS[kind]}, and only text can be added to at its end or beginning`, next: 'Set How to Set, or to Union for a list.' };
	// Rows of values are named by a person, and so may be of any kind that can be typed.
	const remote = remoteKind(row.remote ?? '', remoteFields);
	if (row.remote !== undefined && row.values.length === 0 && !isSupported(remote, kind)) {
		return { reason: `${row.remote} holds ${KIND_WORDS[remote]}, and ${name} takes ${KIND_WORDS[kind]}`, next: 'Add value rows, or choose a local field that takes it; any text field does.' };
	}
	if (kind === 'user' || kind === 'users' || meta === undefined) return undefined;
	const typed = [...(row.constant ? [row.constant] : []), ...(row.ifNoMatch === 'default' && row.default ? [row.default] : []), ...row.values.map(({ local }) => local).filter(Boolean)];
	for (const value of typed) {
		const result = coerce(value, kind, meta, { deployment: 'cloud', people: {} });
		if (isMisfit(result)) return { reason: `${name} cannot take "${value}": ${result.reason}`, next: `Correct the value for ${name}.` };
	}
	return undefined;
}
