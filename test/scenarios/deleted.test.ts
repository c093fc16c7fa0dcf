import { hurry, nodeOf } from '../nodes/support';
import { openPair, type Direction, type Look, type Pair, type Told } from '../support/pair';
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

const record = (site: Pair['desk'], issue: string) => site.issue(issue).properties['jirasync.deskdev'] as Record<string, unknown>;
const options = (direction: Direction, more: Record<string, unknown>) => {
	const node = nodeOf(direction, direction === pair.escalation ? 'Apply to Dev' : 'Apply to Desk');
	node.parameters.options = { ...(node.parameters.options as object), ...more } as never;
};

/** Deletes an issue and delivers that, as often as wanted. */
async function deleted(site: Pair['desk'], issue: string, times = 1): Promise<{ told: Told; looks: Look[] }> {
	const told = { id: site.issue(issue).id, at: new Date().toISOString() };
	site.as('ada').deleteIssue(issue);
	const looks: Look[] = [];
	for (let time = 0; time < times; time++) looks.push(await tell(site, issue, told));
	return { told, looks };
}
const tell = (site: Pair['desk'], issue: string, told: Told) => pair.look(site === pair.desk ? pair.escalation : pair.resolution, issue, { deleted: told });

describe('the original is deleted', () => {
	test('by default the counterpart stays as people see it, and its record says so once', async () => {
		const before = pair.dev.issue(key);
		const { looks: [first, again], told } = await deleted(pair.desk, 'DESK-1', 2);
		expect(first?.item?.outcome).toMatchObject({ result: 'updated', deleted: true, reason: expect.stringContaining('DESK-1 was deleted') });
		expect(again?.item?.outcome).toMatchObject({ result: 'unchanged', deleted: true });
		expect(record(pair.dev, key)).toMatchObject({ format: 1, state: 'partnerDeleted', deletedAt: told.at, twin: { key: 'DESK-1' } });
		expect(pair.writes()).toEqual([`dev PUT /rest/api/3/issue/${before.id}/properties/jirasync.deskdev`]);
		expect({ ...pair.dev.issue(key), properties: before.properties }).toEqual(before);
		await expectQuiet(pair);
	});

	test('with Comment it says so in one comment, also when the run is repeated or dies in between', async () => {
		options(pair.escalation, { onDeleted: 'comment' });
		const before = pair.dev.issue(key).comments.length;
		let died = false;
		pair.sandbox.setFaults(({ site, moment, method, path }) => {
			if (died || site !== 'dev' || moment !== 'after' || method !== 'POST' || !/comment$/.test(path)) return undefined;
			died = true;
			return { kind: 'drop' };
		});
		const { looks } = await deleted(pair.desk, 'DESK-1', 3);
		expect(died).toBe(true);
		expect(looks.at(-1)?.failed).toBeUndefined();
		const comments = pair.dev.issue(key).comments.slice(before);
		expect(comments.map(({ text }) => text)).toEqual([`DESK-1 at ${pair.desk.url} was deleted. ${key} stays and is no longer synced with it.`]);
		expect(record(pair.dev, key).state).toBe('partnerDeleted');
		await expectQuiet(pair);
	});

	test('what was read before the deletion and arrives after it changes nothing', async () => {
		pair.desk.as('ann').editIssue('DESK-1', { summary: 'last words' });
		const late = (await pair.look(pair.escalation, 'DESK-1')).run.output('Find Dev Twin');
		pair.dev.as('dana').editIssue(key, { summary: 'mine now' });
		await new Promise((resolve) => setTimeout(resolve, 20));
		await deleted(pair.desk, 'DESK-1');
		pair.writes();
		const run = await runWorkflow(pair.escalation.workflow, pair.credentials, { node: 'Apply to Dev', items: late });
		expect(run.output(pair.escalation.last)[0]?.json.outcome).toMatchObject({ result: 'skipped', code: 'deleted' });
		expect(pair.writes()).toEqual([]);
	});

	test('a comment that somebody deletes does not come back', async () => {
		options(pair.escalation, { onDeleted: 'comment' });
		const before = pair.dev.issue(key).comments.length;
		const { told } = await deleted(pair.desk, 'DESK-1');
		pair.dev.as('ada').deleteComment(key, pair.dev.issue(key).comments.at(-1)!.id);
		await tell(pair.desk, 'DESK-1', told);
		expect(pair.dev.issue(key).comments).toHaveLength(before);
	});

	test('customers of a service project do not see the comment', async () => {
		options(pair.resolution, { onDeleted: 'comment' });
		nodeOf(pair.resolution, 'Apply to Desk').parameters.commentsArrive = 'public';
		await deleted(pair.dev, key);
		expect(pair.desk.issue('DESK-1').comments.at(-1)).toMatchObject({ text: expect.stringContaining(`${key} at`), public: false });
		await expectQuiet(pair);
	});

	test('with Delete the counterpart goes, and nothing happens when that is told again', async () => {
		options(pair.escalation, { onDeleted: 'delete' });
		const { id } = pair.dev.issue(key);
		const { looks: [first, again] } = await deleted(pair.desk, 'DESK-1', 2);
		expect(first?.item).toMatchObject({ twin: null, outcome: { result: 'updated', deleted: true } });
		expect(pair.dev.has(key)).toBe(false);
		expect(again?.item?.outcome).toMatchObject({ result: 'skipped', code: 'deleted' });
		// Its own deletion is told to the other direction, which finds nobody.
		const back = await pair.look(pair.resolution, key, { deleted: { id } });
		expect(back.item?.outcome).toMatchObject({ result: 'skipped', code: 'deleted' });
		await expectQuiet(pair);
	});

	test('a lost answer to the deletion is no failure', async () => {
		options(pair.escalation, { onDeleted: 'delete' });
		let lost = false;
		pair.sandbox.setFaults(({ moment, method, path }) => {
			if (lost || moment !== 'after' || method !== 'DELETE' || !/issue\/\d+$/.test(path)) return undefined;
			lost = true;
			return { kind: 'drop' };
		});
		const { looks: [look] } = await deleted(pair.desk, 'DESK-1');
		expect(lost).toBe(true);
		expect(look?.failed).toBeUndefined();
		expect(pair.dev.has(key)).toBe(false);
	});

	test('where the account may not delete, the error says what is missing, and the counterpart is marked', async () => {
		options(pair.escalation, { onDeleted: 'delete' });
		const project = pair.dev.data.projects.find((each) => each.key === 'ACME')!;
		project.members[pair.dev.syncAccount.accountId] = 'worker';
		const { looks: [look] } = await deleted(pair.desk, 'DESK-1');
		expect(look?.failed?.error).toMatchObject({ code: 'deletionRefused', retryable: false, next: expect.stringContaining('Delete Issues') });
		expect(record(pair.dev, key).state).toBe('partnerDeleted');
		expect(pair.dev.has(key)).toBe(true);
	});

	test('a pair that was ended before the deletion is carried out: the counterpart is left alone', async () => {
		options(pair.escalation, { onDeleted: 'delete' });
		pair.sandbox.setFaults(({ site, moment, method }) => (site === 'dev' && moment === 'before' && method === 'PUT' ? { kind: 'answer', status: 403, body: {} } : undefined));
		const { looks: [look] } = await deleted(pair.desk, 'DESK-1');
		pair.sandbox.setFaults(undefined);
		pair.dev.as('ada').setProperty(key, 'jirasync.deskdev', { ...record(pair.dev, key), state: 'disconnected' } as never);
		pair.writes();
		const run = await runWorkflow(pair.escalation.workflow, pair.credentials, { node: 'Apply to Dev', items: look!.run.output('Find Dev Twin') });
		expect(run.output(pair.escalation.last)[0]?.json.outcome).toMatchObject({ result: 'skipped', code: 'disconnected' });
		expect(pair.writes()).toEqual([]);
		expect(pair.dev.has(key)).toBe(true);
	});

	test('an issue that only links to the deleted one is no counterpart and stays', async () => {
		options(pair.escalation, { onDeleted: 'delete' });
		const { id } = pair.desk.issue('DESK-1');
		const stranger = pair.dev.as('dana').createIssue({ project: 'ACME', type: 'Task', summary: 'Payroll' });
		pair.dev.as('dana').remoteLink(stranger, { globalId: `jirasync:deskdev:${pair.desk.cloudId}:${id}`, url: 'https://example.com', title: 'DESK-1' });
		pair.dev.as('dana').deleteProperty(key, 'jirasync.deskdev');
		const { looks: [look] } = await deleted(pair.desk, 'DESK-1');
		expect(look?.item?.outcome).toMatchObject({ result: 'skipped', code: 'deleted' });
		expect([pair.dev.has(stranger), pair.dev.has(key)]).toEqual([true, true]);
	});

	test('with Ignore nothing is written', async () => {
		options(pair.escalation, { onDeleted: 'ignore' });
		const { looks: [look] } = await deleted(pair.desk, 'DESK-1');
		expect(look?.item?.outcome).toMatchObject({ result: 'skipped', code: 'deleted', deleted: true });
		expect(pair.writes()).toEqual([]);
	});

	test('an issue that was never synced leaves nothing behind', async () => {
		const other = pair.desk.as('ann').createIssue({ project: 'DESK', type: 'Incident', summary: 'Mail is slow' });
		const { looks: [look] } = await deleted(pair.desk, other);
		expect(look?.item?.outcome).toMatchObject({ result: 'skipped', code: 'deleted' });
		expect(pair.writes()).toEqual([]);
	});

	test('a dry run tells what would be written', async () => {
		options(pair.escalation, { onDeleted: 'delete' });
		nodeOf(pair.escalation, 'Apply to Dev').parameters.dryRun = true;
		const { looks: [look] } = await deleted(pair.desk, 'DESK-1');
		expect(look?.item?.outcome).toMatchObject({ dryRun: true, deleted: true, planned: [{ what: 'delete issue' }] });
		expect(pair.writes()).toEqual([]);
		expect(pair.dev.has(key)).toBe(true);
	});

	test('a Transition node for deletions moves the counterpart once; the others leave it alone', async () => {
		const node = nodeOf(pair.escalation, 'Reopen When Sent Again');
		node.parameters = { ...node.parameters, when: {}, transition: { __rl: true, mode: 'name', value: 'Start Progress' }, cause: 'always' };
		const { told, looks: [first] } = await deleted(pair.desk, 'DESK-1');
		expect(first?.item?.outcome?.transition).toBeUndefined();
		node.parameters.cause = 'remoteDeletion';
		expect((await tell(pair.desk, 'DESK-1', told)).item?.outcome).toMatchObject({ result: 'updated', deleted: true, transition: { result: 'done' } });
		const moved = pair.dev.issue(key).status;
		expect(moved).toBe('In Progress');
		await new Promise((resolve) => setTimeout(resolve, 20));
		pair.dev.as('dana').transition(key, 'Stop Progress');
		await tell(pair.desk, 'DESK-1', told);
		expect(pair.dev.issue(key).status).not.toBe(moved);
		await expectQuiet(pair);
	});
});

