import { openPair, type Pair } from '../support/pair';
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
});

async function escalate() {
	pair.desk.as('ann').transition('DESK-1', 'Send to development', { comment: 'please look' });
	const look = await pair.look(pair.escalation, 'DESK-1');
	expect(look.failed).toBeUndefined();
	return look;
}
const arrived = () => {
	const { key, files } = pair.dev.issues('ACME')[0]!;
	return files.map(({ id, name }) => [name, pair.dev.fileBytes(key, id).toString()]);
};
const attach = (name: string, bytes: string): string => {
	const id = pair.desk.as('ann').attach('DESK-1', name, Buffer.from(bytes), 'image/png');
	return pair.desk.issue('DESK-1').files.find((file) => file.id === id)!.mediaId;
};
const showing = (id: string, alt?: string) => ({ type: 'doc', version: 1, content: [{ type: 'mediaSingle', attrs: { layout: 'center' }, content: [{ type: 'media', attrs: { type: 'file', id, collection: '', ...(alt ? { alt } : {}) } }] }] }) as never;
const lookups = () => pair.sandbox.requests().filter(({ site, path }) => site === 'desk' && /attachment\/content/.test(path)).length;

describe('a file that only an internal note shows stays at home', () => {
	test('although a public one has the same name', async () => {
		const [open, secret] = [attach('image.png', 'public'), attach('image.png', 'secret password')];
		pair.desk.as('ann').addComment('DESK-1', showing(open, 'image.png'));
		pair.desk.as('ann').addComment('DESK-1', showing(secret, 'image.png'), { internal: true });
		await escalate();
		expect(arrived().filter(([name]) => name === 'image.png')).toEqual([['image.png', 'public']]);
		await expectQuiet(pair);
	});

	test('although the words under it are the name of another file', async () => {
		pair.desk.as('ann').addComment('DESK-1', showing(attach('secret.png', 'secret password'), 'log.txt'), { internal: true });
		await escalate();
		expect(arrived().map(([name]) => name)).toEqual(['log.txt']);
	});

	test('although the words under a public picture are its name', async () => {
		pair.desk.as('ann').addComment('DESK-1', showing(attach('secret.png', 'secret password'), 'secret.png'), { internal: true });
		pair.desk.as('ann').addComment('DESK-1', showing(attach('open.png', 'open'), 'secret.png'));
		await escalate();
		expect(arrived().map(([name]) => name)).toEqual(['log.txt', 'open.png']);
	});

	test('with all files of the issue, when Jira does not tell which one it is', async () => {
		pair.desk.as('ann').addComment('DESK-1', showing(attach('secret.png', 'secret password')), { internal: true });
		pair.sandbox.setFaults(({ moment, method, path }) => (moment === 'before' && method === 'GET' && /attachment\/content/.test(path) ? { kind: 'answer', status: 404, body: {} } : undefined));
		const { item } = await escalate();
		expect(arrived()).toEqual([]);
		expect(item?.replica.meta.withheld).toMatchObject({ 'file of a withheld comment': 2 });
	});
});

describe('which file a text shows is asked', () => {
	test('for none when each picture of a public text stands over its name', async () => {
		pair.desk.as('ann').addComment('DESK-1', showing(attach('shot.png', 'shot'), 'shot.png'));
		await escalate();
		pair.desk.as('ann').editIssue('DESK-1', { summary: 'VPN fails on Mac' });
		pair.sandbox.clearRequests();
		await pair.look(pair.escalation, 'DESK-1');
		expect(lookups()).toBe(0);
	});

	test('for one when an internal note shows one, however many files there are', async () => {
		for (let index = 0; index < 5; index++) pair.desk.as('ann').attach('DESK-1', `file${index}.txt`, `x${index}`);
		pair.desk.as('ann').addComment('DESK-1', showing(attach('shot.png', 'shot'), 'shot.png'), { internal: true });
		await escalate();
		pair.sandbox.clearRequests();
		await pair.look(pair.escalation, 'DESK-1');
		expect(lookups()).toBe(1);
	});
});

test('a file that arrived by another connection is not sent on', async () => {
	const file = pair.desk.as('sync').attach('DESK-1', 'from-partner.txt', Buffer.from('partner'), 'text/plain');
	pair.desk.as('sync').setProperty('DESK-1', 'jirasync.partner.t0', { format: 1, comments: {}, files: { '999': file } });
	pair.desk.as('sync').attach('DESK-1', 'by-hand.txt', 'the account is shared with a person');
	await escalate();
	expect(arrived().map(([name]) => name)).toEqual(['log.txt', 'by-hand.txt']);
});

test('addresses of people that no rule names stay at home', async () => {
	const { comments, attachments } = (await escalate()).item!.replica;
	expect(comments).toHaveLength(3);
	expect(JSON.stringify({ comments, attachments })).not.toContain('@desk.example');
});
