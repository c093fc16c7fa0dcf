import type { RichText } from '../content/richText';
import { asObject, asText, readAccount } from '../sync/values';
import { namedThing, personThing } from './issueValues';
import { Rich, Thing, type Value } from './values';

/** Deeper than a cascading choice goes. */
const DEEPEST = 4;

/** The value of a custom field, as Jira or a replica holds it, as a value of the language. */
export function customValue(raw: unknown, depth = 0): Value {
	if (raw === null || raw === undefined || depth > DEEPEST) return null;
	if (typeof raw === 'string' || typeof raw === 'number' || typeof raw === 'boolean') return raw;
	if (Array.isArray(raw)) return raw.map((entry) => customValue(entry, depth + 1));
	const entry = asObject(raw);
	if (entry.format === 'adf' || entry.format === 'wiki') return new Rich(raw as RichText);
	if (entry.type === 'doc') return new Rich({ format: 'adf', document: raw } as RichText);
	const isPerson = 'accountId' in entry || 'displayName' in entry;
	if (isPerson) return personThing(readAccount(raw));
	if ('email' in entry && 'name' in entry) return personThing({ id: asText(entry.id), name: asText(entry.name), email: asText(entry.email) });
	const name = asText(entry.value) || asText(entry.name);
	if (!name) return new Thing('object', 'a value', new Map(), undefined);
	const child = customValue(entry.child, depth + 1);
	const id = asText(entry.id);
	return namedThing({ name, ...(id ? { id } : {}), ...(child instanceof Thing ? { child: { name: child.shown } } : {}) });
}

/** A custom field: it has a `value`, and stands for it where it is used as a whole. */
export const customThing = (value: Value): Thing => new Thing('custom', 'a custom field', new Map([['value', value]]), undefined);

/** What a custom field holds, and every other value as it is. */
export const unwrapped = (value: Value): Value => (value instanceof Thing && value.type === 'custom' ? (value.properties.get('value') ?? null) : value);
