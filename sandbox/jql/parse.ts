import { JastBuilder } from '@atlaskit/jql-ast';
import { badRequest } from '../http/errors.ts';

export interface ValueOperand {
	kind: 'value';
	value: string;
	quoted: boolean;
}

export interface FunctionOperand {
	kind: 'function';
	name: string;
	args: string[];
}

export interface ListOperand {
	kind: 'list';
	items: Operand[];
}

export type Operand = ValueOperand | FunctionOperand | ListOperand | { kind: 'empty' };

export interface Terminal {
	kind: 'terminal';
	field: string;
	operator: string;
	operand: Operand;
}

export type Clause =
	| { kind: 'and' | 'or'; clauses: Clause[] }
	| { kind: 'not'; clause: Clause }
	| Terminal;

export interface Query {
	where: Clause | undefined;
	orderBy: Array<{ field: string; descending: boolean }>;
}

const MAX_ORDER_FIELDS = 7;
const remembered = new Map<string, Query>();

/** Reads JQL with Atlassian's own grammar; whatever it cannot read is refused, never taken for an empty query. */
export function parseJql(jql: string): Query {
	// Times differ from query to query and nothing else does: what was read once is only filled in.
	const times: string[] = [];
	const shape = jql.replace(TIME, (time) => `${PLACE}${times.push(time) - 1}`);
	return times.length === 0 ? readShape(jql) : filled(readShape(shape), times);
}

/** Epoch milliseconds, and what stands in their place; no person types either by chance. */
const TIME = /(?<![\w"'])\d{13}(?![\w"'])/g;
const PLACE = '90000000000000';

function filled({ where, orderBy }: Query, times: string[]): Query {
	const operand = (one: Operand): Operand => {
		if (one.kind === 'list') return { ...one, items: one.items.map(operand) };
		return one.kind === 'value' && one.value.startsWith(PLACE) ? { ...one, value: times[Number(one.value.slice(PLACE.length))] ?? one.value } : one;
	};
	const clause = (one: Clause): Clause => {
		if (one.kind === 'terminal') return { ...one, operand: operand(one.operand) };
		return one.kind === 'not' ? { ...one, clause: clause(one.clause) } : { ...one, clauses: one.clauses.map(clause) };
	};
	return { where: where && clause(where), orderBy };
}

function readShape(jql: string): Query {
	const known = remembered.get(jql);
	if (known) return known;
	const tree = new JastBuilder().build(jql) as unknown as Tree;
	const problem = tree.errors?.[0];
	if (problem) throw badRequest(`Error in the JQL Query: ${problem.message}`);
	const orderBy = (tree.query?.orderBy?.fields ?? []).map((one) => ({ field: one.field.value, descending: one.direction?.value === 'DESC' }));
	if (orderBy.length > MAX_ORDER_FIELDS) throw badRequest(`The number of fields in ORDER BY exceeds the limit of ${MAX_ORDER_FIELDS}.`);
	const query: Query = { where: tree.query?.where ? toClause(tree.query.where) : undefined, orderBy };
	if (remembered.size > 500) remembered.clear();
	remembered.set(jql, query);
	return query;
}

/** The parts of the grammar's tree that are read here. */
interface Tree {
	errors?: Array<{ message: string }>;
	query?: { where?: TreeClause; orderBy?: { fields: Array<{ field: { value: string }; direction?: { value: string } }> } };
}

interface TreeClause {
	clauseType: 'compound' | 'not' | 'terminal' | string;
	operator?: { value: string };
	clauses?: TreeClause[];
	clause?: TreeClause;
	field?: { value: string; properties?: unknown[] };
	operand?: TreeOperand;
	predicates?: unknown[];
}

interface TreeOperand {
	operandType: 'value' | 'keyword' | 'list' | 'function' | string;
	text?: string;
	value?: string;
	values?: TreeOperand[];
	function?: { value: string };
	arguments?: Array<{ value: string }>;
}

function toClause(tree: TreeClause): Clause {
	if (tree.clauseType === 'compound') {
		return { kind: tree.operator?.value.toLowerCase() === 'or' ? 'or' : 'and', clauses: (tree.clauses ?? []).map(toClause) };
	}
	if (tree.clauseType === 'not' && tree.clause) return { kind: 'not', clause: toClause(tree.clause) };
	const field = tree.field?.value ?? '';
	const operator = (tree.operator?.value ?? '').toLowerCase();
	if (tree.field?.properties?.length) throw badRequest(`Field '${field}' does not exist or you do not have permission to view it.`);
	if (!tree.operand || tree.predicates?.length) throw badRequest(`The operator '${operator}' is not supported by the '${field}' field.`);
	return { kind: 'terminal', field, operator, operand: toOperand(tree.operand) };
}

function toOperand(tree: TreeOperand): Operand {
	switch (tree.operandType) {
		case 'keyword': return { kind: 'empty' };
		case 'list': return { kind: 'list', items: (tree.values ?? []).map(toOperand) };
		case 'function': return { kind: 'function', name: tree.function?.value ?? '', args: (tree.arguments ?? []).map((one) => one.value) };
		default: return { kind: 'value', value: tree.value ?? '', quoted: /^["']/.test(tree.text ?? '') };
	}
}
