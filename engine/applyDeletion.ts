import { JiraError } from '../jira/errors';
import type { Jira } from '../jira/types';
import { recordKey } from '../sync/connection';
import { deletionOutcome, noteId, noteText, withoutCounterpart } from '../sync/deletion';
import { SyncError } from '../sync/errors';
import type { SyncItem } from '../sync/item';
import { disconnectedReason, noteWritten, withWrite, type Outcome } from '../sync/outcome';
import { markedDeleted } from '../sync/record';
import type { Replica } from '../sync/replica';
import { explainRefusal } from './archived';
import { writeNote } from './ownComments';
import { readTarget, toKnownTwin, type Target } from './readTarget';
import { recordTraces, type TraceNews } from './recordTraces';
import type { Run } from './run';
import type { Applied } from './updateTwin';

/** What becomes of a counterpart whose original was deleted. */
export type OnDeleted = 'comment' | 'delete' | 'ignore' | 'mark';

/**
 * Lets a counterpart know that its original was deleted. Whatever else follows, its record is marked first: from
 * then on a change of the counterpart finds out why nobody is there any more (engine/twinGone.ts). Only an issue
 * whose own record names the deleted one is touched. May be run again at any point and ends the same.
 *
 * @throws SyncError `twinUnreachable`, `twinTaken` as for any counterpart, `deletionRefused` when Jira does not let it be deleted
 */
export async function applyDeletion(jira: Jira, item: SyncItem, policy: OnDeleted, run: Run): Promise<Applied> {
	const { replica, twin } = item;
	const { key } = replica.meta.issue;
	if (!twin) return { twin, firstSync: false, outcome: withoutCounterpart(replica) };
	if (policy === 'ignore') {
		return { twin, firstSync: false, outcome: deletionOutcome('skipped', `${key} was deleted, and When the Issue Was Deleted is set to Ignore.`, 'deleted') };
	}
	const target = await readTarget(jira, twin, replica).catch((error: unknown) =>
		policy === 'delete' && isUnreachable(error) ? undefined : Promise.reject(error),
	);
	// An earlier try has deleted it, or somebody else has; either way there is nothing left to do.
	if (!target) return { twin: null, firstSync: false, outcome: deletionOutcome('unchanged', `${key} was deleted, and ${twin.key} is not there any more either.`) };
	// Somebody has ended the pair since it was found: the issue is its people's own now.
	if (target.record?.state === 'disconnected') return { twin: null, firstSync: false, outcome: deletionOutcome('skipped', disconnectedReason(target.issue.key), 'disconnected') };
	return await carryOut(jira, { replica, target, policy, run }).then(
		(outcome) => ({ twin: policy === 'delete' ? null : toKnownTwin(twin, target, jira.clockAhead()), firstSync: false, outcome }),
		async (error: unknown) => await Promise.reject(await explainRefusal(jira, target.issue, replica, error)),
	);
}

const isUnreachable = (error: unknown): boolean => error instanceof SyncError && error.code === 'twinUnreachable';

interface Deleting {
	replica: Replica;
	target: Target;
	policy: Exclude<OnDeleted, 'ignore'>;
	run: Run;
}

async function carryOut(jira: Jira, task: Deleting): Promise<Outcome> {
	const { replica, target, policy } = task;
	const { key } = replica.meta.issue;
	const before = deletionOutcome('unchanged', `${key} was deleted. ${target.issue.key} stays and says so in its record.`);
	const outcome = (await mark(jira, target, replica)) ? withWrite(before) : before;
	switch (policy) {
		case 'mark':
			return outcome;
		case 'comment':
			return await comment(jira, task, outcome);
		case 'delete':
			await jira.deleteIssue(target.issue.id).catch((error: unknown) => Promise.reject(refused(error, target, replica, jira.siteUrl)));
			return withWrite({ ...outcome, reason: `${key} was deleted, and so was ${target.issue.key}.` });
	}
}

/** True when the mark is new. */
async function mark(jira: Jira, { issue, record }: Target, replica: Replica): Promise<boolean> {
	if (!record || record.state === 'partnerDeleted') return false;
	await jira.setIssueProperty(issue.id, recordKey(replica.meta.connection), markedDeleted(record, replica, replica.meta.deleted?.at ?? replica.meta.builtAt));
	return true;
}

/** One comment, by the same claims and traces as every copy; customers of a service project do not see it. */
async function comment(jira: Jira, { replica, target, run }: Deleting, outcome: Outcome): Promise<Outcome> {
	const { issue, traces, claimsRead } = target;
	const { at = replica.meta.builtAt } = replica.meta.deleted ?? {};
	const news: TraceNews = { comments: {}, files: {}, edits: {} };
	const task = { issueId: issue.id, run, properties: issue.properties, claimsRead, replica, traces, news, canHide: target.serviceProject !== false };
	const comments = await writeNote(jira, task, { id: noteId(replica), body: noteText(replica, issue.key), at, internal: true });
	if (comments.length === 0) return outcome;
	const notes = await recordTraces(jira, issue, replica.meta.connection, news);
	return { ...noteWritten(outcome, { comments: comments.map((each) => ({ reason: 'tells that the original was deleted', ...each })) }), notes };
}

function refused(error: unknown, { issue }: Target, replica: Replica, site: string): unknown {
	if (!(error instanceof JiraError) || error.data.retryable) return error;
	return new SyncError('deletionRefused', `${replica.meta.issue.key} was deleted, but ${issue.key} may not be deleted at ${site}. ${error.message}`, {
		scope: 'issue',
		site,
		issue: issue.key,
		next: `Give the account Delete Issues, remove the subtasks of ${issue.key} if it has any, or choose something else under When the Issue Was Deleted. ${issue.key} is marked and stays until then.`,
	});
}
