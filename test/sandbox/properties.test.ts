import { bench } from './support';

let b: ReturnType<typeof bench>;
beforeEach(() => { b = bench(); });
afterEach(() => b.contract.expectNoViolations());

const me = () => encodeURIComponent(b.sandbox.site('desk').syncAccount.accountId);

/** Issue, project and user properties behave alike. */
const KINDS: Array<[string, (key: string) => string, () => string]> = [
	['an issue', (key) => `issue/DESK-1/properties/${key}`, () => 'issue/DESK-1/properties'],
	['a project', (key) => `project/DESK/properties/${key}`, () => 'project/DESK/properties'],
	['a user', (key) => `user/properties/${key}?accountId=${me()}`, () => `user/properties?accountId=${me()}`],
];

describe.each(KINDS)('properties of %s', (_, at, all) => {
	test('201 for a new key, 200 for a known one', async () => {
		expect((await b.ask('desk', `PUT ${at('jirasync.a')}`, { n: 1 })).status).toBe(201);
		expect((await b.ask('desk', `PUT ${at('jirasync.a')}`, [2])).status).toBe(200);
		expect((await b.ask('desk', `GET ${at('jirasync.a')}`)).body).toEqual({ key: 'jirasync.a', value: [2] });
		expect((await b.ask('desk', `GET ${all()}`)).body.keys.map((one: { key: string }) => one.key)).toEqual(['jirasync.a']);
	});

	test('of several writers at once exactly one is told that it is new', async () => {
		const answers = await Promise.all(Array.from({ length: 5 }, (__, by) => b.ask('desk', `PUT ${at('claim')}`, { by })));
		expect(answers.map((answer) => answer.status).sort()).toEqual([200, 200, 200, 200, 201]);
	});

	test('go away once, and are 404 then', async () => {
		await b.ask('desk', `PUT ${at('a')}`, 1);
		expect((await b.ask('desk', `DELETE ${at('a')}`)).status).toBe(204);
		expect((await b.ask('desk', `DELETE ${at('a')}`)).status).toBe(404);
		expect((await b.ask('desk', `GET ${at('a')}`)).status).toBe(404);
	});

	test('hold 32,768 characters and no more, under keys of up to 255', async () => {
		expect((await b.ask('desk', `PUT ${at('long')}`, 'x'.repeat(32_766))).status).toBe(201);
		expect((await b.ask('desk', `PUT ${at('long')}`, 'x'.repeat(32_767))).status).toBe(400);
		expect((await b.ask('desk', `PUT ${at('k'.repeat(255))}`, 1)).status).toBe(201);
		expect((await b.ask('desk', `PUT ${at('k'.repeat(256))}`, 1)).status).toBe(400);
	});
});

test('properties of other people are for admins', async () => {
	expect((await b.ask('desk', `GET user/properties?accountId=${me()}`, undefined, 'ann')).status).toBe(403);
	expect((await b.ask('desk', 'GET user/properties')).status).toBe(400);
	expect((await b.ask('desk', 'GET user/properties?accountId=nobody')).status).toBe(404);
});

test('project properties are written by administrators only', async () => {
	expect((await b.ask('desk', 'PUT project/DESK/properties/a', 1, 'ann')).status).toBe(403);
});

test('whether a property write moves the time of update can be chosen, because nobody knows', async () => {
	for (const propertyWritesTouchIssue of [false, true]) {
		b = bench({ settings: { propertyWritesTouchIssue } });
		b.time.now += 1000;
		await b.ask('desk', 'PUT issue/DESK-1/properties/a', 1);
		expect(b.sandbox.site('desk').issue('DESK-1').updated === b.time.now).toBe(propertyWritesTouchIssue);
	}
});