test('comments that go with their issue arrive later and are no error', async () => {
	const { told } = await deleted(pair.desk, 'DESK-1');
	pair.writes();
	const look = await pair.look(pair.escalation, 'DESK-1', { deleted: { ...told, events: ['comment_deleted'] } });
	expect(look.failed).toBeUndefined();
	expect(look.skipped?.outcome).toMatchObject({ result: 'skipped', code: 'issueUnreachable' });
	expect(pair.writes()).toEqual([]);
});

describe('what is no proof', () => {
	const unreadable = () =>
		pair.sandbox.setFaults(({ site, moment, method, path }) =>
			site === 'desk' && moment === 'before' && method === 'GET' && /\/issue\/\d+$/.test(path) ? { kind: 'answer', status: 404, body: { errorMessages: ['Issue does not exist or you do not have permission to see it.'], errors: {} } } : undefined,
		);

	test('a 404 without a deletion event', async () => {
		unreadable();
		const { failed } = await pair.look(pair.escalation, 'DESK-1');
		expect(failed?.error).toMatchObject({ code: 'issueUnreachable', retryable: false });
		expect(record(pair.dev, key).state).toBe('paired');
	});

	test('an event and a 404, while search still finds the issue: later', async () => {
		unreadable();
		const { failed } = await pair.look(pair.escalation, 'DESK-1', { deleted: { id: pair.desk.issue('DESK-1').id } });
		expect(failed?.error).toMatchObject({ code: 'issueUnreachable', retryable: true });
		expect(record(pair.dev, key).state).toBe('paired');
	});

	test('an event of an issue that is there: the sync goes on', async () => {
		pair.desk.as('ann').editIssue('DESK-1', { summary: 'still here' });
		const { item } = await pair.look(pair.escalation, 'DESK-1', { deleted: { id: pair.desk.issue('DESK-1').id } });
		expect(item?.outcome).toMatchObject({ result: 'updated' });
		expect(item?.outcome?.deleted).toBeUndefined();
		expect(pair.dev.issue(key).summary).toBe('still here');
		await pair.look(pair.resolution, key);
		await expectQuiet(pair);
	});

	test('a site that refuses queries for ids it does not know knows no such issue', async () => {
		pair.sandbox.setFaults(({ site, moment, path }) =>
			site === 'desk' && moment === 'before' && /search\/jql$/.test(path) ? { kind: 'answer', status: 400, body: { errorMessages: ["An issue with ID '10001' does not exist for field 'id'."], errors: {} } } : undefined,
		);
		await deleted(pair.desk, 'DESK-1');
		expect(record(pair.dev, key).state).toBe('partnerDeleted');
	});

	test('a mark on an issue whose counterpart is there: the next run takes it away, from either side', async () => {
		const mark = (site: Pair['desk'], issue: string) =>
			site.as('ada').setProperty(issue, 'jirasync.deskdev', { ...record(site, issue), state: 'partnerDeleted', deletedAt: '2026-11-20T10:00:00.000Z' } as never);
		mark(pair.dev, key);
		expect((await pair.look(pair.escalation, 'DESK-1')).item?.outcome?.notes).toContainEqual(expect.stringContaining('had been taken for deleted'));
		expect(record(pair.dev, key)).toMatchObject({ state: 'paired' });
		expect(record(pair.dev, key)).not.toHaveProperty('deletedAt');
		mark(pair.dev, key);
		expect((await pair.look(pair.resolution, key)).failed).toBeUndefined();
		expect(record(pair.dev, key)).toMatchObject({ state: 'paired' });
		await expectQuiet(pair);
	});
});

