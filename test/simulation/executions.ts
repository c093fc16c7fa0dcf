import { readIssue } from '../../jira/cloud/readValues';
import type { Jira } from '../../jira/types';
import { rememberingWrites } from '../../engine/rememberingWrites';
import { reportOf } from '../../nodes/shared/toNodeError';
import { retryAfterFailure } from '../../sync/retryState';
import { DIRECTIONS, type DirectionName, type Job } from './directions';
import { look, type LookEnd } from './look';
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
	/** One execution for several issues of one direction; true when all came to a good end. */
	together(life: Life, jobs: [Job, ...Job[]]): Promise<boolean>;
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
			void execute(chance.pick(alive), [job]);
		};
		clock.after(Math.max(0, Date.parse(job.retry?.at ?? '') - clock.now()), resume);
	};

	/** What becomes of one issue: true when it came to a good end; a failure waits in the database or is told to a person. */
	const settle = (life: Life, job: Job, began: number, end: LookEnd): boolean => {
		if ('looked' in end) {
			const { replica, outcome } = end.looked;
			if (job.deletion) world.heardDeletions.add(job.deletion.key);
			if (replica || job.since !== undefined) seen.set(keyOf(life, job), Math.max(began, seen.get(keyOf(life, job)) ?? 0));
			world.tell(`${life.name} ${job.direction} ${job.issueId}: ${outcome?.result ?? 'nothing'} ${outcome?.reason ?? ''}`);
			return true;
		}
		const report = reportOf(end.error);
		world.tell(`${life.name} ${job.direction} ${job.issueId} failed: ${report.code} ${report.message}`);
		if (report.code === 'unexpected') world.finals.push(`unexpected: ${(end.error as Error).stack ?? ''}`);
		const retry = retryAfterFailure(job.retry, clock.now(), report.retryAt as string | undefined);
		if (report.retryable && Date.parse(retry.firstFailedAt) + PATIENCE > clock.now()) waitAndStartOver({ ...job, retry });
		else world.finals.push(`${job.direction} ${job.issueId}: ${report.code} ${report.message}`);
		return false;
	};

	/** One execution for issues of one direction. */
	const execute = async (life: Life, jobs: [Job, ...Job[]]): Promise<boolean> => {
		const keys = jobs.map((job) => keyOf(life, job));
		for (const key of keys) running.set(key, (running.get(key) ?? 0) + 1);
		const [{ direction, payload }] = jobs;
		const { source, target } = DIRECTIONS[direction];
		const { jira = (site) => site } = world.broken;
		// As the nodes do: what a process has written it knows for a moment when it comes back.
		const targetSite = rememberingWrites(openJira(world, life, target), life.name);
		const sites = { source: jira(withPayload(openJira(world, life, source), payload), 'source'), target: jira(targetSite, 'target') };
		const began = clock.now();
		const ends = await look(jobs, sites, `workflow/${executions++}`, world.isMapped);
		for (const key of keys) running.set(key, (running.get(key) ?? 1) - 1);
		return jobs.map((job, index) => settle(life, job, began, ends[index] as LookEnd)).every(Boolean);
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
				void execute(life, [all]);
			};
			clock.after(GATHER, () => go(1));
		},
		now: async (life, job) => await execute(life, [job]),
		together: execute,
		wasSeen: (life, job, updated) => (seen.get(keyOf(life, job)) ?? 0) > updated,
		isBusy: (life, job) => (running.get(keyOf(life, job)) ?? 0) > 0,
		waiting: () => waits,
	};
}

const withPayload = (jira: Jira, payload: unknown): Jira => (payload === undefined ? jira : { ...jira, readIssue: () => Promise.resolve(readIssue(payload)) });

const keyOf = (life: Life, { direction, issueId }: { direction: DirectionName; issueId: string }): string => `${life.name} ${direction} ${issueId}`;
