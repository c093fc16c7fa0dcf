/**
 * What a sweep remembers between its ticks. Two rules keep every change: the cursor never passes a change that is neither
 * looked at nor among the open looks, and an open look goes only when it has come to a good end. Forgetting all of
 * it costs looks that find nothing, never a change.
 */
export interface SweepState {
	/** Epoch milliseconds on the site's clock; undefined before the first tick. */
	cursor?: number;
	/** Issues without a counterpart that changed before do not start (epoch milliseconds, the site's clock). */
	begins?: number;
	/** `updated` by issue id, for what the next window will show once more. */
	seen: Record<string, number>;
	/** Looks that have not come to a good end, by issue id. */
	open: Record<string, OpenLook>;
}

export interface OpenLook {
	key: string;
	/** `updated` of the change that is to be looked at, on the site's clock. */
	updated: number;
	/** Changes of status since then count as just made. */
	since: number;
	/** Looks so far. */
	tries: number;
	/** Epoch milliseconds, own clock, before which it is not looked at again. */
	due: number;
}

/** An issue as the sweep's search found it. */
export interface FoundIssue {
	id: string;
	key: string;
	/** Epoch milliseconds on the site's clock. */
	updated: number;
}

/** How a look ended. `waiting`: it will go on by itself when the site that is down comes back. */
export type LookEnd = 'good' | 'waiting' | 'bad';

/** Search is behind by seconds, clocks differ by less than this. */
export const OVERLAP = 180_000;
/** After a look nothing was heard of for so long, its process is taken for dead. */
const PATIENCE = 600_000;
/** A waiting execution comes back by itself, unless it dies while it runs. */
const WAITING = 3_600_000;
const LONGEST_PAUSE = 6 * 3_600_000;
/** After so many looks, which take two weeks at least, it is left to the next change of the issue. Time in which nobody looked does not count. */
const MOST_TRIES = 62;
/** With so many open looks few new ones are begun: something is wrong with the whole connection. */
export const MOST_OPEN = 500;

/** The state as n8n kept it, in plain objects: n8n watches its own by proxies, which nothing can clone. Anything unreadable counts as never written. */
export function readSweepState(value: unknown): SweepState {
	const state = (typeof value === 'object' && value !== null ? value : {}) as Partial<SweepState>;
	return {
		...(typeof state.cursor === 'number' && Number.isFinite(state.cursor) ? { cursor: state.cursor } : {}),
		...(typeof state.begins === 'number' ? { begins: state.begins } : {}),
		seen: isRecord(state.seen) ? { ...state.seen } : {},
		open: isRecord(state.open) ? Object.fromEntries(Object.entries(state.open).map(([id, look]: [string, OpenLook]) => [id, { ...look }])) : {},
	};
}

const isRecord = (value: unknown): value is Record<string, never> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** From when on changes are asked for. */
export const windowStart = (cursor: number): number => cursor - OVERLAP;

/** Those of the found issues that were not seen in this state yet. */
export const unseen = <T extends FoundIssue>(state: SweepState, found: T[]): T[] => found.filter(({ id, updated }) => (state.seen[id] ?? Number.NEGATIVE_INFINITY) < updated);

/** The state after this window was read up to `until` (the site's clock); what is to be looked at stands in `open`. */
export function afterWindow(state: SweepState, found: FoundIssue[], begun: FoundIssue[], times: { until: number; now: number }): SweepState {
	const cursor = Math.max(state.cursor ?? 0, times.until);
	const since = windowStart(state.cursor ?? times.until);
	const seen = Object.fromEntries([...Object.entries(state.seen), ...found.map(({ id, updated }): [string, number] => [id, updated])].filter(([, updated]) => updated >= windowStart(cursor)));
	const open = { ...state.open };
	for (const { id, key, updated } of begun) {
		open[id] = { key, updated, since: Math.min(since, open[id]?.since ?? since), tries: 0, due: times.now + PATIENCE };
	}
	return { ...(state.begins === undefined ? {} : { begins: state.begins }), cursor, seen, open };
}

/** For so long back changes may have got times that lie before the cursor. */
const LOOK_BACK = 24 * 3_600_000;

/** The state after the site's clock was put back to `here`: nothing is known of what has changed in the time that comes twice. */
export const afterClockWentBack = (state: SweepState, here: number): SweepState => ({
	...state,
	...(state.begins === undefined ? {} : { begins: Math.min(state.begins, here) }),
	cursor: here - LOOK_BACK,
	seen: {},
});

/** Whether a look at this change, or a newer one, has not come to its end. */
export const isOpen = (state: SweepState, id: string, updated: number): boolean => (state.open[id]?.updated ?? Number.NEGATIVE_INFINITY) >= updated;

/** Before looks at changes that search has shown late begin; changes of status since then count as just made. */
export function beginLate(state: SweepState, found: FoundIssue[], { since, now }: { since: number; now: number }): void {
	for (const { id, key, updated } of found) state.open[id] = { key, updated, since: Math.min(since, state.open[id]?.since ?? since), tries: 0, due: now + PATIENCE };
}

/** Open looks that have been left long enough, the longest first. */
export const dueLooks = (state: SweepState, now: number): Array<OpenLook & { id: string }> =>
	Object.entries(state.open)
		.map(([id, look]) => ({ ...look, id }))
		.filter(({ due }) => due <= now)
		.sort((one, other) => one.due - other.due);

/** Before a look begins: should nothing be heard of it, it is begun again. */
export function beginOpen(state: SweepState, id: string, now: number): void {
	const look = state.open[id];
	if (look) state.open[id] = { ...look, due: now + PATIENCE };
}

/** After a look has ended. A change that came meanwhile has an entry of its own and is not touched. */
export function endOpen(state: SweepState, { id, updated }: { id: string; updated: number }, end: LookEnd, now: number): void {
	const look = state.open[id];
	if (!look || look.updated > updated) return;
	const tries = look.tries + 1;
	if (end === 'good' || tries >= MOST_TRIES) {
		delete state.open[id];
		return;
	}
	const pause = Math.min(PATIENCE * 2 ** (tries - 1), LONGEST_PAUSE);
	state.open[id] = { ...look, tries, due: now + (end === 'waiting' ? Math.max(pause, WAITING) : pause) };
}

/** Everything before this was looked at and came to a good end. */
export const safeCursor = (state: SweepState): number | undefined =>
	state.cursor === undefined ? undefined : Math.min(state.cursor, ...Object.values(state.open).map(({ since }) => since));
