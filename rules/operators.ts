import type { BinaryOperator } from './ast';
import type { Budget } from './budget';
import { type Place, ScriptError } from './scriptError';
import { FunctionValue, IssueRoot, isNull, Rich, ScriptMap, shown, Thing, typeWords, type Value } from './values';

/** Groovy's `==`: by value, null equals null, and a text never equals a number. */
export function equal(left: Value, right: Value, budget: Budget, place: Place): boolean {
	budget.step(place, typeof left === 'string' ? left.length : 0);
	if (isNull(left) || isNull(right)) return isNull(left) && isNull(right);
	if (left === right) return true;
	if (left instanceof Rich || right instanceof Rich) return isWords(left) && isWords(right) && shown(left) === shown(right);
	if (Array.isArray(left) && Array.isArray(right)) {
		return left.length === right.length && left.every((value, index) => equal(value, right[index] ?? null, budget, place));
	}
	if (left instanceof ScriptMap && right instanceof ScriptMap) {
		return left.entries.size === right.entries.size && [...left.entries].every(([key, value]) => right.entries.has(key) && equal(value, right.entries.get(key) ?? null, budget, place));
	}
	return left instanceof Thing && right instanceof Thing && sameThing(left, right);
}

const isWords = (value: Value) => typeof value === 'string' || value instanceof Rich;

/** Ids mean nothing at another site, so named values are the same when their names are; people by id or address. */
function sameThing(left: Thing, right: Thing): boolean {
	if (left.type !== right.type) return false;
	const same = (name: string) => {
		const value = left.properties.get(name);
		return value !== undefined && value !== null && value === right.properties.get(name);
	};
	return left.type === 'option' ? same('name') : same('id') || same('key') || same('email');
}

/** The result of an operator whose operands are both known. `&&`, `||` and `?:` are not among them. */
export function operate(operator: BinaryOperator, left: Value, right: Value, at: { budget: Budget; place: Place }): Value {
	const { budget, place } = at;
	switch (operator) {
		case '==':
			return equal(left, right, budget, place);
		case '!=':
			return !equal(left, right, budget, place);
		case 'in':
			return isIn(left, right, budget, place);
		case '+':
			return plus(left, right, at);
		case '-':
			return minus(left, right, at);
		case '<':
		case '<=':
		case '>':
		case '>=':
			return ordered(operator, left, right, place);
		default:
			return calculated(operator, left, right, place);
	}
}

/** Whether a value is an entry of a list, a key of a map, or else the same value. */
export function isIn(value: Value, where: Value, budget: Budget, place: Place): boolean {
	if (Array.isArray(where)) return where.some((entry) => equal(value, entry, budget, place));
	if (where instanceof ScriptMap) return where.entries.has(value);
	return !isNull(where) && equal(value, where, budget, place);
}

function plus(left: Value, right: Value, { budget, place }: { budget: Budget; place: Place }): Value {
	if (typeof left === 'number' && typeof right === 'number') return left + right;
	if (Array.isArray(left)) return budget.list(place, [...left, ...(Array.isArray(right) ? right : [right])]);
	if (left instanceof ScriptMap && right instanceof ScriptMap) {
		return new ScriptMap(new Map(budget.list(place, [...left.entries, ...right.entries])));
	}
	if (isWords(left) || (isWords(right) && !isNull(left))) return budget.text(place, shown(left) + shown(right));
	return refuse('+', left, right, place);
}

function minus(left: Value, right: Value, { budget, place }: { budget: Budget; place: Place }): Value {
	if (typeof left === 'number' && typeof right === 'number') return left - right;
	if (Array.isArray(left)) {
		const without = Array.isArray(right) ? right : [right];
		return budget.list(place, left.filter((entry) => !isIn(entry, without, budget, place)));
	}
	// The first occurrence goes, as in Groovy; a function keeps `$` from meaning anything.
	if (isWords(left) && !isNull(right)) return budget.text(place, shown(left).replace(shown(right), () => ''));
	return refuse('-', left, right, place);
}

function ordered(operator: '<' | '<=' | '>' | '>=', left: Value, right: Value, place: Place): boolean {
	const order = compare(left, right, place);
	switch (operator) {
		case '<':
			return order < 0;
		case '<=':
			return order <= 0;
		case '>':
			return order > 0;
		case '>=':
			return order >= 0;
	}
}

/** Below, at or above zero. Texts by their characters, as Java does; null comes first. */
export function compare(left: Value, right: Value, place: Place): number {
	if (isNull(left) || isNull(right)) return Number(!isNull(left)) - Number(!isNull(right));
	if (typeof left === 'number' && typeof right === 'number') return left - right;
	if (typeof left === 'boolean' && typeof right === 'boolean') return Number(left) - Number(right);
	if (isWords(left) && isWords(right)) {
		const [a, b] = [shown(left), shown(right)];
		return a < b ? -1 : Number(a > b);
	}
	throw new ScriptError(place, `${typeWords(left)} and ${typeWords(right)} have no order.`, 'Compare numbers with numbers and texts with texts; use .name, or toInteger().');
}

function calculated(operator: BinaryOperator, left: Value, right: Value, place: Place): Value {
	if (operator === '*' && typeof left === 'string') throw new ScriptError(place, 'a text cannot be multiplied.', 'Write the text out.');
	if (typeof left !== 'number' || typeof right !== 'number') return refuse(operator, left, right, place);
	if (right === 0 && operator !== '*') throw new ScriptError(place, 'a division by zero.', 'Ask whether the number is 0 first.');
	return operator === '*' ? left * right : operator === '/' ? left / right : left % right;
}

function refuse(operator: string, left: Value, right: Value, place: Place): never {
	const isMissing = isNull(left) || isNull(right);
	const next = isMissing ? 'Ask first whether it is null, or give a value instead: (value ?: "").' : 'Use toInteger() for numbers in texts, and .name for named values.';
	throw new ScriptError(place, `${typeWords(left)} ${operator} ${typeWords(right)} cannot be worked out.`, next);
}

/** A value that may be the key of a map. */
export function expectKey(value: Value, place: Place): Value {
	if (value instanceof Rich) return value.plain;
	if (typeof value === 'object' && !isNull(value) && !(value instanceof FunctionValue) && !(value instanceof IssueRoot)) {
		throw new ScriptError(place, `${typeWords(value)} cannot be a key.`, 'Use a text or a number, such as value?.name.');
	}
	return isNull(value) ? null : value;
}
