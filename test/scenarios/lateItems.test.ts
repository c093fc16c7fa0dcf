import { openPair, type Pair } from '../support/pair';
import { hurry, nodeOf } from '../nodes/support';
import { runWorkflow } from '../support/runWorkflow';

let pair: Pair;
beforeEach(async () => {
	pair = await openPair();
	hurry(pair);
});
afterEach(() => pair.close());
const escalate = async () => {
	pair.desk.as('ann').transition('DESK-1', 'Send to development', { comment: 'please look' });
	const look = await pair.look(pair.escalation, 'DESK-1');
	expect(look.failed).toBeUndefined();
	return look.item!.twin!.key;
};
const resolve = (key: string) => pair.dev.as('dana').transition(key, 'Done', { fields: { resolution: 'Fixed' } });

test('"Retry execution" of a red move does not push an issue that was sent again in between', async () => {
	const key = await escalate();
	pair.desk.setTransitionScreen('Development Ready', [{ id: 'customfield_10210', required: true }]);
	resolve(key);
	const red = await pair.look(pair.resolution, key);
	expect(red.failed?.error.code).toBe('transitionFieldRequired');
	const kept = red.run.output('Apply to Desk')[0]!;
	await new Promise((done) => setTimeout(done, 20));
	// The screen is corrected; meanwhile the desk takes the issue back and sends it again, development reopens it.
	pair.desk.setTransitionScreen('Development Ready', undefined);
	pair.desk.as('ann').transition('DESK-1', 'Take back');
	pair.desk.as('ann').transition('DESK-1', 'Send to development', { comment: 'not fixed' });
	pair.dev.as('dana').transition(key, 'Reopen');
	await runWorkflow(pair.resolution.workflow, pair.credentials, { node: 'Development Ready When Resolved', items: [kept] });
	expect(pair.desk.issue('DESK-1').status).toBe('Waiting for development');
});

test('a move that is not available any more when it is made is an outcome, not an error', async () => {
	const key = await escalate();
	resolve(key);
	await pair.look(pair.resolution, key);
	pair.desk.as('ann').transition('DESK-1', 'Send to development', { comment: 'again' });
	nodeOf(pair.escalation, 'Reopen When Sent Again').parameters.when = {};
	pair.sandbox.setFaults(({ site, method, path, moment }) => {
		// A developer is faster, between the read of Apply and the move.
		if (site === 'dev' && moment === 'before' && method === 'POST' && /transitions$/.test(path) && pair.dev.issue(key).status === 'Done') {
			pair.dev.as('dana').transition(key, 'Reopen');
			pair.dev.as('dana').transition(key, 'Start Progress');
		}
		return undefined;
	});
	const look = await pair.look(pair.escalation, 'DESK-1');
	expect(look.failed?.error).toBeUndefined();
	expect(look.item?.outcome?.transition?.result).toBe('skipped');
});

test('what a person writes at the target while files are copied is not overwritten', async () => {
	const key = await escalate();
	const file = pair.desk.as('ann').attach('DESK-1', 'shot.png', Buffer.from('shot'), 'image/png');
	const mediaId = pair.desk.issue('DESK-1').files.find(({ id }) => id === file)!.mediaId;
	const body = { type: 'doc', version: 1, content: [{ type: 'mediaSingle', attrs: { layout: 'center' }, content: [{ type: 'media', attrs: { type: 'file', id: mediaId, collection: '', alt: 'shot.png' } }] }] };
	pair.desk.as('ann').addComment('DESK-1', body as never);
	pair.desk.as('ann').editIssue('DESK-1', { summary: 'from the desk' });
	let done = false;
	pair.sandbox.setFaults(({ method, path, moment }) => {
		if (!done && moment === 'before' && method === 'POST' && /attachments$/.test(path)) {
			done = true; // minutes later, with a big file
			pair.dev.as('dana').editIssue(key, { summary: 'written in development, later' });
		}
		return undefined;
	});
	await pair.look(pair.escalation, 'DESK-1');
	expect(pair.dev.issue(key).summary).toBe('written in development, later');
});

