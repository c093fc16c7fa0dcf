import { isConnectionName } from './connection';
import type { IfNoMatch, ValueRow } from './mappedValue';
import type { MappingRow, ScriptRow } from './mapping';
import { flag, invalid, known, list, oneOf, parsed, part, text, word, type Part } from './rulesJson';

/**
 * A connection in one place: one JSON that the nodes of both directions share, so that the two sides cannot drift apart.
 * `local` and `remote` are the short names of its two sides, and mean the same wherever the JSON is read.
 */
export interface ConnectionRules {
	name: string;
	local: string;
	remote: string;
	description?: string;
	/** In their order; what a later one does counts over what an earlier one did, or adds to it. */
	rules: { toLocal: Array<ScriptRow | SharedRow>; toRemote: Array<ScriptRow | SharedRow> };
	/** Tables of values, named, for rows of either direction. */
	values: Record<string, SharedValue[]>;
	methods: { in: Method; out: Method };
	showLink: boolean;
}

/** How a direction starts: by itself, when somebody asks for it, or not at all. */
export type Method = 'automatic' | 'manual' | 'off';

/** A row as the shared JSON has it; fields by side, whichever direction it is for. */
export interface SharedRow {
	/** Field at the side called local, and at the side called remote. */
	local?: string;
	remote?: string;
	constant?: string;
	how?: MappingRow['how'] | 'mirror' | 'union';
	/** False switches the row off; in n8n an expression can stand here. */
	when?: boolean;
	/** Rows, or the name of a table in `values`. */
	values?: SharedValue[] | string;
	ifNoMatch?: IfNoMatch;
	default?: string;
}

export interface SharedValue {
	local: string;
	remote: string;
	/** Both unless told otherwise. */
	direction?: 'both' | 'toLocal' | 'toRemote';
}

export type Side = 'local' | 'remote';

const HOWS: Record<string, MappingRow['how']> = { add: 'add', append: 'append', mirror: 'set', prepend: 'prepend', set: 'set', union: 'add' };
const METHODS = ['automatic', 'manual', 'off'];
const IF_NO_MATCH = ['default', 'error', 'nothing'];
const DIRECTIONS = ['both', 'toLocal', 'toRemote'];
const PARTS = ['description', 'local', 'methods', 'name', 'remote', 'rules', 'showLink', 'values'];
const ROW_PARTS = ['constant', 'default', 'how', 'ifNoMatch', 'local', 'remote', 'script', 'values', 'when'];

/**
 * Reads and checks the shared JSON; a text is parsed first. What may be left out gets its default.
 *
 * @throws SyncError `rulesInvalid` that names the place and what is expected there
 */
export function readConnectionRules(given: unknown): ConnectionRules {
	const root = part(typeof given === 'string' ? parsed(given) : given, 'the rules');
	known(root, PARTS, 'the rules');
	const rules = part(root.rules, 'rules');
	known(rules, ['toLocal', 'toRemote'], 'rules');
	const values = Object.fromEntries(Object.entries(part(root.values ?? {}, 'values')).map(([name, rows]) => [name, valueRows(rows, `values.${name}`)]));
	const methods = part(root.methods ?? {}, 'methods');
	known(methods, ['in', 'out'], 'methods');
	const name = text(root.name, 'name');
	if (!isConnectionName(name)) throw invalid('name', 'lower-case letters, digits and dashes, 1 to 40 characters');
	return {
		name,
		local: text(root.local, 'local'),
		remote: text(root.remote, 'remote'),
		...(root.description === undefined ? {} : { description: text(root.description, 'description') }),
		rules: { toLocal: rows(rules.toLocal, 'rules.toLocal', 'toLocal', values), toRemote: rows(rules.toRemote, 'rules.toRemote', 'toRemote', values) },
		values,
		methods: { in: oneOf(methods.in ?? 'automatic', METHODS, 'methods.in') as Method, out: oneOf(methods.out ?? 'automatic', METHODS, 'methods.out') as Method },
		showLink: flag(root.showLink ?? true, 'showLink'),
	};
}

/** The rows that write one side, with that side's field as the local one. */
export const rowsFor = (shared: ConnectionRules, side: Side): Array<MappingRow | ScriptRow> =>
	shared.rules[side === 'local' ? 'toLocal' : 'toRemote'].map((row) => ('script' in row ? row : mappingRow(row, shared.values, side)));

