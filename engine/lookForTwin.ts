import type { Found, Jira } from '../jira/types';
import { isPairOf } from '../sync/connect';
import { linkId, recordKey } from '../sync/connection';
import { jqlText } from '../sync/jql';
import type { Replica } from '../sync/replica';
import { asObject, asText } from '../sync/values';
import { isCounterpart } from './findTwin';
import { recordOf } from './recordOf';

/** The first pause between two looks; each is twice as long as the one before. */
const LOOK_PAUSE = 1_500;
/** Clocks of n8n and Jira may differ by this much. */
const CLOCK_SKEW = 300_000;
/**
 * Oldest first, so that what was made soon after a claim is among them however many came later. What was made before it, within the skew of
 * the clocks, stands ahead of it: a bulk run makes up to some twenty issues a second, six thousand in that time.
 */
export const MOST_CANDIDATES = 10_000;

export interface IssueName {
	id: string;
	key: string;
}

/** Which of the issues that our account has created may be the counterpart. */
export interface Window {
	/** When they may have been created first, and last where that is known (epoch milliseconds). */
	since: number;
	before?: number;
	/** At most so many of them, oldest first. */
	most: number;
}

/** A counterpart that is there already, and one that gave way to it; `apart`: people have disconnected it since the replica was built. */
export type Made = IssueName & { duplicate?: IssueName; apart?: true };

/**
 * The counterpart that another run, or an earlier try of this one, has made: among the issues our
 * account created in the project since shortly before the claim, the one whose record names the replica.
 *
 * @param until epoch milliseconds after which to give up
 */
export async function lookFor(
	jira: Jira,
	replica: Replica,
	project: string,
	window: Window,
	until: number,
): Promise<Made | undefined> {
	const { connection, issue, site } = replica.meta;
	for (let pause = LOOK_PAUSE; ; pause *= 2) {
		const isLast = jira.now() + pause > until;
		const { paired: [recent], gaveWay, apart } = await counterparts(jira, replica, project, window);
		if (recent) return { ...recent, duplicate: gaveWay[0] };
		if (apart) return { ...apart, apart: true };
		// The link tells of one that is not among the recent ones.
		const linked = isLast ? await jira.findByRemoteLink(linkId(connection, site.id, issue.id), [recordKey(connection)]) : [];
		const made = linked.find((found) => isCounterpart(jira, found, replica));
		if (made || isLast) return made;
		await jira.sleep(pause);
	}
}

/** Counterparts of the replica that our account has created since then, oldest first, and one that was disconnected. */
export async function counterparts(jira: Jira, replica: Replica, project: string, { since, before, most }: Window): Promise<{ paired: Found[]; gaveWay: Found[]; apart: Found | undefined }> {
	const { connection, issue } = replica.meta;
	const made = await jira.search({
		jql: `project = ${jqlText(project)} AND creator = currentUser() AND created >= ${since - CLOCK_SKEW}${before === undefined ? '' : ` AND created <= ${before + CLOCK_SKEW}`} ORDER BY created ASC`,
		properties: [recordKey(connection)],
		limit: most,
	});
	const recent = made.filter(({ properties }) => mayName(properties[recordKey(connection)], issue.id));
	const paired = recent.filter((found) => isCounterpart(jira, found, replica)).sort((one, other) => Number(one.id) - Number(other.id));
	const records = recent.map((found) => ({ found, record: recordOf(found, connection, jira.siteUrl) }));
	const gaveWay = records.filter(({ record }) => record?.duplicate !== undefined && record.twin.id === issue.id && record.duplicate.id === paired[0]?.id).map(({ found }) => found);
	const apart = records.find(({ record }) => record?.state === 'disconnected' && record.duplicate === undefined && isPairOf(record, replica))?.found;
	return { paired, gaveWay, apart };
}

/** False for a record that names another issue, also where a newer version of the package wrote it: that is trouble of its own pair only. */
function mayName(record: unknown, id: string): boolean {
	const named = asText(asObject(asObject(record).twin).id);
	return named === '' || named === id;
}
