import { customThing } from './customValues';
import { FIELD_TYPES, fieldOf } from './fields';
import { Thing, type Value } from './values';

type Kept = Partial<Record<string, string | null>> | undefined;

const keptOf = (kept: Kept, name: string): string | null => (kept && Object.hasOwn(kept, name) ? (kept[name] ?? null) : null);

/** The last synced value of a field. Only what people read of it is kept, so a named value has its name and nothing else. */
export function previousField(name: string, kept: Kept): Value {
	const field = fieldOf(name);
	const value = field ? keptOf(kept, field) : null;
	if (!field || value === null || field !== name) return value;
	const type = FIELD_TYPES[field];
	if (type === 'labels') return value.split(' ').filter(Boolean);
	if (type === 'text' || type === 'date') return value;
	const properties = new Map<string, Value>([['name', value], ['value', value], ['displayName', value], ['key', value]]);
	return new Thing(type, value, properties, undefined);
}

/** The last synced value of a custom field. */
export const previousCustomField = (name: string, kept: Kept): Value => customThing(keptOf(kept, name));
