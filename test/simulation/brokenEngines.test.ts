import { BROKEN_ENGINES } from './brokenEngines';
import { runSeed } from './runSeed';

const MOST_SEEDS = 500;

/** The first seed that notices, with what it notices. */
async function caught(name: string): Promise<string[]> {
	for (let seed = 1; seed <= MOST_SEEDS; seed++) {
		const { problems } = await runSeed(seed, { broken: BROKEN_ENGINES[name] });
		if (problems.length > 0) return problems;
	}
	return [];
}

/** What the absence of each protection must show as. */
const SHOWS_AS: Record<string, RegExp> = {
	'no claim': /^P[123]/,
	'blind retry': /^P[123]/,
	'actor-only echo': /^P[26]/,
	'payload trusted': /^P[2-68]/,
	'cursor ahead of work': /^P[1-8]/,
	'internal flag dropped': /^P4/,
};

test.each(Object.keys(BROKEN_ENGINES))('an engine with "%s" is caught', async (name) => {
	expect(await caught(name)).toContainEqual(expect.stringMatching(SHOWS_AS[name]!));
}, 600_000);

test('the same seed tells the same story', async () => {
	const [first, second] = [await runSeed(7), await runSeed(7)];
	expect(second.trace).toEqual(first.trace);
});
