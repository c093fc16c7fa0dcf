import { fingerprint } from '../content/fingerprint';
import type { FieldPlan } from './plan';
import type { TwinRecord } from './record';
import type { SyncedField } from './replica';

/**
 * Somebody outside, mostly an automation, changes a field back whenever we have written it, and the other side
 * answers in kind: the pair would write for ever. A *flip* is a write of a value that we have written here
 * already a short while ago. People who type ever new values cause none.
 */
export interface Breaker {
	/** After so many flips within ten minutes the field is left alone; 0 never stops. */
	flips: number;
	/** Epoch milliseconds. */
	now: number;
	/** Names the execution: n8n runs a node again under the same name when it reports something, and only the last run counts. */
	run: string;
}

/** Milliseconds in which flips count together. */
const WINDOW = 600_000;
/** For so long a stopped field is left alone; then it gets another chance. */
const STOPPED_FOR = 3_600_000;
/** Enough to tell values apart in so short a time. */
const PRINT_LENGTH = 8;
const MOST_WRITES = 12;

export interface Guarded {
	plan: FieldPlan;
	/** Fields to tell a person about. */
	report: string[];
	/** The record has to say that a field was stopped, also when nothing else is written. */
	mark: boolean;
}

/** The plan without fields that go to and fro; what is written is counted. Pure. */
export function guardAgainstFlips(plan: FieldPlan, record: TwinRecord | undefined, breaker: Breaker): Guarded {
	const guarded: Guarded = { plan: { ...plan, writes: [], synced: { ...plan.synced } }, report: [], mark: false };
	for (const write of plan.writes) {
		const before = record?.fields[write.field];
		const entry = plan.synced[write.field] as SyncedField;
		const writes = recentWrites(before, breaker.now);
		const print = entry.l.slice(0, PRINT_LENGTH);
		const stopped = whileStopped(before, breaker.now);
		const stops = stopped === undefined && breaker.flips > 0 && flipsIn([...writes.map(([value]) => value), print]) > breaker.flips;
		if (!stopped && !stops) {
			guarded.plan.writes.push(write);
			guarded.plan.synced[write.field] = { ...entry, h: [...writes, [print, seconds(breaker.now)] as [string, number]].slice(-MOST_WRITES) };
			continue;
		}
		const x = stopped ?? { at: seconds(breaker.now), run: runPrint(breaker.run) };
		if (x.run === runPrint(breaker.run)) guarded.report.push(write.field);
		guarded.mark ||= stops;
		guarded.plan.synced[write.field] = { ...(before ?? write.refused), x };
		guarded.plan.outcomes = guarded.plan.outcomes.map((outcome) =>
			outcome.field === write.field ? { ...outcome, action: 'kept', reason: `stopped: it went to and fro more than ${breaker.flips} times in ten minutes, and is left alone for an hour` } : outcome,
		);
	}
	return guarded;
}

const seconds = (milliseconds: number): number => Math.floor(milliseconds / 1000);

const recentWrites = (entry: SyncedField | undefined, now: number): Array<[string, number]> =>
	(entry?.h ?? []).filter(([, at]) => now - at * 1000 < WINDOW);

const whileStopped = (entry: SyncedField | undefined, now: number): SyncedField['x'] =>
	entry?.x && now - entry.x.at * 1000 < STOPPED_FOR ? entry.x : undefined;

const runPrint = (run: string): string => fingerprint(run).slice(0, PRINT_LENGTH);

/** How many of the values had been written before. */
const flipsIn = (prints: string[]): number => prints.length - new Set(prints).size;
