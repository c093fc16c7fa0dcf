import { EmbeddedActionsParser, type IToken, type ParserMethod } from 'chevrotain';
import type { BinaryOperator, Expression, Statement } from './ast';
import { foldOperators } from './foldOperators';
import { placeOf } from './placeOf';
import { type Place, ScriptError } from './scriptError';
import * as T from './tokens';

/** Expressions inside expressions; far more than a person writes, far less than the stack holds. */
const DEEPEST_EXPRESSION = 60;

/** Dots and brackets in a row. */
const LONGEST_CHAIN = 100;

/** A text with its pieces of script already parsed; set on its token before the parser sees it. */
export type TextPayload = Array<string | Expression>;

/** A closure that stands behind the brackets is the last argument. */
const withClosure = (args: Expression[] | undefined, closure: Expression | undefined): Expression[] | undefined =>
	closure ? [...(args ?? []), closure] : args;

/** The grammar of values. Builds the tree as it reads (chevrotain's embedded actions). */
export abstract class ExpressionGrammar extends EmbeddedActionsParser {
	protected depth = 0;
	/** What stands between the braces of a closure. */
	protected abstract readonly statements: ParserMethod<[], Statement[]>;

	/** @param skipValidations a test looks for ambiguities once; a node does not need to at every start */
	constructor(skipValidations: boolean) {
		super(T.ALL, { maxLookahead: 2, recoveryEnabled: false, skipValidations });
	}

	protected readonly expression: ParserMethod<[], Expression> = this.RULE('expression', (): Expression => {
		this.ACTION(() => this.enter(this.LA(1)));
		let value = this.SUBRULE(this.operation);
		this.OPTION(() => {
			this.CONSUME(T.Question);
			const then = this.SUBRULE(this.expression);
			this.CONSUME(T.Colon);
			const otherwise = this.SUBRULE1(this.expression);
			value = { kind: 'choice', line: value?.line, column: value?.column, test: value, then, otherwise };
		});
		this.ACTION(() => this.depth--);
		return value;
	});

	/** Operands and operators in a row; which binds closer is decided afterwards. */
	private readonly operation = this.RULE('operation', (): Expression => {
		const operands = [this.SUBRULE(this.operand)];
		const operators: BinaryOperator[] = [];
		this.MANY(() => {
			const operator = this.OR([{ ALT: () => this.CONSUME(T.Infix) }, { ALT: () => this.CONSUME(T.In) }]);
			operators.push(operator.image as BinaryOperator);
			operands.push(this.SUBRULE1(this.operand));
		});
		return this.ACTION(() => foldOperators(operands, operators)) ?? (operands[0] as Expression);
	});

	private readonly operand = this.RULE('operand', (): Expression => {
		const signs: IToken[] = [];
		this.MANY(() => signs.push(this.CONSUME(T.Prefix)));
		const value = this.SUBRULE(this.postfix);
		return this.ACTION(() => {
			if (signs.length > DEEPEST_EXPRESSION) this.tooDeep(placeOf(signs[0] as IToken));
			return signs.reduceRight<Expression>((operand, sign) => ({ kind: 'unary', ...placeOf(sign), operator: sign.image as '!' | '-', operand }), value);
		});
	});

	private readonly postfix = this.RULE('postfix', (): Expression => {
		let value = this.SUBRULE(this.primary);
		let length = 0;
		this.MANY(() => {
			this.ACTION(() => ++length > LONGEST_CHAIN && this.tooDeep(placeOf(this.LA(1))));
			value = this.OR([
				{ ALT: () => this.SUBRULE(this.member, { ARGS: [value] }) },
				{
					ALT: () => {
						this.CONSUME(T.OpenSquare);
						const key = this.SUBRULE(this.expression);
						this.CONSUME(T.CloseSquare);
						return { kind: 'index' as const, line: value?.line, column: value?.column, object: value, key };
					},
				},
			]);
		});
		return value;
	});

	private readonly member = this.RULE('member', (object: Expression): Expression => {
		const dot = this.OR([{ ALT: () => this.CONSUME(T.Dot) }, { ALT: () => this.CONSUME(T.SafeDot) }]);
		const token = this.OR1([{ ALT: () => this.CONSUME(T.Identifier) }, { ALT: () => this.CONSUME(T.Word) }, { ALT: () => this.CONSUME(T.Text) }]);
		const name = this.ACTION(() => this.nameIn(token)) ?? '';
		const place = { line: object?.line, column: object?.column };
		const safe = dot.tokenType === T.SafeDot;
		let args: Expression[] | undefined;
		let closure: Expression | undefined;
		this.OPTION(() => (args = this.SUBRULE(this.args)));
		this.OPTION1(() => (closure = this.SUBRULE(this.closure)));
		args = this.ACTION(() => withClosure(args, closure));
		return args ? { kind: 'call', ...place, object, name, args, safe } : { kind: 'member', ...place, object, name, safe };
	});

	private readonly args = this.RULE('args', (): Expression[] => {
		const args: Expression[] = [];
		this.CONSUME(T.OpenRound);
		this.MANY_SEP({ SEP: T.Comma, DEF: () => args.push(this.SUBRULE(this.expression)) });
		this.CONSUME(T.CloseRound);
		return args;
	});

