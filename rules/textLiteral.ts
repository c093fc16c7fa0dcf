/** What stands between two quotes: words, and pieces of script in `${...}` or `$name.name`. */
export interface TextPiece {
	/** `words` are as written, escapes included. */
	kind: 'code' | 'words';
	source: string;
	/** Offset of `source` in the script. */
	at: number;
}

export interface TextLiteral {
	pieces: TextPiece[];
	/** Offset after the closing quote, or where the line ended without one. */
	end: number;
	closed: boolean;
}

/** A text inside a piece of script inside a text and so on, no deeper than this. */
const DEEPEST = 12;

/** What closes a text that begins so. Word processors turn quotes round, and rules are copied out of documents. */
const CLOSES: Record<string, string> = { "'": "'", '‘': "‘’'", '’': "‘’'", '"': '"', '“': '“”"', '”': '“”"' };
const holdsCode = (quote: string): boolean => '"“”'.includes(quote);

/** Offset after the text that begins here, undefined where none begins. */
export const textEnd = (script: string, offset: number): number | undefined =>
	CLOSES[script.charAt(offset)] === undefined ? undefined : readTextLiteral(script, offset).end;

/** The text that begins at `start`, where a quote stands. One that is not closed on its line is closed there, and says so. */
export function readTextLiteral(script: string, start: number, depth = 0): TextLiteral {
	const quote = script.charAt(start);
	const isLong = script.startsWith(quote.repeat(3), start) && (quote === "'" || quote === '"');
	const isClosing = (at: number) => (isLong ? script.startsWith(quote.repeat(3), at) : (CLOSES[quote] ?? '').includes(script.charAt(at)));
	const pieces: TextPiece[] = [];
	let at = start + (isLong ? 3 : 1);
	let from = at;
	const endWords = () => {
		if (at > from) pieces.push({ kind: 'words', source: script.slice(from, at), at: from });
	};
	while (at < script.length && (isLong || !'\r\n'.includes(script.charAt(at)))) {
		if (isClosing(at)) {
			endWords();
			return { pieces, end: at + (isLong ? 3 : 1), closed: true };
		}
		const code = holdsCode(quote) && script[at] === '$' ? codeAt(script, at, depth) : undefined;
		if (code?.closed === false) return { pieces, end: at, closed: false };
		if (code) {
			endWords();
			pieces.push({ kind: 'code', source: script.slice(code.from, code.to), at: code.from });
			at = from = code.end;
		} else at += script[at] === '\\' ? 2 : 1;
	}
	at = Math.min(at, script.length);
	endWords();
	return { pieces, end: at, closed: false };
}

interface Code {
	from: number;
	to: number;
	end: number;
	closed: boolean;
}

/** The piece of script that begins at a `$`; undefined where the sign stands for itself. */
function codeAt(script: string, at: number, depth: number): Code | undefined {
	if (script[at + 1] === '{') return bracedCode(script, at + 2, depth);
	const path = /^[A-Za-z_\u00c0-\u024f][\w\u00c0-\u024f]*(?:\.[A-Za-z_\u00c0-\u024f][\w\u00c0-\u024f]*)*/.exec(script.slice(at + 1, at + 200))?.[0];
	return path === undefined ? undefined : { from: at + 1, to: at + 1 + path.length, end: at + 1 + path.length, closed: true };
}

function bracedCode(script: string, from: number, depth: number): Code {
	let open = 1;
	let at = from;
	while (at < script.length && !'\r\n'.includes(script.charAt(at)) && depth < DEEPEST) {
		const sign = script.charAt(at);
		if (sign === '{') open++;
		if (sign === '}' && --open === 0) return { from, to: at, end: at + 1, closed: true };
		if (CLOSES[sign] === undefined) at++;
		else {
			const text = readTextLiteral(script, at, depth + 1);
			if (!text.closed) break;
			at = text.end;
		}
	}
	return { from, to: at, end: at, closed: false };
}

const ESCAPES: Record<string, string> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', s: ' ', '\\': '\\', "'": "'", '"': '"', $: '$', '\n': '' };

/** Words with their escapes resolved; undefined with the first escape that the language does not have. */
export function unescape(words: string): { text: string } | { unknown: string } {
	let unknown: string | undefined;
	const text = words.replace(/\\(u[\da-fA-F]{4}|\r?\n|[\s\S]|$)/g, (whole, sign: string) => {
		if (sign.length === 5) return String.fromCharCode(Number.parseInt(sign.slice(1), 16));
		const meant = Object.hasOwn(ESCAPES, sign.replace('\r', '')) ? ESCAPES[sign.replace('\r', '')] : undefined;
		if (meant === undefined) unknown ??= whole;
		return meant ?? '';
	});
	return unknown === undefined ? { text } : { unknown };
}
