import { hurry } from '../nodes/support';
import { openPair, type Pair } from '../support/pair';
import { expectQuiet } from '../support/quiet';

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

describe.each<[string, () => { project: string } | { issue: string }, RegExp]>([
	['a project', () => ({ project: 'ACME' }), /project ACME/],
	['an issue', () => ({ issue: key }), /^Unarchive ACME-\d+/],
])('%s that is archived', (_what, which, unarchive) => {
	test.each<[string, () => void]>([
		['a new summary', () => pair.desk.as('ann').editIssue('DESK-1', { summary: 'one' })],
		['a new description', () => pair.desk.as('ann').editIssue('DESK-1', { description: 'one' })],
		['a new comment', () => void pair.desk.as('ann').addComment('DESK-1', 'one')],
		['a new file', () => void pair.desk.as('ann').attach('DESK-1', 'one.txt', 'one')],
	])('blocks %s and pauses the pair; unarchived it goes on from the current state', async (_news, change) => {
		pair.dev.as('ada').archive(which());
		change();
		for (let times = 0; times < 2; times++) {
			const { failed } = await pair.look(pair.escalation, 'DESK-1');
			expect(failed?.error).toMatchObject({ code: 'issueArchived', retryable: false, outcome: { result: 'blocked', code: 'issueArchived' }, message: expect.stringContaining('paused'), next: expect.stringMatching(unarchive) });
		}
		expect(pair.dev.issues('ACME')).toHaveLength(1);
		pair.dev.as('ada').archive(which(), false);
		pair.desk.as('ann').editIssue('DESK-1', { summary: 'two' });
		pair.desk.as('ann').addComment('DESK-1', 'last words', { internal: false });
		const { failed, item } = await pair.look(pair.escalation, 'DESK-1');
		expect(failed).toBeUndefined();
		expect(item?.outcome?.result).toBe('updated');
		const { summary, description, comments, files } = pair.desk.issue('DESK-1');
		expect(pair.dev.issue(key)).toMatchObject({ summary, description });
		expect(pair.dev.issue(key).comments.at(-1)?.text).toContain(comments.at(-1)!.text);
		expect(pair.dev.issue(key).files.map(({ name }) => name)).toEqual(files.map(({ name }) => name));
		expect(pair.dev.issues('ACME')).toHaveLength(1);
		await expectQuiet(pair);
	});

	test('is no trouble while nothing is to be written', async () => {
		pair.dev.as('ada').archive(which());
		expect((await pair.look(pair.escalation, 'DESK-1')).item?.outcome?.result).toBe('unchanged');
	});
});

test('a refusal for another reason is told as it is', async () => {
	pair.sandbox.setFaults(({ site, moment, method, path }) =>
		site === 'dev' && moment === 'before' && method === 'PUT' && /\/issue\/\d+$/.test(path) ? { kind: 'answer', status: 403, body: { errorMessages: ['No.'], errors: {} } } : undefined,
	);
	pair.desk.as('ann').editIssue('DESK-1', { summary: 'one' });
	expect((await pair.look(pair.escalation, 'DESK-1')).failed?.error.code).toBe('forbidden');
});

/** Something happens at development while the last try of an edit of fields is on its way, which is refused like those before. */
const refusedWhile = (happens: () => void): void => {
	let tries = 0;
	pair.sandbox.setFaults(({ site, moment, method, path }) => {
		if (site !== 'dev' || moment !== 'before' || method !== 'PUT' || !/\/issue\/\d+$/.test(path)) return undefined;
		tries += 1;
		if (tries === 3) happens();
		return { kind: 'answer', status: 400, body: { errorMessages: [], errors: { summary: 'The summary is locked.' } } };
	});
};

test('an issue that is deleted just then is not taken for archived', async () => {
	refusedWhile(() => pair.dev.as('ada').deleteIssue(key));
	pair.desk.as('ann').editIssue('DESK-1', { summary: 'one' });
	expect((await pair.look(pair.escalation, 'DESK-1')).failed?.error.code).toBe('fieldRefused');
});

test('a pair that ends just then is not marked as blocked', async () => {
	const apart = { ...(pair.dev.issue(key).properties['jirasync.deskdev'] as object), state: 'disconnected' };
	refusedWhile(() => pair.dev.as('ada').setProperty(key, 'jirasync.deskdev', apart));
	pair.desk.as('ann').editIssue('DESK-1', { summary: 'one' });
	expect((await pair.look(pair.escalation, 'DESK-1')).failed?.error.code).toBe('fieldRefused');
	expect(pair.dev.issue(key).properties['jirasync.deskdev']).toEqual(apart);
});
