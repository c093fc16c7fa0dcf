import { tooManyRequests, type FaultQuestion } from '../../sandbox/faults';
import { nodeOf } from '../nodes/support';
import type { Pair } from '../support/pair';
import { pairForEach } from '../support/pairForEach';
import { expectQuiet } from '../support/quiet';

let pair: Pair;
let key: string;

pairForEach(async (fresh) => {
	pair = fresh;
	nodeOf(pair.escalation, 'Apply to Dev').parameters.options = { removeComments: true, removeFiles: true };
	pair.desk.as('ann').transition('DESK-1', 'Send to development', { comment: 'please look' });
	key = (await pair.look(pair.escalation, 'DESK-1')).item?.twin?.key ?? '';
});

const toDev = () => pair.look(pair.escalation, 'DESK-1');
const inDev = () => pair.dev.issue(key).comments.map(({ text }) => text.split('\n').slice(1).join('\n'));
/** When a copy was made is compared with when a replica was built, and the site's clock is known to the second. */
const later = () => new Promise((done) => setTimeout(done, 1_100));

/** Jira takes three seconds for the first comment. What happens at the other side before the first comment and the first file are written? */
function whileSlow(happens: { comment?: () => void; file?: () => void }): void {
	const met = new Set<string>();
	pair.sandbox.setFaults(({ site, moment, method, path }: FaultQuestion) => {
		const what = path.endsWith('/comment') ? 'comment' : path.endsWith('/attachments') ? 'file' : undefined;
		if (site !== 'dev' || moment !== 'before' || method !== 'POST' || what === undefined || met.has(what)) return undefined;
		met.add(what);
		happens[what]?.();
		return what === 'comment' ? { kind: 'delay', milliseconds: 3_100 } : undefined;
	});
}

test('what is deleted or made internal while it is copied slowly makes the run start over, and its copies go', async () => {
	const ann = pair.desk.as('ann');
	const oops = ann.addComment('DESK-1', 'oops', { internal: false });
	const secret = ann.addComment('DESK-1', 'the password is 1234', { internal: false });
	const file = ann.attach('DESK-1', 'oops.txt', Buffer.from('oops'));
	ann.addComment('DESK-1', 'please hurry', { internal: false });
	whileSlow({
		comment: () => {
			ann.deleteComment('DESK-1', oops);
			ann.editComment('DESK-1', secret, 'the password is 1234', { internal: true });
		},
	});
	const first = await toDev();
	expect(first.failed?.error).toMatchObject({ code: 'stale', retryable: true, message: expect.stringContaining(`meanwhile: comment ${oops}, comment ${secret}.`) });
	expect(inDev()).toEqual(expect.arrayContaining(['oops', 'the password is 1234', 'please hurry']));
	ann.deleteFile('DESK-1', file);
	await later();
	expect((await toDev()).failed).toBeUndefined();
	expect(inDev().join()).not.toMatch(/oops|1234/);
	expect(inDev()).toContain('please hurry');
	expect(pair.dev.issue(key).files.map(({ name }) => name)).toEqual(['log.txt']);
	await expectQuiet(pair);
});

test('so does a file, and the first run of an issue, which is written down as a pair all the same', async () => {
	const ann = pair.desk.as('ann');
	const other = ann.createIssue({ project: 'DESK', type: 'Incident', summary: 'Mail is slow' });
	ann.addComment(other, 'Since when?', { internal: false });
	const file = ann.attach(other, 'oops.txt', Buffer.from('oops'));
	ann.transition(other, 'Send to development');
	whileSlow({ file: () => ann.deleteFile(other, file) });
	expect((await pair.look(pair.escalation, other)).failed?.error).toMatchObject({ code: 'stale', retryable: true, message: expect.stringContaining(`file ${file}.`) });
	expect(pair.desk.issue(other).properties['jirasync.deskdev']).toMatchObject({ state: 'paired' });
	await later();
	await pair.look(pair.escalation, other);
	expect(pair.dev.issues('ACME').find(({ summary }) => summary === 'Mail is slow')).toMatchObject({ files: [], comments: [expect.anything()] });
	await expectQuiet(pair);
});

test.each([
	['slow, one request more looks for the original', true, 6],
	['quick, nothing is asked', false, 5],
])('where the original stands and Jira is %s', async (_speed, isSlow, requests) => {
	pair.desk.as('ann').addComment('DESK-1', 'please hurry');
	if (isSlow) whileSlow({});
	pair.sandbox.clearRequests();
	expect((await toDev()).item?.outcome).toMatchObject({ result: 'updated', comments: [{ action: 'added' }] });
	expect(pair.sandbox.requests()).toHaveLength(requests);
	await expectQuiet(pair);
});

test('so does a second try, which finds the copies that the first one has made', async () => {
	const ann = pair.desk.as('ann');
	const secret = ann.addComment('DESK-1', 'the password is 1234', { internal: false });
	ann.addComment('DESK-1', 'please hurry', { internal: false });
	let comments = 0;
	pair.sandbox.setFaults(({ site, moment, method, path }: FaultQuestion) => {
		if (site !== 'dev' || moment !== 'before' || method !== 'POST' || !path.endsWith('/comment')) return undefined;
		comments += 1;
		if (comments === 2) return tooManyRequests(60);
		if (comments > 1) return undefined;
		ann.editComment('DESK-1', secret, 'the password is 1234', { internal: true });
		return { kind: 'delay', milliseconds: 3_100 };
	});
	const { failed } = await toDev();
	expect(comments).toBe(3);
	expect(failed?.error).toMatchObject({ code: 'stale', retryable: true, message: expect.stringContaining(`meanwhile: comment ${secret}.`) });
	await later();
	expect((await toDev()).failed).toBeUndefined();
	expect(inDev().join()).not.toContain('1234');
	expect(inDev()).toContain('please hurry');
	await expectQuiet(pair);
});
