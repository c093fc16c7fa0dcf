import type { INode } from 'n8n-workflow';
import type { FaultQuestion } from '../../sandbox/faults';
import { hurry } from '../nodes/support';
import { openPair, type Direction, type Pair } from '../support/pair';
import { expectQuiet } from '../support/quiet';
import { runWorkflow } from '../support/runWorkflow';

let pair: Pair;
/** ACME to OPS and back: a second connection of the same development issue. */
let further: Direction;
let back: Direction;
let acme: string;

const ours = ({ workflow }: Direction, type: string): INode => workflow.nodes.find((node) => node.type === `n8n-nodes-jira-sync.${type}`)!;

async function run(direction: Direction, key: string, site: Pair['desk'], together: string[] = []) {
	const items = [key, ...together].map((each) => ({ json: { connection: 'devops', issue: { id: site.issue(each).id, key: each } } }));
	const done = await runWorkflow(direction.workflow, pair.credentials, { node: direction.first, items });
	expect(done.error).toBeUndefined();
	return done.output(direction.last)[0]?.json as { twin: { key: string } } | undefined;
}

const relaying = (...directions: Direction[]) => {
	for (const direction of directions) ours(direction, 'buildReplica').parameters.options = { relay: true };
};
const forward = async (...together: string[]) => (await run(further, acme, pair.dev, together))!.twin.key;
const texts = (site: Pair['desk'], key: string, words: string) => site.issue(key).comments.filter(({ text }) => text.includes(words));

beforeEach(async () => {
	pair = await openPair();
	hurry(pair);
	further = { ...pair.resolution, workflow: structuredClone(pair.resolution.workflow) };
	back = { ...pair.escalation, workflow: structuredClone(pair.escalation.workflow) };
	ours(further, 'applyIncomingRules').parameters = {
		...ours(further, 'applyIncomingRules').parameters,
		firstSync: 'create',
		project: { __rl: true, mode: 'key', value: 'OPS' },
		issueType: { __rl: true, mode: 'name', value: 'Incident' },
		commentsArrive: 'public',
	};
	for (const direction of [further, back]) direction.workflow.nodes = direction.workflow.nodes.filter(({ type }) => !type.endsWith('.transition'));
	for (const { workflow } of [further, back]) {
		const [apply, record] = ['applyIncomingRules', 'twinLookup'].map((type) => workflow.nodes.filter((node) => node.type.endsWith(type)).at(-1)!.name) as [string, string];
		workflow.connections[apply] = { main: [[{ node: record, type: 'main', index: 0 }]] };
	}
	pair.desk.as('ann').transition('DESK-1', 'Send to development', { comment: 'from the desk' });
	acme = (await pair.look(pair.escalation, 'DESK-1')).item!.twin!.key;
});
afterEach(() => pair.close());

async function settle(ops: string) {
	for (let round = 0; round < 3; round++) {
		await forward();
		await run(back, ops, pair.desk);
		await pair.look(pair.resolution, acme);
		await pair.look(pair.escalation, 'DESK-1');
	}
	pair.writes();
	await forward();
	await run(back, ops, pair.desk);
	expect(pair.writes()).toEqual([]);
	await expectQuiet(pair);
}

test('without relaying, what arrived by one connection does not leave by another', async () => {
	const ops = await forward();
	expect(pair.desk.issue(ops).comments).toEqual([]);
	expect(pair.desk.issue(ops).files).toEqual([]);
	await settle(ops);
});

test('without relaying, a file that another connection has brought and not yet written down stays, and so it does afterwards', async () => {
	const ops = await forward();
	pair.desk.as('ann').attach('DESK-1', 'late.txt', Buffer.from('from the desk'));
	const pagesFail = ({ site, moment, method, path }: FaultQuestion) => site === 'dev' && moment === 'before' && method === 'PUT' && /properties\/jirasync\.deskdev\.t\d$/.test(path);
	pair.sandbox.setFaults((question) => (pagesFail(question) ? { kind: 'answer', status: 403, body: {} } : undefined));
	await pair.look(pair.escalation, 'DESK-1');
	expect(pair.dev.issue(acme).files.map(({ name }) => name)).toContain('late.txt');
	await forward();
	pair.sandbox.setFaults(undefined);
	await settle(ops);
	expect(pair.desk.issue(ops).files).toEqual([]);
});

