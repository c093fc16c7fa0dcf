import { recordKey } from '../sync/connection';
import { allOf } from '../sync/jql';
import { scopeQuery, type Scope } from '../sync/scope';
import { startableQuery, type StartCondition } from '../sync/startCondition';
import { afterClockWentBack, afterWindow, beginOpen, dueLooks, endOpen, MOST_OPEN, unseen, windowStart, type FoundIssue, type LookEnd, type SweepState } from '../sync/sweepState';
import { toIso } from '../sync/values';
import { JiraError } from '../jira/errors';
import type { Found, Jira } from '../jira/types';
import { expectPresentKeys } from './presentKeys';
import { recordOf } from './recordOf';

/** What a tick asks for, and what this process knows already. */
export interface SweepTask {
	connection: string;
	scope: Scope;
	start: StartCondition;
	/** At most so many changes in one tick; the next one goes on where this one stopped. */
	most: number;
	/** Whether a look at the issue that saw this state has come to a good end. Memory only. */
	isKnown(id: string, updated: number): boolean;
	/** Whether an execution is at the issue just now. Memory only. */
	isBusy(id: string): boolean;
}

/** A cursor that is further ahead of the site's clock was set by a clock that was wrong. */
const CLOCK_JUMP = 60_000;

/** Issues for one execution, and what to call when it has ended. */
export interface Batch {
	looks: Array<{ id: string; key: string; since: number }>;
	ended(end: LookEnd): void;
}

/** So many issues share an execution, as Jira reads that many at once. */
const BATCH = 100;
/** Looks that went wrong go on one by one, so that one of them takes no other with it. */
const REPEATED = 10;

/** What came of a tick. */
export interface Swept {
	batches: Batch[];
	foundUnheard: number;
	/** Everything in the window, whether or not it was looked at. */
	found: FoundIssue[];
}

/**
 * One tick: reads what has changed since the cursor, and returns the looks that are due. `state` is changed in place;
 * it may be stored at any moment afterwards, because every look that is returned stands in it as open.
 *
 * One request when nothing has changed, two when issues without a counterpart have.
 *
 * @throws JiraError when Jira does not answer, SyncError `projectUnknown` when a project of the scope has another key now; the state is as before then
 */
export async function sweep(jira: Jira, state: SweepState, task: SweepTask): Promise<Swept> {
	const now = jira.now();
	const repeated = dueLooks(state, now).slice(0, REPEATED);
	// With so many that stand still the others go on, but no faster than those are tried again.
	const most = Object.keys(state.open).length < MOST_OPEN ? task.most : REPEATED;
	const asked = jira.now();
	const since = windowStart(state.cursor ?? asked + jira.clockAhead());
	const changed = await jira.search({
		jql: `${allOf([scopeQuery(task.scope), `updated >= ${since}`])} ORDER BY updated ASC`,
		fields: ['updated', 'status'],
		properties: [recordKey(task.connection)],
		// What was seen stands before what was not, and must not take its place.
		limit: most + Object.keys(state.seen).length,
	});
	const here = asked + jira.clockAhead();
	if ((state.cursor ?? 0) > here + CLOCK_JUMP) {
		Object.assign(state, afterClockWentBack(state, here));
		return await sweep(jira, state, task);
	}
	await expectPresentKeys(jira, task.scope, changed);
	const found = changed.map((issue) => ({ ...issue, updated: Date.parse(toIso(String(issue.fields.updated))) }));
	const news = unseen(state, found);
	const fresh = news.filter(({ id, updated }) => !task.isKnown(id, updated));
	const wanted = await startable(jira, fresh, task, state.begins ?? 0);
	// A window that is not read to its end goes on from the earliest change that was news in it. Search orders by its index, which may be behind
	// what it tells of an issue: the last one may have been changed again just now, and what was not read lies before that.
	const until = news.length < most ? here : Math.min(...news.map(({ updated }) => updated));
	Object.assign(state, afterWindow(state, found, wanted, { until, now }));
	// What an execution is at just now is asked about again when that is over.
	const begun = wanted.filter(({ id }) => !task.isBusy(id));
	return { batches: [...inBatches(state, begun, jira), ...repeat(state, repeated, task, jira)], foundUnheard: wanted.length, found };
}

/** Issues with a record, and those of the others that may start. A disconnected issue does not start by itself. */
export async function startable(jira: Jira, fresh: Array<Found & FoundIssue>, task: SweepTask, begins: number): Promise<Array<Found & FoundIssue>> {
	const states = new Map(fresh.map((issue) => [issue.id, stateOf(issue, task.connection, jira.siteUrl)]));
	const unpaired = fresh.filter(({ id, updated }) => states.get(id) === 'none' && updated >= begins);
	const query = startableQuery(task.start);
	const starting = task.start.pairedOnly || unpaired.length === 0 ? [] : query === undefined ? unpaired : await matching(jira, unpaired, query);
	return fresh.filter((issue) => states.get(issue.id) === 'recorded' || starting.includes(issue));
}

/** `recorded`: a look decides, also about a counterpart that was deleted and about a record that cannot be read here. */
function stateOf(issue: Found, connection: string, siteUrl: string): 'disconnected' | 'none' | 'recorded' {
	try {
		const record = recordOf(issue, connection, siteUrl);
		return record === undefined ? 'none' : record.state === 'disconnected' ? 'disconnected' : 'recorded';
	} catch {
		// It is told for this issue, where it is read, and takes no other with it.
		return 'recorded';
	}
}

/** Jira reads its index anew for so many issues of a search. */
const RECONCILED = 50;

async function matching(jira: Jira, issues: Array<Found & FoundIssue>, query: string): Promise<Found[]> {
	const ids = issues.map(({ id }) => id);
	const hits = await jira
		.search({ jql: `${query} AND id IN (${ids.join(', ')})`, limit: ids.length, reconcile: ids.slice(0, RECONCILED) })
		// One of them was deleted meanwhile, and Jira refuses the whole query: each is judged where it is read.
		.catch((error: unknown) => (error instanceof JiraError && error.code === 'badRequest' && ids.length > 0 ? undefined : Promise.reject(error)));
	return hits ? issues.filter(({ id }) => hits.some((hit) => hit.id === id)) : issues;
}

/** So many executions as the issues need. */
export function inBatches(state: SweepState, issues: FoundIssue[], jira: Jira): Batch[] {
	const batches: Batch[] = [];
	for (let start = 0; start < issues.length; start += BATCH) batches.push(toBatch(state, issues.slice(start, start + BATCH), jira));
	return batches;
}

function repeat(state: SweepState, looks: FoundIssue[], task: SweepTask, jira: Jira): Batch[] {
	const batches: Batch[] = [];
	for (const look of looks) {
		if (task.isKnown(look.id, look.updated)) endOpen(state, look, 'good', jira.now());
		else if (!task.isBusy(look.id)) batches.push(toBatch(state, [look], jira));
	}
	return batches;
}

function toBatch(state: SweepState, issues: FoundIssue[], jira: Jira): Batch {
	for (const { id } of issues) beginOpen(state, id, jira.now());
	return {
		looks: issues.map(({ id, key }) => ({ id, key, since: state.open[id]?.since ?? 0 })),
		// With several in one execution it is not known which of them went wrong.
		ended: (end) => issues.forEach((issue) => endOpen(state, issue, end, jira.now())),
	};
}
