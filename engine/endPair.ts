import type { Jira } from '../jira/types';
import type { SyncItem, Twin } from '../sync/item';
import { emptyOutcome, type Outcome } from '../sync/outcome';
import { disconnectPair } from './disconnectPair';

/**
 * Takes the local side of a pair that ends out of it; the other site's node does the same there. What is in the
 * issues stays. May be run again at any point: what is out already costs no write.
 *
 * @param dryRun list what would be written; after a dry run at the other side nothing is written here either
 * @throws as disconnectPair
 */
export async function endPair(jira: Jira, item: SyncItem, dryRun = false): Promise<{ twin: Twin | null; outcome: Outcome }> {
	const { outcome: before, replica } = item;
	const onlyListed = dryRun || before?.dryRun === true;
	const { code = 'noLongerMatches', reason = '' } = replica.meta.ends ?? {};
	const { twin, outcome: own } = await disconnectPair(jira, { ...item, outcome: null }, { forget: false, byRule: code === 'stoppedByRule', dryRun: onlyListed });
	const notes = [...(before?.notes ?? []), ...(own?.result === 'updated' && !onlyListed ? [own.reason] : []), ...(own?.notes ?? [])];
	const outcome: Outcome = { ...emptyOutcome('skipped', reason, code), notes };
	if (!onlyListed) return { twin, outcome };
	return { twin, outcome: { ...outcome, reason: `Dry run, nothing was written: ${reason}`, dryRun: true, planned: [...(before?.planned ?? []), ...(own?.planned ?? [])] } };
}
