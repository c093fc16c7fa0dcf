import { createHash, createHmac } from 'crypto';
import type {
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	IDataObject,
	IHttpRequestHelper,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

/** What the first use of a credential finds out, kept by n8n with the credential. */
export interface SiteFacts {
	/** What the facts hold for: when the address or the account is edited, they are no longer true. */
	siteUrl: string;
	who: string;
	/** cloudId; on Data Center the id of the server. Where the site does not tell it, what stands for it. */
	siteId: string;
	/** Address that takes this token when it is not the site's own: the gateway, for scoped tokens. */
	apiBase: string;
	/** accountId of the account, or its user key on Data Center. */
	accountId: string;
	/** Root of the secrets that webhooks are signed with; stays when the token is renewed. */
	webhookRoot: string;
}

/** Where scoped API tokens are accepted; Atlassian refuses them at the site's own address. */
const GATEWAY = 'https://api.atlassian.com';

/** n8n asks for it once, when it is empty, and stores what `preAuthentication` returns. */
export const siteFactsProperty: INodeProperties = {
	displayName: 'Site Facts',
	name: 'siteFacts',
	type: 'hidden',
	typeOptions: { expirable: true },
	default: '',
};

/**
 * For webhooks, post functions and automation rules that a person makes in Jira. It stands here, encrypted, because parameters of a node
 * are part of the workflow and of every execution. Only the trigger reads it, so the credentials of source sites have none.
 */
export const webhookSecretProperty: INodeProperties = {
	displayName: 'Webhook Secret',
	name: 'webhookSecret',
	type: 'string',
	typeOptions: { password: true },
	default: '',
	description: 'Only for webhooks and automation rules that are made by hand in Jira: a long random text of your own, which Jira signs with or sends in the header X-Jira-Sync-Token. The webhook that Jira Sync Trigger registers needs none.',
};

export const cloudProperties: INodeProperties[] = [
	{
		displayName: 'Site URL',
		name: 'siteUrl',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. https://your-site.atlassian.net',
		description: 'Address of the Jira site, as you open it in the browser',
	},
	{
		displayName: 'Email',
		name: 'email',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. sync@example.com',
		description: 'Email of the Atlassian account. An account of its own for the sync is best.',
	},
	{
		displayName: 'API Token',
		name: 'apiToken',
		type: 'string',
		typeOptions: { password: true },
		default: '',
		required: true,
		description: 'Token from the security page of the Atlassian account. Tokens with and without scopes work.',
	},
	{ displayName: 'Gateway URL', name: 'gatewayUrl', type: 'hidden', default: GATEWAY },
	siteFactsProperty,
];

export const cloudTest: ICredentialTestRequest = {
	request: { baseURL: '={{ $credentials.siteUrl.trim().replace(/\\/+$/, "") }}', url: '/rest/api/3/myself' },
};

/** Site address without trailing slashes. */
export const siteUrlOf = (credentials: ICredentialDataDecryptedObject): string =>
	String(credentials.siteUrl ?? '').trim().replace(/\/+$/, '');

/** Facts as stored, as far as they hold for the credential as it is now. */
export function readSiteFacts(credentials: ICredentialDataDecryptedObject): SiteFacts {
	const siteUrl = siteUrlOf(credentials);
	const who = identityOf(credentials);
	const none: SiteFacts = { siteUrl, who, siteId: '', apiBase: '', accountId: '', webhookRoot: '' };
	const stored = String(credentials.siteFacts ?? '');
	const facts = stored.startsWith('{') ? { ...none, ...(JSON.parse(stored) as Partial<SiteFacts>) } : none;
	// Jira goes on signing with the secret it was given, whatever the address is called now.
	if (facts.siteUrl !== siteUrl) return { ...none, webhookRoot: facts.webhookRoot };
	return facts.who === who ? facts : { ...facts, who, accountId: '' };
}

/** Tells whether another account was put into the credential, without keeping anything secret. */
const identityOf = (credentials: ICredentialDataDecryptedObject): string =>
	createHash('sha256')
		.update(String(credentials.email ?? credentials.personalAccessToken ?? '') + String(credentials.user ?? ''))
		.digest('hex')
		.slice(0, 16);

/** Root of the webhook secrets: the stored one, or what a first use would store. */
export const webhookRootOf = (credentials: ICredentialDataDecryptedObject): string =>
	readSiteFacts(credentials).webhookRoot ||
	firstWebhookRoot(
		siteUrlOf(credentials),
		String(credentials.apiToken ?? (credentials.method === 'password' ? credentials.password : credentials.personalAccessToken)),
	);

/** A secret that two processes find alike on first use, and that nobody can guess without the token. */
const firstWebhookRoot = (siteUrl: string, secret: string): string =>
	createHmac('sha256', secret).update(`n8n-nodes-jira-sync webhook root for ${siteUrl}`).digest('hex');

/** Adds the credential, and leads requests to the gateway when the token is only valid there. */
export async function authenticateCloud(
	credentials: ICredentialDataDecryptedObject,
	options: IHttpRequestOptions,
): Promise<IHttpRequestOptions> {
	const { apiBase } = readSiteFacts(credentials);
	const siteUrl = siteUrlOf(credentials);
	const toApi = (address: string): string =>
		apiBase && (address === siteUrl || address.startsWith(`${siteUrl}/rest/`))
			? apiBase + address.slice(siteUrl.length)
			: address;
	return {
		...options,
		url: toApi(options.url),
		...(options.baseURL === undefined ? {} : { baseURL: toApi(options.baseURL) }),
		headers: { ...options.headers, Authorization: basic(credentials) },
	};
}

/**
 * Finds the cloudId, and whether the token is one with scopes. Finds out nothing, and says nothing,
 * when the site cannot be reached: the request that follows will tell why.
 */
export async function findCloudFacts(
	this: IHttpRequestHelper,
	credentials: ICredentialDataDecryptedObject,
): Promise<IDataObject> {
	const siteUrl = siteUrlOf(credentials);
	const ask = async (url: string, headers: IDataObject): Promise<{ status: number; body: IDataObject }> => {
		const answer = (await this.helpers
			.httpRequest({ url, headers, json: true, returnFullResponse: true, ignoreHttpStatusErrors: true, timeout: 20_000 })
			.catch(() => ({ statusCode: 0, body: {} }))) as { statusCode: number; body: unknown };
		const body = typeof answer.body === 'object' && answer.body !== null ? (answer.body as IDataObject) : {};
		return { status: answer.statusCode, body };
	};
	const authorization = { Authorization: basic(credentials) };
	const tenant = await ask(`${siteUrl}/_edge/tenant_info`, {});
	const cloudId = typeof tenant.body.cloudId === 'string' ? tenant.body.cloudId : '';
	const gateway = cloudId ? `${String(credentials.gatewayUrl || GATEWAY)}/ex/jira/${encodeURIComponent(cloudId)}` : '';
	const here = await ask(`${siteUrl}/rest/api/3/myself`, authorization);
	const there = here.status === 200 || !gateway ? undefined : await ask(`${gateway}/rest/api/3/myself`, authorization);
	const account = there?.status === 200 ? there : here;
	// A login page says 200 as well, but names no account.
	if (account.status !== 200 || typeof account.body.accountId !== 'string') return {};
	const facts: SiteFacts = {
		...readSiteFacts(credentials),
		// A site that does not tell its cloudId is known by its host; asking again would not help.
		siteId: cloudId || (isDefinite(tenant.status) ? new URL(siteUrl).host : ''),
		apiBase: account === there ? gateway : '',
		accountId: account.body.accountId,
		webhookRoot: webhookRootOf(credentials),
	};
	return { siteFacts: JSON.stringify(facts) };
}

/** Whether a site has told something: one that is down for a moment may know its cloudId all the same. */
const isDefinite = (status: number): boolean => status > 0 && status < 500 && status !== 429;

const basic = (credentials: ICredentialDataDecryptedObject): string =>
	`Basic ${Buffer.from(`${String(credentials.email).trim()}:${String(credentials.apiToken)}`).toString('base64')}`;
