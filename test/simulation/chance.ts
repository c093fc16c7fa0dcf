/** Seeded chance: the same seed tells the same story. */
export interface Chance {
	/** Uniform in [0, 1). */
	next(): number;
	/** A whole number from `low` to `high`, both included. */
	between(low: number, high: number): number;
	pick<T>(list: readonly T[]): T;
	/** True in this share of all calls. */
	happens(share: number): boolean;
	/** A source of its own, so that drawing more from one does not change what the other tells. */
	fork(name: string): Chance;
}

const hash = (text: string): number => {
	let state = 0x811c9dc5;
	for (const letter of text) state = Math.imul(state ^ letter.charCodeAt(0), 0x01000193);
	return state >>> 0;
};

/** mulberry32: small, fast, and good enough to choose what happens next. */
export function createChance(seed: number): Chance {
	let state = seed >>> 0;
	const next = (): number => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = state;
		mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
	const between = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));
	return {
		next,
		between,
		pick: (list) => list[between(0, list.length - 1)] as (typeof list)[number],
		happens: (share) => next() < share,
		fork: (name) => createChance(hash(`${seed} ${name}`)),
	};
}
