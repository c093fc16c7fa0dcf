import { openPair, type Look, type Pair } from '../support/pair';
import { expectQuiet } from '../support/quiet';
import { contractDoor, type ContractDoor } from '../contract/door';

let pair: Pair;
let door: ContractDoor;
beforeEach(async () => {
	door = contractDoor();
	pair = await openPair({ onExchange: door.onExchange });
});
afterEach(async () => {
	await pair.close();
	door.expectNoViolations();
	expect(pair.sandbox.violations()).toEqual([]);
});

/** The escalated state that most scenarios start from; returns the key of the development issue. */
async function escalate(): Promise<string> {
	pair.desk.as('ann').transition('DESK-1', 'Send to development', { comment: 'please look' });
	const look = await pair.look(pair.escalation, 'DESK-1');
	expect(look.failed).toBeUndefined();
	return look.item?.twin?.key ?? '';
}

const desk = () => pair.desk.issue('DESK-1');
const outcome = (look: Look) => look.item?.outcome;
const resolve = (key: string, resolution = 'Fixed') =>
	pair.dev.as('dana').transition(key, 'Done', { fields: { resolution } });

describe('escalating a desk issue', () => {
	test('creates one Task with text, public comments in order and the file, and pairs both issues', async () => {
		const before = pair.dev.issues('ACME').length;
		const key = await escalate();
		const twin = pair.dev.issue(key);
		expect(pair.dev.issues('ACME')).toHaveLength(before + 1);
		expect({ type: twin.type, summary: twin.summary, description: twin.descriptionAdf }).toEqual({
			type: 'Task',
			summary: 'VPN fails',
			description: desk().descriptionAdf,
		});
		const originals = desk().comments.filter((comment) => comment.public);
		expect(originals).toHaveLength(3);
		expect(twin.comments.map(({ text }) => text.replace(/^.*\n/, ''))).toEqual(originals.map(({ text }) => text));
		for (const { text } of twin.comments) expect(text).toMatch(/^\S.* commented on DESK-1 on \d{4}-\d\d-\d\d \d\d:\d\d UTC\n/);
		expect(twin.files.map(({ name, size, sha256 }) => ({ name, size, sha256 }))).toEqual(
			desk().files.map(({ name, size, sha256 }) => ({ name, size, sha256 })),
		);
		expect(twin.remoteLinks.map(({ object }) => object)).toMatchObject([{ title: 'DESK-1', url: `${pair.desk.url}/browse/DESK-1` }]);
		expect(desk().remoteLinks.map(({ object }) => object)).toMatchObject([{ title: key, url: `${pair.dev.url}/browse/${key}` }]);
		expect(twin.properties['jirasync.deskdev']).toMatchObject({ twin: { id: desk().id, key: 'DESK-1' } });
		expect(desk().properties['jirasync.deskdev']).toMatchObject({ twin: { id: twin.id, key } });
		expect(desk().status).toBe('Waiting for development');
		await expectQuiet(pair);
	});

	test('starts only in the status that was chosen', async () => {
		const before = pair.dev.issues('ACME').length;
		const { skipped, item } = await pair.look(pair.escalation, 'DESK-1');
		expect(item).toBeUndefined();
		expect(skipped?.outcome).toMatchObject({ result: 'skipped', code: 'startCondition' });
		expect(pair.dev.issues('ACME')).toHaveLength(before);
		expect(pair.writes()).toEqual([]);
	});

	test('keeps internal notes at home unless they are let out', async () => {
		const key = await escalate();
		const note = desk().comments.find((comment) => !comment.public);
		expect(note).toBeDefined();
		expect(JSON.stringify(pair.dev.issue(key))).not.toContain(note?.text);
	});

	test('stays within its budget of requests', async () => {
		pair.desk.as('ann').transition('DESK-1', 'Send to development', { comment: 'please look' });
		// What a credential finds out at its first use is asked once and not in every run.
		await pair.look(pair.resolution, pair.dev.as('dana').createIssue({ project: 'ACME', type: 'Task', summary: 'own work' }));
		await pair.look(pair.escalation, pair.desk.as('casey').createIssue({ project: 'DESK', type: pair.desk.issue('DESK-1').type, summary: 'other' }));
		pair.sandbox.clearRequests();
		await pair.look(pair.escalation, 'DESK-1');
		const [comments, files] = [3, 1];
		// The budget is for the steady state: a credential asks once in its life who it is (here: the source site's).
		const steady = pair.sandbox.requests().filter(({ path }) => path !== '/rest/api/3/myself');
		expect(steady.length).toBeLessThanOrEqual(10 + 2 * comments + 3 * files);
		await expectQuiet(pair);
	});
});

