import { JiraError } from '../jira/errors';
import type { Jira, JiraIssue } from '../jira/types';
import { isKeyOf, linkId, recordKey } from '../sync/connection';
import type { PlannedWrite } from '../sync/outcome';
import { keepsTwin, RECORD_FORMAT, type TwinRecord } from '../sync/record';

/** One write that ends a pair. A plan of them is shown or carried out, so a dry run tells what the real one does. */
export interface Step extends PlannedWrite {
	carryOut(): Promise<unknown>;
}

/**
 * What has to be written to an issue so that it is out of its pair. Its content stays.
 *
 * The mark comes before everything else that is removed, and when all is to be forgotten the record goes last: whatever
 * a run that ends in between leaves behind, nothing is synced any more and the next run goes on from there.
 *
 * @param how `forget`: remove record, traces and claims as well, so that the issue counts as never synced; `byRule`: a rule of this side ends the pair
 */
export async function planLeaving(jira: Jira, connection: string, issue: Pick<JiraIssue, 'id' | 'key'>, record: TwinRecord | undefined, { forget, byRule }: { forget: boolean; byRule?: boolean }): Promise<Step[]> {
	const key = recordKey(connection);
	const steps: Step[] = [];
	if (keepsTwin(record)) {
		const link = linkId(connection, record.twin.site, record.twin.id);
		const { twin, fields } = record;
		const mark: TwinRecord = { format: RECORD_FORMAT, twin, state: 'disconnected', fields, ...(byRule ? { stoppedByRule: true } : {}) };
		const reason = `${issue.key} is paired with ${twin.key || twin.id}`;
		steps.push({ what: 'remove link', where: issue.key, detail: link, reason, carryOut: () => jira.removeRemoteLink(issue.id, link) });
		steps.push({ what: 'mark as disconnected', where: issue.key, detail: key, reason, carryOut: () => jira.setIssueProperty(issue.id, key, mark) });
	}
	if (!forget) return steps;
	const keys = (await jira.issuePropertyKeys(issue.id)).filter((each) => isKeyOf(connection, each));
	const ordered = [...keys.filter((each) => each !== key), ...keys.filter((each) => each === key)];
	const reason = 'everything the sync has kept here is forgotten';
	return [...steps, ...ordered.map((each): Step => ({ what: 'delete property', where: issue.key, detail: each, reason, carryOut: () => jira.deleteIssueProperty(issue.id, each) }))];
}

/**
 * Carries steps out in their order. The link is for people: where the account may not remove it, that is told and
 * nothing else stands still.
 *
 * @returns what a person may want to know
 */
export async function carryOut(steps: Step[]): Promise<string[]> {
	const notes: string[] = [];
	for (const step of steps) {
		await step.carryOut().catch((error: unknown) => {
			if (step.what !== 'remove link' || !(error instanceof JiraError) || error.data.retryable) return Promise.reject(error);
			notes.push(`The remote link of ${step.where} could not be removed. ${error.message}`);
			return undefined;
		});
	}
	return notes;
}

/** Steps as an outcome lists them. */
export const asPlanned = (steps: Step[]): PlannedWrite[] => steps.map(({ carryOut: _, ...planned }) => planned);
