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
	await pair.look(pair.escalation, 'DESK-1');
	pair.writes();
});
afterEach(() => pair.close());

const record = () => pair.dev.issue(key).properties['jirasync.deskdev'] as Record<string, unknown>;
/** The development site refuses edits of issues, with these words. */
const refuseEdits = (status: number, errors: Record<string, string>, errorMessages: string[] = []) =>
	pair.sandbox.setFaults(({ site, moment, method, path }) =>
		site === 'dev' && moment === 'before' && method === 'PUT' && /\/issue\/\d+$/.test(path) ? { kind: 'answer', status, body: { errorMessages, errors } } : undefined,
	);
const edit = (fields: Record<string, unknown>) => pair.desk.as('ann').editIssue('DESK-1', fields);

test.each([
	['names a required field', 400, { customfield_10100: 'Root cause is required.' }, 'badRequest', 'customfield_10100'],
	['says that the account may not', 403, {}, 'forbidden', undefined],
] as const)('a target that %s blocks the issue once; after the fix one look brings everything', async (_how, status, errors, code, field) => {
	refuseEdits(status, errors, status === 403 ? ['No permission.'] : []);
	edit({ summary: 'one' });
	const first = await pair.look(pair.escalation, 'DESK-1');
	expect(first.failed?.error).toMatchObject({ code, retryable: false, outcome: { result: 'blocked', code } });
	expect(record()).toMatchObject({ state: 'paired', blocked: { code, ...(field ? { field } : {}), at: expect.any(String) } });
	expect(JSON.stringify(record())).not.toMatch(/Root cause|permission/);
	pair.writes();
	for (const summary of ['two', 'three']) {
		edit({ summary });
		pair.desk.as('ann').addComment('DESK-1', `remark ${summary}`);
		await pair.look(pair.escalation, 'DESK-1');
	}
	expect(pair.writes().filter((write) => /properties/.test(write))).toEqual([]);
	pair.sandbox.setFaults(undefined);
	expect((await pair.look(pair.escalation, 'DESK-1')).failed).toBeUndefined();
	expect(pair.dev.issue(key).summary).toBe('three');
	expect(pair.dev.issue(key).comments.slice(-2).map(({ text }) => text.split('\n')[1])).toEqual(['remark two', 'remark three']);
	expect(record().blocked).toBeUndefined();
	await expectQuiet(pair);
});

test('other issues go on, and a mark that cannot be written hides nothing', async () => {
	pair.sandbox.setFaults(({ site, moment, method, path }) =>
		site === 'dev' && moment === 'before' && method === 'PUT' && path.includes(`/issue/${pair.dev.issue(key).id}`) ? { kind: 'answer', status: 403, body: { errorMessages: ['No.'], errors: {} } } : undefined,
	);
	edit({ summary: 'one' });
	expect((await pair.look(pair.escalation, 'DESK-1')).failed?.error.code).toBe('forbidden');
	const other = pair.desk.as('ann').createIssue({ project: 'DESK', type: 'Incident', summary: 'Mail is slow' });
	pair.desk.as('ann').transition(other, 'Send to development', { comment: 'too' });
	expect((await pair.look(pair.escalation, other)).failed).toBeUndefined();
	pair.sandbox.setFaults(undefined);
	await pair.look(pair.escalation, 'DESK-1');
	await expectQuiet(pair);
});

test('a comment that is refused blocks; when nothing else is written, the mark goes with one request', async () => {
	pair.sandbox.setFaults(({ site, moment, method, path }) =>
		site === 'dev' && moment === 'before' && method === 'POST' && /\/comment$/.test(path) ? { kind: 'answer', status: 403, body: { errorMessages: ['No.'], errors: {} } } : undefined,
	);
	const comment = pair.desk.as('ann').addComment('DESK-1', 'remark');
	await pair.look(pair.escalation, 'DESK-1');
	expect(record()).toMatchObject({ blocked: { code: 'forbidden' } });
	pair.sandbox.setFaults(undefined);
	pair.desk.as('ann').deleteComment('DESK-1', comment);
	pair.writes();
	const { item } = await pair.look(pair.escalation, 'DESK-1');
	expect(pair.writes()).toEqual([`dev PUT /rest/api/3/issue/${pair.dev.issue(key).id}/properties/jirasync.deskdev`]);
	expect(item?.outcome?.notes).toContain('It was blocked and goes on.');
	await expectQuiet(pair);
});

