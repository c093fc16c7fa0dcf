import { createToken, type CustomPatternMatcherFunc, Lexer, type TokenType } from 'chevrotain';
import { textEnd } from './textLiteral';

/** The words and signs of the language. Order matters: of two that match, the first is taken. */

export const Newline = createToken({ name: 'Newline', pattern: /\r?\n|\r/, line_breaks: true, label: 'the end of the line' });
const Space = createToken({ name: 'Space', pattern: /[ \t\u00a0\ufeff\f]+/, group: Lexer.SKIPPED });
const LineComment = createToken({ name: 'LineComment', pattern: /\/\/[^\r\n]*/, group: Lexer.SKIPPED });
/** Without its end it goes to the end of the script. Kept apart, so that line breaks inside it are seen. */
export const BlockComment = createToken({ name: 'BlockComment', pattern: /\/\*(?:[^*]|\*(?!\/))*(?:\*\/)?/, line_breaks: true, group: 'comments' });

const matchText: CustomPatternMatcherFunc = (text, offset) => {
	const end = textEnd(text, offset);
	return end === undefined ? null : ([text.slice(offset, end)] as unknown as RegExpExecArray);
};

export const Text = createToken({ name: 'Text', pattern: matchText, line_breaks: true, start_chars_hint: [`'`, '"', '‘', '’', '“', '”'], label: 'a text' });
export const Decimal = createToken({ name: 'Decimal', pattern: /\d+(?:\.\d+)?/, label: 'a number' });
export const Identifier = createToken({ name: 'Identifier', pattern: /[A-Za-z_$\u00c0-\u024f][\w$\u00c0-\u024f]*/, label: 'a name' });

/** Any word of the language; after a dot it is a name like any other. */
export const Word = createToken({ name: 'Word', pattern: Lexer.NA });

const word = (name: string, ...words: string[]): TokenType =>
	createToken({ name, pattern: new RegExp(words.join('|')), longer_alt: Identifier, categories: Word, label: `"${words.join('" or "')}"` });

export const If = word('If', 'if');
export const Else = word('Else', 'else');
export const Switch = word('Switch', 'switch');
export const Case = word('Case', 'case');
export const Default = word('Default', 'default');
export const For = word('For', 'for');
export const In = word('In', 'in');
export const Return = word('Return', 'return');
export const Break = word('Break', 'break');
export const Continue = word('Continue', 'continue');
export const Def = word('Def', 'def', 'final', 'var');
export const True = word('True', 'true');
export const False = word('False', 'false');
export const Null = word('Null', 'null');
const WORDS = [If, Else, Switch, Case, Default, For, In, Return, Break, Continue, Def, True, False, Null];

const sign = (name: string, text: string, categories?: TokenType): TokenType =>
	createToken({ name, pattern: text, label: `"${text}"`, ...(categories ? { categories } : {}) });

export const Assign = createToken({ name: 'Assign', pattern: Lexer.NA });
export const Infix = createToken({ name: 'Infix', pattern: Lexer.NA });
export const Prefix = createToken({ name: 'Prefix', pattern: Lexer.NA });
export const Dot = sign('Dot', '.');
export const SafeDot = sign('SafeDot', '?.');
export const Question = sign('Question', '?');
export const Colon = sign('Colon', ':');
export const Comma = sign('Comma', ',');
export const Semicolon = sign('Semicolon', ';');
export const Arrow = sign('Arrow', '->');
export const OpenRound = sign('OpenRound', '(');
export const CloseRound = sign('CloseRound', ')');
export const OpenSquare = sign('OpenSquare', '[');
export const CloseSquare = sign('CloseSquare', ']');
export const OpenCurly = sign('OpenCurly', '{');
export const CloseCurly = sign('CloseCurly', '}');
export const Minus = createToken({ name: 'Minus', pattern: '-', label: '"-"', categories: [Infix, Prefix] });
const Not = sign('Not', '!', Prefix);
const Elvis = sign('Elvis', '?:', Infix);

const ASSIGN = ['+=', '-=', '='].map((text) => sign(`Assign${text}`, text, Assign));
const INFIX = ['==', '!=', '<=', '>=', '&&', '||', '<', '>', '+', '*', '/', '%'].map((text) => sign(`Infix${text}`, text, Infix));

/** Signs of Groovy that rules have no use for; refused with a word on what to write instead (unsupported.ts). */
export const Foreign = createToken({
	name: 'Foreign',
	pattern: /==~|===|!==|=~|\*\.|\.&|\.@|\.\.<?|\*\*|\+\+|--|<=>|<<=?|>>>?|\*=|\/=|%=|\?=|!in\b|::|&(?!&)|\|(?!\|)|[~^@\\`#]/,
	label: 'a sign of Groovy that rules have no use for',
});

export const ALL: TokenType[] = [
	Newline,
	Space,
	LineComment,
	BlockComment,
	Text,
	Foreign,
	SafeDot,
	Elvis,
	Arrow,
	...INFIX.filter(({ name }) => name === 'Infix=='),
	...ASSIGN,
	...INFIX.filter(({ name }) => name !== 'Infix=='),
	Minus,
	Not,
	Dot,
	Question,
	Colon,
	Comma,
	Semicolon,
	OpenRound,
	CloseRound,
	OpenSquare,
	CloseSquare,
	OpenCurly,
	CloseCurly,
	Decimal,
	...WORDS,
	Identifier,
	Word,
	Assign,
	Infix,
	Prefix,
];
