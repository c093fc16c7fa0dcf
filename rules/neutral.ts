import type { NeutralValue } from '../sync/fieldChange';
import { type FieldType, takes, TYPE_WORDS } from './fields';
import { type Place, ScriptError } from './scriptError';
import { isNull, Rich, shown, Thing, typeOf, typeWords, type Value } from './values';

export interface Target extends Place {
	/** As the script says it, for messages. */
	name: string;
	type: FieldType;
	warnings: string[];
}

/**
 * A value as it goes into a field.
 *
 * @throws ScriptError naming the types of both sides when the field cannot take it
 */
export function toNeutral(value: Value, target: Target): NeutralValue {
	if (isNull(value)) return null;
	if (!takes(target.type, typeOf(value))) refuse(value, target);
	switch (target.type) {
		case 'text':
			return shown(value);
		case 'richText':
			return value instanceof Rich ? value.source : shown(value);
		case 'labels':
			return entries(value).map((entry) => label(entry, target));
		case 'options':
			return entries(value).map((entry) => option(entry, target));
		case 'option':
			return option(value, target);
		case 'custom':
			return custom(value, target);
		default:
			return value instanceof Thing ? known(value, target) : shown(value);
	}
}

const entries = (value: Value): Value[] => (Array.isArray(value) ? value : [value]);

/** Jira takes no label with a space in it. */
function label(value: Value, target: Target): string {
	const isName = typeof value === 'string' || (value instanceof Thing && value.type === 'option');
	if (!isName) refuse(value, target);
	const text = shown(value).trim();
	if (!/\s/.test(text)) return text;
	const warning = `Line ${target.line}: labels have no spaces, so "_" stands for them.`;
	if (!target.warnings.includes(warning)) target.warnings.push(warning);
	return text.replace(/\s+/g, '_');
}

function option(value: Value, target: Target): NeutralValue {
	if (typeof value === 'string') return { name: value };
	return value instanceof Thing && value.type === 'option' ? known(value, target) : refuse(value, target);
}

function custom(value: Value, target: Target): NeutralValue {
	if (isNull(value)) return null;
	if (Array.isArray(value)) return value.map((entry) => (Array.isArray(entry) ? refuse(entry, target) : custom(entry, target)));
	if (value instanceof Rich) return value.source;
	if (value instanceof Thing) return known(value, target);
	if (typeof value === 'object' || (typeof value === 'number' && !Number.isFinite(value))) return refuse(value, target);
	return value;
}

const known = (value: Thing, target: Target): NeutralValue => (value.neutral === undefined ? refuse(value, target) : value.neutral);

function refuse(value: Value, target: Target): never {
	const next = target.type === 'person' ? 'Use nodeHelper.getUserByEmail("name@example.com").' : `Give it ${TYPE_WORDS[target.type]}.`;
	throw new ScriptError(target, `${target.name} takes ${TYPE_WORDS[target.type]}, and the value is ${typeWords(value)}.`, next);
}
