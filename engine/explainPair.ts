import type { Jira } from '../jira/types';
import { missingFiles } from '../sync/attachments';
import { basicChanges } from '../sync/basicChanges';
import { SyncError } from '../sync/errors';
import { decisionOf, explainComments, explainFields, statusOfPair, withTwinGone, withoutTwin, type Explanation, type StatusReport } from '../sync/explain';
import { lastChange } from '../sync/fieldValues';
import type { Twin } from '../sync/item';
import type { ConflictRule } from '../sync/merge';
import { planFields, type LocalState } from '../sync/plan';
import { projectKeyOf } from '../sync/projects';
import type { Replica } from '../sync/replica';
import { findTwin } from './findTwin';
import { localSite } from './localSite';
import { asIfPlaced } from './placedFiles';
import { planCopies } from './planCopies';
import type { Target } from './readTarget';
import { readTargetIfAny } from './twinGone';

type Looked = { twin: Twin | null; target: Target | undefined; status: StatusReport };

/** Finds and reads the counterpart; trouble that a status can tell is no error here. Writes nothing. */
async function lookAtPair(jira: Jira, replica: Replica): Promise<Looked> {
	const twin = await findTwin(jira, replica).catch((error: unknown) => (error instanceof SyncError && error.code === 'twinUnconfirmed' ? error : Promise.reject(error)));
	if (twin instanceof SyncError) {
		return { twin: null, target: undefined, status: { ...withoutTwin(replica), status: 'waiting', reason: `${twin.message} ${twin.data.next}` } };
	}
	if (!twin) return { twin, target: undefined, status: withoutTwin(replica) };
	const target = await readTargetIfAny(jira, twin, replica).catch((error: unknown) => (error instanceof SyncError ? error : Promise.reject(error)));
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

/** Both sides, the record, and what the next run would do, with reasons, by the same plan that it would follow. Writes nothing. */
export async function explainPair(jira: Jira, replica: Replica, conflict: ConflictRule): Promise<Explanation> {
	const { target, status } = await lookAtPair(jira, replica);
	const record = { here: target?.record ?? null, there: { twin: replica.meta.twin, fields: replica.meta.synced } };
	if (!target || replica.meta.deleted) {
		const nothing = { fields: [], comments: explainComments(replica, 0, []), files: { atSource: replica.attachments?.length ?? 0, copied: 0, missing: [] } };
		return { ...status, ...nothing, record, decision: decisionUnread(replica, status) };
	}
	const { issue, attachments, traces } = target;
	const site = localSite(jira, projectKeyOf(issue.key), asIfPlaced(attachments));
	const changes = basicChanges(replica);
	const local: LocalState = {
		issue,
		record: target.record,
		site,
		clocks: { remote: replica.meta.site.clockAhead, local: jira.clockAhead() },
		changedAt: Object.fromEntries(changes.map(({ field }) => [field, lastChange(issue.changes, field)?.at])),
	};
	const plan = planFields(replica, local, conflict, changes);
	const { steps, copied } = await planCopies(jira, { ...target, issueId: issue.id, replica, properties: issue.properties, remove: false });
	const fields = explainFields(changes, local, plan);
	const comments = explainComments(replica, copied, steps);
	const missing = missingFiles(replica, attachments, traces.files).map(({ id }) => id);
	const files = { atSource: replica.attachments?.length ?? 0, copied: Object.values(traces.files).filter(Boolean).length, missing };
	return { ...status, fields, comments, files, record, decision: decisionOf(fields, comments, files) };
}

const decisionUnread = ({ meta }: Replica, { status, twin }: StatusReport): string =>
	(meta.deleted && !twin ? undefined : UNREAD[status]) ?? 'The next run would come to the same point and write nothing.';

const UNREAD: Partial<Record<StatusReport['status'], string>> = {
	disconnected: 'The next run would write nothing: the pair was disconnected.',
	partnerDeleted: 'The next run would do what Apply Incoming Rules is set to for deleted issues.',
	notSynchronized: 'The next run would create the counterpart, if For New Issues in Apply Incoming Rules says so.',
	waiting: 'The next run would try again: the pair is just being made.',
};
