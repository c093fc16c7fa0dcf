import { recordKey } from '../sync/connection';
import { allOf } from '../sync/jql';
import { scopeQuery } from '../sync/scope';
import { beginLate, isOpen, windowStart, type FoundIssue, type SweepState } from '../sync/sweepState';
import { toIso } from '../sync/values';
import type { Jira } from '../jira/types';
import { expectPresentKeys } from './presentKeys';
import { inBatches, startable, type Batch, type SweepTask } from './sweep';

/** So often, and for so long back: search that is behind by more than this is broken, and the site's administrators know. */
const EVERY = 3_600_000;
const BACK = 2 * EVERY;

/** What a process remembers for its wider looks. In memory only: after a restart it begins anew. */
export interface LateMemory {
	/** Before this nothing is asked for: an earlier process has seen it, and this one does not know what (epoch milliseconds, the site's clock). */
	since: number;
	/** When the last wider look was (epoch milliseconds, own clock). */
	lookedAt: number;
	/** `updated` by issue id, of everything that sweeps have found since. */
	seen: Map<string, number>;
}

export const newLateMemory = (jira: Jira): LateMemory => ({ since: jira.now() + jira.clockAhead(), lookedAt: jira.now(), seen: new Map() });

/** Notes what a sweep has found, and forgets what no wider look will ask for any more. */
export function noteFound(memory: LateMemory, found: FoundIssue[], here: number): void {
	for (const { id, updated } of found) memory.seen.set(id, updated);
	for (const [id, updated] of memory.seen) if (updated < here - BACK) memory.seen.delete(id);
}

/**
 * Once an hour: what search has shown only after the sweep's window had passed it. One request when there is none.
 *
 * `state` is changed in place, as by `sweep`.
 *
 * @throws JiraError when Jira does not answer, SyncError as `sweep` does; nothing has changed then but the time of the next look
 */
export async function lateSweep(jira: Jira, state: SweepState, task: SweepTask, memory: LateMemory): Promise<Batch[]> {
	const now = jira.now();
	if (state.cursor === undefined || now - memory.lookedAt < EVERY) return [];
	memory.lookedAt = now;
	const here = now + jira.clockAhead();
	const since = Math.max(memory.since, here - BACK);
	const late = await jira.search({
		jql: `${allOf([scopeQuery(task.scope), `updated >= ${since}`, `updated < ${windowStart(state.cursor)}`])} ORDER BY updated ASC`,
		fields: ['updated', 'status'],
		properties: [recordKey(task.connection)],
		limit: task.most + memory.seen.size,
	});
	await expectPresentKeys(jira, task.scope, late);
	const found = late.map((issue) => ({ ...issue, updated: Date.parse(toIso(String(issue.fields.updated))) }));
	const fresh = found.filter(({ id, updated }) => (memory.seen.get(id) ?? Number.NEGATIVE_INFINITY) < updated && !isOpen(state, id, updated) && !task.isKnown(id, updated));
	const wanted = await startable(jira, fresh, task, state.begins ?? 0);
	beginLate(state, wanted, { since, now });
	noteFound(memory, found, here);
	return inBatches(state, wanted.filter(({ id }) => !task.isBusy(id)), jira);
}
