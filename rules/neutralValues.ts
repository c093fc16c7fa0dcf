import { isRich, entriesOf, wordsOf } from '../sync/coerce/neutral';
import { isNothing } from '../sync/coerce/pairs';
import { asPerson, asRich } from '../sync/coerce/toField';
import type { NamedValue, NeutralValue } from '../sync/fieldChange';
import { customValue, unwrapped } from './customValues';
import type { FieldType } from './fields';
import { namedThing, personThing } from './issueValues';
import { isNull, Rich, Thing, type Value } from './values';

/** A value that a mapping row gives to a field, as scripts see it there. */
export function valueIn(type: FieldType, neutral: NeutralValue): Value {
	switch (type) {
		case 'labels':
			return entriesOf(neutral).map(wordsOf);
		case 'options':
			return entriesOf(neutral).map(named);
		case 'option':
			return isNothing(neutral) ? null : named(neutral);
		case 'person':
			return isNothing(neutral) ? null : personThing(asPerson(neutral));
		case 'richText':
			return isNothing(neutral) ? null : new Rich(asRich(neutral));
		case 'custom':
			return customValue(neutral);
		default:
			return isNothing(neutral) ? null : wordsOf(neutral);
	}
}

const named = (value: NeutralValue): Thing =>
	namedThing(typeof value === 'object' && value !== null && 'name' in value && !isRich(value) ? (value as NamedValue) : { name: wordsOf(value) });

/** What a field holds so far, as mapping rows add to it; what has no such form counts as nothing. */
export function neutralOf(given: Value): NeutralValue {
	const value = unwrapped(given);
	if (isNull(value)) return null;
	if (Array.isArray(value)) return value.map(neutralOf);
	if (value instanceof Rich) return value.source;
	if (value instanceof Thing) return value.neutral ?? null;
	return typeof value === 'object' ? null : value;
}
