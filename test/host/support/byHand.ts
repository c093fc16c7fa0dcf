import type { ConnectedSites } from '../../../host/connectedSites.ts';
import { type Execution, getExecution, isSettled, listExecutions } from '../../../host/executions.ts';
import { waitFor } from '../../../host/waitFor.ts';

/** The shipped template By Hand, as Jira's own automation calls it from a desk issue. */
export interface ByHand {
	/** Sends a command and gives the answer's status. */
	send(key: string, jirasync: object, token?: string): Promise<{ status: number }>;
	/** Sends a command, waits for the end of its execution and returns it. */
	run(key: string, jirasync: object): Promise<Execution>;
}

export async function publishByHand(sites: ConnectedSites): Promise<ByHand> {
	const workflow = await sites.n8n.template('by-hand');
	const trigger = workflow.nodes.find(({ name }) => name === 'Command From Jira')!;
	trigger.parameters.options = { byHand: true, secret: 'typed' };
	trigger.webhookId = 'by-hand';
	const id = await sites.n8n.publish(workflow);
	const send: ByHand['send'] = (key, jirasync, token = 'typed') =>
		fetch(`${sites.n8n.n8n.url}/webhook/by-hand/webhook`, {
			method: 'POST',
			headers: { 'content-type': 'application/json', 'x-jira-sync-token': token },
			body: JSON.stringify({ issue: { id: sites.desk.issue(key).id, key }, jirasync }),
		});
	return { send, run: (key, jirasync) => runOf(sites, id, () => send(key, jirasync)) };
}

/** Starts an execution of a workflow by a call, waits for its end and returns it. */
export async function runOf(sites: ConnectedSites, workflowId: string, start: () => Promise<{ status: number }>): Promise<Execution> {
	const before = (await listExecutions(sites.n8n.rest, workflowId)).length;
	const { status } = await start();
	if (status !== 200) throw new Error(`The call was answered with ${status}`);
	const [newest] = await waitFor(async () => {
		const all = await listExecutions(sites.n8n.rest, workflowId);
		return all.length > before && all.every(isSettled) && all;
	}, { what: `the execution of ${workflowId} to end`, seconds: 100 });
	return await getExecution(sites.n8n.rest, newest!.id);
}
