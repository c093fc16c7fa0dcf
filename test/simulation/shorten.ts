import { runSeed, type SeedOptions, type SeedResult } from './runSeed';

export interface Shortened {
	without: number[];
	result: SeedResult;
}

/** The promise that a problem is about: a shorter story must break the same one. */
const promisesIn = (result: SeedResult): Set<string> => new Set(result.problems.map((problem) => problem.slice(0, 3)));

/** The shortest story that still breaks the same promise: parts are left out one after the other as long as it does. */
export async function shorten(failed: SeedResult, options: SeedOptions): Promise<Shortened> {
	const broken = promisesIn(failed);
	const without = new Set<number>();
	let result = failed;
	for (let part = 0; part < failed.parts; part++) {
		const next = await runSeed(failed.seed, { ...options, without: new Set([...without, part]) });
		if (![...promisesIn(next)].some((promise) => broken.has(promise))) continue;
		without.add(part);
		result = next;
	}
	return { without: [...without], result };
}
