import type { Expression, Statement } from './ast';

/** The expressions that an expression is made of; of a closure, its statements are asked separately. */
export function childrenOf(expression: Expression): Expression[] {
	switch (expression.kind) {
		case 'literal':
		case 'name':
		case 'closure':
			return [];
		case 'text':
			return expression.parts.filter((part) => typeof part !== 'string');
		case 'list':
			return expression.items;
		case 'map':
			return expression.entries.flatMap(({ key, value }) => [key, value]);
		case 'member':
			return [expression.object];
		case 'index':
			return [expression.object, expression.key];
		case 'call':
			return [...(expression.object ? [expression.object] : []), ...expression.args];
		case 'unary':
			return [expression.operand];
		case 'binary':
			return [expression.left, expression.right];
		case 'choice':
			return [expression.test, expression.then, expression.otherwise];
	}
}

/** The expressions of a statement itself, and the blocks inside it. */
export function partsOf(statement: Statement): { expressions: Expression[]; blocks: Statement[][] } {
	switch (statement.kind) {
		case 'expression':
			return { expressions: [statement.value], blocks: [] };
		case 'assign':
			return { expressions: [statement.target, statement.value], blocks: [] };
		case 'declare':
		case 'return':
			return { expressions: statement.value ? [statement.value] : [], blocks: [] };
		case 'if':
			return {
				expressions: statement.branches.map(({ test }) => test),
				blocks: [...statement.branches.map(({ body }) => body), ...(statement.otherwise ? [statement.otherwise] : [])],
			};
		case 'switch':
			return {
				expressions: [statement.subject, ...statement.cases.flatMap(({ test }) => (test ? [test] : []))],
				blocks: statement.cases.map(({ body }) => body),
			};
		case 'for':
			return { expressions: [statement.list], blocks: [statement.body] };
		case 'break':
		case 'continue':
			return { expressions: [], blocks: [] };
	}
}

/** Calls `each` for every statement of a block, of the blocks inside it, and of the closures in it. */
export function eachStatement(block: Statement[], each: (statement: Statement) => void): void {
	for (const statement of block) {
		each(statement);
		const { blocks, expressions } = partsOf(statement);
		for (const inner of blocks) eachStatement(inner, each);
		for (const expression of expressions) eachExpression(expression, (found) => found.kind === 'closure' && eachStatement(found.body, each));
	}
}

/** Calls `each` for an expression and everything it is made of; not for what closures hold. */
export function eachExpression(expression: Expression, each: (found: Expression) => void): void {
	each(expression);
	for (const child of childrenOf(expression)) eachExpression(child, each);
}
