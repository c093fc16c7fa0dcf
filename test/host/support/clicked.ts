import type { ConnectedSites } from '../../../host/connectedSites.ts';
import { type Execution, getExecution, isSettled, listExecutions } from '../../../host/executions.ts';
import { waitFor } from '../../../host/waitFor.ts';
import type { WorkflowNode, WorkflowToSave } from '../../../host/workflows.ts';

/** The shipped template By Hand, as Jira's own automation calls it from a desk issue. */
export interface ByHand {
	/** Sends a command and gives the answer's status. */
	send(key: string, jirasync: object, token?: string): Promise<{ status: number }>;
	/** Sends a command, waits for the end of its execution and returns it. */
	run(key: string, jirasync: object): Promise<Execution>;
}

export async function publishByHand(sites: ConnectedSites): Promise<ByHand> {
	const workflow = await sites.n8n.template('by-hand');
	const trigger = nodeOf(workflow, 'Command From Jira');
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

export const nodeOf = (workflow: WorkflowToSave, name: string): WorkflowNode => workflow.nodes.find((node) => node.name === name)!;

/** A shipped template that is started by a click, started by a call instead. */
export interface Clicked {
	id: string;
	/** Starts it, as a click would. */
	click(): Promise<{ status: number }>;
	/** Starts it, waits for its end and returns it. */
	run(seconds?: number): Promise<Execution>;
}

/** @param change what a person changes in the template */
export async function publishClicked(sites: ConnectedSites, name: string, change: (workflow: WorkflowToSave) => void): Promise<Clicked> {
	const workflow = await sites.n8n.template(name);
	Object.assign(nodeOf(workflow, 'Start Here'), { type: 'n8n-nodes-base.webhook', typeVersion: 2, webhookId: name, parameters: { path: name, httpMethod: 'POST' } });
	change(workflow);
	const id = await sites.n8n.publish(workflow);
	const click = () => fetch(`${sites.n8n.n8n.url}/webhook/${name}`, { method: 'POST', body: '{}' });
	return { id, click, run: (seconds) => runOf(sites, id, click, seconds) };
}

/** Starts an execution of a workflow by a call, waits for its end and returns it. */
async function runOf(sites: ConnectedSites, workflowId: string, start: () => Promise<{ status: number }>, seconds = 100): Promise<Execution> {
	const before = (await listExecutions(sites.n8n.rest, workflowId)).length;
	const { status } = await start();
	if (status !== 200) throw new Error(`The call was answered with ${status}`);
	const [newest] = await waitFor(async () => {
		const all = await listExecutions(sites.n8n.rest, workflowId);
		return all.length > before && all.every(isSettled) && all;
	}, { what: `the execution of ${workflowId} to end`, seconds });
	return await getExecution(sites.n8n.rest, newest!.id);
}
