import type { JiraError } from '../jira/errors';
import type { Jira } from '../jira/types';
import type { SyncError } from '../sync/errors';
import type { FieldChange } from '../sync/fieldChange';
import type { Twin } from '../sync/item';
import type { Outcome } from '../sync/outcome';
import type { Replica } from '../sync/replica';
import type { IncomingRules } from './applyIncoming';
import { explainRefusal } from './archived';
import { clearBlocked, markBlocked } from './blockedState';
import { bringOver } from './bringOver';
import { markOvertaken, overtaken } from './overtaken';
import type { Target } from './readTarget';
import { recordTraces, type TraceNews } from './recordTraces';
import type { Ruled } from './ruled';
import { rememberTwin, type Run } from './run';

export interface Applied {
	twin: Twin | null;
	firstSync: boolean;
	outcome: Outcome;
	/** What a person has to know although the item went on. */
	report?: JiraError | SyncError;
	/** The replica with what a rule has decided of the pair, for the nodes that follow. */
	replica?: Replica;
}

/** A counterpart that is to be brought up to date. */
export interface Update {
	replica: Replica;
	twin: Twin;
	target: Target;
	rules: IncomingRules;
	run: Run;
	outcome: Outcome;
	firstSync: boolean;
	/** Rules beyond Basic. */
	ruled?: Ruled;
	/** Of an issue that was just created: what is left of its changes. */
	changes?: FieldChange[];
}

/**
 * Brings a counterpart up to date. Whatever was copied is written down at the end, also when something in
 * between fails, and so is whether the issue is blocked.
 */
export async function updateTwin(jira: Jira, source: Jira | undefined, task: Update): Promise<Applied> {
	const { replica, target, run } = task;
	rememberTwin(run, replica.meta.site.id, replica.meta.issue.id, target.issue.id);
	const issue = { id: target.issue.id, blocked: target.record?.blocked, takenForDeleted: target.record?.state === 'partnerDeleted' };
	const news: TraceNews = { comments: {}, files: {}, edits: {} };
	const record = () => recordTraces(jira, target.issue, replica.meta.connection, news, target.readAt);
	const { applied, recorded, refused } = await bringOver(jira, source, task, news).catch(async (error: unknown) => {
		await record().catch(() => []);
		const told = await explainRefusal(jira, target.issue, replica, error);
		await markBlocked(jira, issue, replica, told);
		// Or n8n's second try, with the same item, would pass for success. What led here is what a person has to know.
		if (news.overtaken) await markOvertaken(jira, target.issue, replica).catch(() => undefined);
		return await Promise.reject(told);
	});
	const told = refused && (await explainRefusal(jira, target.issue, replica, refused));
	if (told) await markBlocked(jira, issue, replica, told);
	const notes = [...(await record()), ...(told ? [] : await clearBlocked(jira, issue, replica, recorded))];
	if (news.overtaken) {
		await markOvertaken(jira, target.issue, replica);
		throw overtaken(jira, replica);
	}
	return { ...applied, outcome: { ...applied.outcome, notes: [...applied.outcome.notes, ...notes] }, ...(told ? { report: told } : {}) };
}
