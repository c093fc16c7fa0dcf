import { openPair, type Pair } from '../support/pair';
import { expectQuiet } from '../support/quiet';
import { hurry, nodeOf } from '../nodes/support';

let pair: Pair;
beforeEach(async () => {
	pair = await openPair();
	hurry(pair);
});
afterEach(() => pair.close());
const escalate = async () => {
	pair.desk.as('ann').transition('DESK-1', 'Send to development', { comment: 'please look' });
	const look = await pair.look(pair.escalation, 'DESK-1');
	expect(look.failed).toBeUndefined();
	return look.item!.twin!.key;
};
const media = (id: string, alt: string) => ({ type: 'mediaSingle', attrs: { layout: 'center' }, content: [{ type: 'media', attrs: { type: 'file', id, collection: '', alt } }] });
const doc = (...content: unknown[]) => ({ type: 'doc', version: 1, content }) as never;
const words = (text: string) => ({ type: 'paragraph', content: [{ type: 'text', text }] });
const fileOf = (site: Pair['desk'], key: string, id: string) => site.issue(key).files.find((file) => file.id === id)!;

test('a record that somebody put on an issue does not lead the sync to a stranger', async () => {
	const stranger = pair.dev.as('dana').createIssue({ project: 'ACME', type: 'Task', summary: 'Payroll migration' });
	const { id } = pair.dev.issue(stranger);
	pair.desk.as('ann').setProperty('DESK-1', 'jirasync.deskdev', { format: 1, state: 'paired', fields: {}, twin: { site: pair.dev.cloudId, id, key: stranger, url: '' } });
	await pair.look(pair.escalation, 'DESK-1');
	expect(pair.dev.issue(stranger)).toMatchObject({ summary: 'Payroll migration', comments: [], files: [] });
});

test("with the wrong site's credential in Apply nothing is written to the issue that has the same id there", async () => {
	const stranger = pair.desk.as('ann').createIssue({ project: 'OPS', type: 'Incident', summary: 'Payroll' });
	const { id } = pair.desk.issue(stranger);
	while (Number(pair.dev.issues().at(-1)?.id ?? 0) < Number(id) - 1) pair.dev.as('dana').createIssue({ project: 'ACME', type: 'Task', summary: 'other' });
	const key = await escalate();
	expect(pair.dev.issue(key).id).toBe(id);
	const node = nodeOf(pair.escalation, 'Apply to Dev');
	node.credentials = { ...node.credentials!, jiraSyncCloudApi: { id: null, name: 'Jira Desk' } };
	pair.desk.as('ann').editIssue('DESK-1', { summary: 'changed' });
	await pair.look(pair.escalation, 'DESK-1');
	expect(pair.desk.issue(stranger)).toMatchObject({ summary: 'Payroll', comments: [] });
});

test('a site that gets another address does not send its comments again', async () => {
	const key = await escalate();
	const before = pair.dev.issue(key).comments.length;
	const { stored } = pair.credentials;
	for (const name of ['Jira Desk', 'Jira Desk (source site)']) {
		stored[name] = { ...stored[name], siteUrl: String(stored[name]!.siteUrl).replace('127.0.0.1', 'localhost'), siteFacts: '' };
	}
	const clock = jest.spyOn(Date, 'now').mockImplementation(() => performance.timeOrigin + performance.now() + 700_000);
	const { failed } = await pair.look(pair.escalation, 'DESK-1');
	clock.mockRestore();
	expect(failed).toBeUndefined();
	expect(pair.dev.issue(key).comments).toHaveLength(before);
});

test('another account for the sync does not send comments again, nor back', async () => {
	const key = await escalate();
	const before = pair.dev.issue(key).comments.length;
	const deskBefore = pair.desk.issue('DESK-1').comments.length;
	const { email, apiToken } = pair.dev.credentials('ada');
	const { stored } = pair.credentials;
	for (const name of ['Jira Dev', 'Jira Dev (source site)']) stored[name] = { ...stored[name], email, apiToken, siteFacts: '' };
	const clock = jest.spyOn(Date, 'now').mockImplementation(() => performance.timeOrigin + performance.now() + 700_000);
	await pair.look(pair.escalation, 'DESK-1');
	await pair.look(pair.resolution, key);
	clock.mockRestore();
	expect([pair.dev.issue(key).comments.length, pair.desk.issue('DESK-1').comments.length]).toEqual([before, deskBefore]);
});