describe('changes after the escalation', () => {
	test('a new summary is one write that holds only the summary', async () => {
		const key = await escalate();
		const before = pair.dev.issue(key);
		pair.desk.as('ann').editIssue('DESK-1', { summary: 'VPN fails on Mac' });
		pair.sandbox.clearRequests();
		const look = await pair.look(pair.escalation, 'DESK-1');
		expect(outcome(look)).toMatchObject({ result: 'updated', fields: [{ field: 'summary', action: 'written' }] });
		expect(pair.sandbox.requests()).toHaveLength(3);
		const after = pair.dev.issue(key);
		expect(after).toMatchObject({ summary: 'VPN fails on Mac', type: before.type, project: before.project });
		expect(after.changelog.slice(before.changelog.length).flatMap(({ changes }) => changes.map(({ field }) => field))).toEqual(['summary']);
		await expectQuiet(pair);
	});

	test('a new comment costs at most five requests and arrives once', async () => {
		const key = await escalate();
		pair.desk.as('ann').addComment('DESK-1', 'one more thing');
		pair.sandbox.clearRequests();
		await pair.look(pair.escalation, 'DESK-1');
		expect(pair.sandbox.requests().length).toBeLessThanOrEqual(5);
		expect(pair.dev.issue(key).comments.filter(({ text }) => text.includes('one more thing'))).toHaveLength(1);
		await expectQuiet(pair);
	});

	test('a new file costs at most six requests and arrives once, byte for byte', async () => {
		const key = await escalate();
		const bytes = Buffer.from(Array.from({ length: 70_000 }, (_, index) => (index * 31) % 256));
		pair.desk.as('ann').attach('DESK-1', 'trace.zip', bytes, 'application/zip');
		pair.sandbox.clearRequests();
		await pair.look(pair.escalation, 'DESK-1');
		expect(pair.sandbox.requests().filter(({ site }) => site !== 'media').length).toBeLessThanOrEqual(6);
		const copies = pair.dev.issue(key).files.filter(({ name }) => name === 'trace.zip');
		expect(copies.map(({ id }) => pair.dev.fileBytes(key, id).equals(bytes))).toEqual([true]);
		await expectQuiet(pair);
	});

	test('development rewrites the summary and each side adds a file: everything arrives once and nothing comes back', async () => {
		const key = await escalate();
		pair.dev.as('dana').editIssue(key, { summary: 'VPN: split tunnel' });
		pair.dev.as('dana').attach(key, 'fix.png', Buffer.from('fix'), 'image/png');
		pair.desk.as('ann').attach('DESK-1', 'trace.zip', Buffer.from('trace'), 'application/zip');
		await pair.look(pair.resolution, key);
		await pair.look(pair.escalation, 'DESK-1');
		expect(desk().summary).toBe('VPN: split tunnel');
		expect(pair.dev.issue(key).summary).toBe('VPN: split tunnel');
		for (const issue of [desk(), pair.dev.issue(key)]) {
			expect(issue.files.map(({ name }) => name).sort()).toEqual(['fix.png', 'log.txt', 'trace.zip']);
		}
		await expectQuiet(pair);
	});

	test('both sides edit a field in turn without a history being read', async () => {
		const key = await escalate();
		for (const turn of [1, 2, 3]) {
			pair.desk.as('ann').editIssue('DESK-1', { summary: `desk ${turn}` });
			await pair.look(pair.escalation, 'DESK-1');
			expect(pair.dev.issue(key).summary).toBe(`desk ${turn}`);
			pair.dev.as('dana').editIssue(key, { summary: `dev ${turn}` });
			pair.sandbox.clearRequests();
			await pair.look(pair.resolution, key);
			expect(pair.sandbox.requests()).toHaveLength(3);
			expect(desk().summary).toBe(`dev ${turn}`);
		}
		await expectQuiet(pair);
	});

	test('development comments arrive internal', async () => {
		const key = await escalate();
		pair.dev.as('dana').addComment(key, 'found the cause');
		await pair.look(pair.resolution, key);
		expect(desk().comments.filter(({ text }) => text.includes('found the cause')).map((comment) => comment.public)).toEqual([false]);
		await expectQuiet(pair);
	});

	test('emptied at one side is emptied at the other', async () => {
		const key = await escalate();
		pair.desk.as('ann').editIssue('DESK-1', { description: null });
		await pair.look(pair.escalation, 'DESK-1');
		expect(pair.dev.issue(key).descriptionAdf).toBeNull();
		await expectQuiet(pair);
	});
});

