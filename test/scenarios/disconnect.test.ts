import type { INodeExecutionData } from 'n8n-workflow';
import { claimsOf, nodeOf } from '../nodes/support';
import { connect, disconnect, lookUp } from '../support/lookups';
import type { Pair } from '../support/pair';
import { pairForEach } from '../support/pairForEach';
import { expectQuiet } from '../support/quiet';
import { runWorkflow } from '../support/runWorkflow';
import type { StatusReport } from '../../sync/explain';

let pair: Pair;
let task: string;
/** The item of the first look, built when the issue had no counterpart yet. */
let unpaired: INodeExecutionData;
pairForEach(async (fresh) => {
	pair = fresh;
	pair.desk.as('ann').transition('DESK-1', 'Send to development', { comment: 'please look' });
	const { item, run } = await pair.look(pair.escalation, 'DESK-1');
	task = item!.twin!.key;
	[unpaired] = run.output('Find Dev Twin') as [INodeExecutionData];
	pair.writes();
});

const keysOf = (site: Pair['desk'], key: string) => Object.keys(site.issue(key).properties);
const recordOf = (site: Pair['desk'], key: string) => site.issue(key).properties['jirasync.deskdev'];
const ends = () => [[pair.desk, 'DESK-1'], [pair.dev, task]] as const;
const byKey = { operation: 'byKey', issueKey: 'DESK-1' };
const changeBoth = () => {
	pair.desk.as('ann').editIssue('DESK-1', { summary: 'changed at the desk' });
	pair.desk.as('ann').addComment('DESK-1', 'and said', { internal: false });
	pair.dev.as('dana').editIssue(task, { summary: 'changed in development' });
	pair.dev.as('dana').addComment(task, 'and answered');
};

test('a pair is disconnected at both sides: the links go, the content stays, and the records remember it', async () => {
	const before = ends().map(([site, key]) => [site.issue(key).summary, site.issue(key).comments.length, site.issue(key).files.length]);
	const { items, failed } = await disconnect(pair, 'DESK-1');
	expect(failed).toEqual([]);
	expect(items[0]!.outcome).toMatchObject({ result: 'updated', reason: expect.stringContaining('Disconnected: DESK-1') });
	expect(ends().map(([site, key]) => recordOf(site, key))).toMatchObject([{ state: 'disconnected', twin: { key: task } }, { state: 'disconnected', twin: { key: 'DESK-1' } }]);
	expect(ends().flatMap(([site, key]) => site.issue(key).remoteLinks)).toEqual([]);
	expect(ends().map(([site, key]) => [site.issue(key).summary, site.issue(key).comments.length, site.issue(key).files.length])).toEqual(before);
	await expectQuiet(pair);
});

test('an item from before the pair was made creates no other counterpart', async () => {
	await disconnect(pair, 'DESK-1');
	const issues = pair.dev.issues('ACME').length;
	pair.writes();
	const run = await runWorkflow(pair.escalation.workflow, pair.credentials, { node: 'Apply to Dev', items: [unpaired] });
	expect(run.output('Apply to Dev')[0]?.json).toMatchObject({ outcome: { result: 'skipped', code: 'disconnected', reason: expect.stringContaining(task) } });
	expect(pair.dev.issues('ACME')).toHaveLength(issues);
	expect(recordOf(pair.desk, 'DESK-1')).toMatchObject({ state: 'disconnected' });
});

test('what people change afterwards on either side writes nothing, and the trigger starts no new counterpart', async () => {
	await disconnect(pair, 'DESK-1');
	changeBoth();
	pair.writes();
	const looks = [await pair.look(pair.escalation, 'DESK-1', { reached: ['Waiting for development'] }), await pair.look(pair.resolution, task)];
	expect(looks.map(({ skipped }) => skipped?.outcome)).toMatchObject([{ result: 'skipped', code: 'disconnected' }, { result: 'skipped', code: 'disconnected' }]);
	expect(pair.writes()).toEqual([]);
	expect(pair.dev.issues('ACME')).toHaveLength(1);
	await expectQuiet(pair);
});

test('named by hand it comes out, finds no counterpart, and is skipped with how to start again', async () => {
	await disconnect(pair, 'DESK-1');
	const workflow = structuredClone(pair.escalation.workflow);
	nodeOf({ ...pair.escalation, workflow }, 'Build Desk Replica').parameters = { connection: 'deskdev', ...byKey };
	const site = pair.escalation;
	const template = site.workflow;
	site.workflow = workflow;
	pair.writes();
	const { item } = await pair.look(site, 'DESK-1');
	site.workflow = template;
	expect(item).toMatchObject({ twin: null, replica: { meta: { twin: null, disconnected: { key: task } } } });
	expect(item!.outcome).toMatchObject({ result: 'skipped', code: 'disconnected', reason: expect.stringMatching(/Connect.*Forget Everything/) });
	expect(pair.writes()).toEqual([]);
	await expectQuiet(pair);
});

