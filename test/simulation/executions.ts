import { readIssue } from '../../jira/cloud/readValues';
import type { Jira } from '../../jira/types';
import { rememberingWrites } from '../../engine/rememberingWrites';
import { reportOf } from '../../nodes/shared/toNodeError';
import { retryAfterFailure } from '../../sync/retryState';
import { DIRECTIONS, look, type DirectionName, type Job } from './directions';
import { openJira } from './transport';
import type { Life, World } from './world';

/** The age after which the templates give an issue to a person. */
const PATIENCE = 24 * 3_600_000;
const GATHER = 400;

/** Several n8n processes at work: what their executions do, and what outlives their deaths. */
export interface Executions {
	/** A delivery that a process has taken. */
	take(life: Life, job: Job): void;
	/** A look that the caller waits for; false when it did not come to a good end. */
	now(life: Life, job: Job): Promise<boolean>;
	/** Whether this process knows that a look which ended well saw the issue after the change. */
	wasSeen(life: Life, job: Job, updated: number): boolean;
	/** Whether this process is at the issue. */
	isBusy(life: Life, job: Job): boolean;
	/** Executions that wait, as n8n's database keeps them. */
	waiting(): number;
}

export function createExecutions(world: World): Executions {
	const { clock, chance } = world;
	let executions = 0;
	let waits = 0;
	const gathering = new Map<string, Job>();
	const running = new Map<string, number>();
	const seen = new Map<string, number>();

	const waitAndStartOver = (job: Job): void => {
		waits += 1;
		const resume = (): void => {
			const alive = world.lives.filter((life) => life.alive);
			if (alive.length === 0) return clock.after(5_000, resume);
			waits -= 1;
			void execute(chance.pick(alive), job);
		};
		clock.after(Math.max(0, Date.parse(job.retry?.at ?? '') - clock.now()), resume);
	};

	/** True when the issue came to a good end; a failure waits in the database or is told to a person. */
	const execute = async (life: Life, job: Job): Promise<boolean> => {
		const key = keyOf(life, job);
		running.set(key, (running.get(key) ?? 0) + 1);
		const { source, target } = DIRECTIONS[job.direction];
		const { jira = (site) => site } = world.broken;
		// As the nodes do: what a process has written it knows for a moment when it comes back.
		const targetSite = rememberingWrites(openJira(world, life, target), life.name);
		const sites = { source: jira(withPayload(openJira(world, life, source), job.payload), 'source'), target: jira(targetSite, 'target') };
		const began = clock.now();
		const result = await look(job, sites, `workflow/${executions++}`).then((looked) => ({ looked }), (error: unknown) => ({ error }));
		running.set(key, (running.get(key) ?? 1) - 1);
		if ('looked' in result) {
			if (job.deletion) world.heardDeletions.add(job.deletion.key);
			if (result.looked.replica || job.since !== undefined) seen.set(key, Math.max(began, seen.get(key) ?? 0));
			world.tell(`${life.name} ${job.direction} ${job.issueId}: ${result.looked.outcome?.result ?? 'nothing'} ${result.looked.outcome?.reason ?? ''}`);
			return true;
		}
		const report = reportOf(result.error);
		world.tell(`${life.name} ${job.direction} ${job.issueId} failed: ${report.code} ${report.message}`);
		if (report.code === 'unexpected') world.finals.push(`unexpected: ${(result.error as Error).stack ?? ''}`);
		const retry = retryAfterFailure(job.retry, clock.now(), report.retryAt as string | undefined);
		if (report.retryable && Date.parse(retry.firstFailedAt) + PATIENCE > clock.now()) waitAndStartOver({ ...job, retry });
		else world.finals.push(`${job.direction} ${job.issueId}: ${report.code} ${report.message}`);
		return false;
	};

	return {
		take(life, job) {
			const key = keyOf(life, job);
			const gathered = gathering.get(key);
			if (gathered) {
				gathered.reached.push(...job.reached);
				gathered.deletion ??= job.deletion;
				gathered.onlyCommentsGone &&= job.onlyCommentsGone;
				return;
			}
			gathering.set(key, { ...job, reached: [...job.reached] });
			const go = (rounds: number): void => {
				if (!life.alive) return void gathering.delete(key);
				if (rounds < 25 && (running.get(key) ?? 0) > 0) return clock.after(GATHER, () => go(rounds + 1));
				const all = gathering.get(key) as Job;
				gathering.delete(key);
				void execute(life, all);
			};
			clock.after(GATHER, () => go(1));
		},
		now: execute,
		wasSeen: (life, job, updated) => (seen.get(keyOf(life, job)) ?? 0) > updated,
		isBusy: (life, job) => (running.get(keyOf(life, job)) ?? 0) > 0,
		waiting: () => waits,
	};
}

const withPayload = (jira: Jira, payload: unknown): Jira => (payload === undefined ? jira : { ...jira, readIssue: () => Promise.resolve(readIssue(payload)) });

const keyOf = (life: Life, { direction, issueId }: { direction: DirectionName; issueId: string }): string => `${life.name} ${direction} ${issueId}`;
