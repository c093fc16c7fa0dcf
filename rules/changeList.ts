import { rulesTogether } from '../sync/combine';
import type { FieldChange, NeutralValue } from '../sync/fieldChange';

/** The changes that rules want, in order. */
export class ChangeList {
	private changes: FieldChange[] = [];

	/** @param idOf the same for every name of one field */
	constructor(private readonly idOf: (field: string) => string) {}

	/** Forgets what was wanted of the field before. */
	set(field: string, value: NeutralValue, rule: string): void {
		this.changes = [...this.others(field), { field, how: 'set', value, rule }];
	}

	/** Comes after what was wanted before; together they are one change in the end (sync/combine.ts). */
	add(change: FieldChange): void {
		this.changes.push(change);
	}

	/** Whether the field is set as a whole, so that its value is known. */
	isSet(field: string): boolean {
		return this.of(field).some(({ how }) => how === 'set');
	}

	/**
	 * Goes on from the value that the field was set to. It stays known from which remote field that was made, so that
	 * both directions still share what was synced last.
	 */
	goOn(field: string, value: NeutralValue, rule: string): void {
		const before = this.of(field);
		const start = before.findLastIndex(({ how }) => how === 'set');
		const whole = before[start];
		if (!whole) return this.set(field, value, rule);
		const rules = [...before.slice(start).map((change) => change.rule), rule];
		this.changes = [...this.others(field), { ...whole, value, rule: rules.reduce(rulesTogether) }];
	}

	list(): FieldChange[] {
		return this.changes;
	}

	private of(field: string): FieldChange[] {
		return this.changes.filter((change) => this.idOf(change.field) === this.idOf(field));
	}

	private others(field: string): FieldChange[] {
		return this.changes.filter((change) => this.idOf(change.field) !== this.idOf(field));
	}
}
