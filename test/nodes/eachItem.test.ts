import type { INodeExecutionData } from 'n8n-workflow';
import type { SyncItem } from '../../sync/item';
import { openPair, type Pair } from '../support/pair';
import { runWorkflow, type WorkflowFile, type WorkflowRun } from '../support/runWorkflow';
import { hurry, oneNode, type OnError } from './support';

let pair: Pair;
beforeEach(async () => {
	pair = await openPair();
	hurry(pair);
	expect(pair.desk.as('ann').createIssue({ project: 'DESK', type: 'Incident', summary: 'Mail is slow' })).toBe('DESK-2');
});
afterEach(() => pair.close());

const desk = { jiraSyncCloudApi: { id: null, name: 'Jira Desk' } };
const dev = { jiraSyncCloudApi: { id: null, name: 'Jira Dev' }, jiraSyncCloudSourceApi: { id: null, name: 'Jira Desk (source site)' } };

/** Build Replica alone, or with the nodes behind it that would go on with its items. */
function workflow(onError: OnError, ...behind: string[]): WorkflowFile {
	const build = oneNode('buildReplica', { connection: 'deskdev' }, { onError, credentials: desk });
	const others = behind.map((type) => {
		const parameters = {
			twinLookup: { operation: 'find' },
			applyIncomingRules: { firstSync: 'create', project: { __rl: true, mode: 'key', value: 'ACME' }, issueType: { __rl: true, mode: 'name', value: 'Task' } },
			transition: { transition: { __rl: true, mode: 'name', value: 'Start Progress' }, cause: 'always' },
		}[type];
		return oneNode(type, parameters ?? {}, { onError, credentials: dev }).nodes[0]!;
	});
	const nodes = [build.nodes[0]!, ...others];
	const connections = Object.fromEntries(nodes.slice(0, -1).map(({ name }, index) => [name, { main: [[{ node: nodes[index + 1]!.name, type: 'main' as const, index: 0 }]] }]));
	return { name: 'items', nodes, connections };
}

const good = (key: string): INodeExecutionData => ({ json: { issue: { key } } });
const bad: INodeExecutionData = { json: { issue: { key: 'DESK-99' }, mine: 'kept' } };
const positions: Array<[string, INodeExecutionData[]]> = [
	['first', [bad, good('DESK-1'), good('DESK-2')]],
	['in the middle', [good('DESK-1'), bad, good('DESK-2')]],
	['last', [good('DESK-1'), good('DESK-2'), bad]],
];
const start = (file: WorkflowFile, items: INodeExecutionData[]): Promise<WorkflowRun> => runWorkflow(file, pair.credentials, { node: 'buildReplica', items });
const keys = (items: INodeExecutionData[]) => items.map(({ json }) => (json as unknown as SyncItem).replica?.meta.issue.key);
const MESSAGE = /^Issue DESK-99 cannot be read at /;

