import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openPair, type Look, type Pair } from '../support/pair';
import { expectQuiet } from '../support/quiet';
import { claimsOf, contentOf, hurry, nodeOf } from './support';

let pair: Pair;
beforeEach(async () => {
	pair = await openPair();
	hurry(pair);
	pair.desk.as('ann').transition('DESK-1', 'Send to development', { comment: 'please look' });
});
afterEach(() => pair.close());

const look = () => pair.look(pair.escalation, 'DESK-1');
const credential = (name: string) => pair.credentials.stored[name]!;
const twins = () => pair.dev.issues().filter(({ summary }) => summary === 'VPN fails');

/** The failed look, which must have written nothing, and nothing that a later one would meet. */
async function refused(): Promise<NonNullable<Look['failed']>['error']> {
	const before = contentOf(pair);
	pair.writes();
	const { failed, item } = await look();
	expect(item).toBeUndefined();
	expect(contentOf(pair)).toEqual(before);
	expect(claimsOf(pair)).toEqual([]);
	if (!failed) throw new Error('nothing failed');
	return failed.error;
}

/** After the mistake is mended: everything arrives, once. */
async function expectArrivesOnce(): Promise<void> {
	const { failed, item } = await look();
	expect(failed).toBeUndefined();
	expect(item?.twin?.key).toBeDefined();
	expect(twins()).toHaveLength(1);
	const [twin] = twins();
	expect(twin?.comments).toHaveLength(3);
	expect(twin?.files.map(({ name }) => name)).toEqual(['log.txt']);
	expect(pair.desk.issue('DESK-1').remoteLinks).toHaveLength(1);
	await expectQuiet(pair);
}

