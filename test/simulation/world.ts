import { createSandbox, type Sandbox } from '../../sandbox/sandbox';
import { emptySeed } from '../../sandbox/seed';
import type { Jira } from '../../jira/types';
import { forgetOwnFiles } from '../../memory/ownFiles';
import { forgetWrites } from '../../memory/ownWrites';
import { forgetTypes } from '../../memory/projectTypes';
import { createChance, type Chance } from './chance';
import { createReadTroubles, FaultTable, planFaults, type PlannedFault } from './faults';
import type { Ledger } from './people';
import { createClock, type VirtualClock } from './virtualClock';

/** 2026-11-02 08:00 UTC, a Monday. */
const BEGIN = Date.UTC(2026, 10, 2, 8);

/** One life of one n8n process: a crash ends it, and nothing it has begun goes on. */
export interface Life {
	name: string;
	worker: number;
	alive: boolean;
}

/** A deliberately broken engine: what it does differently. */
export interface Breakage {
	/** Changes what the engine sees of a site. */
	jira?: (jira: Jira, role: 'source' | 'target') => Jira;
	/** Deliveries that are not looked at. */
	ignores?: (actor: string, world: World) => boolean;
	/** The state of the issue is taken from when the delivery was made. */
	trustsPayload?: true;
	/** The sweep moves on before its work is done. */
	cursorAhead?: true;
}

export type EndingKind = 'desk deletes issue' | 'dev deletes issue' | 'disconnected';

/** A pair that has ended in the middle of the story. */
export interface Ended {
	kind: EndingKind;
	desk: { key: string; id: string };
	dev: { key: string; id: string };
	/** Since when nothing may travel any more; undefined while it is being disconnected. */
	at: number | undefined;
}

export interface World {
	seed: number;
	clock: VirtualClock;
	/** Chance of the network and of scheduling; the plan has its own. */
	chance: Chance;
	sandbox: Sandbox;
	faults: FaultTable;
	/** Rules are mapping rows, and the desk issue of a resolved one is moved over two statuses. */
	isMapped: boolean;
	/** Reads meet trouble, what a sweep finds is one execution, and pairs end. */
	wide: boolean;
	/** Trouble of everything that is no write; undefined where reads meet none. */
	readTroubles?: ReturnType<typeof createReadTroubles>;
	lives: Life[];
	ledger: Ledger;
	broken: Breakage;
	/** False from the silence on: no more trouble. */
	troubled: boolean;
	crash(life: Life): void;
	tell(line: string): void;
	trace: string[];
	/** Issues at development whose summary Jira takes from nobody, with until when (epoch milliseconds). */
	locks: Map<string, number>;
	/** Final failures, by issue. */
	finals: string[];
	/** Pages and records that came after the death of the run which sent them: they may say again what another run has replaced since. */
	posthumous: number;
	/** Pairs that have ended, by number. */
	ended: Map<number, Ended>;
	/** Keys of issues whose deletion some execution has dealt with: a delivery can be lost, and no sweep sees a deletion. */
	heardDeletions: Set<string>;
	/** What moves when a worker comes up again. */
	onRestart: Array<(life: Life) => void>;
}

const CONFIGURATION = emptySeed();

/** A desk issue that nobody syncs and that stands where the way of the others leads through: its moves show the workflow. */
function showWay(sandbox: Sandbox): void {
	const agent = sandbox.site('desk').as('ann');
	const key = agent.createIssue({ project: 'DESK', type: 'Incident', summary: 'Mail is slow' });
	for (const move of ['Send to development', 'Development Ready']) agent.transition(key, move, {});
}

export function createWorld(seed: number, options: { workers: number; broken: Breakage; faults?: PlannedFault[]; wide?: boolean }): World {
	// What a process remembers must not depend on the story before: each has to repeat itself alone.
	for (const forget of [forgetWrites, forgetTypes, forgetOwnFiles]) forget();
	const clock = createClock(BEGIN);
	const root = createChance(seed);
	const chance = root.fork('network');
	const sandboxChance = root.fork('sandbox');
	const sandbox = createSandbox({ seed: CONFIGURATION, now: clock.now, sleep: clock.sleep, random: sandboxChance.next, webhooks: 'hold' });
	const lag = root.fork('lag').between(0, 20) * 1000;
	const isMapped = options.wide === true && root.fork('rules').happens(0.5);
	if (isMapped) showWay(sandbox);
	for (const site of sandbox.sites()) {
		site.setSearchLag(lag);
		const owner = site.syncAccount.accountId;
		site.data.webhooks.push({ id: '1', name: 'simulation', url: 'https://n8n.example/webhook', events: ['comment_created', 'comment_updated', 'comment_deleted', 'jira:issue_created', 'jira:issue_deleted', 'jira:issue_updated'], jql: '', secret: null, enabled: true, excludeBody: false, ownerId: owner } as never);
	}
	const world: World = {
		seed, clock, chance, sandbox,
		faults: new FaultTable(options.faults ?? planFaults(seed, root.fork('faults'))),
		wide: options.wide === true,
		isMapped,
		...(options.wide ? { readTroubles: createReadTroubles(root.fork('reads')) } : {}),
		lives: Array.from({ length: options.workers }, (_, worker) => ({ name: `n8n-${worker}.0`, worker, alive: true })),
		ledger: { comments: [], files: [], values: new Map() },
		broken: options.broken,
		troubled: true,
		trace: [],
		locks: new Map(),
		finals: [],
		posthumous: 0,
		ended: new Map(),
		heardDeletions: new Set(),
		onRestart: [],
		tell: (line) => void world.trace.push(`${new Date(clock.now()).toISOString().slice(11, 23)} ${line}`),
		crash(life) {
			if (!life.alive) return;
			life.alive = false;
			world.tell(`${life.name} is killed`);
			clock.after(chance.between(2_000, 60_000), () => {
				const [name, times] = life.name.split('.');
				const next = { name: `${name}.${Number(times) + 1}`, worker: life.worker, alive: true };
				world.lives[life.worker] = next;
				world.tell(`${next.name} starts`);
				for (const listener of world.onRestart) listener(next);
			});
		},
	};
	return world;
}
