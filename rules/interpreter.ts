import type { Assignment, Call, Closure, Expression, Script, Statement } from './ast';
import { entriesOf } from './arguments';
import { Budget } from './budget';
import type { Calling } from './calling';
import { HELPERS } from './vocabulary';
import { callMethod } from './methods';
import { equal, expectKey, isIn, operate } from './operators';
import { nameOf, pathOf, type Path, type ScriptNames } from './path';
import { propertyOf } from './properties';
import { type Place, ScriptError } from './scriptError';
import { FunctionValue, IssueRoot, isNull, isTrue, Nothing, Scope, ScriptMap, shown, typeWords, type Value } from './values';

/** What a script reaches outside itself: the fields of issues, and helpers. */
export interface Host {
	names: ScriptNames;
	firstSync: boolean;
	field(root: string, name: string, place: Place): Value;
	customField(root: string, name: string, place: Place): Value;
	assign(path: Path, value: Value, statement: Assignment, budget: Budget): void;
	helper(call: Call, args: Value[]): Value;
}

type End = 'break' | 'continue' | 'return' | undefined;

/** Walks the tree of a checked script. Nothing of it becomes code of JavaScript. */
export class Interpreter {
	readonly budget = new Budget();
	private readonly globals = new Scope();
	/** What the statement before came to: the result of a closure that says no `return`. */
	private last: Value = null;

	constructor(private readonly host: Host) {}

	run(script: Script): void {
		this.block(script.body, this.globals);
	}

	private block(statements: Statement[], scope: Scope): End {
		for (const statement of statements) {
			const end = this.budget.deeper(statement, () => this.statement(statement, scope));
			if (end) return end;
		}
		return undefined;
	}

	private statement(statement: Statement, scope: Scope): End {
		this.budget.step(statement);
		switch (statement.kind) {
			case 'expression':
				this.last = this.value(statement.value, scope);
				return undefined;
			case 'assign':
				this.assign(statement, scope);
				return undefined;
			case 'declare':
				scope.declare(statement.name, statement.value ? this.value(statement.value, scope) : null);
				return undefined;
			case 'if':
				return this.choose(statement, scope);
			case 'switch':
				return this.switch(statement, scope);
			case 'for':
				return this.loop(statement, scope);
			case 'return':
				this.last = statement.value ? this.value(statement.value, scope) : null;
				return 'return';
			default:
				return statement.kind;
		}
	}

	private assign(statement: Assignment, scope: Scope): void {
		const { operator, target } = statement;
		const given = this.value(statement.value, scope);
		this.last = given;
		const path = pathOf(target, this.host.names);
		if (path) return this.host.assign(path, given, statement, this.budget);
		if (target.kind !== 'name') return;
		const at = { budget: this.budget, place: statement };
		const value = operator === '=' ? given : operate(operator === '+=' ? '+' : '-', this.value(target, scope), given, at);
		scope.assign(target.name, value);
	}

	private choose(statement: Statement & { kind: 'if' }, scope: Scope): End {
		const branch = statement.branches.find(({ test }) => isTrue(this.value(test, scope)));
		this.last = null;
		return this.block(branch ? branch.body : (statement.otherwise ?? []), new Scope(scope));
	}

	/** As in Groovy, a case without `break` goes on with the next one. */
	private switch({ cases, subject }: Statement & { kind: 'switch' }, scope: Scope): End {
		const value = this.value(subject, scope);
		const found = cases.findIndex(({ test }) => test && this.isCase(value, this.value(test, scope), test));
		const first = found >= 0 ? found : cases.findIndex(({ test }) => !test);
		if (first < 0) return undefined;
		for (const { body } of cases.slice(first)) {
			const end = this.block(body, new Scope(scope));
			if (end === 'break') return undefined;
			if (end) return end;
		}
		return undefined;
	}

	private isCase(value: Value, test: Value, place: Place): boolean {
		if (test instanceof FunctionValue) return isTrue(this.call(test, [value], place));
		return Array.isArray(test) ? isIn(value, test, this.budget, place) : equal(value, test, this.budget, place);
	}

	private loop(statement: Statement & { kind: 'for' }, scope: Scope): End {
		const value = this.value(statement.list, scope);
		const entries = entriesOf(value);
		if (!entries) throw new ScriptError(statement.list, `${nameOf(statement.list)} is ${typeWords(value)}, not a list.`, 'A for loop goes over lists and maps.');
		for (const entry of entries) {
			const inner = new Scope(scope);
			inner.declare(statement.name, entry);
			const end = this.block(statement.body, inner);
			if (end === 'return') return end;
			if (end === 'break') break;
		}
		return undefined;
	}

	private value(expression: Expression, scope: Scope): Value {
		this.budget.step(expression);
		return this.budget.deeper(expression, () => this.evaluate(expression, scope));
	}

	private evaluate(expression: Expression, scope: Scope): Value {
		switch (expression.kind) {
			case 'literal':
				return expression.value;
			case 'text':
				return this.budget.text(expression, expression.parts.map((part) => (typeof part === 'string' ? part : shown(this.value(part, scope)))).join(''));
			case 'list':
				return this.budget.list(expression, expression.items.map((item) => this.value(item, scope)));
			case 'map':
				return new ScriptMap(new Map(this.budget.list(expression, expression.entries.map(({ key, value }): [Value, Value] => [expectKey(this.value(key, scope), key), this.value(value, scope)]))));
			case 'name':
				return this.named(expression.name, expression, scope);
			case 'member':
				return this.member(this.value(expression.object, scope), expression.name, expression);
			case 'index':
				return this.entry(expression, scope);
			case 'call':
				return this.callExpression(expression, scope);
			case 'closure':
				return new FunctionValue(expression, scope);
			case 'unary':
				return this.unary(expression, scope);
			case 'binary':
				return this.binary(expression, scope);
			case 'choice':
				return this.value(isTrue(this.value(expression.test, scope)) ? expression.then : expression.otherwise, scope);
		}
	}

