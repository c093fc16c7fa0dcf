import { HookContext } from 'n8n-core';
import { readSiteFacts } from '../../credentials/cloudCredential';
import { webhookMethods } from '../../nodes/JiraSyncTrigger/registration';
import { openPair, type Pair } from '../support/pair';
import { openWorkflow } from '../support/runWorkflow';

const HOOK = 'https://n8n.example/webhook/0a1b/webhook';
const { checkExists, create, delete: remove } = webhookMethods.default;

let pair: Pair;
beforeEach(async () => {
	pair = await openPair();
});
afterEach(() => pair.close());

/** The trigger of the escalation as n8n asks it to register. */
function trigger(parameters: object = {}, { url = HOOK, mode = 'trigger' as 'manual' | 'trigger' } = {}) {
	const file = structuredClone(pair.escalation.workflow);
	Object.assign(file.nodes.find(({ type }) => type.endsWith('jiraSyncTrigger'))!.parameters, parameters);
	const { workflow, additionalData } = openWorkflow(file, pair.credentials, 'hook');
	const node = Object.values(workflow.nodes).find(({ type }) => type.endsWith('jiraSyncTrigger'))!;
	const context = new HookContext(workflow, node, additionalData, mode, 'activate');
	context.getNodeWebhookUrl = () => url;
	const told: string[] = [];
	Object.assign(context.logger, { warn: (text: string) => void told.push(text) });
	return { context, told };
}
const hooks = () => pair.desk.data.webhooks.map(({ name, url, jql }) => ({ name, url: url.replace(/\?print=[0-9a-f]{8}$/, ''), jql }));
const OURS = { name: 'n8n Jira Sync: deskdev', url: HOOK, jql: 'project IN ("DESK")' };
const withoutAdmin = () => {
	const { accountId } = pair.desk.syncAccount;
	pair.desk.data.accounts.find((account) => account.accountId === accountId)!.siteAdmin = false;
};

test('one webhook, however often it is registered, and none after it was removed', async () => {
	const { context } = trigger();
	expect(await checkExists.call(context)).toBe(false);
	await create.call(context);
	await create.call(trigger().context);
	expect(hooks()).toEqual([OURS]);
	expect(await checkExists.call(context)).toBe(true);
	await remove.call(context);
	expect(hooks()).toEqual([]);
	await remove.call(context);
});

test('an n8n that has moved to another address registers anew, and what it had registered before goes', async () => {
	await create.call(trigger({}, { url: HOOK.replace('https://n8n.example', 'http://localhost:5678') }).context);
	await create.call(trigger().context);
	expect(hooks()).toEqual([OURS]);
});

test('a changed scope is registered anew', async () => {
	await create.call(trigger().context);
	const wider = trigger({ projects: ['DESK', 'OPS'] }).context;
	expect(await checkExists.call(wider)).toBe(false);
	await create.call(wider);
	expect(hooks()).toEqual([{ ...OURS, jql: 'project IN ("DESK", "OPS")' }]);
});

test.each<[string, () => object]>([
	['another credential', () => {
		const credential = pair.credentials.stored['Jira Desk']!;
		credential.siteFacts = JSON.stringify({ ...readSiteFacts(credential), webhookRoot: 'of the other one' });
		return {};
	}],
	['another secret that a person has typed', () => ({ options: { secret: 'typed' } })],
])('%s registers anew, for Jira goes on signing with the secret it was given; what was registered goes', async (_which, change) => {
	const secrets = () => pair.desk.data.webhooks.map(({ secret }) => secret);
	await create.call(trigger().context);
	const before = secrets();
	const parameters = change();
	const { context } = trigger(parameters);
	expect(await checkExists.call(context)).toBe(false);
	await create.call(context);
	expect(hooks()).toEqual([OURS]);
	expect(secrets()).not.toEqual(before);
	expect(await checkExists.call(trigger(parameters).context)).toBe(true);
	await remove.call(context);
	expect(hooks()).toEqual([]);
});

test('a registration of an earlier version, whose address tells no secret, is renewed', async () => {
	await create.call(trigger().context);
	for (const hook of pair.desk.data.webhooks) hook.url = HOOK;
	expect(await checkExists.call(trigger().context)).toBe(false);
	await create.call(trigger().context);
	expect(hooks()).toEqual([OURS]);
});

test('a second published copy is refused; a test in the editor and another scope are not', async () => {
	await create.call(trigger().context);
	const url = 'https://other.example/webhook/9/webhook';
	await expect(create.call(trigger({}, { url }).context)).rejects.toMatchObject({
		message: expect.stringContaining('Another workflow is registered'),
		description: expect.stringContaining('Unpublish the other workflow'),
	});
	await create.call(trigger({}, { url: HOOK.replace('webhook', 'webhook-test'), mode: 'manual' }).context);
	await create.call(trigger({ projects: ['OPS'] }, { url }).context);
	expect(hooks()).toHaveLength(3);
});

describe('an account that may not administer Jira', () => {
	test('listens by the sweep alone, and the log says how a webhook is made by hand, without any secret', async () => {
		withoutAdmin();
		const { context, told } = trigger();
		expect(await checkExists.call(context)).toBe(false);
		expect(await create.call(context)).toBe(true);
		expect(hooks()).toEqual([]);
		expect(told).toEqual([expect.stringContaining(`the URL ${HOOK}, the events comment_created`)]);
		expect(told[0]).not.toContain(pair.desk.syncAccount.apiToken);
		await remove.call(context);
	});

	test('cannot publish a workflow that listens by webhook only, and is told what to do', async () => {
		withoutAdmin();
		await expect(create.call(trigger({ mode: 'webhook' }).context)).rejects.toMatchObject({
			message: expect.stringContaining('needs Administer Jira'),
			description: expect.stringContaining('set Listen By to Webhook and Sweep'),
		});
	});

	test('can publish it with a webhook that was made by hand', async () => {
		withoutAdmin();
		const { context, told } = trigger({ mode: 'webhook', options: { byHand: true, secret: 'typed' } });
		expect(await checkExists.call(context)).toBe(true);
		expect(await create.call(context)).toBe(true);
		expect([hooks(), told]).toEqual([[], []]);
	});
});

test('a trouble of Jira is not taken for a missing right', async () => {
	pair.sandbox.setFaults(({ moment, path }) => (moment === 'before' && path.includes('webhooks') ? { kind: 'answer', status: 500, body: {} } : undefined));
	await expect(create.call(trigger().context)).rejects.toMatchObject({ message: expect.stringContaining('500') });
}, 60_000);

test('a scope that shows nothing cannot be published', async () => {
	await expect(create.call(trigger({ projects: [] }).context)).rejects.toMatchObject({ message: expect.stringContaining('none is selected') });
});

test.each(['10001', 'Service Desk'])('a project that is not named by its key is refused (%s)', async (project) => {
	await expect(create.call(trigger({ projects: [project] }).context)).rejects.toMatchObject({ message: expect.stringContaining('no project key') });
});