test('a summary that is refused blocks the issue and names the field', async () => {
	refuseEdits(400, { summary: 'Not on the screen.' });
	edit({ summary: 'one' });
	expect((await pair.look(pair.escalation, 'DESK-1')).failed?.error).toMatchObject({ code: 'fieldRefused', field: 'summary', retryable: false });
	expect(record()).toMatchObject({ blocked: { code: 'fieldRefused', field: 'summary' } });
	pair.sandbox.setFaults(undefined);
	await pair.look(pair.escalation, 'DESK-1');
	await expectQuiet(pair);
});

test('a description that is refused is dropped and told, and not tried again at every look', async () => {
	refuseEdits(400, { description: 'Not on the screen.' });
	edit({ description: 'new words' });
	const { item } = await pair.look(pair.escalation, 'DESK-1');
	expect(item?.outcome?.fields).toMatchObject([{ field: 'description', action: 'dropped', reason: 'Not on the screen.' }]);
	await expectQuiet(pair);
	pair.sandbox.setFaults(undefined);
	edit({ summary: 'one' });
	await pair.look(pair.escalation, 'DESK-1');
	expect(pair.dev.issue(key)).toMatchObject({ summary: 'one', description: pair.desk.issue('DESK-1').description });
	await expectQuiet(pair);
});

describe('files that Jira does not let through hold up nothing else', () => {
	const attach = (name: string) => void pair.desk.as('ann').attach('DESK-1', name, Buffer.from(name), 'text/plain');
	const refuse = (site: string, method: string, path: RegExp, status: number) =>
		pair.sandbox.setFaults((request) =>
			request.site === site && request.moment === 'before' && request.method === method && path.test(request.path) ? { kind: 'answer', status, body: { errorMessages: ['No.'], errors: {} } } : undefined,
		);
	const change = () => {
		edit({ summary: 'with files' });
		pair.desk.as('ann').addComment('DESK-1', 'see the files');
		attach('one.txt');
		attach('two.txt');
	};
	const arrived = () => {
		const { summary, comments, files } = pair.dev.issue(key);
		return [summary, comments.some(({ text }) => text.includes('see the files')), files.map(({ name }) => name).filter((name) => /one|two/.test(name))];
	};

	test('where the account may not add any: one is tried, the rest arrives, and a person is told', async () => {
		refuse('dev', 'POST', /\/attachments$/, 403);
		change();
		const { failed, item } = await pair.look(pair.escalation, 'DESK-1');
		expect(arrived()).toEqual(['with files', true, []]);
		expect(failed?.error).toMatchObject({ code: 'forbidden', message: expect.stringContaining('attachments'), retryable: false });
		expect(item!.outcome!.files).toMatchObject([{ action: 'skipped', reason: expect.stringContaining('403') }]);
		expect(record()).toMatchObject({ state: 'paired', blocked: { code: 'forbidden' } });
		pair.sandbox.setFaults(undefined);
		expect((await pair.look(pair.escalation, 'DESK-1')).failed).toBeUndefined();
		expect(arrived()).toEqual(['with files', true, ['one.txt', 'two.txt']]);
		expect(record()).not.toHaveProperty('blocked');
		await expectQuiet(pair);
	});

	test('where the other side does not hand them out: they are left out with the reason', async () => {
		change();
		refuse('desk', 'GET', /\/attachment\/content\//, 403);
		const { failed, item } = await pair.look(pair.escalation, 'DESK-1');
		expect(failed).toBeUndefined();
		expect(arrived()).toEqual(['with files', true, []]);
		expect(item!.outcome!.files).toMatchObject([{ action: 'skipped', reason: 'the account of the other side may not read it' }, { action: 'skipped' }]);
		pair.sandbox.setFaults(undefined);
		await pair.look(pair.escalation, 'DESK-1');
		expect(arrived()[2]).toEqual(['one.txt', 'two.txt']);
		await expectQuiet(pair);
	});
});
