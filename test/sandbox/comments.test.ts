import { bench, doc } from './support';

let b: ReturnType<typeof bench>;
beforeEach(() => { b = bench(); });
afterEach(() => b.contract.expectNoViolations());

const INTERNAL = [{ key: 'sd.public.comment', value: { internal: true } }];
const list = async (site: string, key: string, query = '') => (await b.ask(site, `GET issue/${key}/comment${query}`)).body;

describe('public and internal', () => {
	test('a comment in a service project is public unless its property says otherwise in the same request', async () => {
		const open = await b.ask('desk', 'POST issue/DESK-1/comment', { body: doc('for all') });
		const hidden = await b.ask('desk', 'POST issue/DESK-1/comment', { body: doc('for agents'), properties: INTERNAL });
		expect([open.status, open.body.jsdPublic, hidden.body.jsdPublic]).toEqual([201, true, false]);
	});

	test('anything but the boolean true does not make it internal', async () => {
		for (const internal of ['true', 1, false]) {
			const answer = await b.ask('desk', 'POST issue/DESK-1/comment', { body: doc('x'), properties: [{ key: 'sd.public.comment', value: { internal } }] });
			expect(answer.body.jsdPublic).toBe(true);
		}
	});

	test('outside service projects every comment says it is public', async () => {
		const answer = await b.ask('dev', 'POST issue/ACME-1/comment', { body: doc('x'), properties: INTERNAL });
		expect(answer.body.jsdPublic).toBe(true);
	});

	test('editing only the body keeps it internal, editing the property flips it', async () => {
		const { id } = (await b.ask('desk', 'POST issue/DESK-1/comment', { body: doc('x'), properties: INTERNAL })).body;
		expect((await b.ask('desk', `PUT issue/DESK-1/comment/${id}`, { body: doc('y') })).body.jsdPublic).toBe(false);
		expect((await b.ask('desk', `PUT issue/DESK-1/comment/${id}`, { body: doc('y'), properties: [{ key: 'sd.public.comment', value: { internal: false } }] })).body.jsdPublic).toBe(true);
	});
});

describe('restricted to a role or group', () => {
	test('others do not see it, whatever they ask', async () => {
		const { id } = (await b.ask('desk', 'POST issue/DESK-1/comment', { body: doc('x'), visibility: { type: 'role', value: 'Administrators' } })).body;
		expect((await b.ask('desk', `GET issue/DESK-1/comment/${id}`)).body.visibility).toEqual({ type: 'role', value: 'Administrators', identifier: '10002' });
		expect((await b.ask('desk', `GET issue/DESK-1/comment/${id}`, undefined, 'ann')).status).toBe(404);
		expect((await b.ask('desk', 'GET issue/DESK-1?fields=comment', undefined, 'ann')).body.fields.comment.total).toBe(3);
		expect((await b.ask('desk', 'POST comment/list', { ids: [Number(id)] }, 'ann')).body.values).toEqual([]);
	});

	test('an unknown role or kind is refused', async () => {
		expect((await b.ask('desk', 'POST issue/DESK-1/comment', { body: doc('x'), visibility: { type: 'role', value: 'Nobody' } })).status).toBe(400);
		expect((await b.ask('desk', 'POST issue/DESK-1/comment', { body: doc('x'), visibility: { type: 'team', value: 'x' } })).status).toBe(400);
	});
});

describe('bodies', () => {
	test.each([
		['a string', 'plain', { errors: { comment: 'Comment body is not valid!' } }],
		['nothing', undefined, { errors: { comment: 'Comment body is not valid!' } }],
		['an empty document', { type: 'doc', version: 1, content: [] }, { errors: { comment: 'Comment body can not be empty!' } }],
		['a document Jira does not take', { type: 'doc', version: 1, content: [{ type: 'bogus' }] }, { errorMessages: ['INVALID_INPUT'] }],
		['too many characters', doc('x'.repeat(32_768)), { errors: { comment: 'The entered text is too long. It exceeds the allowed limit of 32,767 characters.' } }],
	])('refuses %s', async (_, body, expected) => {
		const answer = await b.ask('desk', 'POST issue/DESK-1/comment', { body });
		expect(answer.status).toBe(400);
		expect(answer.body).toMatchObject(expected);
	});
});

describe('lists', () => {
	test('run oldest first, in pages, and backwards when asked', async () => {
		for (let number = 1; number <= 105; number += 1) b.sandbox.site('dev').as('dana').addComment('ACME-1', `c${number}`);
		const first = await list('dev', 'ACME-1');
		expect([first.total, first.comments.length, first.maxResults, first.comments[0].body]).toEqual([105, 100, 100, doc('c1')]);
		expect((await list('dev', 'ACME-1', '?startAt=100')).comments).toHaveLength(5);
		expect((await list('dev', 'ACME-1', '?orderBy=-created&maxResults=1')).comments[0].body).toEqual(doc('c105'));
		expect((await b.ask('dev', 'GET issue/ACME-1/comment?orderBy=author')).status).toBe(400);
	});

	test('by ids give properties when asked, and leave out what is not there', async () => {
		const { id } = (await b.ask('desk', 'POST issue/DESK-1/comment', { body: doc('x'), properties: [{ key: 'jirasync.src', value: '7' }] })).body;
		const { values } = (await b.ask('desk', 'POST comment/list?expand=properties', { ids: [Number(id), 99_999] })).body;
		expect(values).toMatchObject([{ id, properties: [{ key: 'jirasync.src', value: '7' }] }]);
		expect((await b.ask('desk', 'POST comment/list', { ids: [Number(id)] })).body.values[0].properties).toBeUndefined();
		expect((await b.ask('desk', 'POST comment/list', { ids: [] })).status).toBe(400);
	});
});

describe('one comment', () => {
	test('is edited and deleted by its author and by admins, not by others', async () => {
		const id = b.sandbox.site('desk').as('ann').addComment('DESK-1', 'mine');
		expect((await b.ask('desk', `PUT issue/DESK-1/comment/${id}`, { body: doc('theirs') }, 'ben')).status).toBe(400);
		expect((await b.ask('desk', `PUT issue/DESK-1/comment/${id}`, { body: doc('better') }, 'ann')).status).toBe(200);
		expect((await b.ask('desk', `DELETE issue/DESK-1/comment/${id}`, undefined, 'ben')).status).toBe(400);
		expect((await b.ask('desk', `DELETE issue/DESK-1/comment/${id}`)).status).toBe(204);
		expect((await b.ask('desk', `GET issue/DESK-1/comment/${id}`)).status).toBe(404);
	});

	test('moves the issue\'s time of update', async () => {
		b.time.now += 60_000;
		await b.ask('desk', 'POST issue/DESK-1/comment', { body: doc('x') });
		expect(b.sandbox.site('desk').issue('DESK-1').updated).toBe(b.time.now);
	});

	test('has properties of its own: 201 for a new key, 200 for a known one', async () => {
		const path = 'comment/10001/properties/claim';
		const first = await b.ask('desk', `PUT ${path}`, { by: 'me' });
		const second = await b.ask('desk', `PUT ${path}`, { by: 'you' });
		expect([first.status, second.status]).toEqual([201, 200]);
		expect((await b.ask('desk', `GET ${path}`)).body).toEqual({ key: 'claim', value: { by: 'you' } });
		expect((await b.ask('desk', 'GET comment/10001/properties')).body.keys.map((one: { key: string }) => one.key)).toContain('claim');
		expect((await b.ask('desk', `DELETE ${path}`)).status).toBe(204);
		expect((await b.ask('desk', `GET ${path}`)).status).toBe(404);
	});
});