	private named(name: string, place: Place, scope: Scope): Value {
		const { firstSync, names } = this.host;
		const own = scope.get(name);
		if (own !== undefined) return own;
		if (name === 'firstSync') return firstSync;
		if (name === 'issue' || name === 'replica' || name === 'previous') return new IssueRoot(name, name);
		if (name === names.local || name === names.remote) return new IssueRoot('side', name === names.local ? 'issue' : 'replica');
		throw new ScriptError(place, `${name} has no value yet.`, `Set it before: def ${name} = ...`);
	}

	private member(object: Value, name: string, expression: Expression & { kind: 'index' | 'member' }): Value {
		if (isNull(object)) return this.ofNull(object, name, expression);
		if (!(object instanceof IssueRoot)) return propertyOf(object, name, expression);
		if (object.root === 'side') return new IssueRoot(object.of as 'issue', object.of);
		if (object.root === 'customFields') return this.host.customField(object.of, name, expression);
		return name === 'customFields' ? new IssueRoot('customFields', object.of) : this.host.field(object.of, name, expression);
	}

	private ofNull(object: Nothing | null, name: string, expression: Expression & { kind: 'call' | 'index' | 'member' }): Value {
		if ('safe' in expression && expression.safe) return object;
		const subject = expression.object ? nameOf(expression.object) : 'this value';
		const why = object instanceof Nothing ? ` (${object.reason})` : '';
		throw new ScriptError(expression, `${subject} is null${why}, so it has no ${name.slice(0, 60)}.`, `Write ${subject}?.${name.slice(0, 60)}, which is null then.`);
	}

	private entry(expression: Expression & { kind: 'index' }, scope: Scope): Value {
		const object = this.value(expression.object, scope);
		const key = this.value(expression.key, scope);
		if (typeof key === 'string' && object instanceof IssueRoot) return this.member(object, key, expression);
		if (isNull(object)) return this.ofNull(object, '[...]', expression);
		if (object instanceof ScriptMap) return object.entries.get(expectKey(key, expression.key)) ?? null;
		if (typeof key !== 'number' || (!Array.isArray(object) && typeof object !== 'string')) {
			throw new ScriptError(expression, `${typeWords(object)} has no entry ${typeWords(key)}.`, 'Lists have numbers in brackets, maps have keys.');
		}
		return object[key < 0 ? object.length + Math.trunc(key) : Math.trunc(key)] ?? null;
	}

	private unary({ operand, operator, ...place }: Expression & { kind: 'unary' }, scope: Scope): Value {
		const value = this.value(operand, scope);
		if (operator === '!') return !isTrue(value);
		if (typeof value === 'number') return -value;
		throw new ScriptError(place, `-${typeWords(value)} cannot be worked out.`, 'Use toInteger() for numbers in texts.');
	}

	private binary({ left, operator, right, ...place }: Expression & { kind: 'binary' }, scope: Scope): Value {
		const value = this.value(left, scope);
		if (operator === '&&') return isTrue(value) && isTrue(this.value(right, scope));
		if (operator === '||') return isTrue(value) || isTrue(this.value(right, scope));
		if (operator === '?:') return isTrue(value) ? value : this.value(right, scope);
		return operate(operator, value, this.value(right, scope), { budget: this.budget, place });
	}

	private callExpression(call: Call, scope: Scope): Value {
		const { name, object } = call;
		const args = () => call.args.map((argument) => this.value(argument, scope));
		if (!object && name === 'store') return this.host.helper(call, args());
		if (!object) return this.call(scope.get(name), args(), call);
		if (object.kind === 'name' && Object.hasOwn(HELPERS, object.name)) return this.host.helper(call, args());
		const self = this.value(object, scope);
		if (isNull(self)) return this.ofNull(self, `${name}()`, call);
		if (self instanceof IssueRoot) return this.host.helper(call, args());
		if (self instanceof FunctionValue && name === 'call') return this.call(self, args(), call);
		return callMethod(self, name, this.calling(args(), call));
	}

	private calling(args: Value[], place: Place): Calling {
		return {
			args,
			budget: this.budget,
			place,
			call: (closure, values) => this.call(closure, values, place),
			fail: (what, next) => {
				throw new ScriptError(place, what, next);
			},
		};
	}

	private call(callee: Value | undefined, args: Value[], place: Place): Value {
		if (!(callee instanceof FunctionValue)) {
			throw new ScriptError(place, `a closure is expected here, not ${typeWords(callee ?? null)}.`, 'Write { it... } or { value -> ... }.');
		}
		const { closure, scope } = callee;
		return this.budget.deeper(place, () => this.closure(closure, args, new Scope(scope)));
	}

	private closure({ body, parameters }: Closure, args: Value[], scope: Scope): Value {
		const before = this.last;
		for (const [index, name] of (parameters.length > 0 ? parameters : ['it']).entries()) scope.declare(name, args[index] ?? null);
		this.last = null;
		this.block(body, scope);
		const result = this.last;
		this.last = before;
		return result;
	}
}