describe('with an account for each connection', () => {
	beforeEach(() => {
		const { email, apiToken } = pair.dev.credentials('ada');
		Object.assign(pair.credentials.stored, { 'Jira Dev of Operations': { ...pair.credentials.stored['Jira Dev'], email, apiToken, siteFacts: '' } });
		for (const direction of [further, back]) {
			for (const { credentials } of direction.workflow.nodes) {
				for (const credential of Object.values(credentials ?? {})) if (credential.name.startsWith('Jira Dev')) credential.name = 'Jira Dev of Operations';
			}
		}
	});

	test.each([
		['alone', 0],
		['together with another issue', 1],
	])('without relaying, what arrived by one does not leave by another, read %s', async (_how, others) => {
		const together = Array.from({ length: others }, () => pair.dev.as('dana').createIssue({ project: 'ACME', type: 'Task', summary: 'another' }));
		const ops = await forward(...together);
		expect(pair.desk.issue(ops).comments).toEqual([]);
		expect(pair.desk.issue(ops).files).toEqual([]);
		await settle(ops);
	});
});

test('with relaying, a comment and a file reach the third issue once and nothing goes back', async () => {
	relaying(further, back, pair.resolution, pair.escalation);
	const ops = await forward();
	const before = pair.desk.issue('DESK-1');
	expect(texts(pair.desk, ops, 'from the desk')).toHaveLength(1);
	expect(pair.desk.issue(ops).files.map(({ name }) => name)).toEqual(['log.txt']);
	pair.desk.as('ann').addComment(ops, 'from operations');
	pair.desk.as('ann').attach(ops, 'ops.txt', Buffer.from('from operations'));
	await settle(ops);
	expect(texts(pair.desk, ops, 'from the desk')).toHaveLength(1);
	expect(texts(pair.dev, acme, 'from the desk')).toHaveLength(1);
	expect(texts(pair.desk, 'DESK-1', 'from the desk')).toHaveLength(1);
	expect(texts(pair.dev, acme, 'from operations')).toHaveLength(1);
	expect(texts(pair.desk, 'DESK-1', 'from operations')).toHaveLength(1);
	expect(texts(pair.desk, ops, 'from operations')).toHaveLength(1);
	expect(pair.desk.issue('DESK-1').comments).toHaveLength(before.comments.length + 1);
	for (const issue of [pair.desk.issue('DESK-1'), pair.dev.issue(acme), pair.desk.issue(ops)]) {
		expect(issue.files.map(({ name }) => name).sort()).toEqual(['log.txt', 'ops.txt']);
	}
});

test.each([
	['without relaying', false],
	['with relaying', true],
])('a field changed at one end of the chain reaches the other end and does not come back, %s', async (_which, relays) => {
	if (relays) relaying(further, back, pair.resolution, pair.escalation);
	const ops = await forward();
	const summaries = () => [pair.desk.issue('DESK-1').summary, pair.dev.issue(acme).summary, pair.desk.issue(ops).summary];
	pair.desk.as('ann').editIssue('DESK-1', { summary: 'changed at the desk' });
	await pair.look(pair.escalation, 'DESK-1');
	await forward();
	expect(summaries()).toEqual(Array(3).fill('changed at the desk'));
	await settle(ops);
	pair.desk.as('ann').editIssue(ops, { summary: 'changed in operations' });
	await run(back, ops, pair.desk);
	await pair.look(pair.resolution, acme);
	const changes = () => pair.desk.issue('DESK-1').changelog.filter(({ changes: all }) => all.some(({ field }) => field === 'summary')).length;
	const before = changes();
	await settle(ops);
	expect(summaries()).toEqual(Array(3).fill('changed in operations'));
	expect(changes()).toBe(before);
});

test('an edit goes through the chain', async () => {
	relaying(further);
	const ops = await forward();
	const original = texts(pair.desk, 'DESK-1', 'from the desk')[0]!;
	await new Promise((done) => setTimeout(done, 5));
	pair.desk.as('ann').editComment('DESK-1', original.id, 'from the desk, edited');
	await pair.look(pair.escalation, 'DESK-1');
	await forward();
	expect(texts(pair.desk, ops, 'from the desk').map(({ text }) => text.split('\n').at(-1))).toEqual(['from the desk, edited']);
	await settle(ops);
});

test('switched off again, what was passed on stays and is not taken for deleted', async () => {
	relaying(further);
	ours(further, 'applyIncomingRules').parameters.options = { removeComments: true, removeFiles: true };
	const ops = await forward();
	ours(further, 'buildReplica').parameters.options = {};
	await settle(ops);
	expect(texts(pair.desk, ops, 'from the desk')).toHaveLength(1);
	expect(pair.desk.issue(ops).files).toHaveLength(1);
});

test('a person who shares the token of the sync is heard', async () => {
	pair.dev.as('sync').addComment(acme, 'typed by hand');
	await pair.look(pair.resolution, acme);
	expect(texts(pair.desk, 'DESK-1', 'typed by hand')).toHaveLength(1);
	await expectQuiet(pair);
});
