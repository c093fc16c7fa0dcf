import type { Chance } from './chance';
import { WRITES, type WriteKind } from './writeKinds';

/** Every kind of trouble a request can meet. */
export const FAULTS = [
	'429 with Retry-After', '429 without Retry-After', '500 before', '500 after', '503', 'reset before', 'reset after', 'slow', 'crash before', 'crash after',
] as const;
export type FaultKind = (typeof FAULTS)[number];

/** How often each kind of trouble met each kind of write. */
export type Coverage = Record<string, number>;
export const cellOf = (fault: FaultKind, write: WriteKind): string => `${fault} | ${write}`;

/** Every meeting that has to happen; the answer to a claim may be anything, a moved issue cannot be refused for its size, and so on: all of them can. */
export const CELLS: ReadonlyArray<[FaultKind, WriteKind]> = FAULTS.flatMap((fault) => WRITES.map((write): [FaultKind, WriteKind] => [fault, write]));

/** One piece of trouble: it meets the n-th write of its kind from its time on, or the n-th of any kind. */
export interface PlannedFault {
	kind: FaultKind;
	write: WriteKind | 'any';
	countdown: number;
}

/** Of so many reads one meets trouble, where reads do. */
const READS_PER_TROUBLE = 60;

/** Trouble that reads and what only tidies up meet: drawn from a source of its own, so that a story without it stays as it is. */
export function createReadTroubles(chance: Chance): { next(): FaultKind | undefined; end(): void } {
	let on = true;
	return {
		next: () => (on && chance.between(1, READS_PER_TROUBLE) === 1 ? chance.pick(FAULTS) : undefined),
		end: () => void (on = false),
	};
}

const AIMED = 6;
const ANYWHERE = 5;

/**
 * The trouble of one seed. Aimed ones walk through the whole table seed by seed, so that no cell
 * stays empty; the others meet whatever comes, one crash among them.
 */
export function planFaults(seed: number, chance: Chance): PlannedFault[] {
	const aimed = Array.from({ length: AIMED }, (_, index): PlannedFault => {
		const [kind, write] = CELLS[(seed * AIMED + index) % CELLS.length] as [FaultKind, WriteKind];
		return { kind, write, countdown: chance.between(1, 2) };
	});
	const anywhere = Array.from({ length: ANYWHERE }, (): PlannedFault => ({ kind: chance.pick(FAULTS), write: 'any', countdown: chance.between(1, 25) }));
	const crash: PlannedFault = { kind: chance.pick(['crash before', 'crash after'] as const), write: 'any', countdown: chance.between(1, 25) };
	return [...aimed, ...anywhere, crash];
}

/** Hands out planned trouble as writes come by, and counts where it struck. */
export class FaultTable {
	readonly coverage: Coverage = {};
	struck = 0;
	crashes = 0;
	private on = true;

	constructor(private readonly planned: PlannedFault[]) {}

	/** From now on nothing goes wrong any more. */
	end(): void {
		this.on = false;
	}

	/** Where less than this has struck so far, what may meet any write meets the next ones: an early crash may leave few of them. */
	hurry(least: number): void {
		if (this.struck < least) for (const fault of this.planned) if (fault.write === 'any') fault.countdown = 1;
	}

	/** The trouble that this write meets. */
	at(write: WriteKind): FaultKind | undefined {
		if (!this.on) return undefined;
		for (const fault of this.planned) if (fault.write === 'any' || fault.write === write) fault.countdown -= 1;
		const due = this.planned.findIndex(({ countdown, write: wanted }) => countdown <= 0 && (wanted === 'any' || wanted === write));
		const [fault] = due < 0 ? [] : this.planned.splice(due, 1);
		if (!fault) return undefined;
		const cell = cellOf(fault.kind, write);
		this.coverage[cell] = (this.coverage[cell] ?? 0) + 1;
		this.struck += 1;
		if (fault.kind.startsWith('crash')) this.crashes += 1;
		return fault.kind;
	}
}
