import type { INode } from 'n8n-workflow';
import { openPair, type Direction, type Pair } from '../support/pair';
import { runWorkflow } from '../support/runWorkflow';

/**
 * Three issues in a ring, each pair of them in a connection of its own, all of which relay:
 * DESK-1 (deskdev) ACME-1 (devops) OPS-1 (opsdesk) DESK-1.
 */
interface Hop {
	connection: string;
	direction: Direction;
	from: [Pair['desk'], () => string];
}

let pair: Pair;
let hops: Hop[];
let acme = '';
let ops = '';
/** In how many passes the ring comes to rest; one more would be a pass in which nothing is written. */
const ENOUGH = 6;

const ours = ({ workflow }: Direction, type: string): INode => workflow.nodes.find((node) => node.type === `n8n-nodes-jira-sync.${type}`)!;

/** A template without its transition, between two projects; content from other connections is sent on. */
function hop(like: Direction, from: 'Jira Desk' | 'Jira Dev', to: 'Jira Desk' | 'Jira Dev', create?: { project: string; type: string }): Direction {
	const workflow = structuredClone(like.workflow);
	const direction = { ...like, workflow };
	workflow.nodes = workflow.nodes.filter(({ type }) => !type.endsWith('.transition'));
	const [apply, record] = ['applyIncomingRules', 'twinLookup'].map((type) => workflow.nodes.filter((node) => node.type.endsWith(type)).at(-1)!.name) as [string, string];
	workflow.connections[apply] = { main: [[{ node: record, type: 'main', index: 0 }]] };
	const build = ours(direction, 'buildReplica');
	const credential = (name: string) => ({ id: null, name });
	const find = workflow.nodes.find(({ type, name }) => type.endsWith('twinLookup') && name !== record)!;
	for (const node of [build, workflow.nodes.find(({ name }) => name === record)!]) node.credentials = { jiraSyncCloudApi: credential(from) };
	find.credentials = { jiraSyncCloudApi: credential(to) };
	const applying = ours(direction, 'applyIncomingRules');
	applying.credentials = { jiraSyncCloudApi: credential(to), jiraSyncCloudSourceApi: credential(`${from} (source site)`) };
	build.parameters.options = { relay: true };
	applying.parameters = {
		...applying.parameters,
		commentsArrive: 'public',
		...(create ? { firstSync: 'create', project: { __rl: true, mode: 'key', value: create.project }, issueType: { __rl: true, mode: 'name', value: create.type } } : {}),
	};
	return direction;
}

async function run({ connection, direction, from: [site, key] }: Hop) {
	const json = { connection, issue: { id: site.issue(key()).id, key: key() } };
	const done = await runWorkflow(direction.workflow, pair.credentials, { node: direction.first, items: [{ json }] });
	expect(done.error).toBeUndefined();
	return done.output(direction.last)[0]?.json as { twin: { key: string } } | undefined;
}

/** Lets every direction look at its issue, again and again until nothing is written any more. @returns the passes that wrote something */
async function settle(order: Hop[] = hops): Promise<number> {
	for (let pass = 0; pass < ENOUGH; pass++) {
		pair.writes();
		for (const each of order) await run(each);
		if (pair.writes().length === 0) return pass;
	}
	return ENOUGH;
}

const issues = () => [pair.desk.issue('DESK-1'), pair.dev.issue(acme), pair.desk.issue(ops)];
const sites = () => [[pair.desk, 'DESK-1'], [pair.dev, acme], [pair.desk, ops]] as const;
const counts = (words: string) => issues().map(({ comments }) => comments.filter(({ text }) => text.includes(words)).length);

