import { hurry } from '../nodes/support';
import { openPair, type Pair } from '../support/pair';
import { expectQuiet } from '../support/quiet';
import { runWorkflow } from '../support/runWorkflow';

let pair: Pair;
let key: string;
beforeEach(async () => {
	pair = await openPair();
	hurry(pair);
	pair.desk.as('ann').transition('DESK-1', 'Send to development', { comment: 'please look' });
	key = (await pair.look(pair.escalation, 'DESK-1')).item!.twin!.key;
});
afterEach(() => pair.close());

test('automations that set a field back on both sides are stopped and reported once; other fields go on', async () => {
	pair.writes();
	const reports: string[] = [];
	const look = async (direction: Pair['escalation'], issue: string) => {
		const { failed } = await pair.look(direction, issue);
		if (failed) reports.push(`${issue} ${failed.error.code}`);
	};
	for (let round = 0; round < 8; round++) {
		if (pair.desk.issue('DESK-1').summary !== 'Desk says so') pair.desk.as('ann').editIssue('DESK-1', { summary: 'Desk says so' });
		await look(pair.escalation, 'DESK-1');
		if (pair.dev.issue(key).summary !== 'Dev says so') pair.dev.as('dana').editIssue(key, { summary: 'Dev says so' });
		await look(pair.resolution, key);
	}
	expect(pair.writes().length).toBeLessThanOrEqual(10);
	expect(reports).toEqual([`DESK-1 fieldOscillates`]);

	pair.desk.as('ann').editIssue('DESK-1', { description: 'still goes over' });
	const { item, failed } = await pair.look(pair.escalation, 'DESK-1');
	expect(failed).toBeUndefined();
	expect(item!.outcome!.fields).toContainEqual({ field: 'summary', action: 'kept', reason: expect.stringContaining('stopped') });
	expect(pair.dev.issue(key).description).toBe('still goes over');
	await expectQuiet(pair);
}, 60_000);

test('a node that runs again over many items reports again', async () => {
	const other = pair.desk.as('ann').createIssue({ project: 'DESK', type: 'Incident', summary: 'Mail is slow' });
	pair.desk.as('ann').transition(other, 'Send to development', { comment: 'please look' });
	await pair.look(pair.escalation, other);
	let last = await pair.look(pair.escalation, 'DESK-1');
	for (let round = 0; round < 8 && !last.failed; round++) {
		pair.desk.as('ann').editIssue('DESK-1', { summary: 'Desk says so' });
		last = await pair.look(pair.escalation, 'DESK-1', { executionId: 'the same' });
		if (last.failed) break;
		pair.dev.as('dana').editIssue(key, { summary: 'Dev says so' });
		await pair.look(pair.resolution, key);
	}
	expect(last.failed?.error.code).toBe('fieldOscillates');
	const items = [...last.run.output('Find Dev Twin'), ...(await pair.look(pair.escalation, other)).run.output('Find Dev Twin')];
	const { output } = await runWorkflow(pair.escalation.workflow, pair.credentials, { node: 'Apply to Dev', items, executionId: 'the same' });
	expect(output('Apply to Dev', 1).map(({ json }) => json)).toMatchObject([{ error: { code: 'fieldOscillates' } }]);
	expect(output('Apply to Dev').filter(({ json }) => 'report' in json)).toEqual([]);
}, 60_000);

test('five quick edits of one person end equal on both sides, with no write back', async () => {
	for (const done of [1, 2, 3, 4, 5]) {
		pair.desk.as('ann').editIssue('DESK-1', { description: `${done} of 5` });
		await Promise.all([pair.look(pair.escalation, 'DESK-1'), pair.look(pair.resolution, key)]);
	}
	const writes = pair.writes().filter((write) => / PUT .*\/issue\/\d+$/.test(write));
	await pair.look(pair.escalation, 'DESK-1');
	expect(pair.dev.issue(key).description).toBe('5 of 5');
	expect(pair.desk.issue('DESK-1').description).toBe('5 of 5');
	expect(writes.filter((write) => write.startsWith('desk'))).toEqual([]);
	expect(writes.length).toBeLessThanOrEqual(5);
	await expectQuiet(pair);
}, 60_000);

test('of two simultaneous edits of one field the later one wins, and the other is kept in the outcome', async () => {
	pair.desk.as('ann').editIssue('DESK-1', { description: 'written at the desk' });
	await new Promise((resolve) => setTimeout(resolve, 20));
	pair.dev.as('dana').editIssue(key, { description: 'written at development' });
	const { item } = await pair.look(pair.escalation, 'DESK-1');
	expect(item!.outcome!.fields).toEqual([{ field: 'description', action: 'kept', reason: expect.stringContaining('this side did so last'), lost: 'written at the desk' }]);
	await pair.look(pair.resolution, key);
	expect(pair.desk.issue('DESK-1').description).toBe('written at development');
	await expectQuiet(pair);
}, 60_000);

test('different fields that both sides change at once arrive on both', async () => {
	pair.desk.as('ann').editIssue('DESK-1', { summary: 'from the desk' });
	pair.dev.as('dana').editIssue(key, { description: 'from development' });
	await pair.look(pair.resolution, key);
	await pair.look(pair.escalation, 'DESK-1');
	for (const issue of [pair.desk.issue('DESK-1'), pair.dev.issue(key)]) expect(issue).toMatchObject({ summary: 'from the desk', description: 'from development' });
	await expectQuiet(pair);
}, 60_000);
