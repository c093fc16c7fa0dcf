import type { BinaryOperator, Expression } from './ast';
import { ScriptError } from './scriptError';

/** How closely an operator binds, as in Groovy. All of them are read from left to right. */
const BINDING: Record<BinaryOperator, number> = {
	'?:': 1,
	'||': 2,
	'&&': 3,
	'!=': 4,
	'==': 4,
	'<': 5,
	'<=': 5,
	'>': 5,
	'>=': 5,
	in: 5,
	'+': 6,
	'-': 6,
	'%': 7,
	'*': 7,
	'/': 7,
};

/** More operands in a row than a person writes; the tree they make is walked by recursion. */
const LONGEST_ROW = 200;

/** A row of operands with operators between them, as a tree. */
export function foldOperators(operands: Expression[], operators: BinaryOperator[]): Expression {
	const [first] = operands as [Expression];
	if (operators.length > LONGEST_ROW) {
		throw new ScriptError(first, `more than ${LONGEST_ROW} operators in one expression.`, 'Use def for parts of the expression, or a list with join or contains.');
	}
	const values: Expression[] = [first];
	const waiting: BinaryOperator[] = [];
	const fold = () => {
		const [right, left, operator] = [values.pop() as Expression, values.pop() as Expression, waiting.pop() as BinaryOperator];
		values.push({ kind: 'binary', line: left.line, column: left.column, operator, left, right });
	};
	for (const [index, operator] of operators.entries()) {
		while (waiting.length > 0 && BINDING[waiting[waiting.length - 1] as BinaryOperator] >= BINDING[operator]) fold();
		waiting.push(operator);
		values.push(operands[index + 1] as Expression);
	}
	while (waiting.length > 0) fold();
	return values[0] as Expression;
}
