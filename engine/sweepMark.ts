import { fingerprint } from '../content/fingerprint';
import { SyncError } from '../sync/errors';
import { JiraError } from '../jira/errors';
import type { Jira } from '../jira/types';
import { isProjectShown, scopeQuery, type Scope } from '../sync/scope';
import { inFirstPlace, type Place } from './places';

/**
 * Where a sweep stands, kept in Jira beside n8n's own memory of it: n8n may lose that (a renamed node, a restored database), and
 * changes made before must still arrive. It also tells a second active copy of the same connection from the first.
 */
export interface SweepMark {
	/** Everything before this was looked at (epoch milliseconds, the site's clock). */
	cursor: number;
	/** When it was written (epoch milliseconds, clock of the n8n that did). */
	at: number;
	/** Print of the workflow that sweeps. */
	by: string;
}

/** So often it is written; so long after the last time another workflow may take over. */
const EVERY = 900_000;
const ABANDONED = 2 * EVERY + 60_000;

export interface MarkPlace {
	key: string;
	scope: Scope;
}

/** The mark of a scope: two projects of one connection at one site sweep side by side. */
export const markPlace = (connection: string, scope: Scope): MarkPlace => ({
	key: `jirasync.${connection}.sweep.${fingerprint(scopeQuery(scope)).slice(0, 8)}`,
	scope,
});

/** So many projects are tried: an account that administers none of them will hardly administer another. */
const MOST_PROJECTS = 5;

/** The own account, then projects that the scope shows: a hidden one must not tell of the connection. They are asked for only when they are needed. */
async function* markPlaces(jira: Jira, scope: Scope): AsyncGenerator<Place> {
	yield undefined;
	const shown = scope.mode === 'only' ? scope.projects : (await jira.listProjects('')).map(({ id }) => id).filter((key) => isProjectShown(scope, key)).sort();
	yield* shown.slice(0, MOST_PROJECTS);
}

/** The mark, from whichever place has it; a place that the account may not read has none for it. */
export async function readMark(jira: Jira, { key, scope }: MarkPlace): Promise<SweepMark | undefined> {
	const readIn = async (place: Place): Promise<SweepMark | undefined> =>
		asMark(await jira.readClaim(key, place).catch((error: unknown) => (error instanceof JiraError && error.code === 'forbidden' ? undefined : Promise.reject(error))));
	return (await inFirstPlace(markPlaces(jira, scope), readIn, (mark) => mark === undefined)).answer;
}

/** @returns false where the account may keep no mark */
export async function writeMark(jira: Jira, { key, scope }: MarkPlace, mark: SweepMark): Promise<boolean> {
	return (await inFirstPlace(markPlaces(jira, scope), async (place) => await jira.setClaim(key, mark, place), (set) => set === 'noPlace')).answer !== 'noPlace';
}

export const isDue = (lastWritten: number, now: number): boolean => now - lastWritten >= EVERY;

/** @throws SyncError `activeElsewhere` while another workflow sweeps for the same connection and scope */
export function expectAlone(jira: Jira, connection: string, mark: SweepMark | undefined, by: string): void {
	if (!mark || mark.by === by || jira.now() - mark.at > ABANDONED) return;
	throw new SyncError('activeElsewhere', `Another workflow sweeps ${jira.siteUrl} for connection ${connection}; it did so last at ${new Date(mark.at).toISOString()}.`, {
		scope: 'connection',
		site: jira.siteUrl,
		next: 'Unpublish one of the two. (Another connection name would make another connection: it knows none of these pairs and creates counterparts of its own.) Half an hour after the other one has stopped, this one can take over.',
	});
}

function asMark(value: unknown): SweepMark | undefined {
	const mark = value as Partial<SweepMark> | null | undefined;
	return typeof mark?.cursor === 'number' && typeof mark.at === 'number' && typeof mark.by === 'string' ? (mark as SweepMark) : undefined;
}
