import { doc, paragraph, text as textNode } from '../../content/adf';
import type { RichText } from '../../content/richText';
import type { NamedValue, NeutralValue } from '../fieldChange';
import type { FieldMeta, JiraAccount } from '../issue';
import type { Person } from '../replica';
import { asList, asText } from '../values';
import { isList, type FieldKind } from './kinds';
import { entriesOf, isRich, wordsOf } from './neutral';

/** A value in the shape that Jira takes for a field. */
export interface Coerced {
	/** JSON for `fields`; a rich text is given as such, because only the site knows its form. */
	json: unknown;
	/** What the field will hold, in neutral form. */
	stored: NeutralValue;
}

/** Why a value does not fit a field. */
export interface Misfit {
	/** `noOption`: the field has no such option; `shape`: the value cannot be one of the field; `person`: nobody was found. */
	why: 'noOption' | 'person' | 'shape';
	reason: string;
}

export interface CoercionSite {
	deployment: 'cloud' | 'dataCenter';
	/** People who were looked up, by `personKey`; null was not found. */
	people: Record<string, JiraAccount | null>;
}

/** Jira refuses longer ones, in single-line texts and labels alike. */
const LONGEST_LINE = 255;

export const isMisfit = (result: Coerced | Misfit): result is Misfit => 'why' in result;

/** Under which a person is looked up: the address where it is known, because ids differ from site to site. */
export const personKey = ({ email, id, name }: Person | { email?: string; id?: string; name: string }): string => (email ? email.toLowerCase() : id || name);

/** Every person that a value names, to be looked up before it is coerced for a field of people. */
export const peopleIn = (value: NeutralValue, kind: FieldKind): Person[] =>
	kind === 'user' || kind === 'users' ? entriesOf(value).map(asPerson) : [];

/** A person as given, or as typed: an address or an id. */
export function asPerson(value: NeutralValue): Person {
	if (typeof value === 'object' && value !== null && !isRich(value) && !Array.isArray(value)) return { ...(value as Person), id: (value as Person).id ?? '' };
	const words = wordsOf(value);
	return words.includes('@') ? { id: '', name: words, email: words } : { id: words, name: words };
}

/**
 * A neutral value in the shape of a field: options by their name, people by the account that was found, text typed by
 * a person as whatever the field takes. Pure.
 *
 * Shapes of the REST values: Atlassian's "Jira Cloud platform REST API", examples of `POST /issue`.
 */
export function coerce(value: NeutralValue, kind: FieldKind, meta: FieldMeta | undefined, site: CoercionSite): Coerced | Misfit {
	if (value === null || value === '' || (Array.isArray(value) && value.length === 0)) return { json: isList(kind) ? [] : null, stored: null };
	switch (kind) {
		case 'text':
			return line(value);
		case 'url':
			return url(value);
		case 'richText':
			return rich(value);
		case 'number':
			return number(value);
		case 'date':
			return date(value);
		case 'dateTime':
			return moment(value);
		case 'labels':
			return labels(value);
		case 'cascade':
			return cascade(value, meta);
		case 'option':
		case 'priority':
		case 'type':
		case 'version':
			return Array.isArray(value) ? first(value, (entry) => option(entry, meta)) : option(value, meta);
		case 'components':
		case 'options':
		case 'versions':
			return each(asEntries(value), (entry) => option(entry, meta));
		case 'user':
			return Array.isArray(value) ? first(value, (entry) => person(entry, site)) : person(value, site);
		case 'users':
			return each(asEntries(value), (entry) => person(entry, site));
		case 'status':
		case 'other':
			return misfit('shape', 'no rule can write this field');
	}
}

const misfit = (why: Misfit['why'], reason: string): Misfit => ({ why, reason });

/** A list typed in one line has its entries between commas. */
const asEntries = (value: NeutralValue): NeutralValue[] =>
	typeof value === 'string' ? value.split(',').map((entry) => entry.trim()).filter(Boolean) : entriesOf(value);

function each(entries: NeutralValue[], one: (entry: NeutralValue) => Coerced | Misfit): Coerced | Misfit {
	const results = entries.map(one);
	const bad = results.find(isMisfit);
	if (bad) return bad;
	const good = results as Coerced[];
	return { json: good.map(({ json }) => json), stored: good.map(({ stored }) => stored) };
}

function first(entries: NeutralValue[], one: (entry: NeutralValue) => Coerced | Misfit): Coerced | Misfit {
	const [only, ...others] = entries;
	return only === undefined || others.length > 0 ? misfit('shape', `the field takes one entry and was given ${entries.length}`) : one(only);
}

function line(value: NeutralValue): Coerced {
	const words = wordsOf(value).replace(/[\r\n]+/g, ' ').trim();
	const text = words.length > LONGEST_LINE ? `${words.slice(0, LONGEST_LINE - 1)}…` : words;
	return { json: text || null, stored: text || null };
}

function url(value: NeutralValue): Coerced | Misfit {
	const text = wordsOf(value).trim();
	// Jira takes these four schemes for its URL fields.
	return /^(https?|ftp|mailto):\S+$/i.test(text) ? { json: text, stored: text } : misfit('shape', 'the value is no address (http, https, ftp or mailto)');
}