test('a deletion that fails at the other site for a while is not forgotten by then', async () => {
	pair.sandbox.setFaults(({ site, moment, method }) => (site === 'dev' && moment === 'before' && method === 'PUT' ? { kind: 'answer', status: 503, body: {} } : undefined));
	const { looks: [look] } = await deleted(pair.desk, 'DESK-1');
	expect(look?.failed?.error).toMatchObject({ retryable: true });
	pair.sandbox.setFaults(undefined);
	await runWorkflow(pair.escalation.workflow, pair.credentials, { node: pair.escalation.first, items: [{ json: look!.failed as never }] });
	expect(record(pair.dev, key).state).toBe('partnerDeleted');
});

describe('the counterpart is gone, and the issue changes', () => {
	const change = async () => {
		pair.dev.as('dana').editIssue(key, { summary: `changed ${Math.random()}` });
		pair.dev.as('dana').addComment(key, 'for nobody');
		return await pair.look(pair.resolution, key);
	};

	test('by default that is an outcome each time, and nothing is written', async () => {
		await deleted(pair.desk, 'DESK-1');
		pair.writes();
		for (let times = 0; times < 2; times++) {
			const look = await change();
			expect(look.failed).toBeUndefined();
			expect(look.item).toMatchObject({ twin: { key: 'DESK-1' }, outcome: { result: 'skipped', code: 'partnerDeleted', reason: expect.stringContaining('DESK-1') } });
		}
		expect(pair.writes()).toEqual([]);
		await expectQuiet(pair);
	});

	test('with Report it is an error each time', async () => {
		options(pair.resolution, { onTwinGone: 'report' });
		await deleted(pair.desk, 'DESK-1');
		expect((await change()).failed?.error).toMatchObject({ code: 'twinDeleted', retryable: false });
		expect((await change()).failed?.error).toMatchObject({ code: 'twinDeleted' });
	});

	test('without a word of a deletion it is unreachable, whatever the policy', async () => {
		options(pair.resolution, { onTwinGone: 'recreate' });
		pair.desk.as('ada').deleteIssue('DESK-1');
		expect((await change()).failed?.error.code).toBe('twinUnreachable');
		expect(pair.desk.issues('DESK').filter(({ creator }) => creator === 'sync')).toEqual([]);
	});

	describe('with Recreate', () => {
		const copies = () => pair.desk.issues('DESK').filter(({ creator }) => creator === 'sync');
		beforeEach(async () => {
			const node = nodeOf(pair.resolution, 'Apply to Desk');
			node.parameters = { ...node.parameters, firstSync: 'create', project: { __rl: true, mode: 'key', value: 'DESK' }, issueType: { __rl: true, mode: 'name', value: 'Incident' } };
			options(pair.resolution, { onTwinGone: 'recreate' });
			await deleted(pair.desk, 'DESK-1');
		});

		test('exactly one new counterpart is created and paired, and changes go both ways again', async () => {
			const { item } = await change();
			expect(item?.outcome).toMatchObject({ result: 'created', notes: expect.arrayContaining([expect.stringContaining('DESK-1, which was deleted')]) });
			const [made] = copies();
			expect(record(pair.dev, key)).toMatchObject({ state: 'paired', twin: { key: made!.key } });
			expect(record(pair.dev, key)).not.toHaveProperty('deletedAt');
			await change();
			expect(copies()).toHaveLength(1);
			expect(copies()[0]!.summary).toBe(pair.dev.issue(key).summary);
			pair.desk.as('ann').editIssue(made!.key, { summary: 'from the desk again' });
			await pair.look(pair.escalation, made!.key);
			expect(pair.dev.issue(key).summary).toBe('from the desk again');
			await pair.look(pair.resolution, key);
			await expectQuiet(pair);
		});

		test('a run that ends before the pair is recorded makes no second one', async () => {
			pair.sandbox.setFaults(({ site, moment, method, path }) =>
				site === 'dev' && moment === 'before' && method === 'PUT' && /properties\/jirasync\.deskdev$/.test(path) ? { kind: 'answer', status: 403, body: { errorMessages: ['No.'], errors: {} } } : undefined,
			);
			expect((await change()).failed?.error.code).toBe('forbidden');
			expect(copies()).toHaveLength(1);
			pair.sandbox.setFaults(undefined);
			await change();
			expect(copies()).toHaveLength(1);
			expect(record(pair.dev, key)).toMatchObject({ state: 'paired', twin: { key: copies()[0]!.key } });
			await expectQuiet(pair);
		});
	});
});
