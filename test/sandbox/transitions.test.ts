import { bench, doc } from './support';

let b: ReturnType<typeof bench>;
beforeEach(() => { b = bench(); });
afterEach(() => b.contract.expectNoViolations());

const run = (site: string, key: string, id: string, more: Record<string, unknown> = {}) => b.ask(site, `POST issue/${key}/transitions`, { transition: { id }, ...more });
const names = async (site: string, key: string, query = '') => (await b.ask(site, `GET issue/${key}/transitions${query}`)).body.transitions.map((one: { name: string }) => one.name);

describe('what is offered', () => {
	test('depends on the status', async () => {
		expect(await names('desk', 'DESK-1')).toEqual(['Send to development', 'Resolve this issue', 'Ask the customer']);
		await run('desk', 'DESK-1', '11');
		expect(await names('desk', 'DESK-1')).toEqual(['Development Ready', 'Take back']);
		expect(await names('desk', 'DESK-1', '?includeUnavailableTransitions=true')).toHaveLength(7);
	});

	test('tells the screen when asked', async () => {
		const { transitions } = (await b.ask('dev', 'GET issue/ACME-1/transitions?expand=transitions.fields&transitionId=31')).body;
		expect(transitions).toMatchObject([{ id: '31', name: 'Done', hasScreen: true, isGlobal: false, isAvailable: true, to: { name: 'Done', statusCategory: { key: 'done' } }, fields: { resolution: { required: true, operations: ['set'] }, fixVersions: { required: false } } }]);
		expect(transitions[0].fields.resolution.allowedValues.map((one: { name: string }) => one.name)).toContain('Fixed');
		expect((await b.ask('dev', 'GET issue/ACME-1/transitions')).body.transitions[0].fields).toBeUndefined();
	});

	test('global transitions are offered everywhere', async () => {
		expect(await names('dev', 'BETA-1')).toEqual(['To Do', 'In Progress', 'Done']);
	});
});

describe('running one', () => {
	test('moves the status, takes the comment along, and is one entry of history', async () => {
		const answer = await run('desk', 'DESK-1', '11', { update: { comment: [{ add: { body: doc('please look'), properties: [{ key: 'sd.public.comment', value: { internal: true } }] } }] } });
		expect([answer.status, answer.body.length]).toEqual([204, 0]);
		const issue = b.sandbox.site('desk').issue('DESK-1');
		expect(issue.status).toBe('Waiting for development');
		expect(issue.comments.at(-1)).toMatchObject({ text: 'please look', public: false });
		expect(issue.changelog.at(-1)?.changes).toEqual([{ field: 'status', from: 'Open', to: 'Waiting for development' }]);
	});

	test('sets the resolution from its screen, and the way back clears it', async () => {
		b.time.now += 5000;
		await run('dev', 'ACME-1', '41', { fields: { resolution: { name: 'Fixed' } } });
		expect(b.sandbox.site('dev').issue('ACME-1')).toMatchObject({ status: 'Done', resolution: 'Fixed', resolved: b.time.now });
		const { fields } = (await b.ask('dev', 'GET issue/ACME-1?fields=resolutiondate,statuscategorychangedate')).body;
		expect(fields.resolutiondate).toBe(fields.statuscategorychangedate);
		await run('dev', 'ACME-1', '51');
		expect(b.sandbox.site('dev').issue('ACME-1')).toMatchObject({ status: 'To Do', resolution: null, resolved: null });
	});

	test('a post function sets the resolution without a screen', async () => {
		await run('dev', 'BETA-1', '31');
		expect(b.sandbox.site('dev').issue('BETA-1').resolution).toBe('Done');
	});
});

describe('refusals', () => {
	test.each([
		['a transition the status does not offer', '51', {}, { errorMessages: ["Transition id '51' is not valid for this issue."] }],
		['a transition that does not exist', '999', {}, { errorMessages: ["Transition id '999' is not valid for this issue."] }],
		['a required field left out', '41', {}, { errors: { resolution: 'Resolution is required.' } }],
		['a field that is not on its screen', '41', { fields: { resolution: { name: 'Fixed' }, summary: 'x' } }, { errors: { summary: "Field 'summary' cannot be set. It is not on the appropriate screen, or unknown." } }],
		['a comment without a screen to give it on', '21', { update: { comment: [{ add: { body: doc('x') } }] } }, { errors: { comment: "Field 'comment' cannot be set. It is not on the appropriate screen, or unknown." } }],
		['an unknown resolution', '41', { fields: { resolution: { name: 'Fine' } } }, { errors: { resolution: "Resolution name 'Fine' is not valid" } }],
	])('%s', async (_, id, more, expected) => {
		const answer = await run('dev', 'ACME-1', id, more);
		expect(answer.status).toBe(400);
		expect(answer.body).toMatchObject(expected);
		expect(b.sandbox.site('dev').issue('ACME-1').status).toBe('In Progress');
	});

	test('no transition named', async () => {
		expect((await b.ask('dev', 'POST issue/ACME-1/transitions', { fields: {} })).body.errorMessages).toEqual(["Missing 'transition' identifier"]);
	});

	test('a test may require a field on a screen', async () => {
		const desk = b.sandbox.site('desk');
		desk.setTransitionScreen('Development Ready', [{ id: 'customfield_10210', required: true }]);
		await run('desk', 'DESK-1', '11');
		expect((await run('desk', 'DESK-1', '21')).body.errors).toEqual({ customfield_10210: 'Resolution note is required.' });
		expect((await run('desk', 'DESK-1', '21', { fields: { customfield_10210: 'fixed in dev' } })).status).toBe(204);
		expect(desk.issue('DESK-1')).toMatchObject({ status: 'Development Ready', fields: { 'Resolution note': 'fixed in dev' } });
	});
});
