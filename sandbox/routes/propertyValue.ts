import { badRequest } from '../http/errors.ts';
import { readAll } from '../http/exchange.ts';
import type { Call } from '../http/router.ts';
import { requireJson } from '../http/router.ts';
import { checkProperty } from '../fields/input.ts';
import type { Json } from '../model.ts';

/** The body of a property is any JSON, but it must be JSON, say so, and not be too long. */
export async function readPropertyValue(call: Call, key: string): Promise<Json> {
	requireJson(call);
	const raw = (await readAll(call.request.body)).toString('utf8');
	checkProperty(key, raw);
	try {
		return JSON.parse(raw) as Json;
	} catch {
		throw badRequest('The property value must be valid JSON.');
	}
}
