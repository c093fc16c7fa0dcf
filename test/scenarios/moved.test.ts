import { hurry, nodeOf } from '../nodes/support';
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
	await pair.look(pair.resolution, key);
	pair.writes();
});
afterEach(() => pair.close());

const record = (site: Pair['desk'], issue: string) => site.issue(issue).properties['jirasync.deskdev'] as { twin: { id: string; key: string; url: string } };
const counterparts = () => pair.dev.issues().filter(({ creator }) => creator === 'sync');

test('a text that names issues of the former project comes to rest', async () => {
	pair.desk.as('ann').editIssue('DESK-1', { description: 'Like DESK-1 of last week' });
	await pair.look(pair.escalation, 'DESK-1');
	await pair.look(pair.escalation, pair.desk.as('ada').moveIssue('DESK-1', 'OPS'));
	await pair.look(pair.resolution, key);
	await expectQuiet(pair);
});

test('what was internal in a service project stays so when the issue moves out of it', async () => {
	pair.desk.as('ann').addComment('DESK-1', 'the customer is difficult', { internal: true });
	const moved = pair.desk.as('ada').moveIssue('DESK-1', 'OPS');
	const said = pair.desk.as('ada').addComment(moved, 'said where everybody reads it');
	const { item } = await pair.look(pair.escalation, moved);
	expect(item?.outcome?.comments.map(({ source }) => source)).toEqual([said]);
	expect(pair.dev.issue(key).comments.map(({ text }) => text).join()).not.toContain('difficult');
	await expectQuiet(pair);
});

test('an issue that moves to another project keeps its counterpart, and the outcome tells of the new key', async () => {
	const moved = pair.desk.as('ada').moveIssue('DESK-1', 'OPS');
	const { item, failed } = await pair.look(pair.escalation, moved);
	expect(failed).toBeUndefined();
	expect(item).toMatchObject({ issue: { key: moved }, twin: { key }, outcome: { moved: { from: 'DESK-1', to: moved } } });
	expect(counterparts()).toHaveLength(1);
	pair.desk.as('ada').editIssue(moved, { summary: 'moved and renamed' });
	await pair.look(pair.escalation, moved);
	expect(pair.dev.issue(key).summary).toBe('moved and renamed');
	expect(counterparts()).toHaveLength(1);
	pair.dev.as('dana').addComment(key, 'found you');
	await pair.look(pair.resolution, key);
	expect(pair.desk.issue(moved).comments.at(-1)?.text).toContain('found you');
	await expectQuiet(pair);
});

test('the new key alone is no reason to write; the next write carries it, and then nothing is told any more', async () => {
	const moved = pair.desk.as('ada').moveIssue('DESK-1', 'OPS');
	await pair.look(pair.escalation, moved);
	expect(pair.writes()).toEqual([]);
	pair.desk.as('ada').editIssue(moved, { summary: 'renamed' });
	await pair.look(pair.escalation, moved);
	expect(record(pair.dev, key).twin).toMatchObject({ id: pair.desk.issue(moved).id, key: moved, url: `${pair.desk.url}/browse/${moved}` });
	expect((await pair.look(pair.escalation, moved)).item?.outcome).not.toHaveProperty('moved');
	await expectQuiet(pair);
});

test('a counterpart that moves is followed by its id', async () => {
	const moved = pair.dev.as('ada').moveIssue(key, pair.dev.data.projects.find((project) => project.key !== 'ACME')!.key);
	pair.desk.as('ann').editIssue('DESK-1', { summary: 'where are you' });
	const { item, failed } = await pair.look(pair.escalation, 'DESK-1');
	expect(failed).toBeUndefined();
	expect(item).toMatchObject({ twin: { key: moved }, outcome: { result: 'updated', twinMoved: { from: key, to: moved } } });
	expect(pair.dev.issue(moved).summary).toBe('where are you');
	expect(counterparts()).toHaveLength(1);
	pair.dev.as('ada').editIssue(moved, { summary: 'here' });
	await pair.look(pair.resolution, moved);
	expect(record(pair.desk, 'DESK-1').twin.key).toBe(moved);
	await pair.look(pair.escalation, 'DESK-1');
	await expectQuiet(pair);
});

test('an issue that moves before its counterpart could be recorded gets no second one', async () => {
	pair.desk.as('ada').deleteProperty('DESK-1', 'jirasync.deskdev');
	const moved = pair.desk.as('ada').moveIssue('DESK-1', 'OPS');
	await pair.look(pair.escalation, moved, { reached: ['Waiting for development'] });
	expect(counterparts()).toHaveLength(1);
	expect(record(pair.desk, moved).twin.key).toBe(key);
	await expectQuiet(pair);
});

test('the key of a project that the connection may not see does not leave with the deletion of an issue either', async () => {
	const apply = nodeOf(pair.escalation, 'Apply to Dev');
	apply.parameters.options = { ...(apply.parameters.options as object), onDeleted: 'comment' };
	const { id } = pair.desk.issue('DESK-1');
	const moved = pair.desk.as('ada').moveIssue('DESK-1', 'OPS');
	pair.desk.as('ada').deleteIssue(moved);
	const json = { connection: 'deskdev', issue: { id, key: moved }, events: ['jira:issue_deleted'], scope: { mode: 'only', projects: ['DESK'], types: [] } };
	await runWorkflow(pair.escalation.workflow, pair.credentials, { node: pair.escalation.first, items: [{ json }] });
	expect(record(pair.dev, key)).toMatchObject({ state: 'partnerDeleted' });
	expect(JSON.stringify(pair.dev.issue(key))).not.toContain(moved);
});
