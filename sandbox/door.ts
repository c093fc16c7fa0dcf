import { anonymous, callerOf, gatewayError, scopeFor, unauthenticated } from './auth.ts';
import type { Fault, FaultSource } from './faults.ts';
import { ConnectionDropped, JiraError } from './http/errors.ts';
import type { Incoming, SandboxRequest, SandboxResponse } from './http/exchange.ts';
import { empty, json, text, toIncoming } from './http/exchange.ts';
import type { Router } from './http/router.ts';
import { isUnsupportedMediaType } from './http/router.ts';
import type { Site } from './site.ts';

/** A request as observers see it. Bodies that are streams (uploads, downloads) are left out. */
export interface SeenRequest {
	method: string;
	path: string;
	query: URLSearchParams;
	headers: Record<string, string>;
	body: Buffer | undefined;
	account: string | null;
}

export interface SeenResponse {
	status: number;
	headers: Record<string, string>;
	body: Buffer | undefined;
	/** The answer was made up by a fault and says nothing about Jira. */
	isFault: boolean;
}

export type ExchangeObserver = (request: SeenRequest, response: SeenResponse, siteName: string) => void;

export interface LoggedRequest {
	at: number;
	site: string;
	method: string;
	path: string;
	status: number;
	/** Handle of the account, or null when nobody was recognised. */
	account: string | null;
}

export interface Door {
	now: () => number;
	sleep: (milliseconds: number) => Promise<void>;
	faults: () => FaultSource | undefined;
	observe: ExchangeObserver;
	log: (entry: LoggedRequest) => void;
}

/** One request to a site: who asks, trouble before, the route, trouble after, and everyone who watches. */
export async function knock(site: Site, router: Router, door: Door, request: SandboxRequest, viaGateway = false): Promise<SandboxResponse> {
	const incoming = toIncoming(request);
	if (incoming.path === '/_edge/tenant_info') return json(200, { cloudId: site.data.cloudId });
	const caller = callerOf(site, incoming.headers);
	const account = caller.kind === 'account' ? caller.account.handle : null;
	const finish = (response: SandboxResponse, isFault: boolean): SandboxResponse => {
		door.log({ at: door.now(), site: site.name, method: incoming.method, path: incoming.path, status: response.status, account });
		door.observe(
			{ method: incoming.method, path: incoming.path, query: incoming.query, headers: incoming.headers, body: Buffer.isBuffer(incoming.body) ? incoming.body : undefined, account },
			{ status: response.status, headers: response.headers, body: Buffer.isBuffer(response.body) ? response.body : undefined, isFault },
			site.name,
		);
		return response;
	};
	const trouble = async (moment: 'before' | 'after'): Promise<SandboxResponse | undefined> => {
		const fault = door.faults()?.({ site: site.name, moment, method: incoming.method, path: incoming.path, account, at: door.now() });
		return fault ? spoil(fault, door) : undefined;
	};
	try {
		const refused = await trouble('before');
		if (refused) return finish(refused, true);
		const answer = await admitted(site, router, incoming, caller, viaGateway);
		if (caller.kind === 'account') answer.headers['x-aaccountid'] = encodeURIComponent(caller.account.accountId);
		const spoilt = await trouble('after');
		return finish(spoilt ?? answer, spoilt !== undefined);
	} catch (error) {
		if (error instanceof ConnectionDropped) finish(empty(0), true);
		throw error;
	}
}

async function spoil(fault: Fault, door: Door): Promise<SandboxResponse | undefined> {
	if (fault.kind === 'drop') throw new ConnectionDropped();
	if (fault.kind === 'delay') {
		await door.sleep(fault.milliseconds);
		return undefined;
	}
	return json(fault.status, fault.body ?? {}, fault.headers);
}

async function admitted(site: Site, router: Router, request: Incoming, caller: ReturnType<typeof callerOf>, viaGateway: boolean): Promise<SandboxResponse> {
	const match = router.find(request.method, request.path);
	if (caller.kind === 'anonymous') return viaGateway ? gatewayError(401, 'Unauthorized') : anonymous(request.path);
	if (caller.kind === 'refused') return viaGateway ? gatewayError(401, 'Unauthorized') : unauthenticated();
	// A token with scopes is good at the gateway only, a token without them at the site only.
	if ((caller.scopes !== undefined) !== viaGateway) return viaGateway ? gatewayError(401, 'Unauthorized') : unauthenticated();
	if (viaGateway) {
		const scope = scopeFor(request.method, request.path);
		if (scope === undefined || !caller.scopes?.includes(scope)) return gatewayError(401, 'Unauthorized; scope does not match');
	}
	if (!match) return router.knows(request.path) ? empty(405) : json(404, { message: `null for uri: ${site.baseUrl}${request.path}`, 'status-code': 404 });
	try {
		return await match.handler({ site, actor: caller.account, request, params: match.params, query: request.query });
	} catch (error) {
		if (error instanceof JiraError) return error.toResponse();
		if (isUnsupportedMediaType(error)) return text(415, 'Unsupported Media Type');
		throw error;
	}
}
