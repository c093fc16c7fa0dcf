import { type Place, ScriptError } from './scriptError';

/** Steps: one for each part of the script that is worked out, and one for every few characters or entries it handles. */
const MOST_STEPS = 200_000;
/** Characters and list entries that a script makes in all. */
const MOST_MEMORY = 5_000_000;
const LONGEST_TEXT = 100_000;
const LONGEST_LIST = 10_000;
/** Parts inside parts, closures that call closures: far less than the stack of Node holds. */
const DEEPEST = 300;
const CHARACTERS_A_STEP = 32;

const NEXT = 'Rules decide about one issue: make the lists shorter, or do this in an n8n node between Build Replica and Apply Incoming Rules.';

/** What one run of a script may use. Counted, not timed, so that the same script always ends in the same way. */
export class Budget {
	private steps = 0;
	private memory = 0;
	private depth = 0;

	/** Steps that were counted so far. */
	get used(): number {
		return this.steps;
	}

	/** @param size characters or entries that are looked at */
	step(place: Place, size = 0): void {
		this.steps += 1 + Math.floor(size / CHARACTERS_A_STEP);
		if (this.steps > MOST_STEPS) throw new ScriptError(place, `the script was stopped after ${MOST_STEPS} steps.`, NEXT);
	}

	text(place: Place, value: string): string {
		if (value.length > LONGEST_TEXT) throw new ScriptError(place, `a text would be longer than ${LONGEST_TEXT} characters.`, NEXT);
		this.take(place, value.length);
		return value;
	}

	list<T>(place: Place, value: T[]): T[] {
		if (value.length > LONGEST_LIST) throw new ScriptError(place, `a list would have more than ${LONGEST_LIST} entries.`, NEXT);
		this.take(place, value.length);
		return value;
	}

	/** Works something out one level deeper. */
	deeper<T>(place: Place, work: () => T): T {
		if (++this.depth > DEEPEST) throw new ScriptError(place, 'closures or expressions are nested too deeply.', 'Use for (x in list), and def for parts of the expression.');
		try {
			return work();
		} finally {
			this.depth--;
		}
	}

	private take(place: Place, size: number): void {
		this.step(place, size);
		this.memory += size;
		if (this.memory > MOST_MEMORY) throw new ScriptError(place, 'the script was stopped because it uses too much memory.', NEXT);
	}
}
