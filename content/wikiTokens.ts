import { mark, type AdfMark, type AdfNode } from './adf';
import { colorOf } from './wikiColors';
import { isWord } from './wikiEscape';
import { addressAt, imageAt, linkAt } from './wikiLinks';

/** The smallest pieces of a line. A tag starts or ends a mark, or is text when it has no partner. */
export type WikiToken =
	| { readonly kind: 'text'; readonly text: string }
	| { readonly kind: 'break' }
	| { readonly kind: 'nodes'; readonly nodes: readonly AdfNode[] }
	| WikiTag;

export interface WikiTag {
	readonly kind: 'tag';
	readonly name: string;
	readonly literal: string;
	readonly mark?: AdfMark;
	readonly canOpen: boolean;
	readonly canClose: boolean;
}

interface Step {
	readonly token: WikiToken;
	readonly length: number;
}

const MARKS: Readonly<Record<string, AdfMark>> = {
	'*': mark('strong'),
	_: mark('em'),
	'+': mark('underline'),
	'-': mark('strike'),
	'~': mark('subsup', { type: 'sub' }),
	'^': mark('subsup', { type: 'sup' }),
};
const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: '\u00a0' };

/** Cuts wiki text into tokens, one look at each place. `parse` reads the words of a link. */
export function wikiTokens(source: string, parse: (label: string) => readonly AdfNode[]): WikiToken[] {
	const tokens: WikiToken[] = [];
	for (let at = 0; at < source.length; ) {
		const { token, length } = stepAt(source, at, parse);
		tokens.push(token);
		at += length;
	}
	return tokens;
}

function stepAt(source: string, at: number, parse: (label: string) => readonly AdfNode[]): Step {
	const char = source.charAt(at);
	switch (char) {
		case '\n':
			return { token: { kind: 'break' }, length: 1 };
		case '\\':
			return backslash(source, at);
		case '&':
			return entity(source, at);
		case '[':
			return linkAt(source, at, parse) ?? literal(char);
		case '!':
			return (isWord(source[at - 1]) ? undefined : imageAt(source, at)) ?? literal(char);
		case '{':
		case '}':
			return braces(source, at) ?? literal(char);
		case 'h':
		case 'H':
		case 'f':
		case 'F':
			return (isWord(source[at - 1]) ? undefined : addressAt(source, at)) ?? literal(char);
		default:
			return Object.hasOwn(MARKS, char) ? delimiter(source, at) : literal(plainRun(source, at));
	}
}

function literal(value: string): Step {
	return { token: { kind: 'text', text: value }, length: value.length };
}

function plainRun(source: string, at: number): string {
	return matchAt(/[^\\\n&[!{}*_+\-^~hHfF]+/y, source, at) || source.charAt(at);
}

/** What a backslash takes the meaning from; before anything else it stands for itself, as in `C:\.ssh`. */
const ESCAPED = /[-#*_+?^~|%{}[\]()!@]/;
const ESCAPES = new RegExp(String.raw`(?<!\\)\\${ESCAPED.source}`, 'g');

/** So far a word is searched for another backslash: a limit keeps hostile text linear. */
const PATH_LENGTH = 300;

/**
 * One backslash takes the meaning from the sign behind it. Two break the line, with white space and a line end behind
 * them, but not at the start of a path such as `\\server\share`. Three or more are text. These are the rules of
 * `ForceNewLineRendererComponent` in Atlassian's wiki renderer.
 */
function backslash(source: string, at: number): Step {
	const run = matchAt(/\\+/y, source, at);
	const behind = at + run.length;
	const next = source.charAt(behind);
	if (run.length === 1) return ESCAPED.test(next) ? { token: { kind: 'text', text: next }, length: 2 } : literal(run);
	if (run.length > 2 || isPath(source, behind)) return literal(run);
	return { token: { kind: 'break' }, length: run.length + matchAt(/[ \t]*\n?/y, source, behind).length };
}

/** Whether the word goes on to another backslash, one that takes no meaning from a sign. */
function isPath(source: string, from: number): boolean {
	const word = matchAt(/\S*/y, source.slice(from, from + PATH_LENGTH), 0);
	return word.replace(ESCAPES, '').includes('\\');
}

/** What a sticky pattern finds at a place, '' for nothing. */
function matchAt(pattern: RegExp, source: string, at: number): string {
	pattern.lastIndex = at;
	return pattern.exec(source)?.[0] ?? '';
}

function entity(source: string, at: number): Step {
	const [whole = '', code, name = ''] = /^&(?:#(\d{1,7})|(amp|lt|gt|quot|nbsp));/.exec(source.slice(at, at + 10)) ?? [];
	const point = Number(code);
	const char = code === undefined ? NAMED[name] : point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : undefined;
	return char === undefined ? literal('&') : { token: { kind: 'text', text: char }, length: whole.length };
}

/** `{*}` (a delimiter that needs no distance), `{{{}`, `{}}}`, `{{`, `}}`, `{color:red}` and `{color}`. */
function braces(source: string, at: number): Step | undefined {
	const pattern = /\{([*_+\-^~])\}|\{color(?::([^}\n]{0,40}))?\}|\{\{\{\}|\{\}\}\}|\{\{(?!\{)|\}\}/y;
	pattern.lastIndex = at;
	const [whole, sign, color] = pattern.exec(source) ?? [];
	if (whole === undefined) return undefined;
	const length = whole.length;
	if (sign !== undefined) return { token: tag(sign, whole, true, true, MARKS[sign]), length };
	if (!whole.startsWith('{color')) return { token: codeTag(source, at, whole), length };
	const value = colorOf(color ?? '');
	const colored = value === undefined ? undefined : mark('textColor', { color: value });
	return { token: tag('color', whole, color !== undefined, color === undefined, colored), length };
}

/** `{{` and `}}` start and end code like `*` does bold; `{{{}` and `{}}}` do it beside letters too. */
function codeTag(source: string, at: number, whole: string): WikiTag {
	const [before, after] = [source[at - 1], source[at + whole.length]];
	const opens = whole === '{{{}' || (whole === '{{' && !isWord(before) && after !== undefined && !/\s/.test(after));
	const closes = whole === '{}}}' || (whole === '}}' && !isWord(after) && before !== undefined && !/\s/.test(before));
	return tag('{{', whole, opens, closes, opens ? mark('code') : undefined);
}

/** `*bold*` and its kin: they start after and end before what is no letter or digit, and hug their words. */
function delimiter(source: string, at: number): Step {
	const char = source.charAt(at);
	const [before, after] = [source[at - 1], source[at + 1]];
	const canOpen = !isWord(before) && after !== undefined && after !== char && !/\s/.test(after);
	const canClose = before !== undefined && !/\s/.test(before) && !isWord(after);
	return { token: tag(char, char, canOpen, canClose, MARKS[char]), length: 1 };
}

function tag(name: string, source: string, canOpen: boolean, canClose: boolean, opened?: AdfMark): WikiTag {
	return { kind: 'tag', name, literal: source, canOpen, canClose, ...(opened ? { mark: opened } : {}) };
}
