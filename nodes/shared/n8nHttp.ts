import type {
	IDataObject,
	IExecuteFunctions,
	IHookFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IPollFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';
import type { HttpAnswer, HttpRequest, SendHttp } from '../../jira/http';

/** Every place of n8n from which a node may ask Jira. */
export type SiteContext = IExecuteFunctions | IHookFunctions | ILoadOptionsFunctions | IPollFunctions | IWebhookFunctions;

/** Sends with a credential, through n8n, so that its proxies, TLS settings and cancellation apply. */
export const sendWithCredential =
	(context: SiteContext, credentialType: string): SendHttp =>
	async (request) =>
		await context.helpers.httpRequestWithAuthentication
			.call(context, credentialType, toOptions(request))
			.then(toAnswer, refusedCredential);

/** Sends as it is: for addresses that Jira hands out with a token of their own. */
export const sendAsItIs =
	(context: SiteContext): SendHttp =>
	async (request) =>
		await context.helpers.httpRequest(toOptions(request)).then(toAnswer);

function toOptions(request: HttpRequest): IHttpRequestOptions {
	return {
		method: request.method,
		url: request.url,
		headers: request.headers,
		body: request.body as IDataObject | undefined,
		...(request.expect === 'stream' ? { encoding: 'stream' as const } : { json: !request.multipart }),
		returnFullResponse: true,
		// A 401 goes through n8n, which may renew what the credential knows and send once more.
		ignoreHttpStatusErrors: { ignore: true, except: [401] },
		// Following would send the credential to the media host, and would buffer uploads for a replay.
		disableFollowRedirect: true,
		sendCredentialsOnCrossOriginRedirect: false,
		timeout: request.timeout,
	};
}

function toAnswer(response: unknown): HttpAnswer {
	const { statusCode, headers, body } = response as { statusCode: number; headers: IDataObject; body: unknown };
	const stream = body as { destroy?: () => void; pipe?: unknown } | undefined;
	// Nobody reads what came with a refusal: the connection is given back.
	if (statusCode >= 400 && typeof stream?.pipe === 'function') stream.destroy?.();
	const lower = Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]);
	return { status: statusCode, headers: Object.fromEntries(lower) as Record<string, string>, body: parse(body) };
}

/** Bodies of uploads come back as text. */
function parse(body: unknown): unknown {
	if (typeof body !== 'string' || !/^\s*[[{]/.test(body)) return body === '' ? undefined : body;
	try {
		return JSON.parse(body) as unknown;
	} catch {
		return body;
	}
}

/** n8n reports a refused credential as an error; for the port it is an answer like others. */
function refusedCredential(error: unknown): HttpAnswer {
	const { httpCode, context } = error as { httpCode?: string; context?: { data?: unknown } };
	if (httpCode === '401') return { status: 401, headers: {}, body: context?.data };
	throw error;
}
