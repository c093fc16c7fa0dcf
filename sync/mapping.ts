import { isRich, wordsOf } from './coerce/neutral';
import { isNothing } from './coerce/pairs';
import { SyncError } from './errors';
import type { FieldChange, NeutralValue, RuleDecision } from './fieldChange';
import { mapValue, unmatchedIn, type IfNoMatch, type ValueRow } from './mappedValue';
import { byPeopleTable, type PersonRow } from './peopleTable';
import { remoteField } from './remoteField';
import type { Replica } from './replica';

/** One mapping of a field, seen from the side that is written. */
export interface MappingRow {
	/** Field of the replica by name, or a custom field by name or id; undefined for a constant. */
	remote?: string;
	/** Written whatever the other side has. */
	constant?: string;
	/** Local field by id, or a custom field by name. `status` is reached by moves and never written. */
	local: string;
	how: 'add' | 'append' | 'prepend' | 'set';
	/** Whether the row counts for this issue. */
	when: boolean;
	values: ValueRow[];
	ifNoMatch: IfNoMatch;
	/** For `ifNoMatch: default`. */
	default?: string;
}

/** A row that is a piece of script (docs/decisions/0021-script-rows.md). */
export interface ScriptRow {
	script: string;
}

/** A row with its place in the list of rules, from 1. */
export interface PlacedRow {
	at: number;
	row: MappingRow;
}

/** What rows need besides the replica. */
export interface RowContext {
	people: PersonRow[];
	/** Key of the remote issue, for errors. */
	issue: string;
}

/** A row as people find it again: its place, from 1, and its fields. */
export const rowName = (row: Pick<MappingRow, 'constant' | 'local' | 'remote'>, at: number): string => `row ${at} (${row.remote ?? 'constant'} to ${row.local})`;

/**
 * What a row wants of its local field; undefined for nothing. Pure.
 *
 * A remote field that its side does not let out changes nothing; one that is empty clears. A value that matches no
 * value row is left out, replaced by the default, or an error, as the row says.
 *
 * @param rule the row's name
 * @param warnings takes what a person should look at
 * @throws SyncError `valueUnmatched` for a value that the row reports; nothing of the issue may be written then
 */
export const changeByRow = (row: MappingRow, rule: string, replica: Remote, context: RowContext, warnings: string[]): FieldChange | undefined =>
	row.remote === undefined ? constantChange(row, rule) : mappedChange(row, rule, replica, context, warnings);

/** The move that a row for the status wants: a status is never written. */
export const statusByRow = ({ value, rule }: FieldChange): RuleDecision['transition'] => (isNothing(value) ? undefined : { by: 'status', value: wordsOf(value), rule });

type Remote = Omit<Replica, 'meta'>;

const constantChange = ({ constant = '', local, how }: MappingRow, rule: string): FieldChange => ({ field: local, how, value: constant === '' ? null : constant, rule });

function mappedChange(row: MappingRow, rule: string, replica: Remote, { people, issue }: RowContext, warnings: string[]): FieldChange | undefined {
	const remote = remoteField(replica, row.remote ?? '');
	if (!remote) {
		warnings.push(`${rule}: the replica does not hold ${row.remote ?? ''}; name it among the fields in Build Replica.`);
		return undefined;
	}
	const unmatched = unmatchedIn(remote.value, row.values);
	if (unmatched.length > 0 && row.ifNoMatch === 'error') throw valueUnmatched(issue, row, rule, unmatched);
	const mapped = mapValue(remote.value, row.values, row.ifNoMatch === 'default' ? (row.default ?? '') : undefined);
	if (mapped.kind === 'noMatch') return undefined;
	const value: NeutralValue = byPeopleTable(mapped.value, people);
	return { field: row.local, how: row.how, value, rule, from: remote, ifNoMatch: row.ifNoMatch === 'default' ? { do: 'default', value: row.default || null } : { do: row.ifNoMatch } };
}

function valueUnmatched(issue: string, row: MappingRow, rule: string, unmatched: NeutralValue[]): SyncError {
	// Options may be named; what people wrote is nobody's business in an error message.
	const options = unmatched.filter((value) => typeof value === 'object' && !isRich(value)).map(wordsOf);
	return new SyncError('valueUnmatched', `${issue}: ${rule} names no local value for what ${row.remote ?? ''} holds. Nothing of the issue was written.`, {
		scope: 'issue',
		issue,
		field: row.local,
		next: `Add a value row for ${options.join(', ') || 'it'} to ${rule}, or set If No Value Matches to Do Nothing or Set Default; then run the item again.`,
	});
}
