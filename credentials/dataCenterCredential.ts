import type {
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	IDataObject,
	IHttpRequestHelper,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';
import { idInManifest, MANIFEST } from '../jira/dataCenter/identity';
import { readSiteFacts, siteFactsProperty, siteUrlOf, webhookRootOf, type SiteFacts } from './cloudCredential';

export const dataCenterProperties: INodeProperties[] = [
	{
		displayName: 'Base URL',
		name: 'siteUrl',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. https://jira.example.com/jira',
		description: 'Address of Jira with its context path, if it has one',
	},
	{
		displayName: 'Sign In With',
		name: 'method',
		type: 'options',
		options: [
			{ name: 'Personal Access Token', value: 'token' },
			{ name: 'User and Password', value: 'password' },
		],
		default: 'token',
	},
	{
		displayName: 'Personal Access Token',
		name: 'personalAccessToken',
		type: 'string',
		typeOptions: { password: true },
		default: '',
		displayOptions: { show: { method: ['token'] } },
		description: 'Token from the profile of the account',
	},
	{
		displayName: 'User',
		name: 'user',
		type: 'string',
		default: '',
		displayOptions: { show: { method: ['password'] } },
	},
	{
		displayName: 'Password',
		name: 'password',
		type: 'string',
		typeOptions: { password: true },
		default: '',
		displayOptions: { show: { method: ['password'] } },
		description: 'Jira 11 refuses passwords for its API unless an administrator allows them',
	},
	siteFactsProperty,
];

export const dataCenterTest: ICredentialTestRequest = {
	request: { baseURL: '={{ $credentials.siteUrl.trim().replace(/\\/+$/, "") }}', url: '/rest/api/2/myself' },
};

/** Adds the token or the password of the account. */
export async function authenticateDataCenter(
	credentials: ICredentialDataDecryptedObject,
	options: IHttpRequestOptions,
): Promise<IHttpRequestOptions> {
	return { ...options, headers: { ...options.headers, Authorization: authorization(credentials) } };
}

/** Finds the account, and the id under which other servers know this one. */
export async function findDataCenterFacts(
	this: IHttpRequestHelper,
	credentials: ICredentialDataDecryptedObject,
): Promise<IDataObject> {
	const siteUrl = siteUrlOf(credentials);
	const ask = async (path: string): Promise<unknown> =>
		await this.helpers
			.httpRequest({ url: siteUrl + path, headers: { Authorization: authorization(credentials) }, timeout: 20_000 })
			.catch(() => undefined);
	const account = (await ask('/rest/api/2/myself')) as IDataObject | undefined;
	if (typeof account !== 'object' || account === null) return {};
	const facts: SiteFacts = {
		...readSiteFacts(credentials),
		siteId: idInManifest(await ask(MANIFEST)) ?? '',
		apiBase: '',
		accountId: String(account.key ?? account.name ?? ''),
		webhookRoot: webhookRootOf(credentials),
	};
	return { siteFacts: JSON.stringify(facts) };
}

const authorization = (credentials: ICredentialDataDecryptedObject): string =>
	credentials.method === 'password'
		? `Basic ${Buffer.from(`${String(credentials.user)}:${String(credentials.password)}`).toString('base64')}`
		: `Bearer ${String(credentials.personalAccessToken)}`;
