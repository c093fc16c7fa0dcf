import { type IToken, Lexer } from 'chevrotain';
import { placeAt, placeOf } from './placeOf';
import { type Place, ScriptError } from './scriptError';
import * as T from './tokens';
import { refuseUnsupported } from './unsupported';

/** Longer than any script a person writes; what is longer is refused before it costs time. */
const LONGEST_SCRIPT = 100_000;
const DEEPEST_BRACKETS = 40;

let lexer: Lexer | undefined;

/** @param skipValidations a test looks for mistakes in the words once; a node does not need to at every start */
export const createLexer = (skipValidations = true): Lexer => new Lexer(T.ALL, { positionTracking: 'full', skipValidations });

export interface Tokens {
	tokens: IToken[];
	warnings: string[];
}

/**
 * The words of a script. Line ends are kept only where they end a statement.
 *
 * @param origin where the text stands, when it is a piece of a longer script
 */
export function readTokens(text: string, origin: Place): Tokens {
	if (text.length > LONGEST_SCRIPT) {
		throw new ScriptError(origin, `the script is longer than ${LONGEST_SCRIPT} characters.`, 'Split it into rules for several connections.');
	}
	lexer ??= createLexer();
	const { errors, groups, tokens } = lexer.tokenize(text);
	for (const token of tokens) moveTo(token, origin);
	const [error] = errors;
	if (error) {
		const sign = text.slice(error.offset, error.offset + 1);
		throw new ScriptError(placeAt(text, error.offset, origin), `the sign "${sign}" means nothing here.`, 'Take it out, or put it in quotes.');
	}
	refuseUnsupported(tokens);
	const comments: IToken[] = groups.comments ?? [];
	const open = comments.find(({ image }) => !image.endsWith('*/') || image.length < 4);
	const warnings = open ? [`Line ${placeAt(text, open.startOffset, origin).line}: the comment that begins with /* is not closed, so the rest of the script is a comment.`] : [];
	return { tokens: endingStatements(tokens), warnings };
}

function moveTo(token: IToken, origin: Place): void {
	if (token.startLine === 1) token.startColumn = (token.startColumn ?? 1) + origin.column - 1;
	if (token.endLine === 1) token.endColumn = (token.endColumn ?? 1) + origin.column - 1;
	token.startLine = (token.startLine ?? 1) + origin.line - 1;
	token.endLine = (token.endLine ?? 1) + origin.line - 1;
}

const OPENING = new Set([T.OpenCurly, T.OpenRound, T.OpenSquare]);
const CLOSING = new Set([T.CloseCurly, T.CloseRound, T.CloseSquare]);
/** After these a statement goes on in the next line. Not after a dot or `=`: there the line was cut off. */
const GOES_ON_AFTER = new Set([T.Comma, T.Arrow, T.Question, T.Colon, T.Else, ...OPENING]);
/** With these a line goes on with the statement of the one before. Not with `-`, which may begin a value. */
const GOES_ON_WITH = new Set([T.Dot, T.SafeDot, T.Question, T.Colon, T.Else]);
const PLUS = '+';

const isInfix = (token: IToken) => token.tokenType.CATEGORIES?.includes(T.Infix) === true;

function endingStatements(tokens: IToken[]): IToken[] {
	const kept: IToken[] = [];
	const open: IToken[] = [];
	// Several line ends in a row are one.
	const single = tokens.filter(({ tokenType }, index) => tokenType !== T.Newline || tokens[index + 1]?.tokenType !== T.Newline);
	for (const [index, token] of single.entries()) {
		if (OPENING.has(token.tokenType)) open.push(token);
		if (CLOSING.has(token.tokenType)) open.pop();
		if (open.length > DEEPEST_BRACKETS) {
			throw new ScriptError(placeOf(token), `brackets are nested deeper than ${DEEPEST_BRACKETS}.`, 'Use def for parts of the expression.');
		}
		if (token.tokenType !== T.Newline || isEnd(kept[kept.length - 1], single[index + 1], open[open.length - 1])) kept.push(token);
	}
	return kept;
}

function isEnd(before: IToken | undefined, after: IToken | undefined, bracket: IToken | undefined): boolean {
	if (!before || before.tokenType === T.Newline) return false;
	if (bracket && bracket.tokenType !== T.OpenCurly) return false;
	if (GOES_ON_AFTER.has(before.tokenType) || isInfix(before)) return false;
	const goesOn = after && (GOES_ON_WITH.has(after.tokenType) || (isInfix(after) && after.tokenType !== T.Minus && after.image !== PLUS));
	return !goesOn;
}
