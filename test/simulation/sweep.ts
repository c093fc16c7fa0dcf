import { DIRECTIONS, type DirectionName } from './directions';
import type { Executions } from './executions';
import { openJira } from './transport';
import type { Life, World } from './world';

/** Search may be behind by less than this. */
const OVERLAP = 120_000;
const EVERY = 300_000;
const AT_ONCE = 3;

/**
 * The safety net: from time to time one process looks at every issue that has changed. Its cursor
 * never passes a change before the look at it has come to a good end, so a death in between loses nothing.
 */
export interface Sweep {
	start(until: number): void;
	/** One pass over both sites. */
	pass(life: Life): Promise<void>;
}

export function createSweep(world: World, executions: Executions): Sweep {
	const { clock, broken } = world;
	const cursors: Record<DirectionName, number> = { escalation: clock.now(), resolution: clock.now() };

	const passOne = async (life: Life, direction: DirectionName): Promise<void> => {
		const began = clock.now();
		const { source } = DIRECTIONS[direction];
		const project = source === 'desk' ? 'DESK' : 'ACME';
		const jql = `project = ${project} AND updated >= ${cursors[direction] - OVERLAP} ORDER BY updated ASC`;
		if (broken.cursorAhead) cursors[direction] = began;
		const found = await openJira(world, life, source).search({ jql, limit: 1_000 }).catch(() => undefined);
		if (!found) return;
		let good = true;
		for (let start = 0; start < found.length; start += AT_ONCE) {
			const looks = found.slice(start, start + AT_ONCE).map(async ({ id }) => await executions.now(life, { direction, issueId: id, reached: [] }));
			good = (await Promise.all(looks)).every(Boolean) && good;
		}
		if (good) cursors[direction] = began;
	};
	const pass = async (life: Life): Promise<void> => void (await Promise.all([passOne(life, 'escalation'), passOne(life, 'resolution')]));

	return {
		pass,
		start(until) {
			const tick = (): void => {
				if (clock.now() > until) return;
				clock.after(EVERY, tick);
				const leader = world.lives.find(({ alive }) => alive);
				if (!leader) return;
				world.tell(`${leader.name} sweeps`);
				void pass(leader);
			};
			clock.after(EVERY, tick);
		},
	};
}
