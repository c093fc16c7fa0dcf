/** Words as search knows them: no punctuation, no case. */
function wordsOf(text: string): string[] {
	return text.toLowerCase().split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
}

/** `~`: every word of the query is a word of the text, `*` stands for any ending, `"a b"` for words in a row. */
export function matchesText(text: string, query: string): boolean {
	const words = wordsOf(text);
	const phrases = [...query.matchAll(/"([^"]+)"/g)].map((found) => wordsOf(found[1] ?? ''));
	const singles = query.replace(/"[^"]*"/g, ' ').split(/\s+/).filter((part) => part !== '');
	const hasPhrase = (phrase: string[]): boolean => words.some((_, start) => phrase.every((word, offset) => words[start + offset] === word));
	const hasWord = (part: string): boolean => {
		const prefix = part.endsWith('*');
		return wordsOf(part).every((wanted, at, all) => words.some((word) => (prefix && at === all.length - 1 ? word.startsWith(wanted) : word === wanted)));
	};
	return phrases.every(hasPhrase) && singles.every(hasWord);
}
