import type { Assignment, Call } from './ast';
import type { Budget } from './budget';
import { customThing, unwrapped } from './customValues';
import { FIELD_TYPES, type FieldType, fieldOf, isField } from './fields';
import type { Host } from './interpreter';
import { IssueReader } from './issueReader';
import type { ScriptIssue } from './issueValues';
import { type Lookups, lookUp } from './lookups';
import { toNeutral } from './neutral';
import { operate } from './operators';
import type { OutgoingDecision } from './outgoing';
import { nameOf, pathOf, type Path, type ScriptNames } from './path';
import { ScriptError } from './scriptError';
import { isNull, Nothing, Thing, typeWords, type Value } from './values';

/** What an outgoing script may reach: the issue to read, the replica to fill. */
export class OutgoingHost implements Host {
	readonly firstSync = false;
	private readonly left: Omit<OutgoingDecision, 'customFields' | 'steps'>;
	/** By names that people chose, so no object. */
	private readonly leftCustom = new Map<string, OutgoingDecision['customFields'][string]>();
	private readonly issue: IssueReader;
	/** The replica as far as it was filled. */
	private readonly replica = new IssueReader({});

	constructor(
		private readonly input: { issue: ScriptIssue; lookups?: Lookups },
		readonly names: ScriptNames,
		warnings: string[],
	) {
		this.left = { fields: {}, warnings: [...warnings], asked: [] };
		this.issue = new IssueReader(input.issue);
	}

	decision(steps: number): OutgoingDecision {
		return { ...this.left, customFields: Object.fromEntries(this.leftCustom), steps };
	}

	field(root: string, name: string): Value {
		return (root === 'issue' ? this.issue : this.replica).field(name);
	}

	customField(root: string, name: string): Value {
		return (root === 'issue' ? this.issue : this.replica).customField(name);
	}

	helper(call: Call, args: Value[]): Value {
		return lookUp(call, args, this.input.lookups ?? {}, this.left.asked);
	}

	assign({ segments }: Path, given: Value, statement: Assignment, budget: Budget): void {
		const [name = '', second] = segments;
		if (name === 'customFields') return this.letCustomOut(second ?? '', given, statement, budget);
		const field = name === 'parentId' ? 'parent' : name;
		// Versions and components of a project never leave, so emptying them changes nothing.
		if (!isField(field) || second !== undefined) return;
		const value = this.total(this.replica.field(field), unwrapped(given), statement, budget);
		this.replica.put(field, value);
		if (field === 'comments' || field === 'attachments') this.left[field] = this.selection(field, value, statement);
		else if (this.isSameField(field, statement)) this.left.fields[field] = { how: 'asIs', rule: `line ${statement.line}` };
		else this.computed(value, FIELD_TYPES[field], statement, (left) => (this.left.fields[field] = left));
	}

	private letCustomOut(name: string, given: Value, statement: Assignment, budget: Budget): void {
		const value = this.total(unwrapped(this.replica.customField(name)), unwrapped(given), statement, budget);
		this.replica.put(`customFields.${name}`, customThing(value));
		const from = statement.operator === '=' ? pathOf(statement.value, this.names) : undefined;
		const isCustom = from?.root === 'issue' && from.segments[0] === 'customFields' && (from.segments.length === 2 || (from.segments.length === 3 && from.segments[2] === 'value'));
		if (isCustom) this.leftCustom.set(name, { how: 'asIs', from: from.segments[1] ?? '', rule: `line ${statement.line}` });
		else this.computed(value, 'custom', statement, (left) => this.leftCustom.set(name, left));
	}

	private computed(value: Value, type: FieldType, statement: Assignment, put: (left: { how: 'computed'; value: ReturnType<typeof toNeutral>; rule: string }) => unknown): void {
		if (value instanceof Nothing) {
			this.left.warnings.push(`Line ${statement.line}: ${nameOf(statement.target)} does not leave: ${value.reason}.`);
			return;
		}
		const { column, line } = statement;
		put({ how: 'computed', value: toNeutral(value, { line, column, name: nameOf(statement.target), type, warnings: this.left.warnings }), rule: `line ${line}` });
	}

	private total(before: Value, given: Value, statement: Assignment, budget: Budget): Value {
		if (statement.operator === '=') return given;
		return operate(statement.operator === '+=' ? '+' : '-', isNull(before) && Array.isArray(given) ? [] : before, given, { budget, place: statement });
	}

	private isSameField(field: string, { operator, value }: Assignment): boolean {
		const from = pathOf(value, this.names);
		const [name = '', ...rest] = from?.segments ?? [];
		return operator === '=' && from?.root === 'issue' && rest.length === 0 && fieldOf(name) === field;
	}

	private selection(name: 'attachments' | 'comments', value: Value, statement: Assignment): 'all' | string[] {
		if (value === this.issue.field(name)) return 'all';
		if (isNull(value)) return [];
		const type = name === 'comments' ? 'comment' : 'file';
		const isPart = Array.isArray(value) && value.every((entry) => entry instanceof Thing && entry.type === type);
		if (!isPart) throw new ScriptError(statement, `replica.${name} takes ${name} of the issue, and the value is ${typeWords(value)}.`, `Use issue.${name}, or issue.${name}.findAll { ... }.`);
		return value.map((entry) => String((entry as Thing).properties.get('id')));
	}
}
