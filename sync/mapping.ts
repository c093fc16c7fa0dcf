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

export interface MappingContext {
	people: PersonRow[];
	/** What else the rules of the node say. */
	comments: boolean;
	files: boolean;
}

/** A row as people find it again: its place and its fields. */
export const rowName = (row: Pick<MappingRow, 'constant' | 'local' | 'remote'>, at: number): string => `row ${at + 1} (${row.remote ?? 'constant'} to ${row.local})`;

/**
 * What ordered rows want of the local issue. Pure.
 *
 * A remote field that its side does not let out changes nothing; one that is empty clears. A value that matches no
 * row is left out, replaced by the default, or an error, as the row says.
 *
 * @throws SyncError `valueUnmatched` for a value that a row reports; nothing of the issue may be written then
 */
export function decideRows(rows: MappingRow[], replica: Replica, context: MappingContext): RuleDecision {
	const decision: RuleDecision = {
		changes: [],
		comments: context.comments,
		files: context.files,
		mergeComments: false,
		mergeFiles: false,
		stop: false,
		syncBack: false,
		ownComments: [],
		warnings: [],
	};
	rows.forEach((row, at) => {
		if (!row.when) return;
		const rule = rowName(row, at);
		const change = row.remote === undefined ? constantChange(row, rule) : changeOf(row, rule, replica, context, decision.warnings);
		if (!change) return;
		if (row.local !== 'status') decision.changes.push(change);
		else if (!isNothing(change.value)) decision.transition = { by: 'status', value: wordsOf(change.value), rule };
	});
	return decision;
}

const constantChange = ({ constant = '', local, how }: MappingRow, rule: string): FieldChange => ({ field: local, how, value: constant === '' ? null : constant, rule });

function changeOf(row: MappingRow, rule: string, replica: Replica, { people }: MappingContext, warnings: string[]): FieldChange | undefined {
	const remote = remoteField(replica, row.remote ?? '');
	if (!remote) {
		warnings.push(`${rule}: the replica does not hold ${row.remote ?? ''}; name it among the fields in Build Replica.`);
		return undefined;
	}
	const unmatched = unmatchedIn(remote.value, row.values);
	if (unmatched.length > 0 && row.ifNoMatch === 'error') throw valueUnmatched(replica, row, rule, unmatched);
	const mapped = mapValue(remote.value, row.values, row.ifNoMatch === 'default' ? (row.default ?? '') : undefined);
	if (mapped.kind === 'noMatch') return undefined;
	const value: NeutralValue = byPeopleTable(mapped.value, people);
	return { field: row.local, how: row.how, value, rule, from: remote, ifNoMatch: row.ifNoMatch === 'default' ? { do: 'default', value: row.default || null } : { do: row.ifNoMatch } };
}

function valueUnmatched({ meta }: Replica, row: MappingRow, rule: string, unmatched: NeutralValue[]): SyncError {
	// Options may be named; what people wrote is nobody's business in an error message.
	const options = unmatched.filter((value) => typeof value === 'object' && !isRich(value)).map(wordsOf);
	return new SyncError('valueUnmatched', `${meta.issue.key}: ${rule} names no local value for what ${row.remote ?? ''} holds. Nothing of the issue was written.`, {
		scope: 'issue',
		issue: meta.issue.key,
		field: row.local,
		next: `Add a value row for ${options.join(', ') || 'it'} to ${rule}, or set If No Value Matches to Do Nothing or Set Default; then run the item again.`,
	});
}
