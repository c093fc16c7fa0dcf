import { bench, doc } from './support';

let b: ReturnType<typeof bench>;
beforeEach(() => { b = bench(); });
afterEach(() => b.contract.expectNoViolations());

const found = async () => (await b.ask('dev', 'POST search/jql', { jql: 'project = ACME', fields: ['key'] })).body.issues.map(({ key }: { key: string }) => key);

describe.each([
	['a project', { project: 'ACME' }],
	['an issue', { issue: 'ACME-1' }],
] as const)('%s that is archived', (_what, which) => {
	beforeEach(() => b.sandbox.site('dev').as('ada').archive(which));

	test('can be read and is not found', async () => {
		expect((await b.ask('dev', 'GET issue/ACME-1?fields=summary')).body.fields.summary).toBe('Update the build image');
		expect(await found()).toEqual([]);
	});

	test.each<[string, unknown, number]>([
		['PUT issue/ACME-1', { fields: { summary: 'new' } }, 400],
		['PUT issue/ACME-1/properties/a', { b: 1 }, 403],
		['POST issue/ACME-1/comment', { body: doc('words') }, 400],
		['POST issue/ACME-1/transitions', { transition: { id: '31' } }, 400],
		['DELETE issue/ACME-1', undefined, 403],
	])('refuses %s', async (request, body, status) => {
		expect((await b.ask('dev', request, body)).status).toBe(status);
	});

	test('is as before once it is unarchived', async () => {
		b.sandbox.site('dev').as('ada').archive(which, false);
		expect((await b.ask('dev', 'PUT issue/ACME-1', { fields: { summary: 'new' } })).status).toBe(204);
		expect(await found()).toEqual(['ACME-1']);
	});
});

test('an archived project says so, and takes no new issues', async () => {
	const task = { fields: { project: { key: 'ACME' }, issuetype: { name: 'Task' }, summary: 'New' } };
	expect((await b.ask('dev', 'GET project/ACME')).body).not.toHaveProperty('archived');
	b.sandbox.site('dev').as('ada').archive({ project: 'ACME' });
	expect((await b.ask('dev', 'GET project/ACME')).body.archived).toBe(true);
	expect((await b.ask('dev', 'POST issue', task)).status).toBe(403);
});

test('only administrators archive', () => {
	expect(() => b.sandbox.site('dev').as('dana').archive({ project: 'ACME' })).toThrow(/Only admins/);
});
