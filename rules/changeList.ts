import type { FieldChange, NeutralValue } from '../sync/fieldChange';

/** The changes that a script wants, in order. Setting a field forgets what was wanted of it before. */
export class ChangeList {
	private changes: FieldChange[] = [];

	set(field: string, value: NeutralValue, rule: string): void {
		this.changes = [...this.changes.filter((change) => change.field !== field), { field, how: 'set', value, rule }];
	}

	/** Adds to, or takes from, what the field holds. Onto a value that was set before it is one with that value. */
	more(change: FieldChange): void {
		this.changes.push(change);
	}

	/** Whether the field is set as a whole, so that its value is known. */
	isSet(field: string): boolean {
		return this.changes.some((change) => change.field === field && change.how === 'set');
	}

	list(): FieldChange[] {
		return this.changes;
	}
}
