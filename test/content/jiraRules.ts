/**
 * What Data Center shows of a paragraph of wiki markup, as far as line breaks, backslashes, inline code and the first
 * signs of a line go. Written after the rules of Atlassian's wiki renderer (com.atlassian.renderer.v2.components:
 * HeadingBlockRenderer, BlockquoteBlockRenderer, ListBlockRenderer, BackslashEscapeRendererComponent,
 * PhraseRendererComponent, ForceNewLineRendererComponent) and in their order. It shares no line with our reader, so that
 * a mistake which reader and writer have in common is seen.
 */
export function shownByJira(wiki: string): string {
	return wiki.split('\n').map(shownLine).join('\n');
}

const HEADING = /^\s*h([1-6])\.\s*(.*)$/s;
const QUOTE = /^\s*bq\.\s*(.*)$/s;
const LIST_START = /^\s*(?!-{2,3})[*\-#]+\s+(.*)$/s;

const ESCAPE = /(?<!\\)\\([-#*_+?^~|%{}[\]()!@])/g;
const BREAK = /(?<!\\)\\{2}(?!\S*\\)[ \t]*/g;

const CODE_START = String.raw`(?:(?<![\p{L}\p{Nd}\\])\{\{|\{\{\{\})`;
const CODE_END = String.raw`(?<!\\)(?:\}\}(?![\p{L}\p{Nd}])|\{\}\}\})`;
const CODE_WORDS = String.raw`[^\s{](?:(?!\}\})[\p{L}\p{Nd}\p{Z}\p{S}\p{M}\p{P}]*?[^\s}])??`;
const CODE = new RegExp(`${CODE_START}(${CODE_WORDS})${CODE_END}`, 'gu');

function shownLine(line: string): string {
	const [, level, title = ''] = HEADING.exec(line) ?? [];
	if (level !== undefined) return `<h${level}>${shownWords(title)}`;
	const quoted = QUOTE.exec(line)?.[1];
	if (quoted !== undefined) return `<bq>${shownWords(quoted)}`;
	const item = LIST_START.exec(line)?.[1];
	return item === undefined ? shownWords(line) : `<li>${shownWords(item)}`;
}

function shownWords(words: string): string {
	return words
		.replace(ESCAPE, (_, char: string) => ('{}[]'.includes(char) ? char : `&#${char.charCodeAt(0)};`))
		.replace(CODE, '<code>$1</code>')
		.replace(BREAK, '\n')
		.replace(/&#(\d+);/g, (_, point: string) => String.fromCodePoint(Number(point)));
}
