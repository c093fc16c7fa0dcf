import { readClaim, type Claim } from './run';

/** Where claims of one kind are kept. */
export interface ClaimPlace {
	read(key: string): Promise<unknown>;
	/** `mine` for the first, `held` for everybody after. */
	set(key: string, value: Claim): Promise<'mine' | 'held' | 'noPlace'>;
}

export type ClaimResult =
	| {
			mine: true;
			/** What to remove when it is certain that nothing was made. */
			key: string;
			/** When the first holder took it (epoch milliseconds): what was made since then may be what we want to make. */
			since: number;
			/** Nobody ever held it, so nothing can have been made under it. */
			fresh: boolean;
			/** There is no place for claims: only looking protects. */
			noPlace: boolean;
	  }
	| { mine: false; since: number };

/**
 * Takes a claim, so that of several runs only one does what it stands for.
 *
 * Jira answers 201 to the first who sets a property and 200 to all others; that is the whole lock.
 * A claim holds for a time in which its owner is surely done or dead. After that it is not deleted
 * and set again, because two runs could do that one after the other: the next generation of the
 * claim (`<key>.1`, `<key>.2`) is a property of its own, and again only the first one gets it. Losing
 * replaces the value, and therefore nobody is recognised by it, not even as oneself.
 *
 * @param time milliseconds for which a claim holds
 */
export async function takeClaim(place: ClaimPlace, base: string, claim: Claim, time: number): Promise<ClaimResult> {
	let since: number | undefined;
	for (let generation = 0; ; generation++) {
		const key = generation === 0 ? base : `${base}.${generation}`;
		const held = readClaim(await place.read(key));
		if (held) {
			since = Math.min(since ?? held.at, held.at);
			if (claim.at < held.at + time) return { mine: false, since };
			continue;
		}
		const set = await place.set(key, claim);
		if (set === 'held') return { mine: false, since: since ?? claim.at };
		return { mine: true, key, since: since ?? claim.at, fresh: since === undefined && set === 'mine', noPlace: set === 'noPlace' };
	}
}