beforeEach(async () => {
	pair = await openPair();
	const { escalation, resolution } = pair;
	hops = [];
	const add = (connection: string, direction: Direction, from: Hop['from']) => void hops.push({ connection, direction, from });
	const [desk, dev, operations]: Array<Hop['from']> = [[pair.desk, () => 'DESK-1'], [pair.dev, () => acme], [pair.desk, () => ops]];
	add('deskdev', hop(escalation, 'Jira Desk', 'Jira Dev', { project: 'ACME', type: 'Task' }), desk!);
	acme = (await run(hops[0]!))!.twin.key;
	add('devops', hop(resolution, 'Jira Dev', 'Jira Desk', { project: 'OPS', type: 'Incident' }), dev!);
	ops = (await run(hops[1]!))!.twin.key;
	// The third connection closes the ring between issues that are there already.
	const closing = hop(escalation, 'Jira Desk', 'Jira Desk');
	const connect = structuredClone(closing.workflow);
	const find = connect.nodes.find(({ type, name }) => type.endsWith('twinLookup') && name !== closing.last)!;
	find.parameters = { operation: 'connect', issueToConnect: 'DESK-1', atFirst: 'nothing', showLink: true };
	connect.connections[find.name] = { main: [[{ node: closing.last, type: 'main', index: 0 }]] };
	ours({ ...closing, workflow: connect }, 'buildReplica').parameters = { ...ours(closing, 'buildReplica').parameters, operation: 'byKey', connection: 'opsdesk', issueKey: ops };
	const connected = await runWorkflow(connect, pair.credentials, { node: closing.first, items: [{ json: {} }] });
	expect(connected.output(closing.last)[0]?.json).toMatchObject({ twin: { key: 'DESK-1' } });
	add('opsdesk', closing, operations!);
	add('deskdev', hop(resolution, 'Jira Dev', 'Jira Desk'), dev!);
	add('devops', hop(escalation, 'Jira Desk', 'Jira Dev'), operations!);
	add('opsdesk', hop(escalation, 'Jira Desk', 'Jira Desk'), desk!);
	await settle();
}, 60_000);
afterEach(() => pair.close());

test('two files of one name and size that people have added at two issues are both at all three', async () => {
	pair.desk.as('ann').attach('DESK-1', 'same.txt', Buffer.from('one'), 'text/plain');
	pair.dev.as('dana').attach(acme, 'same.txt', Buffer.from('two'), 'text/plain');
	expect(await settle()).toBeLessThan(ENOUGH);
	for (const { files } of issues()) expect(new Set(files.filter(({ name }) => name === 'same.txt').map(({ sha256 }) => sha256)).size).toBe(2);
}, 60_000);

describe.each([
	['one way round', () => hops],
	['the other way round', () => [...hops].reverse()],
])('three relaying connections in a ring, looked at %s', (_way, order) => {
	test.each([0, 1, 2])('a change of a field at issue %i reaches the other two and comes to rest', async (at) => {
		const [site, key] = sites()[at]!;
		site.as(site === pair.dev ? 'dana' : 'ann').editIssue(key, { summary: `changed at ${at}` });
		expect(await settle(order())).toBeLessThan(ENOUGH);
		expect(issues().map(({ summary }) => summary)).toEqual(Array(3).fill(`changed at ${at}`));
	}, 60_000);

	test.each([0, 1, 2])('a comment at issue %i is at each of the three once', async (at) => {
		const [site, key] = sites()[at]!;
		site.as(site === pair.dev ? 'dana' : 'ann').addComment(key, 'said once', site === pair.dev ? {} : { internal: false });
		expect(await settle(order())).toBeLessThan(ENOUGH);
		expect(counts('said once')).toEqual([1, 1, 1]);
	}, 60_000);

	test('a comment whose header somebody takes away from a copy is still known by what it was born with', async () => {
		pair.desk.as('ann').addComment('DESK-1', 'said once', { internal: false });
		await run(hops[0]!);
		const copy = pair.dev.issue(acme).comments.find(({ text }) => text.includes('said once'))!;
		pair.dev.as('sync').editComment(acme, copy.id, 'said once, without a header');
		expect(await settle(order())).toBeLessThan(ENOUGH);
		expect(counts('said once')).toEqual([1, 1, 1]);
	}, 60_000);

	test('an edit reaches the other two', async () => {
		const id = pair.desk.as('ann').addComment(ops, 'said once');
		await settle(order());
		await new Promise((done) => setTimeout(done, 5));
		pair.desk.as('ann').editComment(ops, id, 'said once, and better');
		expect(await settle(order())).toBeLessThan(ENOUGH);
		expect(counts('said once, and better')).toEqual([1, 1, 1]);
	}, 60_000);

	test.each([0, 1, 2])('a file at issue %i is at each of the three once', async (at) => {
		const [site, key] = sites()[at]!;
		site.as(site === pair.dev ? 'dana' : 'ann').attach(key, 'once.txt', Buffer.from('said once'), 'text/plain');
		expect(await settle(order())).toBeLessThan(ENOUGH);
		expect(issues().map(({ files }) => files.filter(({ name }) => name === 'once.txt').length)).toEqual([1, 1, 1]);
	}, 60_000);
});
