import type { Place } from './scriptError';

/** A script as the interpreter walks it. Every node knows its place. */
export interface Script {
	body: Statement[];
	/** What a reader of the script should know although it runs, with where. */
	warnings: string[];
}

export type BinaryOperator = '!=' | '%' | '&&' | '*' | '+' | '-' | '/' | '<' | '<=' | '==' | '>' | '>=' | '?:' | 'in' | '||';

export type Expression = Place &
	(
		| { kind: 'literal'; value: boolean | null | number | string }
		| { kind: 'text'; parts: Array<string | Expression> }
		| { kind: 'list'; items: Expression[] }
		| { kind: 'map'; entries: Array<{ key: Expression; value: Expression }> }
		| { kind: 'name'; name: string }
		| Member
		| { kind: 'index'; object: Expression; key: Expression }
		| Call
		| Closure
		| { kind: 'unary'; operator: '!' | '-'; operand: Expression }
		| { kind: 'binary'; operator: BinaryOperator; left: Expression; right: Expression }
		| { kind: 'choice'; test: Expression; then: Expression; otherwise: Expression }
	);

/** `object.name`, or `object?.name`, which is null where the object is. */
export type Member = Place & { kind: 'member'; object: Expression; name: string; safe: boolean };

/** `object.name(args)`, or `name(args)` without an object. */
export type Call = Place & { kind: 'call'; object?: Expression; name: string; args: Expression[]; safe: boolean };

/** `{ a, b -> ... }`; without parameters it has one, `it`. */
export type Closure = Place & { kind: 'closure'; parameters: string[]; body: Statement[] };

export type Assignment = Place & { kind: 'assign'; operator: '=' | '+=' | '-='; target: Expression; value: Expression };

export type Statement = Place &
	(
		| { kind: 'expression'; value: Expression }
		| Assignment
		| { kind: 'declare'; name: string; value?: Expression }
		| { kind: 'if'; branches: Array<{ test: Expression; body: Statement[] }>; otherwise?: Statement[] }
		| { kind: 'switch'; subject: Expression; cases: Array<{ test?: Expression; body: Statement[] }> }
		| { kind: 'for'; name: string; list: Expression; body: Statement[] }
		| { kind: 'return'; value?: Expression }
		| { kind: 'break' }
		| { kind: 'continue' }
	);
