import { createHmac } from 'node:crypto';
import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { readSiteFacts, webhookRootOf } from '../../credentials/cloudCredential';
import { beginLook, endLook, lookAt } from '../../memory/looks';
import { rememberWrite } from '../../memory/ownWrites';
import { receive } from '../../nodes/JiraSyncTrigger/webhook';
import { webhookSecret } from '../../sync/delivery';

const HOOK = 'https://n8n.example/webhook/0a1b/webhook';
const BARE = { siteUrl: 'https://desk.example', email: 'sync@desk.example', apiToken: 'token', siteFacts: '' };
const CREDENTIAL = { ...BARE, siteFacts: JSON.stringify({ ...readSiteFacts(BARE), accountId: 'acc-sync', webhookRoot: 'root' }) };
const SECRET = webhookSecret(webhookRootOf(CREDENTIAL), HOOK);

interface Call {
	body: unknown;
	/** The bytes that came; the body as JSON unless told otherwise. */
	raw?: Buffer;
	signature?: string;
	parameters?: IDataObject;
	hook?: string;
	/** What Jira calls this delivery, and all its repetitions. */
	identifier?: string;
	/** A test in the editor: n8n tells the usual address then, too. */
	manual?: boolean;
	/** n8n has not read the bytes yet. */
	unread?: boolean;
	/** What a caller that cannot sign proves itself with. */
	token?: string;
}

const sign = (raw: Buffer, secret = SECRET) => `sha256=${createHmac('sha256', secret).update(raw).digest('hex')}`;

/** The part of n8n that the webhook of a node sees. */
async function deliver({ body, raw = Buffer.from(JSON.stringify(body) ?? ''), signature = sign(raw), parameters = {}, hook = HOOK, identifier, manual, unread, token }: Call) {
	const refused: Array<{ status: number; text: string }> = [];
	const request: { rawBody?: Buffer; readRawBody(): Promise<void> } = {
		...(unread ? {} : { rawBody: raw }),
		async readRawBody() {
			request.rawBody = raw;
		},
	};
	const given: IDataObject = { deployment: 'cloud', connection: 'deskdev', projects: ['DESK'], startCondition: { statuses: 'Sent, Open', jql: ' labels = dev ' }, ...parameters };
	const context = {
		getMode: () => (manual ? 'manual' : 'webhook'),
		getNode: () => ({ id: 'trigger' }),
		getWorkflow: () => ({ id: 'workflow' }),
		getRequestObject: () => request,
		getHeaderData: () => ({
			...(signature === '' ? {} : { 'x-hub-signature': signature }),
			...(token === undefined ? {} : { 'x-jira-sync-token': token }),
			...(identifier ? { 'x-atlassian-webhook-identifier': identifier } : {}),
		}),
		getBodyData: () => body,
		getNodeParameter: (name: string, fallback?: unknown) => given[name] ?? fallback,
		getNodeWebhookUrl: () => hook,
		getCredentials: async () => CREDENTIAL,
		getResponseObject: () => ({ status: (status: number) => ({ send: (text: string) => void refused.push({ status, text }) }) }),
		helpers: { returnJsonArray: (list: IDataObject[]) => list.map((json) => ({ json })) },
	} as unknown as IWebhookFunctions;
	const answer: IWebhookResponseData = await receive.call(context);
	return { refused, answer, items: answer.workflowData?.[0]?.map(({ json }) => json) };
}

