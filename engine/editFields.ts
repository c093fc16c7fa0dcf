import { JiraError } from '../jira/errors';
import type { Jira } from '../jira/types';
import { recordKey } from '../sync/connection';
import { lastChange } from '../sync/fieldValues';
import type { ConflictRule } from '../sync/merge';
import type { FieldOutcome } from '../sync/outcome';
import { planFields, syncedFields, type FieldPlan, type LocalSite, type LocalState } from '../sync/plan';
import { RECORD_FORMAT, type TwinRecord } from '../sync/record';
import { JIRA_FIELD, type Replica } from '../sync/replica';
import type { Target } from './readTarget';
import { isUnexplained, simplifyTexts } from './simplifyTexts';
import { toJiraValue } from './toJiraValue';

export interface FieldTask {
	replica: Replica;
	site: LocalSite;
	conflict: ConflictRule;
}

/** Writes the changed fields together with the record in one request; none when nothing changed. */
export async function editFields(
	jira: Jira,
	target: Target,
	task: FieldTask,
): Promise<{ outcomes: FieldOutcome[]; written: boolean }> {
	const plan = await completePlan(jira, target, task);
	const dropped: Record<string, string> = {};
	for (;;) {
		const writes = plan.writes.filter(({ field }) => !(field in dropped));
		if (writes.length === 0) return { outcomes: withDropped(plan, dropped), written: false };
		const result = await jira
			.editIssue(target.issue.id, {
				fields: Object.fromEntries(writes.map(({ field, value }) => [field, toJiraValue(value)])),
				properties: [{ key: recordKey(task.replica.meta.connection), value: newRecord(task.replica, plan, dropped) }],
			})
			.then(
				() => undefined,
				(error: unknown) => error,
			);
		if (result === undefined) return { outcomes: withDropped(plan, dropped), written: true };
		// Jira refuses the whole request for one bad field: the others go without it.
		const refused = result instanceof JiraError ? Object.entries(result.data.fields) : [];
		const ours = refused.filter(([field]) => writes.some((write) => write.field === field));
		if (ours.length === 0 && isUnexplained(result) && simplifyTexts(plan, task.site)) continue;
		if (ours.length === 0) return await Promise.reject(result);
		for (const [field, text] of ours) dropped[field] = text;
	}
}

/** The plan; the local history is read only when both sides changed the same field. */
async function completePlan(jira: Jira, target: Target, task: FieldTask): Promise<FieldPlan> {
	const local: LocalState = { issue: target.issue, record: target.record, site: task.site };
	const plan = planFields(task.replica, local, task.conflict);
	if (plan.askHistory.length === 0) return plan;
	const { changes } = await jira.readIssue(target.issue.id, { fields: ['updated'], changes: true });
	const changedAt = Object.fromEntries(plan.askHistory.map((field) => [field, lastChange(changes, JIRA_FIELD[field])?.at]));
	return planFields(task.replica, { ...local, changedAt }, task.conflict);
}

function newRecord(replica: Replica, plan: FieldPlan, dropped: Record<string, string>): TwinRecord {
	return { format: RECORD_FORMAT, twin: { site: replica.meta.site.id, ...replica.meta.issue }, state: 'paired', fields: syncedFields(plan, dropped) };
}

const withDropped = (plan: FieldPlan, dropped: Record<string, string>): FieldOutcome[] =>
	plan.outcomes.map((outcome) =>
		outcome.field in dropped ? { ...outcome, action: 'dropped', reason: dropped[outcome.field] ?? '' } : outcome,
	);
