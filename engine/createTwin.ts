import { JiraError } from '../jira/errors';
import type { Found, Jira } from '../jira/types';
import { creationClaimKey, linkId, recordKey } from '../sync/connection';
import { SyncError } from '../sync/errors';
import type { Twin } from '../sync/item';
import { planNewFields, syncedFields, type FieldPlan, type LocalSite } from '../sync/plan';
import { RECORD_FORMAT, type TwinRecord } from '../sync/record';
import type { Replica } from '../sync/replica';
import { isCounterpart, toTwin } from './findTwin';
import { newClaim, readClaim, type Run } from './run';
import { refusedCreation } from './refusedFields';
import { isUnexplained, simplifyTexts } from './simplifyTexts';
import { toJiraValue } from './toJiraValue';

/**
 * Creating a counterpart exactly once, although Jira has no idempotency key.
 *
 * Whoever creates the claim property may create the issue; Jira answers 201 to the first and 200 to
 * everybody after. The issue is born with its record, so it can be recognised from its first moment.
 * A claim whose owner is gone is taken over only after the time in which its owner could still be
 * working, and after a search for what the owner may have made: the index may lag behind by
 * seconds, never by as much as that.
 */
const CLAIM_TIME = 60_000;
/** Without a claim nothing tells when another run may have begun: issues of the last day are looked at. */
const LONG_AGO = 86_400_000;
/** How long a run looks for an issue that another run is creating, before it comes back later. */
const LOOK_TIME = 12_000;
const LOOK_PAUSE = 2_000;

export interface Creation {
	project: string;
	/** Issue type by id or by name. */
	type: { id: string } | { name: string };
	site: LocalSite;
}

export type Created =
	| { kind: 'created'; twin: Twin; plan: FieldPlan; dropped: Record<string, string> }
	/** An earlier or parallel run had made it. */
	| { kind: 'adopted'; twin: Twin };

/**
 * @throws SyncError `busy` (retryable) while another run may be creating it; `projectUnknown`,
 * `typeUnknown`, `fieldRequired` when Jira refuses; JiraError otherwise
 */
export async function createTwin(jira: Jira, replica: Replica, creation: Creation, run: Run): Promise<Created> {
	const { connection, issue, site } = replica.meta;
	const key = creationClaimKey(connection, site.id, issue.id);
	const held = readClaim(await jira.readClaim(key));
	if (held) {
		const made = await lookFor(jira, replica, creation.project, held.at, jira.now() + LOOK_TIME);
		if (made) return { kind: 'adopted', twin: toTwin(jira, await jira.siteId(), made) };
		const free = held.at + CLAIM_TIME;
		// Whoever removes an old claim may try for a new one; the others wait.
		if (jira.now() < free || !(await jira.deleteClaim(key))) throw busy(jira, replica, Math.max(free, jira.now() + 2_000));
	}
	const claim = newClaim(jira, run);
	const taken = await jira.setClaim(key, claim);
	if (taken === 'held') throw busy(jira, replica, claim.at + CLAIM_TIME);
	const made = taken === 'noPlace' ? await lookFor(jira, replica, creation.project, claim.at - LONG_AGO, claim.at) : undefined;
	if (made) return { kind: 'adopted', twin: toTwin(jira, await jira.siteId(), made) };
	return await create(jira, replica, creation, key, claim.at);
}

async function create(jira: Jira, replica: Replica, creation: Creation, key: string, claimedAt: number): Promise<Created> {
	const plan = planNewFields(replica, creation.site);
	const dropped: Record<string, string> = {};
	for (;;) {
		const fields = {
			project: { key: creation.project },
			issuetype: creation.type,
			...Object.fromEntries(
				plan.writes.filter(({ field }) => !(field in dropped)).map(({ field, value }) => [field, toJiraValue(value)]),
			),
		};
		const result = await jira
			.createIssue({ fields, properties: [{ key: recordKey(replica.meta.connection), value: newRecord(replica, plan, dropped) }] })
			.catch((error: unknown) => error);
		if (!(result instanceof Error)) {
			const created = result as { id: string; key: string };
			return { kind: 'created', twin: toTwin(jira, await jira.siteId(), created), plan, dropped };
		}
		if (!(result instanceof JiraError)) return await Promise.reject(result);
		if (result.data.mayHaveHappened) {
			// The answer is lost, the issue perhaps not: look before anybody tries again.
			const made = await lookFor(jira, replica, creation.project, claimedAt, jira.now() + LOOK_TIME);
			if (made) return { kind: 'adopted', twin: toTwin(jira, await jira.siteId(), made) };
			return await Promise.reject(result);
		}
		if (isUnexplained(result) && simplifyTexts(plan, creation.site)) continue;
		const refused = Object.keys(result.data.fields).filter((field) => field in fields && field in plan.synced && field !== 'summary');
		if (refused.length === 0 || refused.every((field) => field in dropped)) {
			// Nothing was made, so the next try need not wait for this claim.
			// A claim that cannot be removed runs out by itself and must not hide the refusal.
			await jira.deleteClaim(key).catch(() => false);
			return await Promise.reject(await refusedCreation(jira, result, replica, creation));
		}
		for (const field of refused) dropped[field] = result.data.fields[field] ?? '';
	}
}

const newRecord = (replica: Replica, plan: FieldPlan, dropped: Record<string, string>): TwinRecord => ({
	format: RECORD_FORMAT,
	twin: { site: replica.meta.site.id, ...replica.meta.issue },
	state: 'paired',
	fields: syncedFields(plan, dropped),
});

/**
 * The counterpart that another run, or an earlier try of this one, has made: among the issues our
 * account created in the project since shortly before the claim, the one whose record names the replica.
 *
 * @param until epoch milliseconds after which to give up
 */
async function lookFor(
	jira: Jira,
	replica: Replica,
	project: string,
	claimedAt: number,
	until: number,
): Promise<Found | undefined> {
	const { connection, issue, site } = replica.meta;
	/** Clocks of n8n and Jira may differ by this much. */
	const skew = 300_000;
	const since = claimedAt - skew;
	for (;;) {
		const recent = await jira.search({
			jql: `project = "${project.replace(/["\\]/g, '')}" AND creator = currentUser() AND created >= ${since} ORDER BY created DESC`,
			properties: [recordKey(connection)],
			limit: 100,
		});
		const linked = await jira.findByRemoteLink(linkId(connection, site.id, issue.id), [recordKey(connection)]);
		const made = [...recent, ...linked].find((found) => isCounterpart(jira, found, replica));
		if (made || jira.now() + LOOK_PAUSE > until) return made;
		await jira.sleep(LOOK_PAUSE);
	}
}

const busy = (jira: Jira, replica: Replica, retryAt: number): SyncError =>
	new SyncError('busy', `Another run is creating the counterpart of ${replica.meta.issue.key} at ${jira.siteUrl}.`, {
		scope: 'issue',
		site: jira.siteUrl,
		issue: replica.meta.issue.key,
		next: 'Nothing to do: the item can be run again in a minute and will then find the counterpart.',
		retryable: true,
		retryAt,
	});
