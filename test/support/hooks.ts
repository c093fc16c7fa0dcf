import { HookContext } from 'n8n-core';
import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { receive } from '../../nodes/JiraSyncTrigger/webhook';
import type { Direction, Pair } from './pair';
import { openWorkflow } from './runWorkflow';

/** The trigger of a direction as n8n's activation knows it. */
export function hookContextOf(pair: Pair, { workflow: file }: Direction): HookContext {
	const { workflow, additionalData } = openWorkflow(file, pair.credentials, 'activation');
	const node = Object.values(workflow.nodes).find(({ type }) => type.endsWith('jiraSyncTrigger'))!;
	node.webhookId ??= 'trigger';
	return new HookContext(workflow, node, additionalData, 'trigger', 'activate');
}

/** A call of the trigger's address; `refused` when it is answered 401. */
export async function call(pair: Pair, direction: Direction, { body, headers }: { body: Buffer; headers: IDataObject }): Promise<IDataObject[] | 'refused'> {
	const hook = hookContextOf(pair, direction);
	let refused = false;
	const context = {
		getMode: () => 'webhook',
		getNode: () => hook.getNode(),
		getWorkflow: () => hook.getWorkflow(),
		getNodeParameter: (name: string, fallback?: unknown) => hook.getNodeParameter(name, fallback as object),
		getNodeWebhookUrl: (name: 'default') => hook.getNodeWebhookUrl(name),
		getCredentials: (type: string) => hook.getCredentials(type),
		getRequestObject: () => ({ rawBody: body }),
		getHeaderData: () => Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
		getBodyData: () => JSON.parse(body.toString()) as IDataObject,
		getResponseObject: () => ({ status: (status: number) => ({ send: () => (refused = status === 401) }) }),
		helpers: { returnJsonArray: (list: IDataObject[]) => list.map((json) => ({ json })) },
	} as unknown as IWebhookFunctions;
	const answer: IWebhookResponseData = await receive.call(context);
	return refused ? 'refused' : (answer.workflowData?.flat().map(({ json }) => json) ?? []);
}
