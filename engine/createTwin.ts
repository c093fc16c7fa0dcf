import { JiraError } from '../jira/errors';
import type { Jira } from '../jira/types';
import { creationClaimKey, recordKey } from '../sync/connection';
import type { Twin } from '../sync/item';
import { planNewFields, syncedFields, type FieldPlan, type LocalSite } from '../sync/plan';
import type { ChosenType } from '../sync/newType';
import { recordFor, type TwinRecord } from '../sync/record';
import { refusalsOf } from '../sync/refusals';
import type { Replica } from '../sync/replica';
import { busy } from './busy';
import { takeClaim, type ClaimResult } from './claims';
import { toTwin } from './findTwin';
import { counterparts, lookFor, MOST_CANDIDATES, type IssueName, type Made } from './lookForTwin';
import { parentTwin } from './parentTwin';
import { inFirstPlace, places, type Place } from './places';
import { newClaim, type Claim, type Run } from './run';
import { refusedCreation } from './refusedFields';
import { isUnexplained, simplifyTexts } from './simplifyTexts';
import { toJiraValue } from './toJiraValue';

/**
 * Creating a counterpart exactly once, although Jira has no idempotency key.
 *
 * Whoever gets the claim (engine/claims.ts) may create the issue, which is born with its record and
 * can be recognised from its first moment. A claim holds longer than the longest creation: a request
 * that is refused for its rate three times and then times out takes less than three minutes. A later
 * owner looks for what the earlier one may have made; the index is behind by seconds, never by that.
 *
 * Where the account can keep claims neither with itself nor in the project, two runs may create at the
 * same moment. Both look afterwards, and the younger issue gives way.
 */
export const CLAIM_TIME = 300_000;
/** How long a run looks for an issue that another run is creating, before it comes back later. */
const LOOK_TIME = 12_000;
/** Without a claim nothing tells when another run may have begun: issues of the last day are looked at. */
const LONG_AGO = 86_400_000;
/** Without a claim every creation looks, and at a whole day, so that each look has to stay cheap. */
const MOST_WITHOUT_CLAIM = 1_000;

export interface Creation {
	project: string;
	/** Issue type by id or by name. */
	type: ChosenType;
	/** Whether that is a type of sub-tasks, where it is known. */
	subtask?: boolean | undefined;
	site: LocalSite;
	/** The fields it is born with; Basic ones unless rules say otherwise. */
	plan?: FieldPlan;
	/** Id of the counterpart that was deleted before: this one is claimed beside what that was claimed by. */
	gone?: string;
	/** Counterparts show no remote links, by which that of a parent would be found. */
	unlinked?: boolean;
}

/** With the id of the local issue above it, for a sub-task. */
type Placement = Creation & { parent?: string };

export type Created =
	| { kind: 'created'; twin: Twin; plan: FieldPlan; dropped: Record<string, string> }
	/** An earlier or parallel run had made it; `duplicate` is what this run made beside it. */
	| { kind: 'adopted'; twin: Twin; duplicate?: IssueName }
	/** One was made and has been disconnected since; it stays so. */
	| { kind: 'apart'; key: string };

/**
 * @throws SyncError `busy` (retryable) while another run may be creating it; `pendingParent` (retryable) and `parentOutOfScope` for a sub-task; `projectUnknown`,
 * `typeUnknown`, `fieldRequired` when Jira refuses; JiraError otherwise
 */
export async function createTwin(jira: Jira, replica: Replica, creation: Creation, run: Run): Promise<Created> {
	// What has to wait for its parent takes no claim meanwhile.
	const parent = await parentTwin(jira, replica, creation, run);
	const claim = newClaim(jira, run);
	const { taken, place } = await claimCreation(jira, replica, creation.project, claim, creation.gone);
	if (!taken.mine || !taken.fresh) {
		const window = taken.mine && taken.noPlace ? { since: claim.at - LONG_AGO, most: MOST_WITHOUT_CLAIM } : { since: taken.since, most: MOST_CANDIDATES };
		const made = await lookFor(jira, replica, creation.project, window, taken.mine ? jira.now() : jira.now() + LOOK_TIME);
		if (made) return await whatWasMade(jira, made);
	}
	if (!taken.mine) throw busy(jira, replica, 'the counterpart');
	const release = async () => await jira.deleteClaim(taken.key, place).catch(() => false);
	const made = await create(jira, replica, { ...creation, ...(parent === undefined ? {} : { parent }) }, release, taken.since);
	return taken.noPlace && made.kind === 'created' ? await giveWay(jira, replica, creation.project, made) : made;
}

