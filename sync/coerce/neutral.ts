import sortBy from 'lodash/sortBy';
import { fingerprint, stableJson } from '../../content/fingerprint';
import { plainText } from '../../content/plainText';
import type { RichText } from '../../content/richText';
import type { NamedValue, NeutralValue } from '../fieldChange';
import { richText } from '../fieldValues';
import type { Person } from '../replica';
import { textFingerprint } from '../texts';
import { asObject, asText, readAccount, toIso } from '../values';
import type { FieldKind } from './kinds';

/** As Jira writes moments: `2019-08-29T12:40:00.000-0700`. */
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?([+-]\d{2}:?\d{2}|Z)$/;

export const isRich = (value: unknown): value is RichText => ['adf', 'wiki'].includes(asText(asObject(value).format));

/**
 * A raw value of Jira without what means something at its site only. What kind of field it comes from is told by its
 * shape, because a replica carries no metadata: options have `value` or `name`, people an account, texts a document.
 *
 * @param kind of the field, where it is known: Data Center gives rich text as plain strings
 */
export function neutralOf(raw: unknown, kind?: FieldKind): NeutralValue {
	if (raw === null || raw === undefined || raw === '') return null;
	if (kind === 'richText' && !isRich(raw)) return richText(raw);
	if (Array.isArray(raw)) return emptyAsNull(raw.map((each) => neutralOf(each, kind)).filter((each) => each !== null));
	if (typeof raw === 'string') {
		return MOMENT.test(raw) && kind !== 'text' && kind !== 'labels' ? toIso(raw) : raw;
	}
	if (typeof raw === 'number' || typeof raw === 'boolean') return raw;
	if (isRich(raw)) return raw;
	const object = asObject(raw);
	if (object.type === 'doc') return richText(raw);
	if ('accountId' in object || 'emailAddress' in object || ('displayName' in object && 'name' in object)) return readAccount(raw);
	const name = asText(object.value) || asText(object.name) || asText(object.key);
	return name === '' ? null : { name, ...(object.child ? { child: neutralOf(object.child) as NamedValue } : {}) };
}

const emptyAsNull = (list: NeutralValue[]): NeutralValue => (list.length === 0 ? null : list);

/**
 * Fingerprint by which values of both sides are compared. Order in a list says nothing, and neither does the id of an
 * option. People count by their id at the site in question, else by their address.
 *
 * @param kind of the field the value is for: what looks like a person counts by its name in any other field
 */
export function printValue(value: NeutralValue, kind?: FieldKind): string {
	if (isRich(value)) return textFingerprint(value);
	return fingerprint(comparable(value, kind));
}

function comparable(value: NeutralValue, kind: FieldKind | undefined): unknown {
	if (Array.isArray(value)) return value.length === 0 ? null : sortBy(value.map((each) => comparable(each, kind)), stableJson);
	if (isRich(value)) return textFingerprint(value);
	if (typeof value !== 'object' || value === null) return value === '' ? null : value;
	const { id, name, email, child } = value as Partial<Person> & NamedValue;
	const isPerson = kind === undefined ? Boolean(id) || email !== undefined : kind === 'user' || kind === 'users';
	if (isPerson) return { person: id || email || name };
	return child ? { name, child: comparable(child, kind) } : { name };
}

/** A value as people read it; lists with commas, the second level of a choice after a dash. */
export function wordsOf(value: NeutralValue): string {
	if (value === null) return '';
	if (Array.isArray(value)) return value.map(wordsOf).join(', ');
	if (isRich(value)) return value.format === 'wiki' ? value.text : plainText(value.document);
	if (typeof value !== 'object') return String(value);
	const { name, child } = value as NamedValue;
	return child ? `${name} - ${child.name}` : name;
}

/** The entries of a value: those of a list, else the value itself, or none. */
export const entriesOf = (value: NeutralValue): NeutralValue[] => (value === null || value === '' ? [] : Array.isArray(value) ? value : [value]);