test('nor is what a person writes in a new issue while its pictures are copied', async () => {
	const file = pair.desk.as('ann').attach('DESK-1', 'shot.png', Buffer.from('shot'), 'image/png');
	const mediaId = pair.desk.issue('DESK-1').files.find(({ id }) => id === file)!.mediaId;
	pair.desk.as('ann').editIssue('DESK-1', { description: { type: 'doc', version: 1, content: [{ type: 'mediaSingle', attrs: { layout: 'center' }, content: [{ type: 'media', attrs: { type: 'file', id: mediaId, collection: '', alt: 'shot.png' } }] }] } });
	let slow = false;
	pair.sandbox.setFaults(({ site, method, path, moment }) => {
		if (slow || site !== 'dev' || moment !== 'before' || method !== 'POST' || !/attachments$/.test(path)) return undefined;
		slow = true;
		pair.dev.as('dana').editIssue(pair.dev.issues('ACME').at(-1)!.key, { description: 'what we know so far' });
		return { kind: 'delay', milliseconds: 1_600 };
	});
	const key = await escalate();
	expect(slow).toBe(true);
	expect(pair.dev.issue(key).description).toBe('what we know so far');
	pair.writes();
	await pair.look(pair.escalation, 'DESK-1');
	expect(pair.writes()).toEqual([]);
});

test('Record does not throw away what the other direction has written on the source in the meantime', async () => {
	pair.desk.as('ann').transition('DESK-1', 'Send to development', { comment: 'please look' });
	const look = await pair.look(pair.escalation, 'DESK-1');
	// A run that went beside this one and found the counterpart comes to its end later.
	const late = structuredClone(look.run.output('Reopen When Sent Again')[0]!);
	(late.json.outcome as { result: string }).result = 'updated';
	const key = pair.dev.issues('ACME')[0]!.key;
	pair.dev.as('dana').editIssue(key, { summary: 'renamed' });
	await pair.look(pair.resolution, key);
	const record = () => pair.desk.issue('DESK-1').properties['jirasync.deskdev'] as { fields: Record<string, { n: number }> };
	expect(record().fields.summary?.n).toBe(2);
	await runWorkflow(pair.escalation.workflow, pair.credentials, { node: 'Record Dev Twin on Desk', items: [late] });
	expect(record().fields.summary?.n).toBe(2);
});

test('a looped transition that Jira refuses is not reported as done', async () => {
	const key = await escalate();
	resolve(key);
	for (const workflow of pair.desk.data.workflows) {
		workflow.transitions.push({ id: '99', name: 'Nudge', from: ['10001'], to: '10001', screen: [{ id: 'customfield_10210', required: true }] } as never);
	}
	const node = nodeOf(pair.resolution, 'Development Ready When Resolved');
	node.parameters.transition = { __rl: true, mode: 'name', value: 'Nudge' };
	const look = await pair.look(pair.resolution, key);
	expect(look.item?.outcome?.transition?.result).not.toBe('done');
});

test('an edit that Jira carries out after a newer one does not stay', async () => {
	const key = await escalate();
	let late = 0;
	const clock = jest.spyOn(Date, 'now').mockImplementation(() => Math.round(performance.timeOrigin + performance.now()) + late);
	pair.desk.as('ann').editIssue('DESK-1', { summary: 'older' });
	pair.sandbox.setFaults(({ site, method, path, moment }) => {
		if (late === 0 && site === 'dev' && moment === 'before' && method === 'PUT' && /issue\/\d+$/.test(path)) {
			late = 40_000; // and meanwhile another run has brought the same, and then what was written next
			pair.desk.as('ann').editIssue('DESK-1', { summary: 'newer' });
			for (const summary of ['older', 'newer']) {
				pair.dev.as('sync').editIssue(key, { summary });
				for (const since = performance.now(); performance.now() - since < 2; ); // Jira's times are milliseconds
			}
		}
		return undefined;
	});
	const { failed, run } = await pair.look(pair.escalation, 'DESK-1');
	expect(failed!.error).toMatchObject({ code: 'stale', retryable: true, message: expect.stringContaining('wrote the same at the same time') });
	expect(pair.dev.issue(key).summary).toBe('older');
	// n8n's Retry On Fail repeats the node with the item it has, and that one knows no better.
	const [item] = run.output('Find Dev Twin');
	const again = await runWorkflow(pair.escalation.workflow, pair.credentials, { node: 'Apply to Dev', items: [item!] });
	expect(again.output('Apply to Dev', 1)[0]!.json).toMatchObject({ error: { code: 'stale' } });
	expect((await pair.look(pair.escalation, 'DESK-1')).failed).toBeUndefined();
	expect(pair.dev.issue(key).summary).toBe('newer');
	pair.writes();
	await pair.look(pair.escalation, 'DESK-1');
	expect(pair.writes()).toEqual([]);
	clock.mockRestore();
});
