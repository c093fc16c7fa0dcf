import type { SandboxResponse } from './http/exchange.ts';
import { json, text } from './http/exchange.ts';
import type { Account } from './model.ts';
import type { Site } from './site.ts';

export type Caller =
	| { kind: 'account'; account: Account; scopes: string[] | undefined }
	| { kind: 'anonymous' }
	| { kind: 'refused' };

/** Who asks, by Basic e-mail and API token. A token with scopes is not one the site itself accepts. */
export function callerOf(site: Site, headers: Record<string, string>): Caller {
	const given = headers.authorization;
	if (given === undefined) return { kind: 'anonymous' };
	const encoded = /^Basic (.+)$/i.exec(given)?.[1];
	if (encoded === undefined) return { kind: 'refused' };
	const [email = '', ...rest] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
	const account = site.data.accounts.find((one) => one.email.toLowerCase() === email.toLowerCase() && one.active);
	const token = account?.tokens.find((one) => one.token === rest.join(':'));
	return account && token ? { kind: 'account', account, scopes: token.scopes } : { kind: 'refused' };
}

/** A wrong e-mail or token, in the site's own words. */
export function unauthenticated(): SandboxResponse {
	return text(401, 'Client must be authenticated to access this resource.', {
		'x-seraph-loginreason': 'AUTHENTICATED_FAILED',
		'www-authenticate': 'OAuth realm="Jira"',
	});
}

/** Nobody asked; the sandbox has no projects open to the public. */
export function anonymous(path: string): SandboxResponse {
	if (/^\/rest\/api\/\d\/issue\/[^/]+/.test(path)) {
		return json(404, { errorMessages: ['Issue does not exist or you do not have permission to see it.'], errors: {} }, { 'x-seraph-loginreason': 'OK' });
	}
	return json(401, { errorMessages: ['You are not authenticated. Authentication required to perform this operation.'], errors: {} }, { 'www-authenticate': 'OAuth realm="Jira"' });
}

/** Scope a call needs behind the gateway, in the classic naming. Admin webhooks have none: no scope opens them. */
export function scopeFor(method: string, path: string): string | undefined {
	if (!path.startsWith('/rest/api/')) return undefined;
	const reads = method === 'GET' || /\/(search\/jql|search\/approximate-count|jql\/match|bulkfetch|comment\/list)$/.test(path);
	if (/\/(myself|user|users)(\/|$)/.test(path)) return reads ? 'read:jira-user' : 'write:jira-work';
	return reads ? 'read:jira-work' : 'write:jira-work';
}

/** The gateway speaks another dialect than the sites behind it. */
export function gatewayError(status: number, message: string): SandboxResponse {
	return json(status, { code: status, message });
}
