import { block, mark, paragraph, text, type AdfNode } from './adf';
import { macroParameters, panelType } from './wikiPanel';

/** A place in wiki text. `lastClosing` remembers where the last closing tag of a macro stands, so that none is sought twice. */
export interface WikiCursor {
	readonly source: string;
	readonly depth: number;
	readonly lastClosing: Map<string, number>;
	at: number;
}

export interface WikiMacro {
	readonly name: 'code' | 'noformat' | 'quote' | 'panel';
	readonly parameters: string;
	readonly body: string;
	/** Behind the closing tag. */
	readonly end: number;
}

/** Quotes, panels and cells in each other; deeper ones are read as text. */
const MAX_DEPTH = 6;

export function wikiCursor(source: string, depth = 0): WikiCursor {
	return { source, depth, lastClosing: new Map(), at: 0 };
}

/** The line at the cursor, without moving. */
export function peekLine({ source, at }: WikiCursor): string {
	const end = source.indexOf('\n', at);
	return source.slice(at, end < 0 ? source.length : end);
}

/** The line at the cursor, or its part before a macro that starts in it; the cursor moves behind it. */
export function takeLine(cursor: WikiCursor): string {
	const line = peekLine(cursor);
	const indent = line.length - line.trimStart().length;
	for (const { index } of line.matchAll(/(?<!\\)\{(?:code|noformat|quote|panel)[:}]/g)) {
		if (index > indent && macroAt(cursor, cursor.at + index)) {
			cursor.at += index;
			return line.slice(0, index);
		}
	}
	cursor.at += line.length + 1;
	return line;
}

/** Moves behind the line at the cursor. A macro that starts in it takes all its lines along. */
export function passLine(cursor: WikiCursor): void {
	const pattern = /\n|(?<!\\)\{(?:code|noformat|quote|panel)[:}]/g;
	pattern.lastIndex = cursor.at;
	let found = pattern.exec(cursor.source);
	while (found && found[0] !== '\n') {
		pattern.lastIndex = macroAt(cursor, found.index)?.end ?? pattern.lastIndex;
		found = pattern.exec(cursor.source);
	}
	cursor.at = (found?.index ?? cursor.source.length) + 1;
}

/** The macro that starts at a place and has an end, or `undefined`. */
export function macroAt(cursor: WikiCursor, at: number): WikiMacro | undefined {
	if (cursor.depth > MAX_DEPTH) return undefined;
	const pattern = /[ \t]{0,20}\{(code|noformat|quote|panel)(?::([^}\n]{0,500}))?\}/y;
	pattern.lastIndex = at;
	const [whole, name, parameters = ''] = pattern.exec(cursor.source) ?? [];
	if (whole === undefined || name === undefined) return undefined;
	const closing = `{${name}}`;
	const start = at + whole.length;
	const last = cursor.lastClosing.get(name) ?? cursor.source.lastIndexOf(closing);
	cursor.lastClosing.set(name, last);
	if (last < start) return undefined;
	const end = cursor.source.indexOf(closing, start);
	return { name: name as WikiMacro['name'], parameters, body: cursor.source.slice(start, end), end: end + closing.length };
}

/** Moves behind a macro, and behind its line when nothing else stands on it. */
export function skipMacro(cursor: WikiCursor, macro: WikiMacro): void {
	const rest = /[ \t]*(?:\n|$)/y;
	rest.lastIndex = macro.end;
	cursor.at = macro.end + (rest.exec(cursor.source)?.[0].length ?? 0);
}

/** A macro as nodes; `inner` reads the blocks of a quote or panel. A title stands in bold inside a panel, and before code. */
export function macroNodes(macro: WikiMacro, inner: (body: string) => AdfNode[]): AdfNode[] {
	const { unnamed, named } = macroParameters(macro.parameters);
	if (macro.name === 'quote') return [block('blockquote', inner(macro.body))];
	const words = named.get('title') ?? '';
	const title = words === '' ? [] : [paragraph(text(words, [mark('strong')]))];
	if (macro.name === 'panel') return [block('panel', [...title, ...inner(macro.body)], { panelType: panelType(named.get('bgcolor')) })];
	const code = macro.body.replace(/^[ \t]*\n/, '').replace(/\n$/, '');
	const language = macro.name === 'code' ? (unnamed ?? named.get('language')) : undefined;
	return [...title, block('codeBlock', code === '' ? [] : [text(code)], language === undefined ? undefined : { language })];
}
