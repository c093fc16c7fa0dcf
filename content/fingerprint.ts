import { createHash } from 'crypto';

/** 108 bits: no accidental repeat, and short enough for hundreds of them in one 32,768-character issue property. */
const LENGTH = 18;

/**
 * Short hash of a canonical value. Equal values give equal fingerprints whatever the order of their keys; a key whose
 * value is `undefined` counts as absent, like in JSON.
 */
export function fingerprint(value: unknown): string {
	return createHash('sha256').update(stableJson(value)).digest('base64url').slice(0, LENGTH);
}

/** JSON with sorted keys. `undefined` at the top reads as `null`. */
export function stableJson(value: unknown): string {
	if (Array.isArray(value)) return `[${value.map((entry: unknown) => stableJson(entry)).join(',')}]`;
	if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
	const entries = Object.entries(value)
		.filter(([, entry]) => entry !== undefined)
		.sort(([one], [other]) => (one < other ? -1 : 1));
	return `{${entries.map(([key, entry]) => `${JSON.stringify(key)}:${stableJson(entry)}`).join(',')}}`;
}
