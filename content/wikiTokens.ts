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
	const run = /[^\\\n&[!{}*_+\-^~hHfF]+/y;
	run.lastIndex = at;
	return run.exec(source)?.[0] ?? source.charAt(at);
}

/** What a backslash takes the meaning from; before anything else it stands for itself, as in `C:\.ssh`. */
const ESCAPED = /[-#*_+?^~|%{}[\]()!@]/;

/** `\\` breaks the line, with a line end after it as one. */
function backslash(source: string, at: number): Step {
	const next = source.charAt(at + 1);
	if (next === '\\') return { token: { kind: 'break' }, length: source[at + 2] === '\n' ? 3 : 2 };
	return ESCAPED.test(next) ? { token: { kind: 'text', text: next }, length: 2 } : literal('\\');
}

function entity(source: string, at: number): Step {
	const [whole = '', code, name = ''] = /^&(?:#(\d{1,7})|(amp|lt|gt|quot|nbsp));/.exec(source.slice(at, at + 10)) ?? [];
	const point = Number(code);
	const char = code === undefined ? NAMED[name] : point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : undefined;
	return char === undefined ? literal('&') : { token: { kind: 'text', text: char }, length: whole.length };
}

/** `{*}` (a delimiter that needs no distance), `{{`, `}}`, `{color:red}` and `{color}`. */
function braces(source: string, at: number): Step | undefined {
	const pattern = /\{([*_+\-^~])\}|\{color(?::([^}\n]{0,40}))?\}|\{\{|\}\}/y;
	pattern.lastIndex = at;
	const [whole, sign, color] = pattern.exec(source) ?? [];
	if (whole === undefined) return undefined;
	const length = whole.length;
	if (sign !== undefined) return { token: tag(sign, whole, true, true, MARKS[sign]), length };
	if (whole === '{{') return { token: tag('{{', whole, true, false, mark('code')), length };
	if (whole === '}}') return { token: tag('{{', whole, false, true), length };
	const value = colorOf(color ?? '');
	const colored = value === undefined ? undefined : mark('textColor', { color: value });
	return { token: tag('color', whole, color !== undefined, color === undefined, colored), length };
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
