import type { ConnectedSites } from '../../../host/connectedSites.ts';
import { isSettled, listExecutions } from '../../../host/executions.ts';
import { READS_BY_POST } from '../../../host/readsByPost.ts';
import { waitFor } from '../../../host/waitFor.ts';

/**
 * Waits until nothing runs or waits in n8n and nothing that people see was written for so long that a sweep would have come back to
 * what is still open. Real seconds.
 *
 * @param deliver brings n8n what Jira has sent
 */
export async function atRest(sites: ConnectedSites, deliver: () => Promise<void>, quietSeconds: number): Promise<void> {
	let left: unknown[] = [];
	let since = Date.now();
	let writes = -1;
	await waitFor(async () => {
		await deliver();
		left = (await listExecutions(sites.n8n.rest)).filter((execution) => !isSettled(execution));
		// The sweep's own mark is written whether or not anything happens.
		const now = sites.jira.requests().filter(({ method, path }) => method !== 'GET' && !READS_BY_POST.test(path) && !path.includes('.sweep.')).length;
		if (left.length > 0 || now !== writes) since = Date.now();
		writes = now;
		return Date.now() - since > quietSeconds * 1000;
	}, { what: 'everything to come to rest', seconds: 420, everyMilliseconds: 500 }).catch((error: unknown) => {
		throw new Error(`${(error as Error).message}; still there: ${JSON.stringify(left)}`);
	});
}