describe.each(positions)('with the failing item %s', (_where, items) => {
	const badAt = items.indexOf(bad);

	test('"stop": the others are worked on, then the node fails with what happened and what to do next', async () => {
		const { error, output } = await start(workflow('stopWorkflow'), items);
		expect(error?.message).toMatch(MESSAGE);
		expect(error?.description).toContain('give the account Browse Projects');
		expect(output('buildReplica')).toEqual([]);
		expect(pair.sandbox.requests().filter(({ path }) => /\/issue\/DESK-[12]$/.test(path))).toHaveLength(2);
	});

	test('"continue with error output": good items go on, the failed one leaves by the error output', async () => {
		const { error, output } = await start(workflow('continueErrorOutput'), items);
		expect(error).toBeUndefined();
		expect(keys(output('buildReplica'))).toEqual(['DESK-1', 'DESK-2']);
		expect(output('buildReplica', 2).map(({ json }) => json)).toMatchObject([{ error: { code: 'issueUnreachable', message: expect.stringMatching(MESSAGE) } }]);
	});

	test('"continue": the failed one stays in line, first and marked, so that n8n repeats the node', async () => {
		const { error, output } = await start(workflow('continueRegularOutput'), items);
		expect(error).toBeUndefined();
		const [failed, ...rest] = output('buildReplica');
		expect(failed?.json).toMatchObject({ mine: 'kept', error: { code: 'issueUnreachable', message: expect.stringMatching(MESSAGE), next: expect.any(String) } });
		expect(keys(rest)).toEqual(['DESK-1', 'DESK-2']);
	});

	test('every item says which one it came from', async () => {
		const { output } = await start(workflow('continueRegularOutput'), items);
		const from = output('buildReplica').map(({ pairedItem }) => (pairedItem as { item: number }).item);
		expect(from).toEqual([badAt, ...[0, 1, 2].filter((index) => index !== badAt)]);
	});

	test('"continue" in a whole chain: what failed once does not pass as success further on', async () => {
		const { error, output } = await start(workflow('continueRegularOutput', 'twinLookup', 'applyIncomingRules'), items);
		expect(error).toBeUndefined();
		const ends = output('applyIncomingRules').map(({ json }) => ({ error: Boolean(json.error), result: (json as unknown as SyncItem).outcome?.result }));
		expect(ends.filter((end) => end.error)).toHaveLength(1);
		expect(ends.filter((end) => end.result === 'created')).toHaveLength(2);
		expect(output('applyIncomingRules')[0]?.json.error).toMatchObject({ message: expect.stringMatching(MESSAGE) });
	});
});

describe('an item that failed in a node which went on', () => {
	/** Apply fails for DESK-1 (its files cannot be fetched) after the twin was made, and the chain goes on to Transition. */
	async function chain(onError: OnError) {
		pair.credentials.stored['Jira Desk (source site)'] = { ...pair.credentials.stored['Jira Dev']! };
		const { output, error } = await start(workflow(onError, 'twinLookup', 'applyIncomingRules', 'transition'), [good('DESK-1'), good('DESK-2')]);
		return { output, error };
	}

	test('is not moved by the next node, and still says why it failed', async () => {
		// DESK-2 has no file and goes through.
		const { output } = await chain('continueRegularOutput');
		const ends = output('transition').map(({ json }) => json);
		expect(ends[0]).toMatchObject({ error: { code: 'sourceSiteMissing' }, replica: { meta: { issue: { key: 'DESK-1' } } } });
		expect(ends[1]).toMatchObject({ outcome: { transition: { result: 'done' } } });
		expect(pair.dev.issues('ACME').filter(({ summary }) => summary === 'VPN fails').map(({ status }) => status)).toEqual(['To Do']);
	});

	test('leaves by the error output with all that came in, so that it can be started over', async () => {
		const { output } = await chain('continueErrorOutput');
		expect(output('applyIncomingRules', 1).map(({ json }) => json)).toMatchObject([
			{ connection: 'deskdev', issue: { key: 'DESK-1' }, replica: { meta: { issue: { key: 'DESK-1' } } }, error: { code: 'sourceSiteMissing' } },
		]);
		expect(keys(output('transition'))).toEqual(['DESK-2']);
	});

	test('counts as one failure for the pauses between tries', async () => {
		pair.credentials.stored['Jira Dev']!.apiToken = 'wrong';
		const { output } = await start(workflow('continueRegularOutput', 'twinLookup', 'applyIncomingRules', 'transition'), [good('DESK-2')]);
		expect(output('transition')[0]?.json.error).toMatchObject({ code: 'unauthorized', retryable: true, retry: { attempt: 1 } });
	});
});

test('all items failing: "stop" names the first', async () => {
	const { error } = await start(workflow('stopWorkflow'), [bad, { json: { issue: { key: 'DESK-98' } } }]);
	expect(error?.message).toMatch(MESSAGE);
});

test('no items: nothing is asked and nothing comes out', async () => {
	const { error, output } = await start(workflow('stopWorkflow'), []);
	expect(error).toBeUndefined();
	expect(output('buildReplica')).toEqual([]);
	expect(pair.sandbox.requests()).toEqual([]);
});
