import { fingerprint } from '../content/fingerprint';
import { SyncError } from '../sync/errors';
import { JiraError } from '../jira/errors';
import type { Jira } from '../jira/types';

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
	/** A project whose properties hold the mark where the account may not have its own. */
	project: string | undefined;
}

/** @param scope JQL of the sweep: two projects of one connection at one site sweep side by side */
export const markPlace = (connection: string, scope: string, project: string | undefined): MarkPlace => ({
	key: `jirasync.${connection}.sweep.${fingerprint(scope).slice(0, 8)}`,
	project,
});

/** The mark, from whichever place has it; a place that the account may not read has none for it. */
export async function readMark(jira: Jira, { key, project }: MarkPlace): Promise<SweepMark | undefined> {
	const read = async (place?: string): Promise<SweepMark | undefined> =>
		asMark(await jira.readClaim(key, place).catch((error: unknown) => (error instanceof JiraError && error.code === 'forbidden' ? undefined : Promise.reject(error))));
	return (await read()) ?? (project === undefined ? undefined : await read(project));
}

/** @returns false where the account may keep no mark */
export async function writeMark(jira: Jira, { key, project }: MarkPlace, mark: SweepMark): Promise<boolean> {
	if ((await jira.setClaim(key, mark)) !== 'noPlace') return true;
	return project !== undefined && (await jira.setClaim(key, mark, project)) !== 'noPlace';
}

export const isDue = (lastWritten: number, now: number): boolean => now - lastWritten >= EVERY;

/** @throws SyncError `activeElsewhere` while another workflow sweeps for the same connection and scope */
export function expectAlone(jira: Jira, connection: string, mark: SweepMark | undefined, by: string): void {
	if (!mark || mark.by === by || jira.now() - mark.at > ABANDONED) return;
	throw new SyncError('activeElsewhere', `Another workflow sweeps ${jira.siteUrl} for connection ${connection}; it did so last at ${new Date(mark.at).toISOString()}.`, {
		scope: 'connection',
		site: jira.siteUrl,
		next: 'Unpublish one of the two, or give them different connection names. Half an hour after the other one has stopped, this one can take over.',
	});
}

function asMark(value: unknown): SweepMark | undefined {
	const mark = value as Partial<SweepMark> | null | undefined;
	return typeof mark?.cursor === 'number' && typeof mark.at === 'number' && typeof mark.by === 'string' ? (mark as SweepMark) : undefined;
}