describe('a wrong credential', () => {
	test.each(['Jira Desk', 'Jira Dev'])('a token that %s does not accept', async (name) => {
		const { apiToken, siteUrl } = credential(name);
		credential(name).apiToken = 'wrong';
		const error = await refused();
		expect(error).toMatchObject({ code: 'unauthorized', scope: 'site', site: siteUrl, status: 401, retryable: true });
		expect(error.message).toContain(`Jira did not accept the credential: `);
		expect(error.message).toContain(String(siteUrl));
		expect(error.next).toBe('Renew the token or password in the credential and press Test; then run the item again.');
		expect(JSON.stringify(error)).not.toContain('wrong');
		credential(name).apiToken = apiToken!;
		await expectArrivesOnce();
	});

	test('a site that nobody answers at', async () => {
		const { siteUrl } = credential('Jira Dev');
		credential('Jira Dev').siteUrl = 'http://127.0.0.1:9';
		const error = await refused();
		expect(error).toMatchObject({ code: 'noAnswer', scope: 'site', site: 'http://127.0.0.1:9', retryable: true });
		expect(error.next).toContain('Check that the site URL is right');
		credential('Jira Dev').siteUrl = siteUrl!;
		await expectArrivesOnce();
	}, 30_000);

	describe('the address of something that is not Jira', () => {
		let server: Server;
		beforeEach(async () => {
			server = createServer((_request, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html><form>Log in</form></html>'));
			await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
		});
		afterEach(() => new Promise((resolve) => void server.close(resolve)));

		test.each(['Jira Desk', 'Jira Dev'])('(%s) is told as that', async (name) => {
			const { siteUrl } = credential(name);
			const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
			credential(name).siteUrl = url;
			const error = await refused();
			expect(error).toMatchObject({ code: 'notJira', scope: 'site', site: url, retryable: false });
			expect(error.message).toContain('The address answers, but not as Jira does');
			expect(error.message).not.toContain('<html>');
			expect(error.next).toContain('Check the site URL in the credential');
			credential(name).siteUrl = siteUrl!;
			await expectArrivesOnce();
		});
	});

	test.each(['', 'my-site', 'ftp://site.example'])('the address %p', async (siteUrl) => {
		const right = credential('Jira Dev').siteUrl;
		credential('Jira Dev').siteUrl = siteUrl;
		const error = await refused();
		expect(error).toMatchObject({ scope: 'site', retryable: false, next: 'Enter the address of the site with https:// in the credential.' });
		credential('Jira Dev').siteUrl = right!;
		await expectArrivesOnce();
	});

	test('of another site for the files: fields and comments arrive, the file says which credential is missing', async () => {
		const right = credential('Jira Desk (source site)');
		pair.credentials.stored['Jira Desk (source site)'] = { ...credential('Jira Dev') };
		const { failed } = await look();
		expect(failed?.error).toMatchObject({ code: 'sourceSiteMissing', scope: 'connection', issue: 'DESK-1' });
		expect(failed?.error.message).toContain(`DESK-1 comes from ${pair.desk.url}, but the credential belongs to ${pair.dev.url}`);
		expect(failed?.error.next).toContain(`Choose the credential of ${pair.desk.url}`);
		expect(twins().map(({ files }) => files)).toEqual([[]]);
		pair.credentials.stored['Jira Desk (source site)'] = right;
		await expectArrivesOnce();
	});

	test('of the target for recording at the source: nothing is written to a stranger of the same id', async () => {
		const record = nodeOf(pair.escalation, 'Record Dev Twin on Desk');
		record.credentials = { jiraSyncCloudApi: { id: null, name: 'Jira Dev' } };
		const { failed } = await look();
		expect(failed?.error).toMatchObject({ code: 'sourceSiteMissing', site: pair.dev.url });
		expect(pair.dev.issues().filter(({ remoteLinks }) => remoteLinks.length > 0)).toHaveLength(1);
		record.credentials = { jiraSyncCloudApi: { id: null, name: 'Jira Desk' } };
		await expectArrivesOnce();
	});
});

describe('a wrong choice in Apply Incoming Rules', () => {
	const apply = () => nodeOf(pair.escalation, 'Apply to Dev').parameters;

	test('a project that does not exist: the projects that do are named', async () => {
		apply().project = { __rl: true, mode: 'key', value: 'NOPE' };
		const error = await refused();
		expect(error).toMatchObject({ code: 'projectUnknown', scope: 'connection', field: 'project', retryable: false });
		expect(error.message).toContain('Project NOPE');
		expect(error.next).toContain('Acme Client (ACME)');
		apply().project = { __rl: true, mode: 'key', value: 'ACME' };
		await expectArrivesOnce();
	});

	test.each([
		['by name', { mode: 'name', value: 'Tasq' }],
		['by id', { mode: 'id', value: '99999' }],
	])('a type that does not exist (%s): the types of the project are named', async (_how, type) => {
		const right = apply().issueType;
		apply().issueType = { __rl: true, ...type };
		const error = await refused();
		expect(error).toMatchObject({ code: 'typeUnknown', scope: 'connection', field: 'issuetype', retryable: false });
		expect(error.message).toContain(`Issue type ${type.value} does not exist in ACME at ${pair.dev.url}`);
		expect(error.next).toMatch(/Task, Bug/);
		apply().issueType = right!;
		await expectArrivesOnce();
	});

	test('a type that asks for a field nobody sends: the field is named', async () => {
		const [acme] = pair.dev.data.projects;
		const screen = acme!.screens.create['*']!;
		screen.find(({ id }) => id === 'customfield_10310')!.required = true;
		const error = await refused();
		expect(error).toMatchObject({ code: 'fieldRequired', field: 'customfield_10310' });
		expect(error.next).toContain('Let Mapping or a Script in Apply Incoming Rules fill customfield_10310');
		screen.find(({ id }) => id === 'customfield_10310')!.required = false;
		await expectArrivesOnce();
	});

	test('an account that may not create there', async () => {
		const right = { ...credential('Jira Dev') };
		Object.assign(credential('Jira Dev'), { email: pair.dev.credentials('ray').email, apiToken: pair.dev.credentials('ray').apiToken, siteFacts: '' });
		const error = await refused();
		expect(error.message).toContain(pair.dev.url);
		expect(error.retryable).toBe(false);
		expect(error.next).toMatch(/Create Issues|permission/);
		pair.credentials.stored['Jira Dev'] = right;
		await expectArrivesOnce();
	});
});

/** A refused value is tried again by itself after an hour, and before that with any other change. */
function anHourLater() {
	const now = Date.now;
	return jest.spyOn(Date, 'now').mockImplementation(() => now() + 3_700_000);
}

describe('a field that is not on the screen', () => {
	const withoutDescription = (kind: 'create' | 'edit') => {
		const [acme] = pair.dev.data.projects;
		const screen = acme!.screens[kind]['*']!;
		const at = screen.findIndex(({ id }) => id === 'description');
		const [field] = screen.splice(at, 1);
		return () => void screen.splice(at, 0, field!);
	};

	test('of a new issue is left out and told; once it is there, it arrives', async () => {
		const [create, edit] = [withoutDescription('create'), withoutDescription('edit')];
		const { item, failed } = await look();
		expect(failed).toBeUndefined();
		expect(item?.outcome).toMatchObject({ result: 'created', fields: expect.arrayContaining([{ field: 'description', action: 'dropped', reason: expect.stringContaining('description') }]) });
		expect(twins().map(({ description }) => description)).toEqual(['']);
		create();
		edit();
		const clock = anHourLater();
		await look();
		clock.mockRestore();
		expect(twins().map(({ description }) => description)).toEqual(['since Monday']);
		await expectArrivesOnce();
	});

	test('of a paired issue does not stop the others', async () => {
		await look();
		const edit = withoutDescription('edit');
		pair.desk.as('ann').editIssue('DESK-1', { summary: 'VPN fails', description: 'since Tuesday' });
		pair.desk.as('ann').editIssue('DESK-1', { summary: 'VPN fails again' });
		const { item, failed } = await look();
		expect(failed).toBeUndefined();
		expect(item?.outcome?.fields.map(({ field, action }) => [field, action]).sort()).toEqual([['description', 'dropped'], ['summary', 'written']]);
		const [twin] = pair.dev.issues().filter(({ summary }) => summary === 'VPN fails again');
		expect(twin?.description).toBe('since Monday');
		edit();
		const clock = anHourLater();
		await look();
		clock.mockRestore();
		expect(pair.dev.issue(twin!.key).description).toBe('since Tuesday');
		await expectQuiet(pair);
	});
});
