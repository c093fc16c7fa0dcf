import { nearNames } from '../sync/nearNames';
import { type Place, ScriptError } from './scriptError';
import { Rich, ScriptMap, Thing, typeWords, type Value } from './values';

/** A property of a value that is there. Only what is listed exists; a map has its keys. */
export function propertyOf(object: Exclude<Value, null>, name: string, place: Place): Value {
	if (object instanceof ScriptMap) return object.entries.get(name) ?? null;
	// Elsewhere a label is an object with a label in it; here it is its text.
	if (name === 'label' && typeof object === 'string') return object;
	if (object instanceof Thing) {
		const value = object.properties.get(name);
		if (value !== undefined) return value;
		const near = nearNames(name, object.properties.keys());
		const known = near.length > 0 ? `Near names: ${near.join(', ')}.` : `It has ${[...object.properties.keys()].join(', ')}.`;
		throw new ScriptError(place, `${typeWords(object)} has no ${name.slice(0, 60)}.`, known);
	}
	throw new ScriptError(place, `${typeWords(object)} has no ${name.slice(0, 60)}.`, advice(object, name));
}

function advice(object: Value, name: string): string {
	if (name === 'length' || name === 'size') return 'Use size().';
	if (Array.isArray(object)) return `Ask each entry: collect { it.${name.slice(0, 60)} }, or any { ... }.`;
	return typeof object === 'string' || object instanceof Rich ? 'It is a text already.' : 'Leave the property out.';
}
