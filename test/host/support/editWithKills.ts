import { listExecutions } from '../../../host/executions.ts';
import { waitFor } from '../../../host/waitFor.ts';
import type { Postman } from './postman';
import { EDITS, type TwoSides } from './twoSides';

/**
 * All that people do, delivered in rounds. After some of the edits something is killed while an execution is at work.
 *
 * @param after indexes of those edits
 * @param kill gets the round of deliveries that is under way then
 */
export async function editWithKills({ sites, stage, keys }: TwoSides, postman: Postman, after: number[], kill: (round: Promise<void>) => Promise<void>): Promise<void> {
	const isRunning = async () => (await listExecutions(sites.n8n.rest)).some(({ status }) => status === 'running');
	for (const [index, edit] of EDITS.entries()) {
		edit(stage, keys);
		if (!after.includes(index)) {
			await postman.round(0.7);
			continue;
		}
		const round = postman.round(1);
		await waitFor(isRunning, { what: 'an execution at work', seconds: 20, everyMilliseconds: 5 });
		await kill(round);
	}
}