function rich(value: NeutralValue): Coerced {
	const text = asRich(value);
	return { json: text, stored: text };
}

/** Words as paragraphs; what is rich already stays so. */
export function asRich(value: NeutralValue): RichText {
	if (isRich(value)) return value;
	const lines = wordsOf(value).split(/\r?\n/);
	return { format: 'adf', document: doc(lines.map((line) => (line === '' ? paragraph() : paragraph(textNode(line))))) };
}

function number(value: NeutralValue): Coerced | Misfit {
	const typed = typeof value === 'number' ? value : Number(wordsOf(value).trim().replace(/^$/, 'empty'));
	return Number.isFinite(typed) ? { json: typed, stored: typed } : misfit('shape', 'the value is no number');
}

/** The day as it is written; a moment counts by its day in UTC, on both sides alike. */
function date(value: NeutralValue): Coerced | Misfit {
	const day = /^\d{4}-\d{2}-\d{2}/.exec(wordsOf(value).trim())?.[0];
	return day && !Number.isNaN(Date.parse(day)) ? { json: day, stored: day } : misfit('shape', 'the value is no date (YYYY-MM-DD)');
}

/** ISO time; a day begins at midnight UTC. Jira wants the offset without colon. */
function moment(value: NeutralValue): Coerced | Misfit {
	const text = wordsOf(value).trim();
	const at = /^\d{4}-\d{2}-\d{2}/.test(text) ? Date.parse(text.replace(/([+-]\d{2})(\d{2})$/, '$1:$2')) : Number.NaN;
	if (Number.isNaN(at)) return misfit('shape', 'the value is no date and time (ISO 8601)');
	const iso = new Date(at).toISOString();
	return { json: iso.replace('Z', '+0000'), stored: iso };
}

/** Labels know no spaces: `_` stands for each. */
function labels(value: NeutralValue): Coerced {
	const names = [...new Set(entriesOf(value).map((entry) => wordsOf(entry).trim().replace(/\s+/g, '_').slice(0, LONGEST_LINE)))].filter(Boolean);
	return { json: names, stored: names };
}

/** Name that people see; options have `value`, everything else `name`. */
export const optionName = (option: Record<string, unknown>): string => asText(option.value) || asText(option.name);

/** An entry of the allowed values by name; upper and lower case count only where two names differ in nothing else. */
function find(name: string, options: Array<Record<string, unknown>>): Record<string, unknown> | undefined {
	const low = name.toLowerCase();
	return options.find((each) => optionName(each) === name) ?? options.find((each) => optionName(each).toLowerCase() === low);
}

function option(value: NeutralValue, meta: FieldMeta | undefined): Coerced | Misfit {
	const name = wordsOf(value).trim();
	const found = find(name, meta?.allowedValues ?? []);
	if (!found) return misfit('noOption', noOption(name, meta));
	return { json: { id: asText(found.id) }, stored: { name: optionName(found) } };
}

/** Names of many options make no sentence. */
const LONGEST_CHOICE = 12;

function noOption(name: string, meta: FieldMeta | undefined): string {
	const names = (meta?.allowedValues ?? []).map(optionName);
	const shown = names.slice(0, LONGEST_CHOICE).join(', ') + (names.length > LONGEST_CHOICE ? ' and more' : '');
	return `there is no option "${name.slice(0, LONGEST_LINE)}"; ${names.length === 0 ? 'the field has none' : `it has ${shown}`}`;
}

/** Both levels by name; typed as `Vienna - Warehouse` or `Vienna > Warehouse`. */
function cascade(value: NeutralValue, meta: FieldMeta | undefined): Coerced | Misfit {
	const given = typeof value === 'object' && !Array.isArray(value) && !isRich(value) ? (value as NamedValue) : undefined;
	const options = meta?.allowedValues ?? [];
	const whole = given ? undefined : find(wordsOf(value).trim(), options);
	const [typed = '', typedChild] = whole ? [optionName(whole)] : wordsOf(value).split(/\s+[->]\s+/);
	const parent = find((given?.name ?? typed).trim(), options);
	if (!parent) return misfit('noOption', noOption(given?.name ?? typed, meta));
	const childName = given ? given.child?.name : typedChild?.trim();
	if (!childName) return { json: { id: asText(parent.id) }, stored: { name: optionName(parent) } };
	const child = find(childName, asList(parent.children));
	if (!child) return misfit('noOption', `"${optionName(parent)}" has no option "${childName}" below it`);
	return { json: { id: asText(parent.id), child: { id: asText(child.id) } }, stored: { name: optionName(parent), child: { name: optionName(child) } } };
}

function person(value: NeutralValue, { deployment, people }: CoercionSite): Coerced | Misfit {
	const wanted = asPerson(value);
	const account = people[personKey(wanted)];
	if (!account) return misfit('person', `${wanted.name || 'the person'} was not found here`);
	return { json: deployment === 'cloud' ? { accountId: account.id } : { name: account.login ?? account.id }, stored: { ...account } };
}
