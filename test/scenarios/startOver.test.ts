import { hurry } from '../nodes/support';
import { openPair, type Pair } from '../support/pair';
import { expectQuiet } from '../support/quiet';
import { runWorkflow } from '../support/runWorkflow';

let pair: Pair;
beforeEach(async () => {
	pair = await openPair();
	hurry(pair);
});
afterEach(() => pair.close());

/** Wait and Start Over: what failed goes back into Build Replica. */
const startOver = (failed: unknown) =>
	runWorkflow(pair.escalation.workflow, pair.credentials, { node: 'Build Desk Replica', items: [{ json: failed as never }] });
const down = (which: 'desk' | 'dev') =>
	pair.sandbox.setFaults(({ site, moment }) => (site === which && moment === 'before' ? { kind: 'answer', status: 401, body: {} } : undefined));

describe.each<['desk' | 'dev']>([['dev'], ['desk']])('an escalation that failed because %s was down for a while', (which) => {
	test('is brought over afterwards, although the issue has left the status that starts it', async () => {
		pair.desk.as('ann').transition('DESK-1', 'Send to development', { comment: 'please look' });
		down(which);
		const { failed } = await pair.look(pair.escalation, 'DESK-1', { reached: ['Waiting for development'] });
		expect(failed?.error.retryable).toBe(true);
		pair.sandbox.setFaults(undefined);
		pair.desk.as('ann').transition('DESK-1', 'Take back');
		await startOver(failed);
		expect(pair.dev.issues('ACME')).toHaveLength(1);
		await expectQuiet(pair);
	});
});

test('what had not been judged when its own site was down is judged afterwards', async () => {
	down('desk');
	const { failed } = await pair.look(pair.escalation, 'DESK-1');
	pair.sandbox.setFaults(undefined);
	const run = await startOver(failed);
	expect(run.output('Build Desk Replica', 1).map(({ json }) => json)).toMatchObject([{ outcome: { code: 'startCondition' } }]);
	expect(pair.dev.issues('ACME')).toEqual([]);
});

test('an issue born in the status that reopens does not reopen its counterpart at every later comment', async () => {
	for (const workflow of pair.desk.data.workflows) workflow.initialStatusId = '10001';
	const desk = pair.desk.as('ann').createIssue({ project: 'DESK', type: 'Incident', summary: 'born waiting' });
	const key = (await pair.look(pair.escalation, desk)).item!.twin!.key;
	pair.dev.as('dana').transition(key, 'Done', { fields: { resolution: 'Fixed' } });
	pair.desk.as('ann').addComment(desk, 'any news?');
	await pair.look(pair.escalation, desk);
	expect(pair.dev.issue(key).resolution).toBe('Fixed');
});