test('when only the counterpart was disconnected, nothing is written and nothing is created', async () => {
	await lookUp(pair, 'desk', byKey, [{ at: 'dev', parameters: { operation: 'disconnect' } }]);
	changeBoth();
	pair.writes();
	const { item, failed } = await pair.look(pair.escalation, 'DESK-1');
	expect(failed).toBeUndefined();
	expect(item!.outcome).toMatchObject({ result: 'skipped', code: 'disconnected', reason: expect.stringContaining(`${task} was disconnected`) });
	expect(pair.writes()).toEqual([]);
	expect(pair.dev.issues('ACME')).toHaveLength(1);
	const status = (await lookUp(pair, 'desk', byKey, [{ at: 'dev', parameters: { operation: 'status' } }])).items[0] as unknown as StatusReport;
	expect(status).toMatchObject({ status: 'disconnected', twin: { key: task } });
});

test('when only the issue itself was disconnected, its counterpart writes nothing to it', async () => {
	await lookUp(pair, 'desk', byKey, [{ at: 'desk', parameters: { operation: 'disconnect' } }]);
	changeBoth();
	pair.writes();
	const { item, failed } = await pair.look(pair.resolution, task);
	expect(failed).toBeUndefined();
	expect(item!.outcome).toMatchObject({ result: 'skipped', code: 'disconnected' });
	expect(pair.writes()).toEqual([]);
});

test('a run that began before leaves a disconnected issue disconnected', async () => {
	pair.desk.as('ada').deleteProperty('DESK-1', 'jirasync.deskdev');
	const tombstone = { format: 1, state: 'disconnected', fields: {}, twin: { site: pair.dev.cloudId, id: pair.dev.issue(task).id, key: task, url: '' } };
	// The record is written when the run has read the issue and not yet recorded it.
	pair.sandbox.setFaults(({ site, method, path, moment }) => {
		if (site === 'desk' && moment === 'before' && method === 'GET' && path.endsWith(`/issue/${pair.desk.issue('DESK-1').id}`) && seen++ === 1) pair.desk.as('ada').setProperty('DESK-1', 'jirasync.deskdev', tombstone);
		return undefined;
	});
	let seen = 0;
	await pair.look(pair.escalation, 'DESK-1');
	pair.sandbox.setFaults(undefined);
	expect(recordOf(pair.desk, 'DESK-1')).toMatchObject({ state: 'disconnected' });
	await expectQuiet(pair);
});

test('disconnecting once more writes nothing', async () => {
	await disconnect(pair, 'DESK-1');
	pair.writes();
	const { items, failed } = await disconnect(pair, 'DESK-1');
	expect(failed).toEqual([]);
	expect(items[0]!.outcome).toMatchObject({ result: 'unchanged' });
	expect(pair.writes()).toEqual([]);
});

test('a run that ended in the middle is finished by the next one', async () => {
	pair.sandbox.setFaults(({ method, path, moment }) => (moment === 'before' && method === 'PUT' && path.endsWith('/properties/jirasync.deskdev') ? { kind: 'answer', status: 500, body: {} } : undefined));
	expect((await disconnect(pair, 'DESK-1')).failed).toHaveLength(1);
	pair.sandbox.setFaults(undefined);
	expect((await disconnect(pair, 'DESK-1')).failed).toEqual([]);
	expect(ends().map(([site, key]) => recordOf(site, key))).toMatchObject([{ state: 'disconnected' }, { state: 'disconnected' }]);
	await expectQuiet(pair);
});

test('a dry run lists what would go, and nothing is written at either side', async () => {
	const { items, failed } = await lookUp(pair, 'desk', byKey, [
		{ at: 'dev', parameters: { operation: 'disconnect', forget: true, dryRun: true } },
		// A node after a dry run makes one, too.
		{ at: 'desk', parameters: { operation: 'disconnect', forget: true } },
	]);
	expect(failed).toEqual([]);
	expect(pair.writes()).toEqual([]);
	const { planned, dryRun } = items[0]!.outcome!;
	expect(dryRun).toBe(true);
	const listed = planned!.map(({ what, where, detail }) => `${what} ${where} ${detail}`);
	for (const [site, key] of ends()) {
		expect(listed).toContain(`mark as disconnected ${key} jirasync.deskdev`);
		for (const property of keysOf(site, key)) expect(listed).toContain(`delete property ${key} ${property}`);
	}
	expect(listed.filter((line) => line.startsWith('delete claim'))).toHaveLength(claimsOf(pair).length);
	expect(listed.filter((line) => line.startsWith('remove link'))).toHaveLength(2);
	await expectQuiet(pair);
});

