import type { TokenType } from 'chevrotain';
import type { Expression, Statement } from './ast';
import { ExpressionGrammar } from './expressionGrammar';
import { placeOf } from './placeOf';
import * as T from './tokens';

const BLOCKS = new Set(['if', 'for', 'switch']);
const ENDS_STATEMENT = new Set<TokenType>([T.Newline, T.Semicolon, T.CloseCurly, T.Case, T.Default]);

/** The grammar of statements, on top of that of values. */
export class ScriptGrammar extends ExpressionGrammar {
	constructor(skipValidations = true) {
		super(skipValidations);
		this.performSelfAnalysis();
	}

	/** Statements up to the end of the input. */
	readonly script = this.RULE('script', (): Statement[] => {
		this.ACTION(() => (this.depth = 0));
		return this.SUBRULE(this.statements);
	});

	/** One expression: the piece of script inside a text. */
	readonly piece = this.RULE('piece', (): Expression => {
		this.ACTION(() => (this.depth = 0));
		return this.SUBRULE(this.expression);
	});

	protected override readonly statements = this.RULE('statements', (): Statement[] => {
		const found: Statement[] = [];
		this.MANY(() => {
			this.OR([
				{ ALT: () => this.CONSUME(T.Newline) },
				{ ALT: () => this.CONSUME(T.Semicolon) },
				{
					ALT: () => {
						const statement = this.SUBRULE(this.statement);
						this.ACTION(() => {
							found.push(statement);
							this.expectEnd(statement);
						});
					},
				},
			]);
		});
		return found;
	});

	private readonly statement = this.RULE('statement', (): Statement => {
		this.ACTION(() => this.enter(this.LA(1)));
		const statement = this.OR([
			{ ALT: () => this.SUBRULE(this.ifStatement) },
			{ ALT: () => this.SUBRULE(this.switchStatement) },
			{ ALT: () => this.SUBRULE(this.forStatement) },
			{ ALT: () => this.SUBRULE(this.returnStatement) },
			{ ALT: () => ({ kind: 'break' as const, ...placeOf(this.CONSUME(T.Break)) }) },
			{ ALT: () => ({ kind: 'continue' as const, ...placeOf(this.CONSUME(T.Continue)) }) },
			{ ALT: () => this.SUBRULE(this.declaration) },
			{ ALT: () => this.SUBRULE(this.assignment) },
		]);
		this.ACTION(() => this.depth--);
		return statement;
	});

	private readonly ifStatement = this.RULE('ifStatement', (): Statement => {
		const place = placeOf(this.CONSUME(T.If));
		const branches = [this.SUBRULE(this.branch)];
		let otherwise: Statement[] | undefined;
		this.MANY({
			GATE: () => this.LA(1).tokenType === T.Else && this.LA(2).tokenType === T.If,
			DEF: () => {
				this.CONSUME1(T.Else);
				this.CONSUME1(T.If);
				branches.push(this.SUBRULE1(this.branch));
			},
		});
		this.OPTION(() => {
			this.CONSUME2(T.Else);
			otherwise = this.SUBRULE(this.body);
		});
		return { kind: 'if', ...place, branches, ...(otherwise ? { otherwise } : {}) };
	});

	private readonly branch = this.RULE('branch', (): { test: Expression; body: Statement[] } => {
		this.CONSUME(T.OpenRound);
		const test = this.SUBRULE(this.expression);
		this.CONSUME(T.CloseRound);
		this.MANY(() => this.CONSUME(T.Newline));
		return { test, body: this.SUBRULE(this.body) };
	});

	/** A block, or one statement without braces. */
	private readonly body = this.RULE('body', (): Statement[] =>
		this.OR([
			{ ALT: () => this.SUBRULE(this.block), IGNORE_AMBIGUITIES: true },
			{ ALT: () => [this.SUBRULE(this.statement)] },
		]),
	);

	private readonly block = this.RULE('block', (): Statement[] => {
		this.CONSUME(T.OpenCurly);
		const statements = this.SUBRULE(this.statements);
		this.CONSUME(T.CloseCurly);
		return statements;
	});

	private readonly switchStatement = this.RULE('switchStatement', (): Statement => {
		const place = placeOf(this.CONSUME(T.Switch));
		this.CONSUME(T.OpenRound);
		const subject = this.SUBRULE(this.expression);
		this.CONSUME(T.CloseRound);
		this.CONSUME(T.OpenCurly);
		this.MANY(() => this.CONSUME(T.Newline));
		const cases: Array<{ test?: Expression; body: Statement[] }> = [];
		this.MANY1(() => {
			let test: Expression | undefined;
			this.OR([
				{
					ALT: () => {
						this.CONSUME(T.Case);
						test = this.SUBRULE1(this.expression);
					},
				},
				{ ALT: () => this.CONSUME(T.Default) },
			]);
			this.CONSUME(T.Colon);
			const body = this.SUBRULE(this.statements);
			cases.push({ ...(test ? { test } : {}), body });
		});
		this.CONSUME(T.CloseCurly);
		return { kind: 'switch', ...place, subject, cases };
	});

	private readonly forStatement = this.RULE('forStatement', (): Statement => {
		const place = placeOf(this.CONSUME(T.For));
		this.CONSUME(T.OpenRound);
		this.OPTION(() => this.CONSUME(T.Def));
		const name = this.CONSUME(T.Identifier).image;
		this.CONSUME(T.In);
		const list = this.SUBRULE(this.expression);
		this.CONSUME(T.CloseRound);
		this.MANY(() => this.CONSUME(T.Newline));
		return { kind: 'for', ...place, name, list, body: this.SUBRULE(this.body) };
	});

	private readonly returnStatement = this.RULE('returnStatement', (): Statement => {
		const place = placeOf(this.CONSUME(T.Return));
		let value: Expression | undefined;
		this.OPTION(() => (value = this.SUBRULE(this.expression)));
		return { kind: 'return', ...place, ...(value ? { value } : {}) };
	});

	private readonly declaration = this.RULE('declaration', (): Statement => {
		const place = placeOf(this.CONSUME(T.Def));
		const name = this.CONSUME(T.Identifier).image;
		let value: Expression | undefined;
		this.OPTION(() => {
			const sign = this.CONSUME(T.Assign);
			this.ACTION(() => sign.image !== '=' && this.stray(sign));
			value = this.SUBRULE(this.expression);
		});
		return { kind: 'declare', ...place, name, ...(value ? { value } : {}) };
	});

	private readonly assignment = this.RULE('assignment', (): Statement => {
		const target = this.SUBRULE(this.expression);
		const place = { line: target.line, column: target.column };
		let statement: Statement = { kind: 'expression', ...place, value: target };
		this.OPTION(() => {
			const operator = this.CONSUME(T.Assign).image as '=' | '+=' | '-=';
			statement = { kind: 'assign', ...place, operator, target, value: this.SUBRULE1(this.expression) };
		});
		return statement;
	});

	private expectEnd(statement: Statement): void {
		const next = this.LA(1);
		const isEnd = ENDS_STATEMENT.has(next.tokenType) || next.tokenType.name === 'EOF';
		if (!isEnd && !BLOCKS.has(statement.kind)) this.stray(next);
	}
}
