import { tryMoving } from '../../engine/dryRun';
import { moveTwin } from '../../engine/moveTwin';
import { rememberingWrites } from '../../engine/rememberingWrites';
import type { Run } from '../../engine/run';
import type { Jira } from '../../jira/types';
import { isSettled, type SyncItem } from '../../sync/item';
import { emptyOutcome, withWrite, type TransitionOutcome } from '../../sync/outcome';
import type { TransitionOptions } from './options';

/** Moves the counterpart of one item, or says in the outcome why not. */
export async function run(site: () => Promise<Jira>, item: SyncItem, { rules, unmet, dryRun }: TransitionOptions, execution: Run): Promise<SyncItem> {
	const { twin } = item;
	if (isSettled(item)) return item;
	// A deletion is moved for by the nodes that are there for it, and those do nothing else.
	if ((item.replica.meta.deleted !== undefined) !== (rules.cause === 'remoteDeletion')) return item;
	const onPaper = dryRun || item.outcome?.dryRun === true;
	if (!twin) return onPaper && item.outcome?.dryRun ? withTransition(item, { result: 'skipped', transition: rules.move.value, reason: UNBORN }) : item;
	if (unmet) return withTransition(item, { result: 'skipped', transition: rules.move.value, reason: unmet });
	if (onPaper) {
		const tried = await tryMoving(await site(), twin, item.replica, rules, execution);
		const { outcome, ...rest } = withTransition({ ...item, twin: tried.twin }, tried.outcome, item.outcome?.dryRun !== true);
		// What Apply Incoming Rules has really done stays done, and has to be recorded: the item is a dry run only when it was one before.
		return { ...rest, outcome: outcome && { ...outcome, planned: [...(outcome.planned ?? []), ...tried.planned] } };
	}
	const jira = rememberingWrites(await site(), item.connection);
	const moved = await moveTwin(jira, twin, item.replica, rules, execution);
	return withTransition({ ...item, twin: moved.twin }, moved.outcome);
}

const UNBORN = 'dry run: the counterpart does not exist yet, so nobody can tell what its workflow offers';

function withTransition(item: SyncItem, transition: TransitionOutcome, onPaper = false): SyncItem {
	const before = item.outcome ?? emptyOutcome('unchanged', transition.reason);
	// A move that a status row has made is not hidden by one that this node did not make.
	const outcome = { ...before, transition: before.transition?.result === 'done' && transition.result !== 'done' ? before.transition : transition };
	return { ...item, outcome: transition.result === 'done' && !onPaper ? withWrite(outcome) : outcome };
}
