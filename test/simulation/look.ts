import { applyIncoming } from '../../engine/applyIncoming';
import { applyUnchanged } from '../../engine/applyUnchanged';
import { readTargetsAhead } from '../../engine/readTarget';
import type { Jira, JiraIssue } from '../../jira/types';
import type { ReplicaOptions } from '../../nodes/BuildReplica/options';
import { readNamed, run as buildReplica } from '../../nodes/BuildReplica/run';
import { run as transition } from '../../nodes/Transition/run';
import { run as twinLookup } from '../../nodes/TwinLookup/run';
import { isSettled, type SyncItem } from '../../sync/item';
import { SERVICE_DESK_FIELDS } from '../../sync/replica';
import { CONNECTION, DIRECTIONS, mappedRules, type Job } from './directions';

/** With Retry On Fail n8n runs a node again, whatever its error; twice is the least it can be set to. */
const TRIES = 2;
const BETWEEN_TRIES = 2_000;

export type Looked = { replica: boolean; outcome: SyncItem['outcome'] };
export type LookEnd = { looked: Looked } | { error: unknown };

/** One issue on its way through an execution. */
interface Traveller {
	job: Job;
	item?: SyncItem;
	end?: LookEnd;
}

interface Sites {
	source: Jira;
	target: Jira;
}

/**
 * One execution of a template for one issue, or for many that a sweep has found: the five nodes' own work, one node after the other, each as often as
 * n8n would try. A node that fails for one item is run again for all of them, and a failed item goes no further.
 *
 * @param isMapped by mapping rows instead of Basic rules
 * @returns in the order of the jobs, which all are of one direction
 */
export async function look(jobs: Job[], sites: Sites, owner: string, isMapped: boolean): Promise<LookEnd[]> {
	const travellers = jobs.map((job): Traveller => ({ job }));
	const { source, target } = sites;
	const { direction = 'escalation' } = jobs[0] ?? {};
	const { incoming, move } = isMapped ? mappedRules(direction) : DIRECTIONS[direction];
	await build(source, travellers);
	await node(travellers, 1, target, () => Promise.resolve(async (item) => await twinLookup(target, item, { operation: 'find' })));
	await node(travellers, TRIES, target, async (items) => {
		const ahead = await targetsAhead(target, items);
		return async (item) => {
			if (isSettled(item)) return item;
			const known = ahead.get(`${CONNECTION} ${item.twin?.id}`);
			const unchanged = known && (await applyUnchanged(target, source, item, incoming, { owner }, known));
			return { ...item, ...(unchanged ?? (await applyIncoming(target, source, item, incoming, { owner }))) };
		};
	});
	if (move) await node(travellers, TRIES, target, () => Promise.resolve(async (item) => await transition(() => Promise.resolve(target), item, move(item), { owner })));
	await node(travellers, TRIES, source, () => Promise.resolve(async (item) => await twinLookup(source, item, { operation: 'record', showLink: true })));
	return travellers.map(({ item, end }) => end ?? { looked: { replica: true, outcome: item?.outcome ?? null } });
}

/** What is not let out has come to its end here. */
async function build(source: Jira, travellers: Traveller[]): Promise<void> {
	const all = travellers.map(({ job }) => optionsOf(job));
	const known = all.length > 1 ? await readNamed(source, all, {}).catch(() => undefined) : undefined;
	for (const [index, traveller] of travellers.entries()) {
		await buildReplica(source, all[index] as ReplicaOptions, {}, (error) => Promise.reject(error), known?.get(index)).then(
			([replicas = []]) => {
				const [built] = replicas;
				if (built) traveller.item = carried(built as unknown as SyncItem);
				else traveller.end = { looked: { replica: false, outcome: null } };
			},
			(error: unknown) => void (traveller.end = { error }),
		);
	}
}

/** A node's work on all items that have come so far; `begin` is what it does before the first one of a try. */
async function node(travellers: Traveller[], tries: number, jira: Jira, begin: (items: SyncItem[]) => Promise<(item: SyncItem) => Promise<SyncItem>>): Promise<void> {
	const here = travellers.filter(({ end }) => end === undefined);
	if (here.length === 0) return;
	const items = here.map(({ item }) => item as SyncItem);
	for (let left = tries; ; left--) {
		const work = await begin(items);
		const results: Array<{ item: SyncItem } | { error: unknown }> = [];
		for (const item of items) results.push(await work(item).then((done) => ({ item: carried(done) }), (error: unknown) => ({ error })));
		if (left > 1 && results.some((result) => 'error' in result)) {
			await jira.sleep(BETWEEN_TRIES);
			continue;
		}
		for (const [index, result] of results.entries()) Object.assign(here[index] as Traveller, 'error' in result ? { end: result } : result);
		return;
	}
}

async function targetsAhead(target: Jira, items: SyncItem[]): Promise<Map<string, JiraIssue>> {
	const applied = items.filter((item) => item.twin && !isSettled(item));
	return applied.length < 2 ? new Map() : await readTargetsAhead(target, applied);
}

function optionsOf(job: Job): ReplicaOptions {
	return {
		connection: CONNECTION,
		workflow: job.direction,
		wanted: { idOrKey: job.issueId },
		...(job.judged ? {} : { start: DIRECTIONS[job.direction].start }),
		came: {
			reached: job.reached,
			moves: [],
			transition: [],
			...(job.since === undefined ? {} : { since: job.since }),
			...(job.deletion ? { deletion: job.deletion } : {}),
			...(job.onlyCommentsGone ? { onlyCommentsGone: true } : {}),
		},
		fields: SERVICE_DESK_FIELDS,
		customFieldIds: [],
		comments: 'public',
		files: {},
		values: {},
		sendSecured: false,
		relay: false,
		...(job.retry ? { retry: job.retry } : {}),
	};
}

/** Items travel as JSON. */
const carried = (item: SyncItem): SyncItem => JSON.parse(JSON.stringify(item)) as SyncItem;
