import type { RichText } from '../content/richText';
import { JiraError } from '../jira/errors';
import type { Jira, JiraAccount, JiraIssue } from '../jira/types';
import { basicChanges } from '../sync/basicChanges';
import { isRich } from '../sync/coerce/neutral';
import { personKey } from '../sync/coerce/toField';
import { recordKey } from '../sync/connection';
import { SyncError } from '../sync/errors';
import type { FieldChange } from '../sync/fieldChange';
import { lastChange } from '../sync/fieldValues';
import type { ConflictRule } from '../sync/merge';
import type { FieldOutcome } from '../sync/outcome';
import { guardAgainstFlips } from '../sync/oscillation';
import { planFields, syncedFields, type FieldPlan, type FieldWrite, type LocalSite, type LocalState } from '../sync/plan';
import { projectKeyOf } from '../sync/projects';
import { recordFor, withPresentKey, type TwinRecord } from '../sync/record';
import { refusalsOf } from '../sync/refusals';
import type { Person, Replica } from '../sync/replica';
import { fileNamesIn } from '../sync/texts';
import { othersWroteMeanwhile } from './overtaken';
import type { PlacedFiles } from './placedFiles';
import type { Target } from './readTarget';
import type { Run } from './run';
import { isUnexplained, simplifyTexts } from './simplifyTexts';
import { toJiraValue } from './toJiraValue';

/** What is wanted of the fields of an issue, and how that is found out. */
export interface PlanTask {
	replica: Replica;
	/** What is wanted of the issue, with field ids; Basic rules unless others are given. */
	changes?: FieldChange[];
	/** To find people, where rules write fields of people. */
	findPerson?: (person: Person) => Promise<JiraAccount | null>;
	site: LocalSite;
	/** The local files that a text shows. */
	files: (text: RichText) => Promise<PlacedFiles>;
	conflict: ConflictRule;
}

export interface FieldTask extends PlanTask {
	/** After how many flips within ten minutes a field is left alone (sync/oscillation.ts). */
	flips: number;
	/** Jira mails nobody about the edit, where the account may ask for that. */
	quietly: boolean;
	run: Run;
}

export interface EditedFields {
	outcomes: FieldOutcome[];
	written: boolean;
	/** Fields that go to and fro. */
	report: string[];
	/** Another run wrote at the same time, and either write may have come last. */
	overtaken?: boolean;
}

/** Writes the changed fields together with the record in one request; none when nothing changed. */
export async function editFields(jira: Jira, target: Target, task: FieldTask): Promise<EditedFields> {
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
		const quietly = task.quietly && (await jira.mayEditQuietly(projectKeyOf(target.issue.key)));
		// A walk that was interrupted is still to be gone on with (engine/walkTwin.ts).
		const walk = target.record?.walk;
		const newRecord = { ...recordFor(task.replica, syncedFields(plan, dropped), refusalsOf(plan, dropped, builtAt)), ...(walk ? { walk } : {}) };
		const sentAt = jira.now();
		const result = await jira
			.editIssue(target.issue.id, {
				...(quietly ? { quietly } : {}),
				...asRequest(writes),
				properties: [{ key: recordKey(task.replica.meta.connection), value: newRecord }],
			})
			.then(
				() => undefined,
				(error: unknown) => error,
			);
		if (result === undefined) return { outcomes: withDropped(plan, dropped), written: true, report, overtaken: await othersWroteMeanwhile(jira, target.issue, { readAt: target.readAt, sentAt }) };
		// Jira refuses the whole request for one bad field: the others go without it.
		const refused = result instanceof JiraError ? Object.entries(result.data.fields) : [];
		const ours = refused.filter(([field]) => writes.some((write) => write.field === field));
		if (ours.length === 0 && isUnexplained(result) && simplifyTexts(plan, task.site)) continue;
		if (ours.length === 0) return await Promise.reject(result);
		if (ours.some(([field]) => REQUIRED.has(field))) return await Promise.reject(refusedRequired(jira, target, task, ours));
		for (const [field, text] of ours) dropped[field] = text;
	}
}

