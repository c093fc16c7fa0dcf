import { applyIncoming, type IncomingRules } from '../../engine/applyIncoming';
import type { Jira } from '../../jira/types';
import { run as buildReplica } from '../../nodes/BuildReplica/run';
import type { ReplicaOptions } from '../../nodes/BuildReplica/options';
import { run as transition } from '../../nodes/Transition/run';
import type { TransitionOptions } from '../../nodes/Transition/options';
import { run as twinLookup } from '../../nodes/TwinLookup/run';
import type { Deletion } from '../../sync/deletion';
import { isSettled, type RetryState, type SyncItem } from '../../sync/item';
import { SERVICE_DESK_FIELDS } from '../../sync/replica';
import type { StartCondition } from '../../sync/startCondition';

export const CONNECTION = 'deskdev';
export type DirectionName = 'escalation' | 'resolution';

/** One direction of the connection, as its template sets it up. */
export interface DirectionRules {
	source: 'desk' | 'dev';
	target: 'desk' | 'dev';
	start: StartCondition;
	incoming: IncomingRules;
	move: (item: SyncItem) => TransitionOptions;
}

const BASIC = { addComments: true, addFiles: true, conflict: 'newest', flips: 3, notifyPeople: true, showLink: true, removeComments: true, removeFiles: true, onDeleted: 'mark', onTwinGone: 'ignore' } as const;
const moved = (value: string, cause: 'remoteStatus' | 'remoteResolution', unmet: string | undefined): TransitionOptions => ({
	rules: { move: { by: 'name', value, ignoreCase: false }, ifUnavailable: 'skip', cause, fields: {} },
	unmet,
	dryRun: false,
});

export const DIRECTIONS: Record<DirectionName, DirectionRules> = {
	escalation: {
		source: 'desk',
		target: 'dev',
		start: { statuses: ['Waiting for development'] },
		incoming: { ...BASIC, firstSync: 'create', project: 'ACME', type: { name: 'Task' }, internalComments: false },
		move: ({ replica, twin }) =>
			moved('Reopen', 'remoteStatus', replica.status?.name === 'Waiting for development' && twin?.resolution ? undefined : 'not sent again'),
	},
	resolution: {
		source: 'dev',
		target: 'desk',
		start: {},
		incoming: { ...BASIC, firstSync: 'ignore', project: '', type: { name: '' }, internalComments: true },
		move: ({ replica }) => moved('Development Ready', 'remoteResolution', replica.resolution ? undefined : 'not resolved'),
	},
};

/** What leads to a look at an issue. */
export interface Job {
	direction: DirectionName;
	issueId: string;
	reached: string[];
	/** Of a sweep: changes of status since then count. */
	since?: number;
	retry?: RetryState;
	/** Judged for issues that arrive by an event; what has waited passed it before. */
	judged?: boolean;
	/** The issue as a payload told it, for an engine that trusts those. */
	payload?: unknown;
	/** Jira says that the issue was deleted. */
	deletion?: Deletion;
	/** Jira says nothing but that comments were deleted. */
	onlyCommentsGone?: boolean;
}

/** With Retry On Fail n8n runs a node again, whatever its error; twice is the least it can be set to. */
const TRIES = 2;
const BETWEEN_TRIES = 2_000;

export type Looked = { replica: boolean; outcome: SyncItem['outcome'] };

/**
 * One execution of a template: the five nodes' own work, one after the other, each as often as n8n
 * would try. What a node throws in the end is thrown here.
 */
export async function look(job: Job, sites: { source: Jira; target: Jira }, owner: string): Promise<Looked> {
	const rules = DIRECTIONS[job.direction];
	const { source, target } = sites;
	const options: ReplicaOptions = {
		connection: CONNECTION,
		workflow: job.direction,
		wanted: { idOrKey: job.issueId },
		...(job.judged ? {} : { start: rules.start }),
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
	const [replicas] = await buildReplica(source, options, {}, (error) => Promise.reject(error));
	const [built] = replicas ?? [];
	if (!built) return { replica: false, outcome: null };
	let item = carried(built as unknown as SyncItem);
	item = await twinLookup(target, item, { operation: 'find' });
	item = carried(await retried(target, async () => ({ ...item, ...(isSettled(item) ? {} : await applyIncoming(target, source, item, rules.incoming, { owner })) })));
	item = await retried(target, () => transition(() => Promise.resolve(target), item, rules.move(item), { owner }));
	item = await retried(target, () => twinLookup(source, item, { operation: 'record', showLink: true }));
	return { replica: true, outcome: item.outcome };
}

/** Items travel as JSON. */
const carried = (item: SyncItem): SyncItem => JSON.parse(JSON.stringify(item)) as SyncItem;

async function retried<T>(jira: Jira, work: () => Promise<T>): Promise<T> {
	for (let tries = 1; ; tries++) {
		const result = await work().then((value) => ({ value }), (error: unknown) => ({ error }));
		if ('value' in result) return result.value;
		if (tries >= TRIES) return await Promise.reject(result.error);
		await jira.sleep(BETWEEN_TRIES);
	}
}