const issue = (id: string) => ({ id, key: `DESK-${id}` });
/** Deliveries carry the time of their event. */
const TIME = 1_795_255_200_000;
const look = (id: string) => lookAt('workflow', 'deskdev', BARE.siteUrl, id);
beforeEach(() => {
	jest.spyOn(Date, 'now').mockReturnValue(TIME);
	// What the test before started has come to its end.
	for (const id of ['1', '2', '3', '9']) endLook(look(id), 0);
});
afterEach(() => jest.restoreAllMocks());
const updated = (id: string, ...items: IDataObject[]) => ({
	timestamp: TIME,
	webhookEvent: 'jira:issue_updated',
	user: { accountId: 'acc-ann' },
	issue: issue(id),
	changelog: { items },
});
const toStatus = (name: string, id: string) => ({ field: 'status', fieldId: 'status', from: '1', fromString: 'Open', to: id, toString: name });
const comment = (id: string) => ({ timestamp: TIME + 500, webhookEvent: 'comment_created', comment: { id: '10200', updateAuthor: { accountId: 'acc-ann' } }, issue: issue(id) });

const REFUSED = { refused: [{ status: 401, text: 'Not accepted' }], answer: { noWebhookResponse: true }, items: undefined };
const DROPPED = { refused: [], answer: {}, items: undefined };

describe('a call that Jira has not signed is refused, and the refusal tells nothing', () => {
	const body = updated('1', toStatus('Sent', '7'));
	const raw = Buffer.from(JSON.stringify(body));

	test.each<[string, Partial<Call>]>([
		['without a signature', { signature: '' }],
		['signed with another secret', { signature: sign(raw, 'guess') }],
		["signed with another webhook's secret", { signature: sign(raw, webhookSecret(webhookRootOf(CREDENTIAL), `${HOOK}2`)) }],
		['with a body that was altered on its way', { raw: Buffer.from(JSON.stringify(updated('1', toStatus('Sent', '8')))), signature: sign(raw) }],
		['with a body to which something was added', { raw: Buffer.concat([raw, Buffer.from(' ')]), signature: sign(raw) }],
		['with an empty body under the signature of a full one', { raw: Buffer.alloc(0), signature: sign(raw) }],
		['with a signature that is no number', { signature: `sha256=${'z'.repeat(64)}` }],
		['with half a signature', { signature: sign(raw).slice(0, 40) }],
	])('%s', async (_what, call) => {
		expect(await deliver({ body, ...call })).toEqual(REFUSED);
	});

	test('and so is one whose bytes n8n had not read yet', async () => {
		expect(await deliver({ body, unread: true, signature: sign(raw, 'guess') })).toEqual(REFUSED);
		expect((await deliver({ body, unread: true })).items).toHaveLength(1);
	});
});

describe('a caller that cannot sign', () => {
	const body = { issue: issue('1') };

	test.each<[string, Partial<Call>, unknown]>([
		['proves itself with the secret in a header', { token: SECRET }, 1],
		['proves itself with the secret that a person has set', { token: 'typed', parameters: { options: { secret: 'typed' } } }, 1],
		['is refused with another one', { token: 'guess' }, undefined],
		['is refused with the derived secret where a person has set one', { token: SECRET, parameters: { options: { secret: 'typed' } } }, undefined],
		['is refused without any', {}, undefined],
		['is taken without any where that is switched on', { parameters: { options: { acceptUnsigned: true } } }, 1],
		['is refused with a wrong one also where none is asked for', { token: 'guess', parameters: { options: { acceptUnsigned: true } } }, undefined],
		['is refused with a wrong signature also where none is asked for', { signature: sign(Buffer.from('x'), 'guess'), parameters: { options: { acceptUnsigned: true } } }, undefined],
	])('%s', async (_what, call, looks) => {
		const answer = await deliver({ body, signature: '', ...call });
		expect(answer.items?.length).toBe(looks);
		expect(answer.refused).toEqual(looks === undefined ? REFUSED.refused : []);
	});

	test('and asks for something needs no start condition, and is not gathered with what else is told', async () => {
		const asked = { ...body, jirasync: { do: 'connect', with: 'ACME-12' } };
		const waiting = deliver({ body: comment('1') });
		const command = await deliver({ body: asked, signature: '', token: SECRET });
		endLook(look('1'), TIME);
		const calls = [command, await waiting] as const;
		expect(calls.map(({ items }) => items?.[0])).toMatchObject([{ issue: { id: '1' }, command: { do: 'connect', with: 'ACME-12' } }, { events: ['comment_created'] }]);
		expect(calls[0].items?.[0]).not.toHaveProperty('start');
	});
});

