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

/** Wait and Start Over: what failed goes back into Build Replica. n8n adds the report to the JSON that came in. */
const startOver = (failed: unknown, cameIn: object = {}) =>
	runWorkflow(pair.escalation.workflow, pair.credentials, { node: 'Build Desk Replica', items: [{ json: { ...cameIn, ...(failed as object) } }] });
const down = (which: 'desk' | 'dev') =>
	pair.sandbox.setFaults(({ site, moment }) => (site === which && moment === 'before' ? { kind: 'answer', status: 401, body: {} } : undefined));
const send = () => pair.desk.as('ann').transition('DESK-1', 'Send to development', { comment: 'please look' });
/** What Jira Sync Trigger hands on. */
const fromTrigger = (...reached: string[]) => ({ connection: 'deskdev', issue: { id: pair.desk.issue('DESK-1').id, key: 'DESK-1' }, start: { statuses: ['Waiting for development'] }, reached });

test('what had passed the start condition is brought over when the other site is back, although the issue has gone on', async () => {
	send();
	down('dev');
	const { failed } = await pair.look(pair.escalation, 'DESK-1');
	expect(failed?.error.retryable).toBe(true);
	pair.sandbox.setFaults(undefined);
	pair.desk.as('ann').transition('DESK-1', 'Take back');
	await startOver(failed);
	expect(pair.dev.issues('ACME')).toHaveLength(1);
	await expectQuiet(pair);
});

test.each([
	['and starts, when the delivery told of the status', ['Waiting for development'], 1],
	['and does not start, when it told of another', ['Waiting for customer'], 0],
])('what could not be read because its own site was down is judged when it is back, %s', async (_what, reached, twins) => {
	down('desk');
	const { failed } = await pair.look(pair.escalation, 'DESK-1', { reached });
	pair.sandbox.setFaults(undefined);
	const run = await startOver(failed, fromTrigger(...reached));
	expect(run.output('Build Desk Replica', 1)).toHaveLength(1 - twins);
	expect(pair.dev.issues('ACME')).toHaveLength(twins);
});

test.each([
	['Find', /^dev /],
	['Apply', /^dev POST .*issue$/],
	['Record', /^desk PUT .*properties/],
])('what failed in %s and was moved out of the scope while it waited does not leave', async (_node, fails) => {
	send();
	pair.sandbox.setFaults(({ site, method, path, moment }) => (moment === 'before' && fails.test(`${site} ${method} ${path}`) ? { kind: 'answer', status: 401, body: {} } : undefined));
	const { failed } = await pair.look(pair.escalation, 'DESK-1', { scope: { mode: 'only', projects: ['DESK'], types: [] } });
	expect(failed?.error.retryable).toBe(true);
	pair.sandbox.setFaults(undefined);
	const moved = pair.desk.as('ada').moveIssue('DESK-1', 'OPS');
	pair.desk.as('ada').editIssue(moved, { summary: 'of nobody else\'s business' });
	pair.writes();
	const run = await startOver(failed);
	expect(run.output('Build Desk Replica', 1)).toMatchObject([{ json: { outcome: { code: 'outOfScope' } } }]);
	expect(pair.writes()).toEqual([]);
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