/** Takes the claim with the own account, else in the project; `noPlace` where neither may hold one. */
export async function claimCreation(jira: Jira, { meta }: Replica, project: string, claim: Claim, gone?: string): Promise<{ taken: ClaimResult; place: Place }> {
	const base = creationClaimKey(meta.connection, meta.site.id, meta.issue.id, gone);
	const takeIn = async (place: Place) =>
		await takeClaim({ read: async (key) => await jira.readClaim(key, place), set: async (key, value) => await jira.setClaim(key, value, place) }, base, claim, CLAIM_TIME);
	const { answer, place } = await inFirstPlace(places(project), takeIn, (taken) => taken.mine && taken.noPlace);
	return { taken: answer, place };
}

/** Without a claim: the older of two counterparts stays, and the younger one no longer calls itself one. */
async function giveWay(jira: Jira, replica: Replica, project: string, made: Extract<Created, { kind: 'created' }>): Promise<Created> {
	const [older] = (await counterparts(jira, replica, project, { since: jira.now() - LONG_AGO, most: MOST_WITHOUT_CLAIM })).paired;
	if (!older || Number(older.id) >= Number(made.twin.id)) return made;
	const record: TwinRecord = { ...recordFor(replica, {}), state: 'disconnected', duplicate: { id: older.id, key: older.key } };
	await jira.setIssueProperty(made.twin.id, recordKey(replica.meta.connection), record);
	return await whatWasMade(jira, { ...older, duplicate: made.twin });
}

const whatWasMade = async (jira: Jira, made: Made): Promise<Created> => {
	if (made.apart) return { kind: 'apart', key: made.key };
	const twin = toTwin(jira, await jira.siteId(), made);
	return { kind: 'adopted', twin, ...(made.duplicate ? { duplicate: made.duplicate } : {}) };
};

async function create(jira: Jira, replica: Replica, creation: Placement, release: () => Promise<unknown>, claimedAt: number): Promise<Created> {
	const plan = creation.plan ?? planNewFields(replica, creation.site);
	const dropped: Record<string, string> = {};
	for (;;) {
		const fields = {
			project: { key: creation.project },
			issuetype: creation.type,
			...(creation.parent === undefined ? {} : { parent: { id: creation.parent } }),
			...Object.fromEntries(
				plan.writes.filter(({ field }) => !(field in dropped)).map(({ field, value }) => [field, toJiraValue(value)]),
			),
		};
		const result = await jira
			.createIssue({ fields, properties: [{ key: recordKey(replica.meta.connection), value: recordFor(replica, syncedFields(plan, dropped), refusalsOf(plan, dropped, replica.meta.builtAt)) }] })
			.catch((error: unknown) => error);
		if (!(result instanceof Error)) {
			const created = result as { id: string; key: string };
			return { kind: 'created', twin: toTwin(jira, await jira.siteId(), created), plan, dropped };
		}
		if (!(result instanceof JiraError)) return await Promise.reject(result);
		if (result.data.mayHaveHappened) {
			// The answer is lost, the issue perhaps not: look before anybody tries again.
			const made = await lookFor(jira, replica, creation.project, { since: claimedAt, most: MOST_CANDIDATES }, jira.now() + LOOK_TIME);
			return made ? await whatWasMade(jira, made) : await Promise.reject(result);
		}
		if (isUnexplained(result) && simplifyTexts(plan, creation.site)) continue;
		const refused = Object.keys(result.data.fields).filter((field) => field in fields && field in plan.synced && field !== 'summary');
		if (refused.length === 0 || refused.every((field) => field in dropped)) {
			// Nothing was made, so the next try need not wait for this claim.
			// A claim that cannot be removed runs out by itself and must not hide the refusal.
			await release();
			return await Promise.reject(await refusedCreation(jira, result, replica, creation));
		}
		for (const field of refused) dropped[field] = result.data.fields[field] ?? '';
	}
}
