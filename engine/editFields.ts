import type { RichText } from '../content/richText';
import { JiraError } from '../jira/errors';
import type { Jira } from '../jira/types';
import { recordKey } from '../sync/connection';
import { SyncError } from '../sync/errors';
import { lastChange } from '../sync/fieldValues';
import type { ConflictRule } from '../sync/merge';
import type { FieldOutcome } from '../sync/outcome';
import { guardAgainstFlips } from '../sync/oscillation';
import { planFields, syncedFields, type FieldPlan, type LocalSite, type LocalState } from '../sync/plan';
import { recordFor, withPresentKey, type TwinRecord } from '../sync/record';
import { refusalsOf } from '../sync/refusals';
import type { Replica } from '../sync/replica';
import { fileNamesIn } from '../sync/texts';
import type { PlacedFiles } from './placedFiles';
import type { Target } from './readTarget';
import type { Run } from './run';
import { isUnexplained, simplifyTexts } from './simplifyTexts';
import { toJiraValue } from './toJiraValue';

export interface FieldTask {
	replica: Replica;
	site: LocalSite;
	/** The local files that a text shows. */
	files: (text: RichText) => Promise<PlacedFiles>;
	conflict: ConflictRule;
	/** After how many flips within ten minutes a field is left alone (sync/oscillation.ts). */
	flips: number;
	run: Run;
}

/** Writes the changed fields together with the record in one request; none when nothing changed. */
export async function editFields(
	jira: Jira,
	target: Target,
	task: FieldTask,
): Promise<{ outcomes: FieldOutcome[]; written: boolean; report: string[] }> {
	const { plan, report, mark } = guardAgainstFlips(await completePlan(jira, target, task), target.record, { flips: task.flips, now: jira.now(), run: task.run.owner });
	const { builtAt } = task.replica.meta;
	const dropped: Record<string, string> = {};
	for (;;) {
		const writes = plan.writes.filter(({ field }) => !(field in dropped));
		if (writes.length === 0) {
			const refused = Object.keys(dropped).length > 0 ? { refused: refusalsOf(plan, dropped, builtAt) } : undefined;
			if (mark || refused) await remember(jira, target, task, { ...(mark ? { fields: plan.synced } : {}), ...refused });
			return { outcomes: withDropped(plan, dropped), written: false, report };
		}
		const result = await jira
			.editIssue(target.issue.id, {
				fields: Object.fromEntries(writes.map(({ field, value }) => [field, toJiraValue(value)])),
				properties: [{ key: recordKey(task.replica.meta.connection), value: recordFor(task.replica, syncedFields(plan, dropped), refusalsOf(plan, dropped, builtAt)) }],
			})
			.then(
				() => undefined,
				(error: unknown) => error,
			);
		if (result === undefined) return { outcomes: withDropped(plan, dropped), written: true, report };
		// Jira refuses the whole request for one bad field: the others go without it.
		const refused = result instanceof JiraError ? Object.entries(result.data.fields) : [];
		const ours = refused.filter(([field]) => writes.some((write) => write.field === field));
		if (ours.length === 0 && isUnexplained(result) && simplifyTexts(plan, task.site)) continue;
		if (ours.length === 0) return await Promise.reject(result);
		if (ours.some(([field]) => REQUIRED.has(field))) return await Promise.reject(refusedRequired(jira, target, task, ours));
		for (const [field, text] of ours) dropped[field] = text;
	}
}

/** Without these an issue is not the same issue any more: nothing else is written until a person has looked. */
const REQUIRED: ReadonlySet<string> = new Set(['summary']);

function refusedRequired(jira: Jira, target: Target, task: FieldTask, refused: Array<[string, string]>): SyncError {
	const said = refused.map(([field, text]) => `${field}: ${text}`).join(' ');
	const [field] = refused.find(([name]) => REQUIRED.has(name)) ?? [''];
	return new SyncError('fieldRefused', `${jira.siteUrl} refused what ${task.replica.meta.issue.key} brings to ${target.issue.key}: ${said}`, {
		scope: 'issue',
		site: jira.siteUrl,
		issue: target.issue.key,
		field,
		next: `Correct ${field} at ${task.replica.meta.issue.key}, or put the field on the edit screen of ${target.issue.key}; then run the item again.`,
	});
}

/** Writes down what was not taken or is left alone from now on, so that the next look does not try in vain. */
async function remember(jira: Jira, target: Target, task: FieldTask, news: Partial<TwinRecord>): Promise<void> {
	if (target.record) await jira.setIssueProperty(target.issue.id, recordKey(task.replica.meta.connection), { ...withPresentKey(target.record, task.replica), ...news });
}

/**
 * The plan. The local history is read only when both sides changed the same field, and the media ids
 * of files only when a text that shows them is going to be written.
 */
async function completePlan(jira: Jira, target: Target, task: FieldTask): Promise<FieldPlan> {
	const { replica, conflict } = task;
	const clocks = { remote: replica.meta.site.clockAhead, local: jira.clockAhead() };
	const local: LocalState = { issue: target.issue, record: target.record, site: task.site, clocks };
	let plan = planFields(replica, local, conflict);
	if (plan.askHistory.length > 0) {
		const { changes } = await jira.readIssue(target.issue.id, { fields: ['updated'], changes: true });
		local.changedAt = Object.fromEntries(plan.askHistory.map((field) => [field, lastChange(changes, field)?.at]));
		plan = planFields(replica, local, conflict);
	}
	const { description } = replica;
	if (!description || fileNamesIn(description).length === 0 || !plan.writes.some(({ field }) => field === 'description')) return plan;
	const files = { ...task.site.arriving.files, ...(await task.files(description)) };
	return planFields(replica, { ...local, site: { ...task.site, arriving: { ...task.site.arriving, files } } }, conflict);
}

const withDropped = (plan: FieldPlan, dropped: Record<string, string>): FieldOutcome[] =>
	plan.outcomes.map((outcome) =>
		outcome.field in dropped ? { ...outcome, action: 'dropped', reason: dropped[outcome.field] ?? '' } : outcome,
	);
