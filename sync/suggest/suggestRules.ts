import union from 'lodash/union';
import { KIND_WORDS, mayGoTo } from '../coerce/pairs';
import type { ConnectionRules, SharedRow } from '../connectionRules';
import { JIRA_FIELD, replicaFieldOf, type ReplicaField } from '../replica';
import { pairFields, pairOptions, type Ambiguous, type FieldPair } from './equalNames';
import type { SiteField, SiteFields } from './siteFields';

/** Something that a person has to look at. */
export interface Remark {
	/** Name of the field. */
	field: string;
	/** Short name of the side that is written. */
	side: string;
	reason: string;
	/** What a person does next. */
	next: string;
}

export interface Suggestion {
	/** Ready for Rules of the Connection in Apply Incoming Rules, of both directions. No script among the rows. */
	rules: Omit<ConnectionRules, 'rules'> & { rules: { toLocal: SharedRow[]; toRemote: SharedRow[] } };
	/** What the rows stand for, in names. */
	rows: Array<{ field: string; local: string; remote: string; writes: string[] }>;
	/** Fields of equal name that no row brings together. */
	notSuggested: Remark[];
	/** Fields that a new issue needs and no row fills. */
	required: Remark[];
	/** Options without a counterpart at the side that is written. */
	options: Array<Remark & { missing: string[] }>;
	/** What Build Replica has to let out, by side; comments, files and what moves a counterpart included. */
	letOut: Record<string, { fields: string[]; customFields: string[] }>;
}

/** Every issue has a summary of its own. */
const FILLED = ['summary'];

/**
 * Rules for fields of equal name on both sides, in both directions, as far as one field takes what the other holds. Pure.
 *
 * Rows name fields by their ids: names would have to be looked up in every run. The status is left out, because the moves that lead
 * to it are no matter of names.
 */
export function suggestRules(connection: string, local: SiteFields, remote: SiteFields): Suggestion {
	const { pairs, ambiguous } = pairFields(local.fields, remote.fields);
	const values: ConnectionRules['values'] = {};
	const suggestion: Suggestion = {
		rules: {
			name: connection,
			local: local.side,
			remote: remote.side,
			description: `Fields of equal name: ${local.project} (${local.type}) and ${remote.project} (${remote.type})`,
			rules: { toLocal: [], toRemote: [] },
			values,
			methods: { in: 'automatic', out: 'automatic' },
			showLink: true,
		},
		rows: [],
		notSuggested: ambiguous.map((each) => severalOf(each, local, remote)),
		required: [],
		options: [],
		letOut: {},
	};
	for (const pair of pairs) addPair(suggestion, pair, local, remote);
	const { toLocal, toRemote } = suggestion.rules.rules;
	suggestion.required = [...unfilled(local, toLocal.map((row) => row.local)), ...unfilled(remote, toRemote.map((row) => row.remote))];
	suggestion.letOut = { [local.side]: letOut(toRemote.map((row) => row.local)), [remote.side]: letOut(toLocal.map((row) => row.remote)) };
	return suggestion;
}

function addPair({ rules, rows, notSuggested, options }: Suggestion, pair: FieldPair, local: SiteFields, remote: SiteFields): void {
	const ways = [
		{ to: local, towards: rules.rules.toLocal, from: pair.remote, into: pair.local, source: remote },
		{ to: remote, towards: rules.rules.toRemote, from: pair.local, into: pair.remote, source: local },
	];
	const open = ways.filter(({ from, into }) => mayGoTo(from.kind, into.kind));
	for (const { to, from, into, source } of ways.filter((way) => !open.includes(way))) notSuggested.push(misfit(from, into, source.side, to.side));
	if (open.length === 0) return;
	const matched = pair.local.options && pair.remote.options ? pairOptions(pair.local.options, pair.remote.options) : undefined;
	const table = matched && matched.rows.length > 0 ? tableName(rules.values, pair.local) : undefined;
	if (matched && table !== undefined) rules.values[table] = matched.rows;
	const row: SharedRow = { local: pair.local.id, remote: pair.remote.id, ...(table === undefined ? {} : { values: table }) };
	for (const { towards } of open) towards.push(row);
	rows.push({ field: pair.local.name, local: pair.local.id, remote: pair.remote.id, writes: open.map(({ to }) => to.side) });
	for (const { to } of open) {
		const missing = (to === local ? matched?.onlyRemote : matched?.onlyLocal) ?? [];
		if (missing.length > 0) options.push({ ...lacking(pair.local.name, to.side), missing });
	}
}

/** Of two tables for fields of one name the second bears the field's id, too. */
const tableName = (values: ConnectionRules['values'], { id, name }: SiteField): string => (Object.hasOwn(values, name) ? `${name} (${id})` : name);

const misfit = (from: SiteField, into: SiteField, source: string, side: string): Remark =>
	into.kind === 'other' || from.kind === 'other'
		? { field: into.name, side, reason: `${into.name} is ${KIND_WORDS.other}${into.kind === 'other' ? '' : ` at ${source}`}.`, next: 'Leave it out, or compute a value in Build Replica and map that.' }
		: {
				field: into.name,
				side,
				reason: `${from.name} holds ${KIND_WORDS[from.kind]} at ${source}, and ${into.name} takes ${KIND_WORDS[into.kind]} at ${side}.`,
				next: 'Add a row with value rows, or choose another field at one of the sides; any text field takes it.',
			};

function severalOf({ name, local, remote }: Ambiguous, here: SiteFields, there: SiteFields): Remark {
	const told = [{ fields: local, of: here }, { fields: remote, of: there }].map(({ fields, of }) => `${of.side} has ${fields.map(({ id }) => id).join(', ')}`);
	return { field: name, side: here.side, reason: `Several fields are called ${name}: ${told.join('; ')}.`, next: 'Add a row with the IDs of the two that belong together.' };
}

const lacking = (field: string, side: string): Remark => ({
	field,
	side,
	reason: `${field} has no such options at ${side}.`,
	next: 'Add them in Jira, or add value rows for them. As it is, the field keeps its value when one of them arrives.',
});

/** Required fields that no row writes. */
const unfilled = ({ fields, side, type }: SiteFields, written: Array<string | undefined>): Remark[] =>
	fields
		.filter(({ id, required }) => required && !FILLED.includes(id) && !written.includes(id))
		.map(({ id, kind, name }) => ({
			field: name,
			side,
			reason: `A new ${type} must have ${name} (${id}), and no row fills it.`,
			next:
				kind === 'other'
					? `Give ${name} a default value in Jira, or make it optional: no rule can write it.`
					: `Add a row for ${id} with a constant or another field, give it a default value in Jira, or make it optional.`,
		}));

/** What a direction uses beside its rows: the place of a new counterpart, the causes of moves, comments and files. */
const BESIDE_ROWS: ReplicaField[] = ['key', 'type', 'parent', 'status', 'resolution', 'comments', 'attachments'];

/** Fields by the names that Build Replica lists; custom fields by id. */
function letOut(ids: Array<string | undefined>): { fields: string[]; customFields: string[] } {
	const named = ids.filter((id) => id !== undefined);
	const custom = named.filter((id) => !Object.values(JIRA_FIELD).includes(id));
	return { fields: union(named.flatMap((id) => replicaFieldOf(id) ?? []), BESIDE_ROWS), customFields: custom };
}
