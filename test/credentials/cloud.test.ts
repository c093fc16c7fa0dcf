import type { ICredentialDataDecryptedObject, IHttpRequestHelper, IHttpRequestOptions } from 'n8n-workflow';
import { authenticateCloud, findCloudFacts, readSiteFacts, webhookRootOf, type SiteFacts } from '../../credentials/cloudCredential';
import { createSandbox, type Sandbox } from '../../sandbox/sandbox';

let sandbox: Sandbox;
beforeEach(async () => {
	sandbox = createSandbox({ webhooks: 'hold' });
	await sandbox.listen();
});
afterEach(() => sandbox.close());

/** n8n's helper in the small; `broken` addresses give no answer. */
const helper = (broken: RegExp | undefined, asked: string[]): IHttpRequestHelper =>
	({
		helpers: {
			async httpRequest(options: IHttpRequestOptions) {
				asked.push(options.url);
				if (broken?.test(options.url)) throw new Error('socket hang up');
				const answer = await fetch(options.url, { headers: options.headers as Record<string, string> });
				const text = await answer.text();
				return { statusCode: answer.status, body: text.startsWith('{') ? (JSON.parse(text) as unknown) : text };
			},
		},
	}) as unknown as IHttpRequestHelper;

const credential = (more: Partial<ICredentialDataDecryptedObject> = {}): ICredentialDataDecryptedObject => ({
	siteUrl: sandbox.site('desk').url,
	email: 'sync@desk.example',
	apiToken: 'desk-sync-token',
	gatewayUrl: sandbox.urls().gateway as string,
	siteFacts: '',
	...more,
});

async function find(credentials: ICredentialDataDecryptedObject, broken?: RegExp) {
	const asked: string[] = [];
	const found = await findCloudFacts.call(helper(broken, asked), credentials);
	return { asked, found, facts: found.siteFacts === undefined ? undefined : (JSON.parse(String(found.siteFacts)) as SiteFacts) };
}

const desk = () => sandbox.site('desk');
const gatewayOf = (cloudId: string) => `${String(sandbox.urls().gateway)}/ex/jira/${cloudId}`;

describe('what the first use of a credential finds out', () => {
	test('a classic token works at the site and is never sent to the gateway', async () => {
		const { facts, asked } = await find(credential());
		expect(facts).toMatchObject({ siteUrl: desk().url, siteId: desk().cloudId, apiBase: '', accountId: desk().syncAccount.accountId });
		expect(asked.filter((url) => url.startsWith(String(sandbox.urls().gateway)))).toEqual([]);
	});

	test('a token with scopes is led to the gateway by itself', async () => {
		const { facts } = await find(credential({ apiToken: 'desk-sync-scoped-token' }));
		expect(facts).toMatchObject({ siteId: desk().cloudId, apiBase: gatewayOf(desk().cloudId), accountId: desk().syncAccount.accountId });
	});

	test('a wrong token finds out nothing, so that it is tried again', async () => {
		expect((await find(credential({ apiToken: 'wrong' }))).found).toEqual({});
	});

	test('a site that does not answer finds out nothing', async () => {
		expect((await find(credential(), /./)).found).toEqual({});
	});

	test('a site that could not tell its id this time is asked again and not known by another one', async () => {
		expect((await find(credential(), /tenant_info/)).facts).toMatchObject({ siteId: '', accountId: desk().syncAccount.accountId });
	});

	test('a login page in place of Jira is no account', async () => {
		const page = { helpers: { httpRequest: async () => ({ statusCode: 200, body: '<html>Log in</html>' }) } } as unknown as IHttpRequestHelper;
		expect(await findCloudFacts.call(page, credential())).toEqual({});
	});

	test('nothing in it is secret except the root of the webhook secrets', async () => {
		const { facts } = await find(credential());
		expect(Object.keys(facts!).sort()).toEqual(['accountId', 'apiBase', 'siteId', 'siteUrl', 'webhookRoot', 'who']);
		const { webhookRoot, ...rest } = facts!;
		expect(JSON.stringify(rest)).not.toMatch(/desk-sync-token|sync@desk\.example/);
		expect(webhookRoot).toMatch(/^[0-9a-f]{64}$/);
		expect(webhookRoot).not.toContain('desk-sync-token');
	});
});