describe('a new issue whose description shows a picture', () => {
	let shot: string;
	beforeEach(() => {
		shot = pair.desk.as('ann').attach('DESK-1', 'shot.png', Buffer.from('shot'), 'image/png');
		pair.desk.as('ann').editIssue('DESK-1', { description: doc(words('It looks like this:'), media(fileOf(pair.desk, 'DESK-1', shot).mediaId, 'shot.png')) });
	});
	const description = (key: string) => JSON.stringify(pair.dev.issue(key).descriptionAdf);
	const ownCopy = (key: string) => pair.dev.issue(key).files.find(({ name }) => name === 'shot.png')!.mediaId;

	test('has a counterpart that shows it too', async () => {
		const key = await escalate();
		expect(description(key)).toContain(ownCopy(key));
		expect(description(key)).not.toContain('not synced');
		await expectQuiet(pair);
	});

	test('shows it after the next look when the file did not get through at first', async () => {
		let refused = false;
		pair.sandbox.setFaults(({ site, method, path, moment }) => {
			if (refused || site !== 'dev' || moment !== 'before' || method !== 'POST' || !/attachments$/.test(path)) return undefined;
			refused = true;
			return { kind: 'answer', status: 413, body: { errorMessages: ['The file is too large for this site.'] } };
		});
		pair.desk.as('ann').transition('DESK-1', 'Send to development', { comment: 'please look' });
		await pair.look(pair.escalation, 'DESK-1');
		expect(refused).toBe(true);
		const { key } = pair.dev.issues('ACME')[0]!;
		expect(description(key)).toContain('shot.png (not synced)');
		await pair.look(pair.escalation, 'DESK-1');
		expect(description(key)).toContain(ownCopy(key));
		await expectQuiet(pair);
	});
});

test('an emptied description does not destroy the files that development shows in it', async () => {
	const key = await escalate();
	const file = pair.dev.as('dana').attach(key, 'analysis.png', Buffer.from('analysis'), 'image/png');
	pair.dev.as('dana').editIssue(key, { description: doc(words('see'), media(fileOf(pair.dev, key, file).mediaId, 'analysis.png')) });
	await pair.look(pair.resolution, key);
	pair.desk.as('ann').editIssue('DESK-1', { description: null });
	await pair.look(pair.escalation, 'DESK-1');
	expect(pair.dev.issue(key).files.map(({ name }) => name)).toContain('analysis.png');
});

test('a new summary costs three requests, also when some comment shows a picture', async () => {
	for (let index = 0; index < 5; index++) pair.desk.as('ann').attach('DESK-1', `file${index}.txt`, `x${index}`);
	const shot = pair.desk.as('ann').attach('DESK-1', 'shot.png', Buffer.from('shot'), 'image/png');
	pair.desk.as('ann').addComment('DESK-1', doc(media(fileOf(pair.desk, 'DESK-1', shot).mediaId, 'shot.png')));
	await escalate();
	pair.desk.as('ann').editIssue('DESK-1', { summary: 'VPN fails on Mac' });
	pair.sandbox.clearRequests();
	await pair.look(pair.escalation, 'DESK-1');
	expect(pair.sandbox.requests().map(({ site, method, path }) => `${site} ${method} ${path}`)).toHaveLength(3);
});

test('an account that may not link issues still brings comments and files over', async () => {
	pair.sandbox.setFaults(({ method, path, moment }) =>
		moment === 'before' && method === 'POST' && /remotelink$/.test(path) ? { kind: 'answer', status: 403, body: { errorMessages: ['You do not have permission to create links.'], errors: {} } } : undefined,
	);
	pair.desk.as('ann').transition('DESK-1', 'Send to development', { comment: 'please look' });
	await pair.look(pair.escalation, 'DESK-1');
	expect(pair.dev.issues('ACME')[0]).toMatchObject({ comments: [{}, {}, {}], files: [{}] });
});