test('Forget Everything leaves nothing of the sync on the issues, and the issue starts again with a fresh counterpart', async () => {
	const { failed } = await disconnect(pair, 'DESK-1', { forget: true });
	expect(failed).toEqual([]);
	expect(ends().flatMap(([site, key]) => keysOf(site, key))).toEqual([]);
	expect(ends().flatMap(([site, key]) => site.issue(key).remoteLinks)).toEqual([]);
	expect(claimsOf(pair)).toEqual([]);
	const { item } = await pair.look(pair.escalation, 'DESK-1');
	const fresh = item!.twin!.key;
	expect(fresh).not.toBe(task);
	expect(item!.outcome!.result).toBe('created');
	expect(pair.dev.issue(fresh).comments).toHaveLength(3);
	expect(pair.dev.issue(fresh).files).toHaveLength(1);
	await expectQuiet(pair);
});

test('what was disconnected may be forgotten later', async () => {
	await disconnect(pair, 'DESK-1');
	await disconnect(pair, 'DESK-1', { forget: true });
	expect(ends().flatMap(([site, key]) => keysOf(site, key))).toEqual([]);
	expect(claimsOf(pair)).toEqual([]);
});

test('the keys of other connections and of other apps stay', async () => {
	for (const key of ['jirasync.deskdev2', 'jirasync.deskdev-2.t0', 'somebody.else']) pair.dev.as('ada').setProperty(task, key, { kept: true });
	await disconnect(pair, 'DESK-1', { forget: true });
	expect(keysOf(pair.dev, task)).toEqual(['jirasync.deskdev2', 'jirasync.deskdev-2.t0', 'somebody.else']);
});

test('a counterpart that is gone is told, and the other side is disconnected all the same', async () => {
	pair.dev.as('ada').deleteIssue(task);
	const { items, failed } = await disconnect(pair, 'DESK-1');
	expect(failed).toEqual([]);
	expect(items[0]!.outcome!.notes).toEqual([expect.stringContaining(`${task} cannot be read`)]);
	expect(recordOf(pair.desk, 'DESK-1')).toMatchObject({ state: 'disconnected' });
});

test('an issue whose counterpart is gone is forgotten, and starts again', async () => {
	pair.dev.as('ada').deleteIssue(task);
	await disconnect(pair, 'DESK-1', { forget: true });
	const { item } = await pair.look(pair.escalation, 'DESK-1');
	expect(item!.outcome!.result).toBe('created');
	await expectQuiet(pair);
});

test('a counterpart that has another pair by now is left alone', async () => {
	await disconnect(pair, 'DESK-1');
	const request = pair.desk.as('casey').createIssue({ project: 'DESK', type: 'Service Request', summary: 'same here' });
	await connect(pair, request, task);
	pair.writes();
	const { items } = await disconnect(pair, 'DESK-1');
	expect(items[0]!.outcome!.notes).toEqual([expect.stringContaining(`${task} is paired with ${request}`)]);
	expect(pair.writes()).toEqual([]);
	expect(recordOf(pair.dev, task)).toMatchObject({ state: 'paired', twin: { key: request } });
	await expectQuiet(pair);
});

test('a link that the account may not remove is told and stops nothing', async () => {
	pair.sandbox.setFaults(({ method, path, moment }) => (moment === 'before' && method === 'DELETE' && path.endsWith('/remotelink') ? { kind: 'answer', status: 403, body: { errorMessages: ['No permission to link issues.'] } } : undefined));
	const { items, failed } = await disconnect(pair, 'DESK-1');
	pair.sandbox.setFaults(undefined);
	expect(failed).toEqual([]);
	expect(items[0]!.outcome!.notes).toEqual([`Disconnected: ${task}. What is in the issues stays.`, expect.stringContaining(`remote link of ${task}`), expect.stringContaining('remote link of DESK-1')]);
	expect(recordOf(pair.dev, task)).toMatchObject({ state: 'disconnected' });
	await expectQuiet(pair);
});

test('many by a query, those without a pair among them; both issues of a pair at one site with one node', async () => {
	const [incident] = pair.desk.issues('OPS');
	const request = pair.desk.as('casey').createIssue({ project: 'DESK', type: 'Service Request', summary: 'same here' });
	await lookUp(pair, 'desk', { operation: 'byKey', issueKey: request }, [
		{ at: 'desk', parameters: { operation: 'connect', issueToConnect: incident!.key } },
		{ at: 'desk', parameters: { operation: 'record' } },
	]);
	pair.desk.as('casey').createIssue({ project: 'DESK', type: 'Service Request', summary: 'alone' });
	const { items, failed } = await lookUp(pair, 'desk', { operation: 'byJql', jql: 'project = DESK ORDER BY created ASC' }, [{ at: 'desk', parameters: { operation: 'disconnect' } }]);
	expect(failed).toEqual([]);
	expect(items.map(({ outcome }) => outcome!.result)).toEqual(['updated', 'updated', 'unchanged']);
	expect(items[1]!.outcome!.reason).toContain(`Disconnected: ${incident!.key} and ${request}`);
	expect([recordOf(pair.desk, request), recordOf(pair.desk, incident!.key)]).toMatchObject([{ state: 'disconnected' }, { state: 'disconnected' }]);
});
