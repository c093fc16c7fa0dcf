import type { ICredentialDataDecryptedObject, IHttpRequestHelper, IHttpRequestOptions } from 'n8n-workflow';
import { readSiteFacts, webhookRootOf } from '../../credentials/cloudCredential';
import { authenticateDataCenter, findDataCenterFacts } from '../../credentials/dataCenterCredential';

const SERVER_ID = '7d4e8f3a-1111-2222-3333-444455556666';
const BASE = 'https://jira.example/jira';

const token: ICredentialDataDecryptedObject = { siteUrl: `${BASE}/`, method: 'token', personalAccessToken: 'pat-value', user: '', password: '', siteFacts: '' };
const password: ICredentialDataDecryptedObject = { ...token, method: 'password', personalAccessToken: '', user: 'sync', password: 'pass-value' };

function jira(answers: Record<string, unknown>) {
	const asked: IHttpRequestOptions[] = [];
	const helper = {
		helpers: {
			async httpRequest(options: IHttpRequestOptions) {
				asked.push(options);
				if (!(options.url in answers)) throw new Error('404');
				return answers[options.url];
			},
		},
	} as unknown as IHttpRequestHelper;
	return { helper, asked };
}

const MYSELF = `${BASE}/rest/api/2/myself`;
const MANIFEST = `${BASE}/rest/applinks/1.0/manifest`;
const healthy = { [MYSELF]: { key: 'JIRAUSER10100', name: 'sync' }, [MANIFEST]: `<?xml version="1.0"?><manifest><id>${SERVER_ID}</id><name>Jira</name></manifest>` };

async function find(credentials: ICredentialDataDecryptedObject, answers: Record<string, unknown>) {
	const { helper, asked } = jira(answers);
	const { siteFacts } = await findDataCenterFacts.call(helper, credentials);
	return { asked, facts: siteFacts === undefined ? undefined : readSiteFacts({ ...credentials, siteFacts: String(siteFacts) }), stored: String(siteFacts) };
}

test.each([
	['token', token, 'Bearer pat-value'],
	['password', password, `Basic ${Buffer.from('sync:pass-value').toString('base64')}`],
])('a %s goes with every request, below the context path', async (_kind, credentials, header) => {
	const signed = await authenticateDataCenter(credentials, { url: MYSELF, headers: { accept: 'x' } });
	expect(signed).toEqual({ url: MYSELF, headers: { accept: 'x', Authorization: header } });
	const { asked } = await find(credentials, healthy);
	expect(asked.map(({ url, headers }) => [url, headers?.Authorization])).toEqual([
		[MYSELF, header],
		[MANIFEST, header],
	]);
});

test.each([token, password])('the server is known by its application link id, the account by its key (%#)', async (credentials) => {
	const { facts, stored } = await find(credentials, healthy);
	expect(facts).toMatchObject({ siteUrl: BASE, siteId: SERVER_ID, apiBase: '', accountId: 'JIRAUSER10100' });
	expect(stored).not.toMatch(/pat-value|pass-value/);
});

test('the id counts whether the server tells it as XML or as JSON', async () => {
	expect((await find(token, { ...healthy, [MANIFEST]: { id: SERVER_ID, name: 'Jira' } })).facts).toMatchObject({ siteId: SERVER_ID });
	expect((await find(token, { ...healthy, [MANIFEST]: '<html>' })).facts).toMatchObject({ siteId: '' });
});

test.each<[string, Record<string, unknown>]>([
	['refuses', {}],
	['shows a login page', { [MYSELF]: '<html>' }],
])('a server that %s tells nothing', async (_what, answers) => {
	expect((await find(token, answers)).facts).toBeUndefined();
});

test('a server that hides its id is known all the same', async () => {
	expect((await find(token, { [MYSELF]: healthy[MYSELF] })).facts?.accountId).toBe('JIRAUSER10100');
});

test('another token of the same server keeps the webhook secrets and asks for the account again', async () => {
	const { stored } = await find(token, healthy);
	const renewed = { ...token, personalAccessToken: 'pat-new', siteFacts: stored };
	expect(webhookRootOf(renewed)).toBe(webhookRootOf({ ...token, siteFacts: stored }));
	expect(readSiteFacts(renewed)).toMatchObject({ siteId: SERVER_ID, accountId: '' });
});

test('a password has a webhook secret of its own', () => {
	expect(webhookRootOf(password)).toMatch(/^[0-9a-f]{64}$/);
	expect(webhookRootOf(password)).not.toBe(webhookRootOf({ ...password, password: 'other' }));
	expect(webhookRootOf(password)).toBe(webhookRootOf({ ...password, personalAccessToken: 'left over from before' }));
});
