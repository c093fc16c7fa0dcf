import { SyncError } from './errors';

/** An object of JSON whose parts were not checked yet. */
export type Part = Record<string, unknown>;

/** @param place what is wrong, such as `rules.toLocal[0].how` */
export const invalid = (place: string, expected: string): SyncError =>
	new SyncError('rulesInvalid', `The rules of the connection cannot be read: ${place} must be ${expected}.`, {
		scope: 'connection',
		next: `Correct ${place} in the JSON of the rules; nothing was written.`,
	});

export function parsed(json: string): unknown {
	try {
		return JSON.parse(json) as unknown;
	} catch (error) {
		// The parser's words name the place, and may quote a little of what stands there.
		throw invalid('the text', `JSON (${/position \d+/.exec((error as Error).message)?.[0] ?? 'it ends too early'})`);
	}
}

export function part(value: unknown, place: string): Part {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) throw invalid(place, 'an object');
	return value as Part;
}

/** A misspelt part would be ignored, and the rule with it. */
export function known(value: Part, names: string[], place: string): void {
	const other = Object.keys(value).find((name) => !names.includes(name));
	if (other !== undefined) throw invalid(`${place === 'the rules' ? '' : `${place}.`}${other}`, `one of ${names.join(', ')}`);
}

export function text(value: unknown, place: string): string {
	if (typeof value !== 'string' || value.trim() === '') throw invalid(place, 'a text that is not empty');
	return value;
}

export function flag(value: unknown, place: string): boolean {
	if (typeof value !== 'boolean') throw invalid(place, 'true or false');
	return value;
}

export function oneOf(value: unknown, words: string[], place: string): string {
	if (typeof value !== 'string' || !words.includes(value)) throw invalid(place, `one of ${words.join(', ')}`);
	return value;
}

export function list(value: unknown, place: string): unknown[] {
	if (!Array.isArray(value)) throw invalid(place, 'a list');
	return value;
}

/** A value that is to be written: numbers may stand without quotes. */
export const word = (value: unknown, place: string): string => {
	if (typeof value === 'number') return String(value);
	if (typeof value !== 'string') throw invalid(place, 'a text');
	return value;
};
