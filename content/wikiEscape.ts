const SPECIAL = /[\\{}[\]|*_+^~!?#&:;(-]/g;
const EMOTICON = /^(?:[:;]-?[()DPp]|\((?:[yni/x!+?-]|on|off|\*[rgby]?|flag|flagoff)\))/;
const ENTITY = /^&(?:#\d{1,7}|[a-z]{2,6});/i;

/** A letter or digit: beside one, `*`, `_`, `+` and `-` do not start or end a format. */
export function isWord(char: string | undefined): boolean {
	return char !== undefined && /[\p{L}\p{N}]/u.test(char);
}

/**
 * Text written so that Jira's wiki renderer, and `wikiReader`, take it literally. Only what would be read as markup is
 * escaped, so that ordinary sentences, dashes in words and file names stay readable. A backslash becomes an entity,
 * because `\\` is a line break in wiki markup; so do a colon and a semicolon, which Jira does not take a backslash before. `atLineEnd`: nothing stands behind the text on its line.
 */
export function wikiEscape(value: string, atLineEnd: boolean): string {
	return value.replace(/\s*[\r\n]\s*/g, ' ').replace(SPECIAL, (char, index: number, whole: string) => {
		const before = whole[index - 1];
		const after = whole[index + 1];
		const rest = whole.slice(index, index + 10);
		switch (char) {
			case '\\':
				return '&#92;';
			case '&':
				return ENTITY.test(rest) || (after === undefined && !atLineEnd) ? '&#38;' : char;
			case '#':
				// Also behind a tag: bold "# x" at the start of a line would read as the list item `*# x`
				return escapedUnless(index > 0, char);
			case '!':
				return after === undefined ? escapedUnless(atLineEnd, char) : escapedUnless(/\s/.test(after), char);
			case '?':
				return escapedUnless(before !== '?' && after !== '?', char);
			case ':':
				return rest.startsWith('://') || EMOTICON.test(rest) ? '&#58;' : char;
			case ';':
				return EMOTICON.test(rest) ? '&#59;' : char;
			case '{':
			case '}':
				// Two of them are code to Jira even behind backslashes, which it has taken away before it looks for code
				return before === char || after === char ? asEntity(char) : `\\${char}`;
			case '(':
				return escapedUnless(!EMOTICON.test(rest), char);
			case '*':
			case '_':
			case '+':
			case '-':
			case '^':
			case '~':
				return escapedUnless(isHarmless(char, before, after), char);
			default:
				return `\\${char}`;
		}
	});
}

/**
 * Words of inline code, without white space at their ends. Jira finds no code that holds a brace, or anything but
 * letters, digits, spaces, signs and accents (`PhraseRendererComponent` of Atlassian's wiki renderer), so a tab or "²"
 * is an entity too.
 */
export function escapeCode(value: string): string {
	return wikiEscape(value, false).replace(/\\([{}])/g, (_, brace: string) => asEntity(brace)).replace(/[^\p{L}\p{Nd}\p{Z}\p{S}\p{M}\p{P}]/gu, asEntity);
}

function asEntity(char: string): string {
	return `&#${char.codePointAt(0)};`;
}

/** A line of words that begins like a heading or quote gets its dot as an entity: `h1&#46; x`, `h2&#46;server.log`. */
export function escapeLineStart(line: string): string {
	return line.replace(/^(h[1-6]|bq)\./, '$1&#46;');
}

function escapedUnless(harmless: boolean, char: string): string {
	return harmless ? char : `\\${char}`;
}

function isHarmless(char: string, before: string | undefined, after: string | undefined): boolean {
	if (before === undefined || after === undefined) return false;
	if (/\s/.test(before) && /\s/.test(after)) return true;
	return char !== '^' && char !== '~' && isWord(before) && isWord(after);
}
