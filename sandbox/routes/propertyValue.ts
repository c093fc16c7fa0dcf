import { badRequest } from '../http/errors.ts';
import type { Json } from '../model.ts';

/** The body of a property is any JSON, but it must be JSON. */
export function readPropertyValue(raw: string): Json {
	try {
		return JSON.parse(raw) as Json;
	} catch {
		throw badRequest('The property value must be valid JSON.');
	}
}