	private readonly primary = this.RULE('primary', (): Expression =>
		this.OR([
			{ ALT: () => this.literal(this.CONSUME(T.Null), null) },
			{ ALT: () => this.literal(this.CONSUME(T.True), true) },
			{ ALT: () => this.literal(this.CONSUME(T.False), false) },
			{
				ALT: () => {
					const token = this.CONSUME(T.Decimal);
					return this.literal(token, Number(token.image));
				},
			},
			{
				ALT: () => {
					const token = this.CONSUME(T.Text);
					return this.ACTION(() => ({ kind: 'text' as const, ...placeOf(token), parts: token.payload as TextPayload })) ?? this.literal(token, '');
				},
			},
			{ ALT: () => this.SUBRULE(this.named) },
			{ ALT: () => this.SUBRULE(this.list) },
			{ ALT: () => this.SUBRULE(this.closure) },
			{
				ALT: () => {
					this.CONSUME(T.OpenRound);
					const value = this.SUBRULE(this.expression);
					this.CONSUME(T.CloseRound);
					return value;
				},
			},
		]),
	);

	/** A name, or a call of something by its name. */
	private readonly named = this.RULE('named', (): Expression => {
		const token = this.CONSUME(T.Identifier);
		const place = placeOf(token);
		let args: Expression[] | undefined;
		let closure: Expression | undefined;
		this.OPTION(() => (args = this.SUBRULE(this.args)));
		this.OPTION1({ GATE: () => args !== undefined, DEF: () => (closure = this.SUBRULE(this.closure)) });
		args = this.ACTION(() => withClosure(args, closure));
		return args ? { kind: 'call', ...place, name: token.image, args, safe: false } : { kind: 'name', ...place, name: token.image };
	});

	/** `[a, b]`, `[key: value]`, `[]`, and `[:]` for an empty map. */
	private readonly list = this.RULE('list', (): Expression => {
		const place = placeOf(this.CONSUME(T.OpenSquare));
		const items: Expression[] = [];
		const entries: Array<{ key: Expression; value: Expression }> = [];
		let isMap = false;
		this.MANY_SEP({
			SEP: T.Comma,
			DEF: () => {
				const key = this.OR([
					{ GATE: () => this.LA(2).tokenType === T.Colon, ALT: () => this.SUBRULE(this.key), IGNORE_AMBIGUITIES: true },
					{ ALT: () => void items.push(this.SUBRULE(this.expression)) },
				]);
				this.OPTION(() => {
					const colon = this.CONSUME(T.Colon);
					const value = this.SUBRULE1(this.expression);
					this.ACTION(() => entries.push({ key: key ?? (items.pop() as Expression), value }));
					isMap ||= colon !== undefined;
				});
			},
		});
		this.OPTION1(() => {
			this.CONSUME1(T.Colon);
			isMap = true;
		});
		const end = this.CONSUME(T.CloseSquare);
		this.ACTION(() => isMap && items.length > 0 && this.stray(end));
		return isMap ? { kind: 'map', ...place, entries } : { kind: 'list', ...place, items };
	});

	/** The key of a map entry: a word stands for itself. */
	private readonly key = this.RULE('key', (): Expression => {
		const token = this.OR([
			{ ALT: () => this.CONSUME(T.Identifier) },
			{ ALT: () => this.CONSUME(T.Word) },
			{ ALT: () => this.CONSUME(T.Text) },
			{ ALT: () => this.CONSUME(T.Decimal) },
		]);
		return this.ACTION(() => this.literal(token, token.tokenType === T.Decimal ? Number(token.image) : this.nameIn(token))) ?? this.literal(token, '');
	});

	private readonly closure = this.RULE('closure', (): Expression & { kind: 'closure' } => {
		const open = this.CONSUME(T.OpenCurly);
		this.ACTION(() => this.enter(open));
		const parameters: string[] = [];
		this.OPTION({
			GATE: () => this.beginsWithParameters(),
			DEF: () => {
				this.MANY_SEP({ SEP: T.Comma, DEF: () => parameters.push(this.CONSUME(T.Identifier).image) });
				this.CONSUME(T.Arrow);
			},
		});
		const body = this.SUBRULE(this.statements);
		this.CONSUME(T.CloseCurly);
		this.ACTION(() => this.depth--);
		return { kind: 'closure', ...placeOf(open), parameters, body };
	});

	private beginsWithParameters(): boolean {
		let ahead = 1;
		while (this.LA(ahead).tokenType === T.Identifier || this.LA(ahead).tokenType === T.Comma) ahead++;
		return this.LA(ahead).tokenType === T.Arrow;
	}

	private readonly literal = (token: IToken, value: boolean | null | number | string): Expression => ({ kind: 'literal', ...placeOf(token), value });

	/** A name as a word or in quotes; in quotes it has to be plain. */
	private nameIn(token: IToken): string {
		if (token.tokenType !== T.Text) return token.image;
		const parts = token.payload as TextPayload;
		if (parts.every((part) => typeof part === 'string')) return parts.join('');
		throw new ScriptError(placeOf(token), 'a name that is computed.', 'Write the name out in plain quotes, so that it is known what the script reads and writes.');
	}

	protected enter(token: IToken): void {
		if (++this.depth > DEEPEST_EXPRESSION) this.tooDeep(placeOf(token));
	}

	private tooDeep(place: Place): never {
		throw new ScriptError(place, `expressions are nested deeper than ${DEEPEST_EXPRESSION}.`, 'Use def for parts of the expression.');
	}

	protected stray(token: IToken): never {
		throw new ScriptError(placeOf(token), `"${token.image}" is not expected here.`, 'Complete or correct the expression; one statement stands on one line.');
	}
}
