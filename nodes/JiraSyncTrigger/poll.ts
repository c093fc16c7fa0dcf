import { sleep, type IDataObject, type INodeExecutionData, type IPollFunctions, type IRun } from 'n8n-workflow';
import { expectAlone, isDue, markPlace, readMark, writeMark, type SweepMark } from '../../engine/sweepMark';
import { lateSweep, newLateMemory, noteFound, type LateMemory } from '../../engine/lateSweep';
import { sweep, type Batch, type SweepTask } from '../../engine/sweep';
import type { Jira } from '../../jira/types';
import { heardAt } from '../../memory/heard';
import { beginLook, isLookedAt, lookAt, wasSeen } from '../../memory/looks';
import { takeNotice } from '../../memory/notices';
import { fingerprint } from '../../content/fingerprint';
import { readSweepState, safeCursor, type LookEnd, type SweepState } from '../../sync/sweepState';
import { openSite } from '../shared/openJira';
import { reportOf, toNodeError } from '../shared/toNodeError';
import { workflowOf } from '../shared/workflowOf';
import { parametersOf, readOptions, type TriggerOptions } from './options';
import { nodeKey } from './registration';

/** What this process knows of a node that sweeps; n8n gives each activation a context of its own. */
interface Sweeper {
	state: SweepState;
	/** When this activation asked for the first time (epoch milliseconds). */
	since: number;
	/** A tick that takes longer than the time between two ticks must not run twice. */
	running: boolean;
	/** When the mark in Jira was written last; undefined before the first tick that went well. */
	markedAt?: number;
	/** Since when ticks fail, and whether that was told. */
	failing?: { since: number; told: boolean };
	/** How many sweeps in a row found changes of which no webhook had told. */
	unheard: number;
	noticed: boolean;
	/** Undefined before the first tick that went well. */
	late?: LateMemory;
}

const sweepers = new WeakMap<IPollFunctions, Sweeper>();

/** For so long Jira may be out of reach before a person is told. */
const SHORT_TROUBLE = 3_600_000;
/** A change may be on its way by webhook while the sweep finds it. */
const UNHEARD = 2;
/** A webhook that was called lately is there; single calls may get lost. */
const LONG_SILENCE = 3_600_000;
/**
 * n8n has one evaluator of expressions for a workflow's activation and for its ticks, and the end of a tick takes it away, also from an
 * activation that still has the method of our webhook to evaluate (seen in 2.41: the workflow then stays unpublished). So no tick
 * ends sooner than this after the first one, which is part of the activation.
 */
const ACTIVATION = 60_000;
/** Without any memory, paired issues are asked about for so long back. */
const LOOK_BACK = 24 * 3_600_000;

/**
 * One tick of the sweep: starts executions for what has changed, and hears how they end. It never returns items, because n8n
 * tells nobody how an execution ends that it starts from a returned item.
 *
 * Trouble of an hour is nobody's business; longer one, and what a person must mend, is thrown once, which makes one red execution.
 */
export async function poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	const options = readOptions(parametersOf(this));
	if (options.mode === 'webhook') return null;
	const isFirst = !sweepers.has(this);
	const sweeper = sweepers.get(this) ?? { state: readSweepState(this.getWorkflowStaticData('node').sweep), since: Date.now(), running: false, unheard: 0, noticed: false };
	sweepers.set(this, sweeper);
	if (sweeper.running) return null;
	sweeper.running = true;
	if (!isFirst) await sleep(Math.max(0, sweeper.since + ACTIVATION - Date.now()));
	try {
		await tick(this, sweeper, options);
		delete sweeper.failing;
	} catch (error) {
		const report = reportOf(error);
		this.logger.warn(`Sweep of connection ${options.connection}: ${report.message}`);
		sweeper.failing ??= { since: Date.now(), told: false };
		const { failing } = sweeper;
		const isNews = !failing.told && (report.code === 'activeElsewhere' || (!isFirst && (!report.retryable || Date.now() - failing.since > SHORT_TROUBLE)));
		failing.told ||= isNews;
		if (isNews) throw toNodeError(this.getNode(), error, 0);
	} finally {
		sweeper.running = false;
	}
	return null;
}

