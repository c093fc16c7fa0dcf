import type { Coverage, PlannedFault } from './faults';
import { planFaults } from './faults';
import { checkPromises } from './checks';
import { createChance } from './chance';
import { startDeliveries } from './deliveries';
import { end as endPair, planEndings } from './endings';
import { createExecutions, type Executions } from './executions';
import { People, planStory, type Edit } from './people';
import { createSweep } from './sweep';
import { createWorld, type Breakage, type World } from './world';
import { isWrite, writeKind } from './writeKinds';

export interface SeedResult {
	seed: number;
	problems: string[];
	coverage: Coverage;
	trace: string[];
	/** Indexes of what this run was made of, for making it shorter. */
	parts: number;
	requests: number;
}

export interface SeedOptions {
	broken?: Breakage;
	/** Reads meet trouble as well, what a sweep finds is one execution, and pairs end in the middle. */
	wide?: boolean;
	/** Leaves out edits and faults by index (edits first). */
	without?: ReadonlySet<number>;
}

const HOURS = 3_600_000;
const PATIENCE_FOR_A_TWIN = 60;

/** One story from its first edit to rest, checked. The same seed and options give the same result. */
export async function runSeed(seed: number, options: SeedOptions = {}): Promise<SeedResult> {
	const root = createChance(seed);
	const story = planStory(root.fork('story'));
	const faults = planFaults(seed, root.fork('faults'));
	const parts = story.edits.length + faults.length;
	const kept = <T>(list: T[], from: number): T[] => list.filter((_, index) => !options.without?.has(from + index));
	const world = createWorld(seed, { workers: root.fork('workers').between(1, 4), broken: options.broken ?? {}, ...(options.wide ? { wide: true } : {}), faults: kept<PlannedFault>(faults, story.edits.length) });
	const people = new People(world, root.fork('people'));
	const executions = createExecutions(world);
	const sweep = createSweep(world, executions);
	startDeliveries(world, executions);
	for (let pair = 0; pair < story.pairs; pair++) world.clock.after(pair * 700, () => people.open(pair));
	for (const edit of kept(story.edits, 0)) world.clock.after(edit.at, () => act(world, people, edit, 0));
	if (options.wide) for (const ending of planEndings(root.fork('endings'), story)) world.clock.after(ending.at, () => endPair(world, people, ending));
	const lastEdit = Math.max(...story.edits.map(({ at }) => at));
	world.clock.after(lastEdit, () => world.faults.hurry(LEAST.faults));
	const end = world.clock.now() + lastEdit + 600_000;
	sweep.start(end);
	const problems = await toRest(world, executions, sweep, end);
	problems.push(...checkPromises(world, people));
	problems.push(...(await onceMore(world, executions)));
	if (options.without === undefined && !options.broken && !options.wide) problems.push(...tooQuiet(world, story.edits.length));
	return { seed, problems, coverage: world.faults.coverage, trace: world.trace, parts, requests: world.sandbox.requests().length };
}

function act(world: World, people: People, edit: Edit, tries: number): void {
	if (people.act(edit) || tries > PATIENCE_FOR_A_TWIN) return;
	world.clock.after(20_000, () => act(world, people, edit, tries + 1));
}

/** What failed is looked at again after ten minutes, and ever more seldom; each of these sweeps finds what was left by then. */
const LAST_SWEEPS = [0.2 * HOURS, 0.5 * HOURS, HOURS, 2 * HOURS, 6 * HOURS, 6 * HOURS];

/** Silence: no trouble, no people; what waits comes back, sweeps, and everything they bring. */
async function toRest(world: World, executions: Executions, sweep: ReturnType<typeof createSweep>, end: number): Promise<string[]> {
	const { clock } = world;
	await clock.run(end);
	world.faults.end();
	world.readTroubles?.end();
	world.troubled = false;
	await clock.run(end + HOURS);
	const leader = world.lives.find(({ alive }) => alive);
	if (!leader) return ['nobody is alive'];
	for (const pause of LAST_SWEEPS) {
		world.tell('silence, and a sweep');
		void sweep.pass(leader);
		await clock.run(clock.now() + pause);
	}
	return executions.waiting() > 0 ? [`P7: ${executions.waiting()} executions still wait`] : [];
}

/**
 * Everything again: both directions look at every issue, and nothing may be written. Where the page or record of a dead run came late, one look goes
 * before: an issue does not change when a property of it does, so nobody can know of it earlier. That look writes down anew what was lost, and nothing else.
 */
async function onceMore(world: World, executions: Executions): Promise<string[]> {
	const mended = world.posthumous > 0 ? await lookAtAll(world, executions) : [];
	const writes = [...mended.filter(({ kind }) => kind !== 'traces' && kind !== 'record'), ...(await lookAtAll(world, executions))];
	return writes.map(({ site, method, path }) => `P5: written once more: ${site} ${method} ${path}`);
}

/** Both directions look at every issue; what they write. */
async function lookAtAll({ clock, lives, sandbox, tell }: World, executions: Executions) {
	const life = lives.find(({ alive }) => alive);
	if (!life) return [];
	const before = sandbox.requests().length;
	tell('everything once more');
	for (const issue of sandbox.site('desk').issues('DESK')) void executions.now(life, { direction: 'escalation', issueId: issue.id, reached: [] });
	for (const issue of sandbox.site('dev').issues('ACME')) void executions.now(life, { direction: 'resolution', issueId: issue.id, reached: [] });
	await clock.run();
	return sandbox.requests().slice(before).filter(({ method, path }) => isWrite(method, path)).map((request) => ({ ...request, kind: writeKind(request.method, request.path) }));
}

const LEAST = { edits: 20, faults: 5, crashes: 1 };

/** A seed in which too little went wrong proves nothing. */
function tooQuiet({ faults }: World, edits: number): string[] {
	return edits >= LEAST.edits && faults.struck >= LEAST.faults && faults.crashes >= LEAST.crashes ? [] : [`too quiet a seed: ${edits} edits, ${faults.struck} faults, ${faults.crashes} crashes`];
}
