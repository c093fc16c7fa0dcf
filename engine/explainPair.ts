import type { Jira } from '../jira/types';
import { missingFiles } from '../sync/attachments';
import { basicChanges } from '../sync/basicChanges';
import { SyncError } from '../sync/errors';
import { decisionOf, explainComments, explainFields, statusOfPair, withTwinGone, withoutTwin, type Explanation, type StatusReport } from '../sync/explain';
import type { Twin } from '../sync/item';
import type { ConflictRule } from '../sync/merge';
import { projectKeyOf } from '../sync/projects';
import type { Replica } from '../sync/replica';
import { completePlan } from './editFields';
import type { FieldRules } from './fieldRules';
import { findTwin } from './findTwin';
import { localSite } from './localSite';
import { onPaper } from './onPaper';
import { ownCommentId } from './ownComments';
import { asIfPlaced } from './placedFiles';
import { planCopies } from './planCopies';
import { toKnownTwin, type Target } from './readTarget';
import { changesFor, decideRuled, findRuledFields, personFinder, ruledSite, type Ruled, type RuledFields } from './ruled';
import { readTargetIfAny } from './twinGone';
import type { Run } from './run';
import { walkTwin } from './walkTwin';

type Looked = { twin: Twin | null; target: Target | undefined; status: StatusReport };

/**
 * Finds and reads the counterpart; trouble that a status can tell is no error here. Writes nothing.
 *
 * @param ruled ids of the fields that rules beyond Basic write
 */
async function lookAtPair(jira: Jira, replica: Replica, ruled?: string[]): Promise<Looked> {
	const twin = await findTwin(jira, replica).catch((error: unknown) => (error instanceof SyncError && error.code === 'twinUnconfirmed' ? error : Promise.reject(error)));
	if (twin instanceof SyncError) {
		return { twin: null, target: undefined, status: { ...withoutTwin(replica), status: 'waiting', reason: `${twin.message} ${twin.data.next}` } };
	}
	if (!twin) return { twin, target: undefined, status: withoutTwin(replica) };
	const target = await readTargetIfAny(jira, twin, replica, undefined, ruled).catch(told);
	if (!target) return { twin, target, status: withTwinGone(replica, twin) };
	const { connection, issue } = replica.meta;
	const names = { connection, issue: { key: issue.key, url: issue.url }, twin: { key: twin.key, url: twin.url } };
	if (!(target instanceof SyncError)) {
		const known = { ...twin, key: target.issue.key };
		return target.record ? { twin: known, target, status: statusOfPair(replica, known, target.record) } : { twin, target: undefined, status: withoutTwin(replica) };
	}
	const status = TROUBLE[target.code] ?? 'blocked';
	return { twin, target: undefined, status: { ...names, status, reason: `${target.message} ${target.data.next}` } };
}

const TROUBLE: Partial<Record<SyncError['code'], StatusReport['status']>> = { twinUnreachable: 'partnerUnreachable', twinUnconfirmed: 'waiting' };

/** Where an issue stands in its connection: two requests at most, and none that writes. */
export const statusOfIssue = async (jira: Jira, replica: Replica): Promise<StatusReport> => (await lookAtPair(jira, replica)).status;

/**
 * Both sides, the record, and what the next run would do, with reasons, by the same plan that it would follow. Writes
 * nothing, and reads what that run would read before it writes. What the rules would refuse is told, and is no error here.
 *
 * @param rules rules beyond Basic, as Apply Incoming Rules has them
 */
export async function explainPair(jira: Jira, replica: Replica, conflict: ConflictRule, rules?: FieldRules): Promise<Explanation> {
	const found = await findRuledFields(jira, rules).catch(told);
	const { target, twin, status } = await lookAtPair(jira, replica, found instanceof SyncError ? undefined : found?.fields);
	const record = { here: target?.record ?? null, there: { twin: replica.meta.twin, fields: replica.meta.synced } };
	const nothing = { ...status, fields: [], comments: explainComments(replica, 0, []), files: { atSource: replica.attachments?.length ?? 0, copied: 0, missing: [] }, record };
	if (found instanceof SyncError && (target || status.status === 'notSynchronized')) return { ...nothing, decision: refusedBy(found) };
	if (!target || !twin || replica.meta.deleted || found instanceof SyncError) return { ...nothing, decision: decisionUnread(replica, status) };
	const next = await planNext(jira, replica, conflict, { target, twin }, found).catch(told);
	if (next instanceof SyncError) return { ...nothing, decision: refusedBy(next) };
	return { ...status, ...next, record, decision: decisionOf(next) };
}

