import { dropConnection, faultQueue, perIssueWriteLimit, serverError, tooManyRequests } from '../../sandbox/faults';
import { bench, doc } from './support';

let b: ReturnType<typeof bench>;
beforeEach(() => { b = bench(); });
afterEach(() => b.contract.expectNoViolations());

const comment = () => b.ask('desk', 'POST issue/DESK-1/comment', { body: doc('x') });
const count = () => b.sandbox.site('desk').issue('DESK-1').comments.length;

test('429 with and without a time to wait; nothing is done', async () => {
	b.sandbox.setFaults(faultQueue({ method: 'POST', fault: tooManyRequests(30) }, { method: 'POST', fault: tooManyRequests() }));
	const first = await comment();
	const second = await comment();
	expect([first.status, first.headers['retry-after'], second.status, second.headers['retry-after'], count()]).toEqual([429, '30', 429, undefined, 3]);
	expect((await comment()).status).toBe(201);
});

test('a fault after the write spoils the answer, not the write', async () => {
	b.sandbox.setFaults(faultQueue({ moment: 'after', fault: serverError(503) }, { moment: 'after', fault: dropConnection }));
	expect([(await comment()).status, count()]).toEqual([503, 4]);
	await expect(comment()).rejects.toMatchObject({ code: 'ECONNRESET' });
	expect(count()).toBe(5);
});

test('a connection that drops before leaves nothing', async () => {
	b.sandbox.setFaults(faultQueue({ fault: dropConnection }));
	await expect(comment()).rejects.toMatchObject({ code: 'ECONNRESET' });
	expect(count()).toBe(3);
});

test('slowness is waited out with the clock that was given', async () => {
	const slept: number[] = [];
	b = bench({ sleep: async (milliseconds) => void slept.push(milliseconds), faults: faultQueue({ fault: { kind: 'delay', milliseconds: 1500 } }) });
	expect((await comment()).status).toBe(201);
	expect(slept).toEqual([1500]);
});

test('Jira\'s limit on writes to one issue: 20 in two seconds, 100 in thirty', async () => {
	b.sandbox.setFaults(perIssueWriteLimit());
	const statuses = [];
	for (let number = 0; number < 21; number += 1) statuses.push((await comment()).status);
	expect(statuses.filter((status) => status === 429)).toHaveLength(1);
	expect((await b.ask('desk', 'GET issue/DESK-1')).status).toBe(200);
	b.time.now += 2001;
	expect((await comment()).status).toBe(201);
});

test('requests are counted with their account, until cleared', async () => {
	await b.ask('desk', 'GET issue/DESK-1', undefined, 'ann');
	await b.ask('dev', 'GET issue/NOPE-1');
	expect(b.sandbox.requests()).toMatchObject([
		{ site: 'desk', method: 'GET', path: '/rest/api/3/issue/DESK-1', status: 200, account: 'ann' },
		{ site: 'dev', status: 404, account: 'sync' },
	]);
	b.sandbox.clearRequests();
	expect(b.sandbox.requests()).toEqual([]);
});
