import { forgetLooks } from '../../memory/looks';
import { webhookMethods } from '../../nodes/JiraSyncTrigger/registration';
import { webhookSecret } from '../../sync/delivery';
import { nodeOf } from '../nodes/support';
import { call, hookContextOf } from '../support/hooks';
import { openPair, type Pair } from '../support/pair';
import { expectQuiet } from '../support/quiet';
import { sweeperOf } from '../support/sweeper';

/** A tick that comes soon after the first one waits for the activation to end. */
jest.mock('n8n-workflow', () => ({ ...jest.requireActual<object>('n8n-workflow'), sleep: () => new Promise((resolve) => setImmediate(resolve)) }));

const OWN_SECRET = 'a long text of my own';
const URL_OF_HOOK = /http:\/\/127\.0\.0\.1\/webhook\S*\/webhook/;

let pair: Pair;
beforeEach(async () => {
	forgetLooks();
	pair = await openPair();
	pair.desk.account('sync').siteAdmin = false;
});
afterEach(() => pair.close());

const hook = () => hookContextOf(pair, pair.escalation);
const publish = async () => {
	if (!(await webhookMethods.default.checkExists.call(hook()))) await webhookMethods.default.create.call(hook());
};
const send = () => pair.desk.as('ann').transition('DESK-1', 'Send to development', { comment: 'please look' });
/** Everything that Jira has to deliver. */
const delivered = () =>
	Promise.all(
		pair.desk.outbox.takeAll().map((delivery) => {
			const { body, headers } = pair.desk.outbox.requestOf(delivery);
			return call(pair, pair.escalation, { body: Buffer.from(body), headers });
		}),
	);
const notices = (batches: Array<Array<{ json: object }>>) => batches.flat().flatMap(({ json }) => (json as { notices?: string[] }).notices ?? []);

describe('an account that may not register a webhook', () => {
	test('the sweep finds the changes, and the first execution says once what a person may do', async () => {
		await publish();
		const sweeper = sweeperOf(pair, pair.escalation);
		expect(notices(await sweeper.tick())).toEqual([]);
		send();
		const [notice, ...others] = notices(await sweeper.tick());
		expect(others).toEqual([]);
		for (const word of ['may not register webhooks', 'comment_created, comment_deleted', 'jira:issue_updated', 'project IN ("DESK")', 'Webhook Secret in the credential', 'Webhook Is Made by Hand']) expect(notice).toContain(word);
		expect(notice).toMatch(URL_OF_HOOK);
		pair.desk.as('ann').editIssue('DESK-1', { summary: 'once more' });
		const later = await sweeper.tick();
		expect(later).toHaveLength(1);
		expect(notices(later)).toEqual([]);
		expect(pair.dev.issues('ACME').map(({ summary }) => summary)).toEqual(['once more']);
		await expectQuiet(pair);
	});

	test('no notice holds a secret, neither the derived one nor one that a person has entered', async () => {
		pair.credentials.stored['Jira Desk']!.webhookSecret = OWN_SECRET;
		await publish();
		const sweeper = sweeperOf(pair, pair.escalation);
		await sweeper.tick();
		send();
		const text = JSON.stringify(await sweeper.tick());
		const { webhookRoot } = JSON.parse(pair.credentials.stored['Jira Desk']!.siteFacts as string) as { webhookRoot: string };
		expect(text).toContain('has no webhook');
		const derived = webhookSecret(webhookRoot, hook().getNodeWebhookUrl('default')!);
		for (const secret of [OWN_SECRET, webhookRoot, derived, pair.desk.syncAccount.apiToken]) expect(text).not.toContain(secret);
	});

	test('unpublished before anything was found, nothing is said any more', async () => {
		await publish();
		await webhookMethods.default.delete.call(hook());
		const sweeper = sweeperOf(pair, pair.escalation);
		await sweeper.tick();
		send();
		expect(notices(await sweeper.tick())).toEqual([]);
	});

	test('without the sweep, publishing fails and says the same', async () => {
		nodeOf(pair.escalation, 'Desk Issue Changed').parameters.mode = 'webhook';
		await expect(publish()).rejects.toMatchObject({ message: expect.stringContaining('Administer Jira'), description: expect.stringMatching(/Webhook and Sweep.*create a webhook.*Webhook Secret in the credential/) });
	});
});

describe('made by hand as the notice says', () => {
	beforeEach(async () => {
		nodeOf(pair.escalation, 'Desk Issue Changed').parameters.options = { byHand: true };
		pair.credentials.stored['Jira Desk']!.webhookSecret = OWN_SECRET;
		await publish();
	});
	/** What an administrator enters in Jira. */
	const makeWebhook = async (secret: string) => {
		const { authorization } = pair.desk.credentials('ada');
		const body = { name: 'for n8n', url: hook().getNodeWebhookUrl('default'), events: ['jira:issue_updated', 'comment_created'], filters: { 'issue-related-events-section': 'project = DESK' }, secret };
		const answer = await fetch(`${pair.desk.url}/rest/webhooks/1.0/webhook`, { method: 'POST', headers: { authorization, 'content-type': 'application/json' }, body: JSON.stringify(body) });
		expect(answer.status).toBe(201);
	};
	const lookAt = (issue: object) => expect.arrayContaining([[expect.objectContaining({ issue })]]);
	const plain = (body: object, headers: Record<string, string>) => call(pair, pair.escalation, { body: Buffer.from(JSON.stringify(body)), headers });
	const issue = () => ({ id: pair.desk.issue('DESK-1').id, key: 'DESK-1' });

	test('a webhook that Jira signs with the secret of the credential is heard', async () => {
		await makeWebhook(OWN_SECRET);
		send();
		expect(await delivered()).toEqual(lookAt(issue()));
	});

	test('a webhook with another secret is refused', async () => {
		await makeWebhook('another text');
		send();
		const answers = await delivered();
		expect(answers.length).toBeGreaterThan(0);
		expect(new Set(answers)).toEqual(new Set(['refused']));
	});

	test("an automation rule of Jira that sends the secret in a header is heard, and refused with another one", async () => {
		expect(await plain({ issue: issue() }, { 'X-Jira-Sync-Token': OWN_SECRET })).toMatchObject([{ issue: issue() }]);
		expect(await plain({ issue: issue(), jirasync: { do: 'start' } }, { 'X-Jira-Sync-Token': OWN_SECRET })).toMatchObject([{ command: { do: 'start' } }]);
		expect(await plain({ issue: issue() }, { 'X-Jira-Sync-Token': 'another text' })).toBe('refused');
		expect(await plain({ issue: issue() }, {})).toBe('refused');
	});

	test('a post function of the workflow is heard and tells its transition', async () => {
		const body = { transition: { transitionId: 21, transitionName: 'Send to development', from_status: 'Open', to_status: 'Waiting for development' }, issue: issue() };
		expect(await plain(body, { 'X-Jira-Sync-Token': OWN_SECRET })).toMatchObject([{ issue: issue(), transition: ['21', 'Send to development'], reached: ['Waiting for development'] }]);
	});
});

test('the secret of the credential does not shut out the webhook that the node has registered itself', async () => {
	pair.desk.account('sync').siteAdmin = true;
	await publish();
	pair.credentials.stored['Jira Desk']!.webhookSecret = OWN_SECRET;
	send();
	const answers = await delivered();
	expect(answers.length).toBeGreaterThan(0);
	expect(answers).not.toContain('refused');
});
