import { EOF, type IRecognitionException, type IToken } from 'chevrotain';
import type { Expression, Script, Statement } from './ast';
import type { TextPayload } from './expressionGrammar';
import { placeAt, placeOf } from './placeOf';
import { readTokens, type Tokens } from './readTokens';
import { type Place, ScriptError } from './scriptError';
import { ScriptGrammar } from './scriptGrammar';
import { readTextLiteral, type TextLiteral, unescape } from './textLiteral';
import * as T from './tokens';

const START: Place = { line: 1, column: 1 };

/** A text that holds script that holds a text, and so on. */
const DEEPEST_TEXT = 8;
/** Words and values that take turns in one text. */
const MOST_PIECES = 200;

let parser: ScriptGrammar | undefined;

/**
 * Reads a script into a tree.
 *
 * @throws ScriptError where it cannot be read, or uses what the language does not have
 */
export function parseScript(text: string): Script {
	const read = readTokens(text, START);
	fillTexts(read, 0);
	return { body: parse('script', read.tokens) as Statement[], warnings: read.warnings };
}

function parse(rule: 'piece' | 'script', tokens: IToken[]): Expression | Statement[] {
	// Built on first use: its own analysis takes some milliseconds, and most connections have no script.
	parser ??= new ScriptGrammar();
	parser.input = tokens;
	const tree = parser[rule]();
	const [error] = parser.errors;
	if (error) throw toScriptError(error, tokens);
	return tree;
}

/** The pieces of script inside texts are parsed first: the one parser reads one thing at a time. */
function fillTexts({ tokens, warnings }: Tokens, depth: number): void {
	for (const token of tokens) {
		if (token.tokenType === T.Text) token.payload = textParts(token, warnings, depth);
	}
}

function textParts(token: IToken, warnings: string[], depth: number): TextPayload {
	const literal: TextLiteral = readTextLiteral(token.image, 0);
	const place = placeOf(token);
	if (!literal.closed || depth > DEEPEST_TEXT) {
		throw new ScriptError(place, 'the text that begins here is not closed on its line.', 'Complete the line; on a picture of a script, long lines are cut off by the edge.');
	}
	if (literal.pieces.length > MOST_PIECES) throw new ScriptError(place, `a text of more than ${MOST_PIECES} pieces.`, 'Use def for parts of it.');
	return literal.pieces.map((piece) => {
		const at = placeAt(token.image, piece.at, place);
		if (piece.kind === 'code') return parsePiece(piece.source, at, warnings, depth + 1);
		const words = unescape(piece.source);
		if ('text' in words) return words.text;
		throw new ScriptError(at, `"${words.unknown}" means nothing in a text.`, 'Write \\\\ for a backslash.');
	});
}

function parsePiece(source: string, place: Place, warnings: string[], depth: number): Expression {
	const read = readTokens(source, place);
	if (read.tokens.length === 0) throw new ScriptError(place, 'nothing between ${ and }.', 'Name a value, such as ${replica.key}.');
	fillTexts(read, depth);
	warnings.push(...read.warnings);
	return parse('piece', read.tokens) as Expression;
}

function toScriptError({ token }: IRecognitionException, tokens: IToken[]): ScriptError {
	const last = token.tokenType === EOF ? tokens[tokens.length - 1] : tokens[tokens.indexOf(token) - 1];
	if (token.tokenType === EOF || token.tokenType === T.Newline) {
		const place = last ? { line: last.endLine ?? 1, column: (last.endColumn ?? 0) + 1 } : START;
		const after = last ? ` after "${shown(last)}"` : '';
		const what = token.tokenType === EOF ? `the script ends${after} although something is still open.` : `the line ends${after}, in the middle of a statement.`;
		return new ScriptError(place, what, 'Complete the line, or close the bracket; on a picture of a script, long lines are cut off by the edge.');
	}
	const what = `"${shown(token)}" is not expected here.`;
	if (token.image === '/') return new ScriptError(placeOf(token), 'a regular expression is not part of the language of rules.', 'Use contains(), startsWith(), endsWith() or replace() with plain text.');
	return new ScriptError(placeOf(token), what, 'Complete or correct the expression before it.');
}

/** Texts may be content: they are not shown. */
const shown = ({ image, tokenType }: IToken) => (tokenType === T.Text ? 'a text' : image.slice(0, 40));