describe('what was found out', () => {
	const known = async (more: Partial<ICredentialDataDecryptedObject> = {}): Promise<ICredentialDataDecryptedObject> => {
		const { found } = await find(credential(more));
		return { ...credential(more), siteFacts: String(found.siteFacts) };
	};

	test('does not count for another site', async () => {
		const moved = { ...(await known()), siteUrl: sandbox.site('dev').url };
		expect(readSiteFacts(moved)).toMatchObject({ siteUrl: sandbox.site('dev').url, siteId: '', apiBase: '', accountId: '' });
	});

	test.each(['the same site under a new address', 'under a new address with another account'])('keeps the webhook secrets for %s, with which Jira goes on signing', async (what) => {
		const before = await known();
		const moved = { ...before, siteUrl: 'https://moved.example', ...(what.includes('account') ? { email: 'ada@example.com' } : {}) };
		expect(webhookRootOf(moved)).toBe(webhookRootOf(before));
		expect(webhookRootOf({ ...moved, apiToken: 'a new one' })).toBe(webhookRootOf(before));
	});

	test('counts for the same site under another account, without the account', async () => {
		const other = { ...(await known()), email: 'ada@example.com' };
		expect(readSiteFacts(other)).toMatchObject({ siteId: desk().cloudId, accountId: '' });
	});

	test('is the same with slashes and spaces around the address', async () => {
		const same = await known();
		expect(readSiteFacts({ ...same, siteUrl: ` ${String(same.siteUrl)}// ` }).siteId).toBe(desk().cloudId);
	});

	test('keeps the webhook secrets when the token is renewed', async () => {
		const before = await known();
		expect(webhookRootOf({ ...before, apiToken: 'a new one' })).toBe(webhookRootOf(before));
	});

	test('before it is stored, two processes find the same webhook secret, and other sites and tokens another', () => {
		const roots = [credential(), credential({ apiToken: 'b' }), credential({ siteUrl: 'https://other.example' })].map(webhookRootOf);
		expect(webhookRootOf(credential())).toBe(roots[0]);
		expect(new Set(roots).size).toBe(3);
	});
});

describe('requests', () => {
	const ask = async (credentials: ICredentialDataDecryptedObject, options: Partial<IHttpRequestOptions>) =>
		await authenticateCloud(credentials, { url: '', ...options } as IHttpRequestOptions);

	test('with a token with scopes go to the gateway, all others as they are', async () => {
		const { found } = await find(credential({ apiToken: 'desk-sync-scoped-token' }));
		const scoped = { ...credential({ apiToken: 'desk-sync-scoped-token' }), siteFacts: String(found.siteFacts) };
		const base = gatewayOf(desk().cloudId);
		expect((await ask(scoped, { url: `${desk().url}/rest/api/3/myself?x=1` })).url).toBe(`${base}/rest/api/3/myself?x=1`);
		expect(await ask(scoped, { baseURL: desk().url, url: '/rest/api/3/myself' })).toMatchObject({ baseURL: base, url: '/rest/api/3/myself' });
		expect((await ask(scoped, { url: `${desk().url}/_edge/tenant_info` })).url).toBe(`${desk().url}/_edge/tenant_info`);
		expect((await ask(scoped, { url: `${desk().url}.evil.example/rest/api/3/myself` })).url).toBe(`${desk().url}.evil.example/rest/api/3/myself`);
	});

	test('carry the account and keep what they had', async () => {
		const { headers, url } = await ask(credential({ email: ' a@b.example ', apiToken: 't' }), { url: 'https://x.example/rest/y', headers: { accept: 'z' } });
		expect(url).toBe('https://x.example/rest/y');
		expect(headers).toEqual({ accept: 'z', Authorization: `Basic ${Buffer.from('a@b.example:t').toString('base64')}` });
	});
});
