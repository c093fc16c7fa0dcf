import type { Pair } from './pair';

/**
 * Delivers everything once more: both directions look at every issue of both projects. Nothing may
 * be written, or the connection would never come to rest.
 */
export async function expectQuiet(pair: Pair): Promise<void> {
	pair.writes();
	for (const { key } of pair.desk.issues('DESK')) await pair.look(pair.escalation, key);
	for (const { key } of pair.dev.issues('ACME')) await pair.look(pair.resolution, key);
	expect(pair.writes()).toEqual([]);
}