test('what the account of the sync does starts nothing where that is switched on', async () => {
	const body = { ...updated('1', toStatus('Sent', '7')), user: { accountId: 'acc-sync' } };
	expect(await deliver({ body, parameters: { options: { ignoreSyncAccount: true } } })).toEqual(DROPPED);
	expect((await deliver({ body })).items).toHaveLength(1);
});

test('a signed call is refused a day after its event, for somebody may have kept it', async () => {
	jest.spyOn(Date, 'now').mockReturnValue(TIME + 24 * 3_600_000 + 1);
	expect(await deliver({ body: updated('1', toStatus('Sent', '7')) })).toEqual(REFUSED);
});

describe('a signed call that cannot matter starts nothing', () => {
	test.each<[string, unknown]>([
		['a text', 'hello'],
		['nothing', undefined],
		['a list', [1, 2]],
		['an empty object', {}],
		['an event without an issue', { webhookEvent: 'issuelink_created', issueLink: { id: 1, sourceIssueId: 2 } }],
		['an issue whose id is a path', { ...updated('1'), issue: { id: '1/../2', key: 'DESK-1' } }],
		['a remote link', updated('1', { field: 'RemoteIssueLink', fieldId: '' })],
		['a rank', updated('1', { field: 'Rank', fieldId: 'customfield_10019', from: '', fromString: '', to: '', toString: 'Ranked higher' }, { field: 'RemoteIssueLink' })],
	])('%s', async (_what, body) => {
		expect(await deliver({ body })).toEqual(DROPPED);
	});
});

test('a signed call becomes one item that says where to look, and nothing of the content', async () => {
	const body = { ...updated('1', toStatus('Sent', '7'), { field: 'summary', fieldId: 'summary', toString: 'a secret' }), issue: { ...issue('1'), fields: { summary: 'a secret', description: 'a secret' } } };
	const { items, refused } = await deliver({ body });
	expect(refused).toEqual([]);
	expect(items).toEqual([
		{
			connection: 'deskdev',
			issue: { id: '1', key: 'DESK-1' },
			start: { statuses: ['Sent', 'Open'], jql: 'labels = dev' },
			scope: { mode: 'only', projects: ['DESK'], types: [] },
			reached: ['7', 'Sent'],
			moves: [{ from: ['1', 'Open'], to: ['7', 'Sent'] }],
			events: ['jira:issue_updated'],
			changed: ['status', 'summary'],
			actor: 'acc-ann',
			at: '2026-11-21T10:00:00.000Z',
		},
	]);
});

test('calls about one issue that come together become one item', async () => {
	const calls = await Promise.all([
		deliver({ body: comment('1') }),
		deliver({ body: updated('1', toStatus('Sent', '7')) }),
		deliver({ body: updated('1', toStatus('Sent', '7')) }),
		deliver({ body: updated('2', toStatus('Open', '1')) }),
		deliver({ body: updated('1', { fieldId: 'summary' }), parameters: { connection: 'other' }, hook: `${HOOK}2`, signature: sign(Buffer.from(JSON.stringify(updated('1', { fieldId: 'summary' }))), webhookSecret(webhookRootOf(CREDENTIAL), `${HOOK}2`)) }),
	]);
	expect(calls.flatMap(({ items }) => items ?? [])).toMatchObject([
		{ issue: { id: '1' }, events: ['comment_created', 'jira:issue_updated'], reached: ['7', 'Sent'], changed: ['status'] },
		{ issue: { id: '2' }, reached: ['1', 'Open'] },
		{ issue: { id: '1' }, changed: ['summary'] },
	]);
	expect(calls.map(({ refused }) => refused)).toEqual([[], [], [], [], []]);
});

