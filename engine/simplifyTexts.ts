import isEqual from 'lodash/isEqual';
import { JiraError } from '../jira/errors';
import { isRich } from '../sync/coerce/neutral';
import type { FieldPlan, LocalSite } from '../sync/plan';
import { leavingText, textFingerprint, wordsOnly } from '../sync/texts';

/** Jira refuses a text it cannot hold with a general sentence that names no field. */
export const isUnexplained = (error: unknown): boolean =>
	error instanceof JiraError && error.code === 'badRequest' && Object.keys(error.data.fields).length === 0;

/** Reduces the rich texts of a plan to their words; false when there is nothing left to reduce. */
export function simplifyTexts(plan: FieldPlan, site: LocalSite): boolean {
	let simpler = false;
	for (const write of plan.writes) {
		if (!isRich(write.value)) continue;
		const words = wordsOnly(write.value);
		simpler ||= !isEqual(words, write.value);
		write.value = words;
		// The record says what is stored here, or the loss would travel back as an edit.
		const entry = plan.synced[write.field];
		if (entry) plan.synced[write.field] = { ...entry, l: textFingerprint(leavingText(words, site.leaving)) };
	}
	return simpler;
}
