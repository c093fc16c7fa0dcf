/** Names that a person may have meant, best first: the same but for case, one part of the other, or two letters apart. */
export function nearNames(wanted: string, names: Iterable<string>): string[] {
	const low = wanted.toLowerCase();
	const rank = (name: string): number => {
		const other = name.toLowerCase();
		if (other === low) return 0;
		// One or two letters are part of everything.
		if (Math.min(low.length, other.length) > 2 && (other.includes(low) || low.includes(other))) return 1;
		const apart = lettersApart(low, other);
		return apart <= FURTHEST && apart * 2 < Math.max(low.length, other.length) ? 1 + apart : Number.POSITIVE_INFINITY;
	};
	return [...names]
		.map((name) => ({ name, rank: rank(name) }))
		.filter(({ rank }) => Number.isFinite(rank))
		.sort((one, other) => one.rank - other.rank)
		.map(({ name }) => name)
		.slice(0, MOST);
}

/** More letters apart is another word. */
const FURTHEST = 2;
const MOST = 3;

/** Letters to insert, remove or replace to get from one word to the other (Levenshtein). */
function lettersApart(one: string, other: string): number {
	let row = Array.from({ length: other.length + 1 }, (_, at) => at);
	for (const [line, letter] of [...one].entries()) {
		const next = [line + 1];
		for (let at = 1; at <= other.length; at++) {
			const replaced = (row[at - 1] ?? 0) + (other[at - 1] === letter ? 0 : 1);
			next.push(Math.min(replaced, (row[at] ?? 0) + 1, (next[at - 1] ?? 0) + 1));
		}
		row = next;
	}
	return row[other.length] ?? 0;
}
