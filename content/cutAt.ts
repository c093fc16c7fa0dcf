/** Looking further back for a space would lose more text than a cut word is worth. */
const WORD_WINDOW = 100;

/**
 * At most `length` characters (UTF-16 units) of a text: up to the last line end or space near the limit, else up to
 * the limit, never between the two halves of a surrogate pair.
 */
export function cutAt(value: string, length: number): string {
	if (value.length <= length) return value;
	if (length <= 0) return '';
	const end = isHighSurrogate(value.charCodeAt(length - 1)) ? length - 1 : length;
	if (/\s/.test(value.charAt(end))) return value.slice(0, end).trimEnd();
	const from = Math.max(0, end - WORD_WINDOW);
	const space = value.slice(from, end).search(/\s\S*$/);
	return space < 0 ? value.slice(0, end) : value.slice(0, from + space).trimEnd();
}

function isHighSurrogate(unit: number): boolean {
	return unit >= 0xd800 && unit <= 0xdbff;
}
