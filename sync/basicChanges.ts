import type { FieldChange } from './fieldChange';
import type { Replica } from './replica';

/** Fields that Basic rules write. */
export type BasicField = 'description' | 'summary';
export const BASIC_WRITES: BasicField[] = ['summary', 'description'];

export const BASIC_RULE = 'Basic';

/** What Basic rules want of a replica: summary and description as they are, where the outgoing rules let them out. */
export const basicChanges = (replica: Replica): FieldChange[] =>
	BASIC_WRITES.filter((field) => replica[field] !== undefined).map((field) => {
		const value = replica[field] ?? null;
		return { field, how: 'set', value, rule: BASIC_RULE, from: { field, value } };
	});
