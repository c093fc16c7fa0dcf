import createRouter from 'find-my-way';
import type { HTTPMethod } from 'find-my-way';
import type { Account } from '../model.ts';
import type { Site } from '../site.ts';
import { badRequest } from './errors.ts';
import type { Incoming, SandboxResponse } from './exchange.ts';
import { readAll } from './exchange.ts';

/** One authenticated request on its way through a route. */
export interface Call {
	site: Site;
	actor: Account;
	request: Incoming;
	params: Record<string, string>;
	query: URLSearchParams;
}

export type Handler = (call: Call) => SandboxResponse | Promise<SandboxResponse>;
export type Route = [method: HTTPMethod, path: string, handler: Handler];

export interface Match {
	handler: Handler;
	params: Record<string, string>;
}

export interface Router {
	find(method: string, path: string): Match | undefined;
	/** Whether some other method is served at the path: 405 instead of 404. */
	knows(path: string): boolean;
}

export function toRouter(routes: Route[]): Router {
	const router = createRouter({ maxParamLength: 4096, ignoreTrailingSlash: true });
	const stored = () => {};
	for (const [method, path, handler] of routes) router.on(method, path, stored, handler);
	const methods = [...new Set(routes.map(([method]) => method))];
	const find = (method: string, path: string): Match | undefined => {
		const found = router.find(method as HTTPMethod, path);
		if (!found) return undefined;
		return { handler: found.store as Handler, params: found.params as Record<string, string> };
	};
	return { find, knows: (path) => methods.some((method) => router.find(method, path) !== null) };
}

/** The JSON body, refused in Jira's words when it is not JSON. */
export async function readJson(call: Call): Promise<unknown> {
	requireJson(call);
	const bytes = await readAll(call.request.body);
	if (bytes.length === 0) throw badRequest('No content to map to Object due to end of input');
	try {
		return JSON.parse(bytes.toString('utf8'));
	} catch {
		throw badRequest('There was an error parsing JSON. Check that your request body is valid.');
	}
}

/** Jira reads no body that does not call itself JSON; some resources want that even of a request without one. */
export function requireJson(call: Call): void {
	if (!call.request.headers['content-type']?.includes('json')) throw unsupportedMediaType();
}

export async function readObject(call: Call): Promise<Record<string, unknown>> {
	const body = await readJson(call);
	if (typeof body !== 'object' || body === null || Array.isArray(body)) {
		throw badRequest('There was an error parsing JSON. Check that your request body is valid.');
	}
	return body as Record<string, unknown>;
}

class UnsupportedMediaType extends Error {}

export function unsupportedMediaType(): Error {
	return new UnsupportedMediaType('Unsupported Media Type');
}

export function isUnsupportedMediaType(error: unknown): boolean {
	return error instanceof UnsupportedMediaType;
}

export function intParam(query: URLSearchParams, name: string, fallback: number): number {
	const raw = query.get(name);
	if (raw === null || raw === '') return fallback;
	if (!/^-?\d+$/.test(raw)) throw badRequest(`Failed to convert value '${raw}' of parameter '${name}' to a number.`);
	return Number(raw);
}

/** Jira takes `a=1&a=2` and `a=1,2` alike. */
export function listParam(query: URLSearchParams, name: string): string[] | undefined {
	if (!query.has(name)) return undefined;
	return query.getAll(name).flatMap((value) => value.split(',')).map((value) => value.trim()).filter((value) => value !== '');
}

export function flagParam(query: URLSearchParams, name: string, fallback: boolean): boolean {
	const raw = query.get(name);
	return raw === null ? fallback : raw === 'true';
}