/** Entries that are added or removed go as such, so that what somebody else adds meanwhile stays. */
function asRequest(writes: FieldWrite[]): Pick<Parameters<Jira['editIssue']>[1], 'fields' | 'update'> {
	const update = writes.flatMap(({ field, entries }) => (entries ? [[field, entries.values.map((value) => ({ [entries.how]: value }))] as const] : []));
	return {
		fields: Object.fromEntries(writes.filter(({ entries }) => !entries).map(({ field, value }) => [field, toJiraValue(value)])),
		...(update.length > 0 ? { update: Object.fromEntries(update) } : {}),
	};
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

/** The changes of the local issue as they are now: one request. */
const readHistory = async (jira: Jira, { issue }: Target): Promise<JiraIssue['changes']> => (await jira.readIssue(issue.id, { fields: ['updated'], changes: true })).changes;

/**
 * The plan. The local history is asked for only when both sides changed the same field, people are looked up only when a
 * field of theirs may change, and the media ids of files only when a text that shows them is going to be written.
 *
 * @throws SyncError `valueUnmatched` for a value that a rule does not let pass
 */
export async function completePlan(jira: Jira, target: Target, task: PlanTask, history: (jira: Jira, target: Target) => Promise<JiraIssue['changes']> = readHistory): Promise<FieldPlan> {
	const { replica, conflict, changes = basicChanges(replica) } = task;
	const clocks = { remote: replica.meta.site.clockAhead, local: jira.clockAhead() };
	const local: LocalState = { issue: target.issue, record: target.record, site: task.site, clocks };
	const replan = async (): Promise<FieldPlan> => {
		const { found, site } = await withPeople(task, local.site, (known) => planFields(replica, { ...local, site: known }, conflict, changes));
		local.site = site;
		return found;
	};
	let plan = await replan();
	if (plan.askHistory.length > 0) {
		const changes = await history(jira, target);
		local.changedAt = Object.fromEntries(plan.askHistory.map((field) => [field, lastChange(changes, field)?.at]));
		plan = await replan();
	}
	expectMatched(jira, replica, plan);
	const shown = changes.filter(({ field }) => plan.writes.some((write) => write.field === field)).flatMap(({ value }) => (isRich(value) && fileNamesIn(value).length > 0 ? [value] : []));
	if (shown.length === 0) return plan;
	let files = local.site.arriving.files;
	for (const text of shown) files = { ...files, ...(await task.files(text)) };
	local.site = { ...local.site, arriving: { ...local.site.arriving, files } };
	return await replan();
}

/** A plan for which everybody it asks for was looked up, and the site as it is known then. */
export async function withPeople({ findPerson }: Pick<PlanTask, 'findPerson'>, site: LocalSite, plan: (site: LocalSite) => FieldPlan): Promise<{ found: FieldPlan; site: LocalSite }> {
	const found = plan(site);
	if (!found.askPeople || !findPerson) return { found, site };
	const people = { ...site.people };
	for (const person of found.askPeople) people[personKey(person)] = await findPerson(person);
	const known = { ...site, people };
	// Whoever is given in place of somebody unknown may have to be looked up as well.
	return Object.keys(people).length > Object.keys(site.people ?? {}).length ? await withPeople({ findPerson }, known, plan) : { found, site };
}

/** @throws SyncError `valueUnmatched` before anything of the issue is written */
export function expectMatched(jira: Jira, replica: Replica, { problems }: FieldPlan): void {
	const [problem] = problems ?? [];
	if (!problem) return;
	throw new SyncError('valueUnmatched', `${problem.rule}: a value of ${replica.meta.issue.key} has no counterpart at ${jira.siteUrl}. Nothing of the issue was written.`, {
		scope: 'issue',
		site: jira.siteUrl,
		issue: replica.meta.issue.key,
		field: problem.field,
		next: `Add a value row to ${problem.rule}, or set If No Value Matches to Do Nothing or Set Default; then run the item again.`,
	});
}

const withDropped = (plan: FieldPlan, dropped: Record<string, string>): FieldOutcome[] =>
	plan.outcomes.map((outcome) =>
		outcome.field in dropped ? { ...outcome, action: 'dropped', reason: dropped[outcome.field] ?? '' } : outcome,
	);
