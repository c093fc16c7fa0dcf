import { moveTwin } from '../../engine/moveTwin';
import { rememberingWrites } from '../../engine/rememberingWrites';
import type { Jira } from '../../jira/types';
import { isSettled, type SyncItem } from '../../sync/item';
import { emptyOutcome, withWrite, type TransitionOutcome } from '../../sync/outcome';
import type { TransitionOptions } from './options';

/** Moves the counterpart of one item, or says in the outcome why not. */
export async function run(site: () => Promise<Jira>, item: SyncItem, { rules, unmet }: TransitionOptions): Promise<SyncItem> {
	const { twin } = item;
	if (isSettled(item) || !twin) return item;
	if (unmet) return withTransition(item, { result: 'skipped', transition: rules.move.value, reason: unmet });
	const jira = rememberingWrites(await site(), item.connection);
	const moved = await moveTwin(jira, twin, item.replica, rules);
	return withTransition({ ...item, twin: moved.twin }, moved.outcome);
}

function withTransition(item: SyncItem, transition: TransitionOutcome): SyncItem {
	const before = item.outcome ?? emptyOutcome('unchanged', transition.reason);
	const outcome = { ...before, transition };
	return { ...item, outcome: transition.result === 'done' ? withWrite(outcome) : outcome };
}
