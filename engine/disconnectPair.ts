import { JiraError } from '../jira/errors';
import type { Jira, JiraIssue } from '../jira/types';
import { isPairOf } from '../sync/connect';
import { linkId, recordKey } from '../sync/connection';
import { SyncError } from '../sync/errors';
import type { SyncItem, Twin } from '../sync/item';
import { emptyOutcome, type Outcome } from '../sync/outcome';
import { projectKeyOf } from '../sync/projects';
import type { Replica } from '../sync/replica';
import { planForgettingClaim } from './creationClaims';
import { toTwin } from './findTwin';
import { asPlanned, carryOut, planLeaving, type Step } from './leavePair';
import { recordOf } from './recordOf';

export interface DisconnectRules {
	/** Remove everything the sync has kept, so that the issue counts as never synced. */
	forget: boolean;
	/** A rule of this side ends the pair; the other side has to hear of it. */
	byRule?: boolean;
	/** List what would be written. */
	dryRun: boolean;
}

/** One issue of a pair, with the other one as far as that is known. */
interface End {
	id: string;
	key: string;
	site: string;
	other: { id: string; key: string; site: string } | undefined;
}

/**
 * Takes those issues of a pair that are at this site out of it: both when both are here. What is in the issues
 * stays. May be run again at any point, also when one of the two is gone.
 *
 * @throws SyncError `sourceSiteMissing` when neither issue is at the site of the credential; JiraError otherwise
 */
export async function disconnectPair(jira: Jira, item: SyncItem, rules: DisconnectRules): Promise<Pick<SyncItem, 'outcome' | 'twin'>> {
	const { replica, outcome: before } = item;
	const other = await otherOf(jira, item);
	const steps: Step[] = [];
	// What a node at the other site has done before stays told.
	const notes: string[] = [...(before?.result === 'updated' ? [before.reason] : []), ...(before?.notes ?? [])];
	for (const end of await endsHere(jira, replica, other)) {
		const planned = await planEnd(jira, replica.meta.connection, end, rules);
		steps.push(...planned.steps);
		if (planned.note) notes.push(planned.note);
	}
	// After a dry run nothing is written, as in all nodes.
	const dryRun = rules.dryRun || before?.dryRun === true;
	if (!dryRun) notes.push(...(await carryOut(steps)));
	const own = outcomeOf(replica, steps, rules.forget);
	const outcome: Outcome = { ...own, result: before?.result === 'updated' ? 'updated' : own.result, notes };
	if (!dryRun) return { twin: other ?? null, outcome };
	const reason = `Dry run, nothing was written: ${outcome.reason}`;
	return { twin: other ?? null, outcome: { ...outcome, reason, dryRun, planned: [...(before?.planned ?? []), ...asPlanned(steps)] } };
}

function outcomeOf({ meta }: Replica, steps: Step[], forget: boolean): Outcome {
	const keys = [...new Set(steps.filter(({ what }) => what !== 'delete claim').map(({ where }) => where))];
	if (steps.length === 0) return emptyOutcome('unchanged', `There is nothing to disconnect for ${meta.issue.key} at this site.`);
	const which = keys.length > 0 ? keys.join(' and ') : meta.issue.key;
	return emptyOutcome('updated', `Disconnected: ${which}.${forget ? ' What the sync had kept there is forgotten.' : ''} What is in the issues stays.`);
}

/** The other issue of the pair, or of the former one. Where no record tells of it, the link at this site does. */
async function otherOf(jira: Jira, { replica, twin }: SyncItem): Promise<Twin | undefined> {
	const { connection, issue, site, twin: paired, disconnected } = replica.meta;
	const known = paired ?? disconnected ?? twin;
	if (known) return known;
	const linked = await jira.findByRemoteLink(linkId(connection, site.id, issue.id), [recordKey(connection)]);
	const found = linked.find((each) => {
		const record = recordOf(each, connection, jira.siteUrl);
		return record !== undefined && isPairOf(record, replica);
	});
	return found && toTwin(jira, await jira.siteId(), found);
}

/** The issues of the pair that are at the site of the credential; the counterpart first, as between two sites. */
async function endsHere(jira: Jira, { meta }: Replica, other: Twin | undefined): Promise<End[]> {
	const here = await jira.siteId();
	const own: End = { ...meta.issue, site: meta.site.id, other };
	const ends = [...(other ? [{ ...other, other: { ...meta.issue, site: meta.site.id } }] : []), own];
	if (other && !ends.some(({ site }) => site === here)) throw notHere(jira, own.key, other.key);
	return ends.filter(({ site }) => site === here);
}

/** The steps for one issue, and why it is left alone where it is. */
async function planEnd(jira: Jira, connection: string, end: End, { forget, byRule }: Pick<DisconnectRules, 'byRule' | 'forget'>): Promise<{ steps: Step[]; note?: string }> {
	const { other } = end;
	// Without the claim the next counterpart need not look for what was made under it.
	const claims = forget && other ? await planForgettingClaim(jira, connection, other, projectKeyOf(end.key)) : [];
	const issue = await readRecord(jira, connection, end);
	if (!issue) return { steps: claims, note: `${end.key} cannot be read at ${jira.siteUrl}: it was deleted, or the account may not see it. Nothing was done there.` };
	const record = recordOf(issue, connection, jira.siteUrl);
	if (record && other && (record.twin.id !== other.id || record.twin.site !== other.site)) {
		return { steps: claims, note: `${issue.key} is paired with ${record.twin.key || record.twin.id} and was left alone.` };
	}
	return { steps: [...claims, ...(await planLeaving(jira, connection, issue, record, { forget, byRule }))] };
}

/** Undefined when Jira does not show the issue. */
const readRecord = async (jira: Jira, connection: string, { id }: End): Promise<JiraIssue | undefined> =>
	await jira
		.readIssue(id, { fields: ['updated'], properties: [recordKey(connection)] })
		.catch((error: unknown) => (error instanceof JiraError && error.data.status === 404 ? undefined : Promise.reject(error)));

const notHere = (jira: Jira, key: string, other: string): SyncError =>
	new SyncError('sourceSiteMissing', `Neither ${key} nor ${other} is at ${jira.siteUrl}.`, {
		scope: 'connection',
		site: jira.siteUrl,
		issue: key,
		next: `Choose the credential of the site that holds ${key} or ${other}; nothing was written.`,
	});
