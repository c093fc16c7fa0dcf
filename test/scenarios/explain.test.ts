import { hurry } from '../nodes/support';
import { runWorkflow } from '../support/runWorkflow';
import { openPair, type Pair } from '../support/pair';
import { expectQuiet } from '../support/quiet';
import type { Explanation, StatusReport } from '../../sync/explain';

let pair: Pair;
beforeEach(async () => {
	pair = await openPair();
	hurry(pair);
});
afterEach(() => pair.close());

/** Build Replica by key, then Twin Lookup, as a person would put them together. */
async function ask<T>(operation: 'explain' | 'status', more: object = {}): Promise<T> {
	const workflow = structuredClone(pair.escalation.workflow);
	const build = workflow.nodes.find(({ name }) => name === 'Build Desk Replica')!;
	const find = workflow.nodes.find(({ name }) => name === 'Find Dev Twin')!;
	build.parameters = { ...build.parameters, operation: 'byKey', issueKey: 'DESK-1', connection: 'deskdev' };
	find.parameters = { operation, ...more };
	workflow.connections = { [build.name]: workflow.connections[build.name]! };
	pair.writes();
	const run = await runWorkflow(workflow, pair.credentials, { node: build.name, items: [{ json: {} }] });
	expect(pair.writes()).toEqual([]);
	return run.output(find.name)[0]?.json as T;
}
const escalate = async () => {
	pair.desk.as('ann').transition('DESK-1', 'Send to development', { comment: 'please look' });
	return (await pair.look(pair.escalation, 'DESK-1')).item!.twin!.key;
};

test('an issue without a counterpart: not synchronized, and the next run would create one', async () => {
	expect(await ask<StatusReport>('status')).toMatchObject({ status: 'notSynchronized', twin: null });
	expect(await ask<Explanation>('explain')).toMatchObject({ status: 'notSynchronized', decision: expect.stringContaining('would create the counterpart') });
});

test('a pair at rest: synchronized, and the next run would write nothing', async () => {
	const key = await escalate();
	expect(await ask<StatusReport>('status')).toMatchObject({ status: 'synchronized', twin: { key } });
	expect(await ask<Explanation>('explain')).toMatchObject({
		decision: 'The next run would write nothing.',
		fields: [
			{ field: 'summary', remote: 'VPN fails', local: 'VPN fails', lastSynced: 'VPN fails', decision: 'same' },
			{ field: 'description', decision: 'same' },
		],
		comments: { atSource: 3, copied: 3, next: [], withheld: { 'comment: internal': 1 } },
		files: { atSource: 1, copied: 1, missing: [] },
	});
	await expectQuiet(pair);
});

test('what is on its way is told with reasons, and is what the next run then writes', async () => {
	const key = await escalate();
	pair.desk.as('ann').editIssue('DESK-1', { summary: 'VPN fails on Mac' });
	pair.dev.as('dana').editIssue(key, { description: 'seen at the gateway' });
	const comment = pair.desk.as('ann').addComment('DESK-1', 'one more', { internal: false });
	const explained = await ask<Explanation>('explain');
	expect(explained.fields).toEqual([
		{ field: 'summary', remote: 'VPN fails on Mac', local: 'VPN fails', lastSynced: 'VPN fails', decision: 'written', reason: 'changed at the other side' },
		expect.objectContaining({ field: 'description', local: 'seen at the gateway', decision: 'kept', reason: 'changed only here' }),
	]);
	expect(explained.comments.next).toEqual([{ source: comment, what: 'add', reason: 'it has no copy here yet' }]);
	expect(explained.decision).toBe('The next run would write summary, bring over 1 comment.');
	const { item } = await pair.look(pair.escalation, 'DESK-1');
	expect(item!.outcome!.fields.filter(({ action }) => action === 'written').map(({ field }) => field)).toEqual(['summary']);
	expect(item!.outcome!.comments.map(({ source }) => source)).toEqual([comment]);
	await pair.look(pair.resolution, key);
	await expectQuiet(pair);
});

test('a conflict is decided by the chosen rule', async () => {
	const key = await escalate();
	pair.desk.as('ann').editIssue('DESK-1', { summary: 'from the desk' });
	pair.dev.as('dana').editIssue(key, { summary: 'from development' });
	const decisions = [];
	for (const conflict of ['remote', 'local']) decisions.push((await ask<Explanation>('explain', { conflict })).fields[0]?.decision);
	expect(decisions).toEqual(['written', 'kept']);
});

test('a blocked issue tells why and since when', async () => {
	const key = await escalate();
	pair.sandbox.setFaults(({ method, path, moment }) =>
		moment === 'before' && method === 'PUT' && path.endsWith(`/issue/${pair.dev.issue(key).id}`) ? { kind: 'answer', status: 400, body: { errorMessages: [], errors: { summary: 'Summary is locked.' } } } : undefined,
	);
	pair.desk.as('ann').editIssue('DESK-1', { summary: 'not taken' });
	await pair.look(pair.escalation, 'DESK-1');
	pair.sandbox.setFaults(undefined);
	expect(await ask<StatusReport>('status')).toMatchObject({ status: 'blocked', blocked: { code: 'fieldRefused', field: 'summary' } });
	await pair.look(pair.escalation, 'DESK-1');
	expect(await ask<StatusReport>('status')).toMatchObject({ status: 'synchronized' });
	await expectQuiet(pair);
});

test('a counterpart that was deleted, which the issue knows, and one that it does not know of', async () => {
	const key = await escalate();
	const { id } = pair.dev.issue(key);
	pair.dev.as('ada').deleteIssue(key);
	expect(await ask<Explanation>('explain')).toMatchObject({ status: 'partnerUnreachable', twin: { key } });
	await pair.look(pair.resolution, key, { deleted: { id, at: '2026-11-21T10:00:00.000Z' } });
	expect(await ask<StatusReport>('status')).toMatchObject({ status: 'partnerDeleted', twin: { key }, reason: `${key}, the counterpart of DESK-1, was deleted (2026-11-21T10:00:00.000Z).` });
	expect(await ask<Explanation>('explain')).toMatchObject({ status: 'partnerDeleted', decision: expect.stringContaining('set to for deleted issues') });
});

test('a counterpart that is gone', async () => {
	const key = await escalate();
	pair.dev.as('ada').deleteIssue(key);
	expect(await ask<StatusReport>('status')).toMatchObject({ status: 'partnerUnreachable', twin: { key } });
});
