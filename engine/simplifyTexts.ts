import isEqual from 'lodash/isEqual';
import { JiraError } from '../jira/errors';
import type { FieldPlan } from '../sync/plan';
import { wordsOnly } from '../sync/texts';

/** Jira refuses a text it cannot hold with a general sentence that names no field. */
export const isUnexplained = (error: unknown): boolean =>
	error instanceof JiraError && error.code === 'badRequest' && Object.keys(error.data.fields).length === 0;

/** Reduces the rich texts of a plan to their words; false when there is nothing left to reduce. */
export function simplifyTexts(plan: FieldPlan): boolean {
	let simpler = false;
	for (const write of plan.writes) {
		if (typeof write.value !== 'object' || write.value === null) continue;
		const words = wordsOnly(write.value);
		simpler ||= !isEqual(words, write.value);
		write.value = words;
	}
	return simpler;
}
