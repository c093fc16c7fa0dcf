import { setTimeout as sleep } from 'node:timers/promises';

export interface Patience {
	/** What is waited for, as the message of the failure says it. */
	what: string;
	seconds?: number;
	everyMilliseconds?: number;
}

/**
 * Asks again until the answer is neither undefined nor false, and returns it. Throws when the time
 * is over; what `ask` itself throws ends the waiting at once.
 */
export async function waitFor<T>(ask: () => Promise<T | undefined | false>, patience: Patience): Promise<T> {
	const { what, seconds = 60, everyMilliseconds = 100 } = patience;
	for (const until = Date.now() + seconds * 1000; ; ) {
		const answer = await ask();
		if (answer !== undefined && answer !== false) return answer;
		if (Date.now() > until) throw new Error(`Waited ${seconds} s in vain for ${what}`);
		await sleep(everyMilliseconds);
	}
}