describe('moving through the workflow', () => {
	test('resolving in development makes the desk issue development ready, once, without copying the resolution', async () => {
		const key = await escalate();
		resolve(key);
		const look = await pair.look(pair.resolution, key);
		expect(outcome(look)?.transition).toMatchObject({ result: 'done', transition: 'Development Ready' });
		expect(desk()).toMatchObject({ status: 'Development Ready', resolution: null });
		await expectQuiet(pair);
	});

	test('a comment on the resolved issue arrives; the transition is skipped and says what is available', async () => {
		const key = await escalate();
		resolve(key);
		await pair.look(pair.resolution, key);
		pair.dev.as('dana').addComment(key, 'details');
		const look = await pair.look(pair.resolution, key);
		expect(look.failed).toBeUndefined();
		expect(outcome(look)?.transition).toMatchObject({ result: 'skipped', available: expect.arrayContaining(['Send to development']) });
		expect(outcome(look)?.transition?.reason).toMatch(/^unavailable: /);
		expect(desk().comments.filter(({ text }) => text.includes('details'))).toHaveLength(1);
		await expectQuiet(pair);
	});

	test('sent again, the resolved development issue is reopened', async () => {
		const key = await escalate();
		resolve(key);
		await pair.look(pair.resolution, key);
		pair.desk.as('ann').transition('DESK-1', 'Send to development', { comment: 'still broken' });
		const look = await pair.look(pair.escalation, 'DESK-1');
		expect(outcome(look)?.transition).toMatchObject({ result: 'done', transition: 'Reopen' });
		expect(pair.dev.issue(key).resolution).toBeNull();
		expect(desk().status).toBe('Waiting for development');
		await expectQuiet(pair);
	});

	test('an unresolved development issue is not reopened, and the run says why', async () => {
		const key = await escalate();
		pair.desk.as('ann').addComment('DESK-1', 'any news?');
		const look = await pair.look(pair.escalation, 'DESK-1');
		expect(outcome(look)?.transition).toMatchObject({ result: 'skipped', reason: expect.stringContaining('notEmpty') });
		expect(pair.dev.issue(key).changelog.flatMap(({ changes }) => changes).filter(({ field }) => field === 'status')).toEqual([]);
	});

	test.each([false, true])('a status in other letters counts only when case is ignored (ignoreCase = %s)', async (ignoreCase) => {
		const key = await escalate();
		resolve(key);
		await pair.look(pair.resolution, key);
		const node = pair.escalation.workflow.nodes.find(({ name }) => name === 'Reopen When Sent Again');
		node!.parameters = JSON.parse(JSON.stringify(node!.parameters).replace('"Waiting for development"', '"Waiting For Development"')) as never;
		node!.parameters.options = { ignoreCase };
		pair.desk.as('ann').transition('DESK-1', 'Send to development', { comment: 'again' });
		const look = await pair.look(pair.escalation, 'DESK-1');
		expect(outcome(look)?.transition?.result).toBe(ignoreCase ? 'done' : 'skipped');
		if (!ignoreCase) expect(outcome(look)?.transition?.reason).toContain('"Waiting for development" equals "Waiting For Development"');
	});

	test.each(['development first', 'desk first'])('sent again while a late development comment is on its way (%s): stays with development', async (order) => {
		const key = await escalate();
		resolve(key);
		await pair.look(pair.resolution, key);
		pair.dev.as('dana').addComment(key, 'late remark');
		pair.desk.as('ann').transition('DESK-1', 'Send to development', { comment: 'still broken' });
		const looks = [() => pair.look(pair.resolution, key), () => pair.look(pair.escalation, 'DESK-1')];
		if (order === 'desk first') looks.reverse();
		for (const look of looks) expect((await look()).failed).toBeUndefined();
		expect(desk().status).toBe('Waiting for development');
		expect(pair.dev.issue(key).resolution).toBeNull();
		expect(desk().comments.filter(({ text }) => text.includes('late remark'))).toHaveLength(1);
		await expectQuiet(pair);
	});

	test('resolved a second time after a reopening, the desk issue moves again', async () => {
		const key = await escalate();
		resolve(key);
		await pair.look(pair.resolution, key);
		pair.desk.as('ann').transition('DESK-1', 'Send to development', { comment: 'still broken' });
		await pair.look(pair.escalation, 'DESK-1');
		resolve(key);
		await pair.look(pair.resolution, key);
		expect(desk().status).toBe('Development Ready');
		await expectQuiet(pair);
	});

	test('resolved, and a desk comment handled before the desk issue has moved: development is not reopened', async () => {
		const key = await escalate();
		resolve(key);
		pair.desk.as('ann').addComment('DESK-1', 'crossing comment');
		await pair.look(pair.escalation, 'DESK-1');
		expect(pair.dev.issue(key).resolution).toBe('Fixed');
		await pair.look(pair.resolution, key);
		expect(desk().status).toBe('Development Ready');
		await expectQuiet(pair);
	});
});

