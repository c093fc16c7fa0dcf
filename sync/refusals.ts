import type { FieldPlan } from './plan';
import type { Refusals } from './record';

/** So long a refused value is not tried again by itself: somebody may have changed the screen meanwhile. */
const TRY_AGAIN_AFTER = 3_600_000;

/**
 * A plan without writes that Jira has refused before and would refuse again: a request at every look
 * that brings nothing. They go again when the value changes, together with any other write, or after
 * an hour.
 *
 * @param now ISO time of the look
 */
export function withoutRefused(plan: FieldPlan, refused: Refusals | undefined, now: string): FieldPlan {
	if (plan.writes.length === 0 || !plan.writes.every(({ field }) => isKnown(plan, field, refused, now))) return plan;
	const dropped = new Set<string>(plan.writes.map(({ field }) => field));
	return {
		...plan,
		writes: [],
		synced: { ...plan.synced, ...Object.fromEntries(plan.writes.map((write) => [write.field, write.refused])) },
		outcomes: plan.outcomes.map((outcome) => (dropped.has(outcome.field) ? { field: outcome.field, action: 'dropped', reason: REASON } : outcome)),
	};
}

const REASON = 'Jira refused this very value before; it goes again with the next change, or after an hour';

function isKnown(plan: FieldPlan, field: string, refused: Refusals | undefined, now: string): boolean {
	const before = refused?.[field];
	return before !== undefined && before.r === plan.synced[field]?.r && Date.parse(now) - Date.parse(before.at) < TRY_AGAIN_AFTER;
}

/**
 * What the record keeps of the fields that Jira has just refused.
 *
 * @param dropped Jira's words by field; they stay out of the record
 */
export const refusalsOf = (plan: FieldPlan, dropped: Record<string, string>, now: string): Refusals =>
	Object.fromEntries(Object.keys(dropped).map((field) => [field, { r: plan.synced[field]?.r ?? '', at: now }]));
