import { asRich } from '../sync/coerce/toField';
import { withMore } from '../sync/combine';
import type { NeutralValue } from '../sync/fieldChange';
import type { Assignment } from './ast';
import type { Budget } from './budget';
import type { ChangeList } from './changeList';
import { unwrapped } from './customValues';
import type { FieldType } from './fields';
import type { IssueReader } from './issueReader';
import { toNeutral } from './neutral';
import { operate } from './operators';
import { nameOf } from './path';
import { type Place, ScriptError } from './scriptError';
import { isNull, Nothing, Rich, type Value } from './values';

export interface WrittenField {
	/** Under which scripts know it. */
	name: string;
	/** Jira's id of the field, or the name of a custom field. */
	field: string;
	type: FieldType;
}

/** Turns assignments to fields of the local issue into changes, and lets later lines see what was assigned. */
export class FieldWriter {
	/** @param ruleOf how a change names the line that wants it */
	constructor(
		private readonly issue: IssueReader,
		private readonly changes: ChangeList,
		private readonly warnings: string[],
		private readonly ruleOf: (place: Place) => string,
	) {}

	write(target: WrittenField, given: Value, statement: Assignment, budget: Budget): void {
		const value = unwrapped(given);
		if (value instanceof Nothing) {
			this.warnings.push(`Line ${statement.line}: ${nameOf(statement.target)} is left as it is: ${value.reason}.`);
			return;
		}
		const neutral = this.neutral(value, target, statement);
		if (statement.operator !== '=') return this.writeMore(target, value, neutral, statement, budget);
		this.changes.set(target.field, neutral, this.ruleOf(statement));
		this.put(target, value);
	}

	/** `+=` and `-=`: of a list, entries; of a text, its end. */
	private writeMore(target: WrittenField, value: Value, neutral: NeutralValue, statement: Assignment, budget: Budget): void {
		const before = this.before(target);
		const { isList, isText } = kindOf(target, before, value);
		if (!isList && !isText) {
			const name = nameOf(statement.target);
			throw new ScriptError(statement, `${name} is one value, so ${statement.operator} means nothing for it.`, `Use ${name} = ...`);
		}
		if (isNull(value)) return;
		const isAdding = statement.operator === '+=';
		// A rich text keeps its form; what is added comes as paragraphs after it.
		const after = isText && isAdding && before instanceof Rich
			? new Rich(asRich(withMore(before.source, 'append', neutral)))
			: operate(isAdding ? '+' : '-', startOf(before, isList), value, { budget, place: statement });
		this.put(target, after);
		// A value that was set as a whole stays one, and nobody can say of a text what is left of it but the whole.
		if (this.changes.isSet(target.field) || (isText && !isAdding)) {
			return this.changes.goOn(target.field, this.neutral(after, target, statement), this.ruleOf(statement));
		}
		const how = isText ? 'append' : isAdding ? 'add' : 'remove';
		this.changes.add({ field: target.field, how, value: neutral, rule: this.ruleOf(statement) });
	}

	private before({ field, name, type }: WrittenField): Value {
		return unwrapped(type === 'custom' ? this.issue.customField(field) : this.issue.field(name));
	}

	private put({ field, name, type }: WrittenField, value: Value): void {
		if (type === 'custom') this.issue.putCustom(field, value);
		else this.issue.put(name, value);
	}

	private neutral(value: Value, { type }: WrittenField, { column, line, target }: Assignment): NeutralValue {
		return toNeutral(value, { line, column, name: nameOf(target), type, warnings: this.warnings });
	}
}

function kindOf({ type }: WrittenField, before: Value, value: Value): { isList: boolean; isText: boolean } {
	const isList = type === 'labels' || type === 'options' || (type === 'custom' && (Array.isArray(before) || Array.isArray(value)));
	const isWords = typeof value === 'string' || value instanceof Rich;
	return { isList, isText: type === 'text' || type === 'richText' || (type === 'custom' && isWords && !isList) };
}

/** What `+=` begins with where the field is empty, or holds one value where several can be. */
function startOf(before: Value, isList: boolean): Value {
	if (isNull(before)) return isList ? [] : '';
	return isList && !Array.isArray(before) ? [before] : before;
}
