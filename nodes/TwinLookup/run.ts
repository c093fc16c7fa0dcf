import { endPair } from '../../engine/endPair';
import { explainPair, statusOfIssue } from '../../engine/explainPair';
import { findTwin } from '../../engine/findTwin';
import { recordTwin } from '../../engine/recordTwin';
import type { Jira } from '../../jira/types';
import { withoutCounterpart } from '../../sync/deletion';
import type { Explanation, StatusReport } from '../../sync/explain';
import { isSettled, type SyncItem } from '../../sync/item';
import type { LookupOptions } from './options';

/** Finds or records the counterpart of one item; a settled item passes unchanged. */
export async function run(jira: Jira, item: SyncItem, options: Extract<LookupOptions, { operation: 'find' | 'record' }>): Promise<SyncItem> {
	// Such an item is settled by the other side, and this one has its own part to do.
	if (options.operation === 'record' && item.replica.meta.ends) return { ...item, ...(await endPair(jira, item)) };
	if (isSettled(item)) return item;
	if (options.operation === 'find') {
		const twin = await findTwin(jira, item.replica);
		if (item.replica.meta.deleted && !twin) return { ...item, twin, outcome: withoutCounterpart(item.replica) };
		return { ...item, twin, firstSync: twin === null };
	}
	// There may be nothing to record: a dry run writes nothing, and a deleted issue keeps no record.
	if (item.outcome?.dryRun || item.replica.meta.deleted) return item;
	const { notes } = await recordTwin(jira, item, options.showLink);
	// A connection is complete now.
	const { connect: _, ...recorded } = item;
	return item.outcome && notes.length > 0 ? { ...recorded, outcome: { ...item.outcome, notes: [...item.outcome.notes, ...notes] } } : recorded;
}

/** What a person wants to know of one issue; reads only. */
export const tell = async (jira: Jira, item: SyncItem, options: Extract<LookupOptions, { operation: 'explain' | 'status' }>): Promise<StatusReport | Explanation> =>
	options.operation === 'status' ? await statusOfIssue(jira, item.replica) : await explainPair(jira, item.replica, options.conflict, options.fields);