async function tick(context: IPollFunctions, sweeper: Sweeper, options: TriggerOptions): Promise<void> {
	const jira = await openSite(context);
	const { connection, start } = options;
	const place = markPlace(connection, options.scope);
	const by = fingerprint([context.getInstanceId(), context.getWorkflow().id, context.getNode().id].join(' '));
	const first = sweeper.markedAt === undefined;
	const marks = sweeper.markedAt === undefined || isDue(sweeper.markedAt, jira.now());
	const mark = marks ? await readMark(jira, place) : undefined;
	expectAlone(jira, connection, mark, by);
	if (first) Object.assign(sweeper.state, beginning(jira, sweeper.state, mark));
	const key = (id: string) => lookAt(workflowOf(context), connection, jira.siteUrl, id);
	const task: SweepTask = {
		connection,
		scope: options.scope,
		start,
		most: options.most,
		isKnown: (id, updated) => wasSeen(key(id), updated, jira.now() + jira.clockAhead()),
		isBusy: (id) => isLookedAt(key(id), jira.now()),
	};
	const found = await sweep(jira, sweeper.state, task);
	sweeper.late ??= newLateMemory(jira);
	noteFound(sweeper.late, found.found, jira.now() + jira.clockAhead());
	const noWebhook = found.batches.length > 0 ? takeNotice(nodeKey(context)) : undefined;
	// It says already why nothing is heard.
	if (noWebhook) sweeper.noticed = true;
	const notices = [...(noWebhook ? [noWebhook] : []), ...noticesOf(context, sweeper, options, `${connection} ${jira.siteUrl}`, found.foundUnheard)];
	for (const batch of found.batches) emit(context, sweeper, options, batch, key, notices.splice(0));
	for (const batch of await lateSweep(jira, sweeper.state, task, sweeper.late)) emit(context, sweeper, options, batch, key, notices.splice(0));
	store(context, sweeper.state);
	if (!marks) return;
	const now = jira.now();
	const next: SweepMark = { cursor: safeCursor(sweeper.state) ?? now, at: now, by };
	await writeMark(jira, place, next);
	sweeper.markedAt = now;
}

/**
 * Where to begin: the later of what n8n and Jira remember. Where neither knows of an earlier life, nothing starts for what is
 * past; but pairs would show that there was one, and a day of their changes is looked at.
 */
function beginning(jira: Jira, state: SweepState, mark: SweepMark | undefined): Pick<SweepState, 'cursor' | 'begins'> {
	const known = [state.cursor, mark?.cursor].filter((cursor) => cursor !== undefined);
	if (known.length > 0) return { cursor: Math.max(...known) };
	const here = jira.now() + jira.clockAhead();
	return { cursor: here - LOOK_BACK, begins: here };
}

function emit(context: IPollFunctions, sweeper: Sweeper, options: TriggerOptions, batch: Batch, key: (id: string) => string, notices: string[]): void {
	const { connection, start, scope } = options;
	for (const { id } of batch.looks) beginLook(key(id), [], Date.now());
	const items = batch.looks.map(({ id, key: issueKey, since }, index): IDataObject => ({
		connection,
		issue: { id, key: issueKey },
		start: { ...start },
		scope: { ...scope },
		since,
		events: ['sweep'],
		...(index === 0 && notices.length > 0 ? { notices } : {}),
	}));
	store(context, sweeper.state);
	const done = context.helpers.createDeferredPromise<IRun | undefined>();
	const ended = (end: LookEnd): void => {
		batch.ended(end);
		store(context, sweeper.state);
	};
	done.promise.then(
		(run) => ended(run?.status === 'success' ? 'good' : run?.status === 'waiting' ? 'waiting' : 'bad'),
		() => ended('bad'),
	);
	context.__emit([context.helpers.returnJsonArray(items)], undefined, done);
}

/** n8n stores this with the next execution that the sweep starts; what it forgets until then is looked at once more. */
function store(context: IPollFunctions, state: SweepState): void {
	context.getWorkflowStaticData('node').sweep = structuredClone(state) as unknown as IDataObject;
}

/** Tells once that changes are found of which the webhook should have told; a webhook may also be deleted after it has worked. */
function noticesOf(context: IPollFunctions, sweeper: Sweeper, { mode, connection }: TriggerOptions, hook: string, foundUnheard: number): string[] {
	if (mode !== 'both' || sweeper.noticed) return [];
	const quiet = (heardAt(hook) ?? Number.NEGATIVE_INFINITY) < Date.now() - LONG_SILENCE;
	sweeper.unheard = quiet ? sweeper.unheard + (foundUnheard > 0 ? 1 : 0) : 0;
	if (sweeper.unheard < UNHEARD) return [];
	sweeper.noticed = true;
	const notice = `The sweep of connection ${connection} finds changes, but Jira has not called the webhook for more than an hour. Look in Jira under System > WebHooks whether it is there, enabled, and can reach this n8n. (Where other n8n processes take the calls, this one cannot know.)`;
	context.logger.warn(notice);
	return [notice];
}