test('calls about one issue that come later start a look of their own', async () => {
	const first = await deliver({ body: comment('3') });
	endLook(look('3'), TIME);
	const second = await deliver({ body: comment('3') });
	expect([first.items?.length, second.items?.length]).toEqual([1, 1]);
});

test('calls about an issue that an execution is at wait for its end and become one look', async () => {
	beginLook(look('3'), [], TIME);
	let ended = false;
	const calls = Promise.all([deliver({ body: comment('3') }), deliver({ body: updated('3', toStatus('Sent', '7')) })]).then((all) => {
		expect(ended).toBe(true);
		return all;
	});
	await new Promise((resolve) => setTimeout(resolve, 900));
	ended = true;
	endLook(look('3'), TIME);
	expect((await calls).flatMap(({ items }) => items ?? [])).toMatchObject([{ events: ['comment_created', 'jira:issue_updated'] }]);
});

test('a call is answered within ten seconds by the clock, also while one execution after the other is at the issue and timers are late', async () => {
	let now = TIME;
	jest.spyOn(Date, 'now').mockImplementation(() => {
		now += 1_000;
		beginLook(look('3'), [], now);
		return now;
	});
	expect((await deliver({ body: comment('3') })).items).toHaveLength(1);
	expect(now - TIME).toBeLessThan(20_000);
});

test('a call that Jira repeats is answered and has no effect once it was dealt with', async () => {
	const first = await deliver({ body: comment('3'), identifier: 'id-1' });
	endLook(look('3'), TIME);
	expect(first.items).toHaveLength(1);
	expect(await deliver({ body: comment('3'), identifier: 'id-1' })).toEqual(DROPPED);
	expect((await deliver({ body: comment('3'), identifier: 'id-2' })).items).toHaveLength(1);
});

test('a call that Jira repeats is looked at again when the first look has failed', async () => {
	expect((await deliver({ body: comment('2'), identifier: 'id-4' })).items).toHaveLength(1);
	jest.spyOn(Date, 'now').mockReturnValue(TIME + 10_000);
	expect((await deliver({ body: comment('2'), identifier: 'id-4' })).items).toHaveLength(1);
});

test('a test in the editor takes nothing away from the published workflow', async () => {
	const calls = await Promise.all([deliver({ body: comment('2') }), deliver({ body: comment('2'), manual: true })]);
	expect(calls.map(({ items }) => items?.length)).toEqual([1, 1]);
});

test('a call that was refused does not stand in the way of the signed one', async () => {
	expect(await deliver({ body: comment('3'), identifier: 'id-3', signature: '' })).toEqual(REFUSED);
	expect((await deliver({ body: comment('3'), identifier: 'id-3' })).items).toHaveLength(1);
});

describe('what this process has just written', () => {
	const summary = (accountId: string) => ({ ...updated('9', { field: 'summary', fieldId: 'summary', toString: 'x' }), user: { accountId } });
	const wrote = (issueId: string, ...what: string[]) => rememberWrite(`deskdev ${CREDENTIAL.siteUrl} ${issueId}`, what, Date.now());

	test('starts nothing when Jira tells it back, once for each write', async () => {
		wrote('9', 'field:summary');
		expect(await deliver({ body: summary('acc-sync') })).toEqual(DROPPED);
		expect((await deliver({ body: summary('acc-sync') })).items).toHaveLength(1);
	});

	test('never hides what a person changes in the same field', async () => {
		wrote('9', 'field:summary');
		expect((await deliver({ body: summary('acc-ann') })).items).toHaveLength(1);
	});

	test('never hides another field of the same change', async () => {
		wrote('9', 'field:summary');
		const both = { ...updated('9', { fieldId: 'summary' }, { fieldId: 'description' }), user: { accountId: 'acc-sync' } };
		expect((await deliver({ body: both })).items).toHaveLength(1);
	});
});