function mappingRow(row: SharedRow, tables: ConnectionRules['values'], side: Side): MappingRow {
	const writesLocal = side === 'local';
	const towards = writesLocal ? 'toLocal' : 'toRemote';
	return {
		...((writesLocal ? row.remote : row.local) === undefined ? {} : { remote: writesLocal ? row.remote : row.local }),
		...(row.constant === undefined ? {} : { constant: row.constant }),
		local: (writesLocal ? row.local : row.remote) ?? '',
		how: HOWS[row.how ?? 'set'] ?? 'set',
		when: row.when ?? true,
		values: (typeof row.values === 'string' ? (tables[row.values] ?? []) : (row.values ?? []))
			.filter(({ direction = 'both' }) => direction === 'both' || direction === towards)
			.map(({ local, remote }): ValueRow => (writesLocal ? { remote, local } : { remote: local, local: remote })),
		ifNoMatch: row.ifNoMatch ?? 'nothing',
		...(row.default === undefined ? {} : { default: row.default }),
	};
}

const valueRows = (value: unknown, place: string): SharedValue[] =>
	list(value, place).map((each, at) => {
		const here = `${place}[${at}]`;
		const row = part(each, here);
		known(row, ['direction', 'local', 'remote'], here);
		const direction = row.direction === undefined ? {} : { direction: oneOf(row.direction, DIRECTIONS, `${here}.direction`) as SharedValue['direction'] };
		return { local: word(row.local, `${here}.local`), remote: word(row.remote, `${here}.remote`), ...direction };
	});

/** A script decides everything else itself. Its lines may stand as a list, because JSON has no text of several lines. */
function scriptRow(row: Part, place: string): ScriptRow {
	const other = Object.keys(row).find((name) => name !== 'script');
	if (other !== undefined) throw invalid(`${place}.${other}`, 'left out where script is given');
	const lines = Array.isArray(row.script) ? row.script : [text(row.script, `${place}.script`)];
	if (!lines.every((line) => typeof line === 'string')) throw invalid(`${place}.script`, 'a text, or a list of lines');
	return { script: text(lines.join('\n'), `${place}.script`) };
}

const rows = (value: unknown, place: string, towards: 'toLocal' | 'toRemote', tables: ConnectionRules['values']): Array<ScriptRow | SharedRow> =>
	list(value ?? [], place).map((each, at) => {
		const here = `${place}[${at}]`;
		const row = part(each, here);
		if (row.script !== undefined) return scriptRow(row, here);
		known(row, ROW_PARTS, here);
		const [from, to] = towards === 'toLocal' ? (['remote', 'local'] as const) : (['local', 'remote'] as const);
		text(row[to], `${here}.${to}`);
		if (row.constant === undefined) text(row[from], `${here}.${from} (or ${here}.constant)`);
		else if (row[from] !== undefined) throw invalid(`${here}.constant`, `left out where ${from} is given`);
		if (typeof row.values === 'string' && !Object.hasOwn(tables, row.values)) throw invalid(`${here}.values`, `rows, or the name of a table in values (${Object.keys(tables).join(', ') || 'there is none'})`);
		if (row.ifNoMatch === 'default') word(row.default, `${here}.default`);
		return {
			...(row.local === undefined ? {} : { local: text(row.local, `${here}.local`) }),
			...(row.remote === undefined ? {} : { remote: text(row.remote, `${here}.remote`) }),
			...(row.constant === undefined ? {} : { constant: word(row.constant, `${here}.constant`) }),
			...(row.how === undefined ? {} : { how: oneOf(row.how, Object.keys(HOWS), `${here}.how`) as SharedRow['how'] }),
			...(row.when === undefined ? {} : { when: flag(row.when, `${here}.when`) }),
			...(row.values === undefined ? {} : { values: typeof row.values === 'string' ? row.values : valueRows(row.values, `${here}.values`) }),
			...(row.ifNoMatch === undefined ? {} : { ifNoMatch: oneOf(row.ifNoMatch, IF_NO_MATCH, `${here}.ifNoMatch`) as IfNoMatch }),
			...(row.default === undefined ? {} : { default: word(row.default, `${here}.default`) }),
		};
	});
