import type { IDataObject, IHookFunctions, IHttpRequestOptions } from 'n8n-workflow';
import { readSiteFacts } from '../../credentials/cloudCredential';
import { webhookMethods } from '../../nodes/JiraSyncTrigger/registration';

const URL_OF_HOOK = 'https://n8n.example/webhook/0a1b/webhook';
const BARE = { siteUrl: 'https://desk.example', email: 'sync@desk.example', apiToken: 'token', siteFacts: '' };
const CREDENTIAL = { ...BARE, siteFacts: JSON.stringify({ ...readSiteFacts(BARE), accountId: 'acc-sync', siteId: 'cloud-1' }) };
const hook = (id: number, name: string, url = URL_OF_HOOK) => ({ self: `${BARE.siteUrl}/rest/webhooks/1.0/webhook/${id}`, name, url, enabled: true, events: [], filters: {} });

/** The part of n8n that registration sees, with a Jira that has these webhooks. */
function open(hooks: object[]) {
	const asked: string[] = [];
	const parameters: IDataObject = { deployment: 'cloud', connection: 'deskdev', mode: 'webhook', projects: ['DESK'], options: { byHand: true, secret: 'typed' } };
	const context = {
		getMode: () => 'trigger',
		getNode: () => ({ name: 'Command From Jira' }),
		getNodeParameter: (name: string, fallback?: unknown) => parameters[name] ?? fallback,
		getWorkflow: () => ({ id: 'workflow-1' }),
		getNodeWebhookUrl: () => URL_OF_HOOK,
		getCredentials: async () => CREDENTIAL,
		helpers: {
			httpRequestWithAuthentication: async (_type: string, { method, url }: IHttpRequestOptions) => {
				asked.push(`${method} ${new URL(url).pathname}`);
				return { statusCode: method === 'DELETE' ? 204 : 200, headers: {}, body: method === 'GET' ? hooks : '' };
			},
		},
		logger: { warn: () => {} },
	} as unknown as IHookFunctions;
	return { context, asked };
}

describe('a webhook that is made by hand', () => {
	test('needs nothing of Jira when the workflow is published', async () => {
		const { context, asked } = open([]);
		expect(await webhookMethods.default.checkExists.call(context)).toBe(true);
		expect(await webhookMethods.default.create.call(context)).toBe(true);
		expect(asked).toEqual([]);
	});

	test('stays when it is unpublished; what the node had registered before goes', async () => {
		const { context, asked } = open([hook(1, 'ours for the commands'), hook(2, 'n8n Jira Sync: deskdev'), hook(3, 'n8n Jira Sync: deskdev', 'https://other.example/')]);
		await webhookMethods.default.delete.call(context);
		expect(asked.filter((each) => each.startsWith('DELETE'))).toEqual(['DELETE /rest/webhooks/1.0/webhook/2']);
	});
});