type Next = Pick<Explanation, 'comments' | 'fields' | 'files' | 'notes' | 'transition'>;

/** @throws SyncError what the rules say against the issue */
async function planNext(jira: Jira, replica: Replica, conflict: ConflictRule, pair: { target: Target; twin: Twin }, found: RuledFields | undefined): Promise<Next> {
	const { target, twin } = pair;
	const { issue, attachments, traces } = target;
	const project = projectKeyOf(issue.key);
	const ruled = await decideRuled(found, replica, { jira, target, project });
	const { decision } = ruled ?? {};
	const site = localSite(jira, project, asIfPlaced(attachments), ruledSite(ruled, issue.editFields));
	const changes = ruled ? changesFor(jira, ruled, issue.editFields ?? {}) : basicChanges(replica);
	const files = () => Promise.resolve(site.arriving.files);
	const plan = await completePlan(jira, target, { replica, changes, site, files, conflict, ...personFinder(jira, ruled) }, () => Promise.resolve(issue.changes));
	const { steps, copied } = await planCopies(jira, { ...target, issueId: issue.id, replica, properties: issue.properties, remove: decision?.mergeComments === true });
	const comments = explainComments(replica, copied, decision?.comments === false ? [] : steps);
	const own = (decision?.ownComments ?? []).filter(({ text }) => !Object.hasOwn(traces.comments, ownCommentId(text)));
	const missing = decision?.files === false ? [] : missingFiles(replica, attachments, traces.files).map(({ id }) => id);
	const transition = ruled && (await moveNext(jira, replica, toKnownTwin(twin, target, jira.clockAhead()), target, ruled));
	return {
		fields: explainFields(changes, { issue, record: target.record, site }, plan),
		comments: { ...comments, next: [...comments.next, ...own.map(({ text, rule }) => ({ source: ownCommentId(text), what: 'add' as const, reason: rule }))] },
		files: { atSource: replica.attachments?.length ?? 0, copied: Object.values(traces.files).filter(Boolean).length, missing },
		...(transition ? { transition } : {}),
		...(decision && decision.warnings.length > 0 ? { notes: decision.warnings } : {}),
	};
}

/** Nothing is claimed on paper. */
const EXPLAINER: Run = { owner: 'explain' };

/** The move that rules want, made on paper. */
async function moveNext(jira: Jira, replica: Replica, twin: Twin, { record }: Target, { decision, rules }: Ruled): Promise<Explanation['transition']> {
	if (!decision.transition) return undefined;
	const { rule, value } = decision.transition;
	const wanted = { ...decision.transition, isNew: false };
	const moved = await walkTwin(onPaper(jira).jira, twin, replica, wanted, { record, lookUps: rules.lookUps, run: EXPLAINER }).catch(told);
	if (moved instanceof SyncError) return { result: 'skipped', transition: value, reason: `${moved.message} ${moved.data.next}`, rule };
	const { outcome } = moved;
	return { ...outcome, ...(outcome.result === 'done' ? { reason: 'the workflow offers it' } : {}), rule };
}

/** Trouble that an explanation tells. */
const told = (error: unknown): Promise<SyncError> => (error instanceof SyncError ? Promise.resolve(error) : Promise.reject(error));

const refusedBy = ({ message, data }: SyncError): string => `The next run would be refused: ${message} ${data.next}`;

const decisionUnread = ({ meta }: Replica, { status, twin }: StatusReport): string =>
	(meta.deleted && !twin ? undefined : UNREAD[status]) ?? 'The next run would come to the same point and write nothing.';

const UNREAD: Partial<Record<StatusReport['status'], string>> = {
	disconnected: 'The next run would write nothing: the pair was disconnected.',
	partnerDeleted: 'The next run would do what Apply Incoming Rules is set to for deleted issues.',
	notSynchronized: 'The next run would create the counterpart, if For New Issues in Apply Incoming Rules says so.',
	waiting: 'The next run would try again: the pair is just being made.',
};