describe('an issue born in development', () => {
	test('never makes a desk issue, carries no marker and is no error', async () => {
		const before = pair.desk.issues().length;
		const key = pair.dev.as('dana').createIssue({ project: 'ACME', type: 'Task', summary: 'Refactor' });
		const created = await pair.look(pair.resolution, key);
		pair.dev.as('dana').editIssue(key, { summary: 'Refactor the client' });
		const updated = await pair.look(pair.resolution, key);
		for (const look of [created, updated]) {
			expect(look.failed).toBeUndefined();
			expect(outcome(look)).toMatchObject({ result: 'skipped', code: 'refused-by-rule: firstSync' });
		}
		expect(pair.desk.issues()).toHaveLength(before);
		expect(pair.dev.issue(key).properties).toEqual({});
		expect(pair.writes()).toEqual([]);
	});
});

describe('a required field on the screen of Development Ready', () => {
	const screen = () => pair.desk.setTransitionScreen('Development Ready', [{ id: 'customfield_10210', required: true }]);

	test('with a value in the node the move succeeds', async () => {
		const key = await escalate();
		screen();
		const node = pair.resolution.workflow.nodes.find(({ name }) => name === 'Development Ready When Resolved');
		node!.parameters.screenFields = { field: [{ name: 'Resolution note', value: 'fixed in dev' }] };
		resolve(key);
		await pair.look(pair.resolution, key);
		expect(desk().status).toBe('Development Ready');
		expect(desk().fields['Resolution note']).toBe('fixed in dev');
		await expectQuiet(pair);
	});

	test('without one the error names field and transition; what came with it has arrived and is not repeated', async () => {
		const key = await escalate();
		screen();
		pair.dev.as('dana').addComment(key, 'fixed on the server');
		pair.dev.as('dana').editIssue(key, { summary: 'VPN fixed' });
		resolve(key);
		const { failed } = await pair.look(pair.resolution, key);
		expect(failed?.error).toMatchObject({ code: 'transitionFieldRequired', scope: 'issue', field: 'customfield_10210' });
		expect(failed?.error.message).toContain('Resolution note');
		expect(failed?.error.message).toContain('Development Ready');
		expect(failed?.error.next).toContain('Screen Fields');
		expect(desk().summary).toBe('VPN fixed');
		pair.desk.setTransitionScreen('Development Ready', undefined);
		await pair.look(pair.resolution, key);
		expect(desk().status).toBe('Development Ready');
		expect(desk().comments.filter(({ text }) => text.includes('fixed on the server'))).toHaveLength(1);
		await expectQuiet(pair);
	});
});
