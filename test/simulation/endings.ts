import { CAME_SOMEHOW } from '../../engine/came';
import { run as buildReplica } from '../../nodes/BuildReplica/run';
import type { ReplicaOptions } from '../../nodes/BuildReplica/options';
import { disconnect } from '../../nodes/TwinLookup/disconnect';
import type { SyncItem } from '../../sync/item';
import { SERVICE_DESK_FIELDS } from '../../sync/replica';
import type { Chance } from './chance';
import { CONNECTION } from './directions';
import type { People, Story } from './people';
import { openJira } from './transport';
import type { Ended, EndingKind, World } from './world';

export interface Ending {
	at: number;
	pair: number;
	kind: EndingKind;
}

const KINDS: EndingKind[] = ['desk deletes issue', 'dev deletes issue', 'disconnected'];
/** A person who sees no end of what they have started starts it again. */
const PATIENCE = 180_000;
const UNTIL_PAIRED = 20_000;
/** The counterpart of a deleted issue is found by search, which does not show at once what is new. */
const UNTIL_FOUND = 25_000;

/** Which pairs end in the middle of a story, when and how; the first one never does. */
export function planEndings(chance: Chance, { pairs, edits }: Story): Ending[] {
	const last = Math.max(...edits.map(({ at }) => at));
	const planned = Array.from({ length: pairs }, (_, pair): Ending => ({ at: chance.between(30_000, last), pair, kind: chance.pick(KINDS) }));
	return planned.slice(1).filter(() => chance.happens(0.6));
}

/** Ends a pair as soon as both sides know of each other and search shows it. */
export function end(world: World, people: People, { pair, kind, at }: Ending, isFound = false): void {
	const key = people.keys[pair];
	const twin = people.twinOf(pair);
	const [desk, dev] = [world.sandbox.site('desk'), world.sandbox.site('dev')];
	const knows = key !== undefined && desk.issue(key).properties[`jirasync.${CONNECTION}`] !== undefined;
	if (twin === undefined || !knows) return world.clock.after(UNTIL_PAIRED, () => end(world, people, { pair, kind, at }));
	if (!isFound) return world.clock.after(UNTIL_FOUND, () => end(world, people, { pair, kind, at }, true));
	const ended: Ended = { kind, desk: { key, id: desk.issue(key).id }, dev: { key: twin, id: dev.issue(twin).id }, at: undefined };
	world.ended.set(pair, ended);
	world.tell(`people: ${kind}: ${key} and ${twin}`);
	if (kind === 'disconnected') return disconnectBoth(world, ended);
	const [site, which] = kind === 'desk deletes issue' ? [desk, key] : [dev, twin];
	site.as('ada').deleteIssue(which);
	ended.at = world.clock.now();
}

/** Build Replica (by Key) > Twin Lookup (Disconnect) at one site > the same at the other, until it has come to a good end. */
function disconnectBoth(world: World, ended: Ended): void {
	const { clock, chance, lives } = world;
	const again = (): void => void (ended.at === undefined && disconnectBoth(world, ended));
	clock.after(PATIENCE, again);
	const alive = lives.filter((life) => life.alive);
	if (alive.length === 0) return;
	const life = chance.pick(alive);
	const rules = { operation: 'disconnect', forget: false, dryRun: false } as const;
	const work = async (): Promise<void> => {
		const [source, target] = [openJira(world, life, 'desk'), openJira(world, life, 'dev')];
		const replica = {
			connection: CONNECTION,
			workflow: 'by hand',
			wanted: { idOrKey: ended.desk.id },
			came: CAME_SOMEHOW,
			byHand: true,
			fields: SERVICE_DESK_FIELDS,
			customFieldIds: [],
			comments: 'public' as const,
			files: {},
			values: {},
			sendSecured: false,
			relay: false,
		} satisfies ReplicaOptions;
		const [[item] = []] = await buildReplica(source, replica, {}, (error) => Promise.reject(error));
		const there = await disconnect(target, item as unknown as SyncItem, rules);
		const both = await disconnect(source, there, rules);
		world.tell(`${life.name} disconnected: ${both.outcome?.result} ${both.outcome?.reason} ${both.outcome?.notes.join(' ')}`);
		ended.at = clock.now();
	};
	void work().catch((error: unknown) => world.tell(`${life.name} could not disconnect: ${String((error as Error).message)}`));
}
