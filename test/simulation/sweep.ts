import { sweep as tick, type Batch } from '../../engine/sweep';
import type { Scope } from '../../sync/scope';
import { readSweepState, type SweepState } from '../../sync/sweepState';
import { CONNECTION, DIRECTIONS, type DirectionName } from './directions';
import type { Executions } from './executions';
import { openJira } from './transport';
import type { Life, World } from './world';

const EVERY = 300_000;
const AT_ONCE = 3;
const SCOPES: Record<DirectionName, Scope> = {
	escalation: { mode: 'only', projects: ['DESK'], types: [] },
	resolution: { mode: 'only', projects: ['ACME'], types: [] },
};

/**
 * The safety net as the trigger casts it: from time to time the process that leads looks for changes. What it remembers is stored
 * whenever an execution begins, as n8n does it, and another leader goes on from there.
 */
export interface Sweep {
	start(until: number): void;
	/** One pass over both sites. */
	pass(life: Life): Promise<void>;
}

export function createSweep(world: World, executions: Executions): Sweep {
	const { clock, broken } = world;
	const stored: Record<DirectionName, SweepState> = { escalation: begin(clock.now()), resolution: begin(clock.now()) };
	const led = new Map<string, SweepState>();

	const stateOf = (life: Life, direction: DirectionName): SweepState => {
		const key = `${life.name} ${direction}`;
		const state = led.get(key) ?? readSweepState(structuredClone(stored[direction]));
		led.set(key, state);
		return state;
	};

	const look = async (life: Life, direction: DirectionName, { looks, ended }: Batch): Promise<void> => {
		let good = true;
		const [first, ...others] = looks.map(({ id, since }) => ({ direction, issueId: id, reached: [], since, judged: false }));
		if (world.wide) good = first === undefined || (await executions.together(life, [first, ...others]));
		else for (let start = 0; start < looks.length; start += AT_ONCE) {
			const some = looks.slice(start, start + AT_ONCE).map(async ({ id, since }) => await executions.now(life, { direction, issueId: id, reached: [], since, judged: false }));
			good = (await Promise.all(some)).every(Boolean) && good;
		}
		// A process that died hears of no end.
		if (life.alive) ended(good ? 'good' : 'bad');
	};

	const passOne = async (life: Life, direction: DirectionName): Promise<void> => {
		const { source, start } = DIRECTIONS[direction];
		const state = stateOf(life, direction);
		const key = (id: string) => ({ direction, issueId: id, reached: [] });
		const { batches } = await tick(openJira(world, life, source), state, {
			connection: CONNECTION,
			scope: { ...SCOPES[direction], ...(world.isMapped && direction === 'escalation' ? { types: ['Service Request'] } : {}) },
			start,
			most: 500,
			isKnown: (id, updated) => executions.wasSeen(life, key(id), updated),
			isBusy: (id) => executions.isBusy(life, key(id)),
		}).catch(() => ({ batches: [] }));
		if (!life.alive) return;
		if (broken.cursorAhead) state.open = {};
		if (batches.length > 0) stored[direction] = structuredClone(state);
		await Promise.all(batches.map((batch) => look(life, direction, batch)));
	};
	const pass = async (life: Life): Promise<void> => void (await Promise.all([passOne(life, 'escalation'), passOne(life, 'resolution')]));

	return {
		pass,
		start(until) {
			const again = (): void => {
				if (clock.now() > until) return;
				clock.after(EVERY, again);
				const leader = world.lives.find(({ alive }) => alive);
				if (!leader) return;
				world.tell(`${leader.name} sweeps`);
				void pass(leader);
			};
			clock.after(EVERY, again);
		},
	};
}

const begin = (now: number): SweepState => ({ cursor: now, seen: {}, open: {} });
