import { ConnectedSites } from '../../host/connectedSites.ts';
import { type Execution, getExecution, isSettled, itemsOf, listExecutions } from '../../host/executions.ts';
import { listCredentials } from '../../host/credentials.ts';
import { fillIn, readTemplate } from '../../host/templates.ts';
import { waitFor } from '../../host/waitFor.ts';
import type { WorkflowNode, WorkflowToSave } from '../../host/workflows.ts';
import { STARTING, STEP } from './support/useN8n';

type Setting = 'stopWorkflow' | 'continueRegularOutput' | 'continueErrorOutput';
const SETTINGS: Setting[] = ['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'];
const POSITIONS = ['first', 'in the middle', 'last'] as const;
const APPLY = 'Apply to Dev';
const LAST = 'Record Dev Twin on Desk';
const OURS = ['Build Desk Replica', 'Find Dev Twin', APPLY, LAST];

let sites: ConnectedSites;
const hooks = new Map<string, { url: string; id: string }>();

/** The shipped nodes in a row, started with a query, all with the same error setting; what leaves by an error output is gathered. */
function workflowOf(setting: Setting, retries: boolean, path: string): WorkflowToSave {
	const template = readTemplate('service-desk-escalation');
	const own = OURS.map((name) => template.nodes.find((node) => node.name === name) as WorkflowNode);
	const nodes = own.map((node) => ({
		...node,
		parameters: node.name === OURS[0] ? { ...node.parameters, operation: 'byJql', jql: '={{ $json.body.jql }}', connection: 'deskdev', returnAll: true } : node.parameters,
		onError: setting,
		retryOnFail: retries,
		maxTries: 3,
		waitBetweenTries: 0,
	}));
	const start = { id: 'start', name: 'Start', type: 'n8n-nodes-base.webhook', typeVersion: 2, position: [0, 0] as [number, number], webhookId: path, parameters: { path, httpMethod: 'POST' } };
	const failed = { id: 'failed', name: 'Failed', type: 'n8n-nodes-base.noOp', typeVersion: 1, position: [900, 300] as [number, number], parameters: {} };
	const to = (node: string | undefined) => (node ? [{ node, type: 'main', index: 0 }] : []);
	const connections = Object.fromEntries(
		OURS.map((name, index) => {
			const good = [to(OURS[index + 1])];
			// Build Replica has a second output for what is skipped.
			if (index === 0) good.push([]);
			return [name, { main: setting === 'continueErrorOutput' ? [...good, to('Failed')] : good }];
		}),
	);
	return { name: path, nodes: [start, ...nodes, failed], connections: { Start: { main: [to(OURS[0])] }, ...connections }, settings: { executionOrder: 'v1' } };
}

async function publish(setting: Setting, retries: boolean): Promise<void> {
	const path = `${setting}-${retries ? 'retries' : 'once'}`.toLowerCase();
	const saved = await listCredentials(sites.n8n.rest);
	const workflow = fillIn(workflowOf(setting, retries, path), { credentialId: (type, name) => saved.find((one) => one.type === type && one.name === name)?.id });
	const id = await sites.n8n.publish(workflow);
	hooks.set(`${setting} ${retries}`, { url: `${sites.n8n.n8n.url}/webhook/${path}`, id });
}

beforeAll(async () => {
	sites = await ConnectedSites.open();
	// Nothing runs but what a test starts.
	sites.deliveries.hold();
	for (const setting of SETTINGS) for (const retries of [false, true]) await publish(setting, retries);
}, STARTING);
afterAll(() => sites?.close(), STEP);

/** Three pairs, of which the one at this position has lost its counterpart and cannot be brought over. */
async function threePairs(position: number): Promise<{ keys: string[]; twins: string[]; bad: string }> {
	const keys = [0, 1, 2].map((number) => sites.desk.as('casey').createIssue({ project: 'DESK', type: 'Service Request', summary: `issue ${number}` }));
	await runOver(keys, 'stopWorkflow', false);
	const twins = keys.map((key) => (sites.desk.issue(key).properties['jirasync.deskdev'] as { twin: { key: string } }).twin.key);
	sites.dev.as('ada').deleteIssue(twins[position] as string);
	for (const key of keys) {
		sites.desk.as('ann').editIssue(key, { summary: `${key} changed` });
		sites.desk.as('ann').addComment(key, `said on ${key}`, { internal: false });
	}
	return { keys, twins, bad: keys[position] as string };
}

async function runOver(keys: string[], setting: Setting, retries: boolean): Promise<Execution> {
	const hook = hooks.get(`${setting} ${retries}`)!;
	const before = (await listExecutions(sites.n8n.rest, hook.id)).length;
	await fetch(hook.url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ jql: `key in (${keys.join(', ')}) ORDER BY created ASC` }) });
	const [newest] = await waitFor(async () => {
		const all = await listExecutions(sites.n8n.rest, hook.id);
		return all.length > before && all.every(isSettled) && all;
	}, { what: 'the execution to end' });
	return await getExecution(sites.n8n.rest, newest!.id);
}

const codeOf = (item: { json: Record<string, unknown> } | undefined) => (item?.json.error as { code?: string } | undefined)?.code;

describe.each(SETTINGS)('with On Error set to %s', (setting) => {
	describe.each([false, true])('and Retry On Fail %s', (retries) => {
		test.each(POSITIONS.map((name, index) => [name, index] as const))('the item that fails stands %s: it is no success, and the others are done once', async (_name, position) => {
			const { keys, twins, bad } = await threePairs(position);
			sites.takeWrites();
			const execution = await runOver(keys, setting, retries);
			const writes = sites.takeWrites();
			const good = keys.filter((key) => key !== bad);

			for (const key of good) {
				const twin = sites.dev.issue(twins[keys.indexOf(key)] as string);
				expect(twin.summary).toBe(`${key} changed`);
				expect(twin.comments.filter(({ text }) => text.endsWith(`said on ${key}`))).toHaveLength(1);
				expect(writes.filter((write) => write === `dev PUT /rest/api/3/issue/${twin.id}`)).toHaveLength(1);
				expect(writes.filter((write) => write === `dev POST /rest/api/3/issue/${twin.id}/comment`)).toHaveLength(1);
			}
			const ended = itemsOf(execution, LAST);
			const succeeded = ended.filter(({ json }) => !json.error);
			expect(succeeded.map(({ json }) => (json.issue as { key: string }).key)).toEqual(setting === 'stopWorkflow' ? [] : good);
			if (setting === 'stopWorkflow') {
				expect(execution.status).toBe('error');
				expect(execution.data.resultData.error?.message).toContain('cannot be read');
			} else if (setting === 'continueRegularOutput') {
				expect(ended.filter(({ json }) => json.error).map(codeOf)).toEqual(['twinUnreachable']);
			} else {
				expect(itemsOf(execution, 'Failed').map(codeOf)).toEqual(['twinUnreachable']);
			}
			sites.takeWrites();
			await runOver(keys, setting, retries);
			expect(sites.takeWrites()).toEqual([]);
		}, STEP);
	});
});
