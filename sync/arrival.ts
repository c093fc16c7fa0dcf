import { doc } from '../content/adf';
import { keepMedia } from '../content/mediaPlacement';
import { toAdf, toWiki, type RichText } from '../content/richText';
import { holds } from './combine';
import { isList, type FieldKind } from './coerce/kinds';
import { entriesOf, isRich, printValue, wordsOf } from './coerce/neutral';
import { isNothing } from './coerce/pairs';
import { asRich, coerce, isMisfit, peopleIn, personKey, type Coerced, type Misfit } from './coerce/toField';
import type { FieldChange, NeutralValue } from './fieldChange';
import type { FieldMeta, JiraAccount } from './issue';
import type { Person } from './replica';
import { arrivingText, leavingText, type ArrivingText, type LeavingSite } from './texts';

/** How values arrive at, and would leave, the local site. */
export interface LocalSite {
	arriving: Omit<ArrivingText, 'current' | 'url'>;
	leaving: LeavingSite;
	/** What the fields take, by id: of the edit screen of an issue, or of the create screen. Basic rules need none. */
	fields?: Record<string, FieldMeta>;
	/** People who were looked up so far, by `personKey`. */
	people?: Record<string, JiraAccount | null>;
	/** For a person who is not found. */
	unknownPerson?: UnknownPerson;
}

/** What happens to a field of people when a person is not found here: it is emptied, left as it is, or given somebody else. */
export type UnknownPerson = { do: 'empty' | 'keep' } | { do: 'default'; person: Person };

/** The value of a change as the local field would hold it. */
export interface Arrival {
	/** As the request takes it; a rich text as such. */
	value: unknown;
	/** The same in neutral form, of which fingerprints are made. */
	stored: NeutralValue;
	/** For entries that are added or removed: only these. */
	entries?: unknown[];
	/** What was left out, in words. */
	notes: string[];
}

export type Arriving = { kind: 'arrives'; arrival: Arrival } | { kind: 'asks'; people: Person[] } | { kind: 'misfit'; misfit: Misfit };

/** A summary may be empty in a replica, and Jira tells what it thinks of that. */
const NEVER_NULL = 'summary';

/**
 * What a change makes of a local value.
 *
 * @param here the local value
 * @param url address of the remote issue, for texts that have to be cut
 */
export function arrive(change: FieldChange, kind: FieldKind, here: NeutralValue, site: LocalSite, url: string): Arriving {
	const { field, how, value } = change;
	if (kind === 'richText') return arrives(richArrival(how, value, isRich(here) ? here : null, site, url));
	if (kind === 'text') return arrives(textArrival(field, how, value, here));
	const inPlace = site.unknownPerson?.do === 'default' ? [site.unknownPerson.person] : [];
	const named = peopleIn(value, kind);
	const wanted = (named.length === 0 ? [] : [...named, ...inPlace]).filter((person) => site.people?.[personKey(person)] === undefined);
	if (wanted.length > 0) return { kind: 'asks', people: wanted };
	const fitted = fit(change, kind, site);
	if ('misfit' in fitted) return { kind: 'misfit', misfit: fitted.misfit };
	if (how === 'set' || !isList(kind)) return arrives({ value: fitted.json, stored: fitted.stored, notes: fitted.notes });
	return arrives(entriesArrival(how === 'remove', fitted, here, kind));
}

const arrives = (arrival: Arrival): Arriving => ({ kind: 'arrives', arrival });

function richArrival(how: FieldChange['how'], value: NeutralValue, here: RichText | null, site: LocalSite, url: string): Arrival {
	const text = (rich: RichText | null): Arrival => ({ value: rich, stored: rich, notes: [] });
	if (how === 'set') {
		if (isNothing(value)) return text(onlyMedia(here));
		return text(arrivingText(asRich(value), { ...site.arriving, current: here, url }));
	}
	if (isNothing(value)) return text(here);
	const more = arrivingText(asRich(value), { ...site.arriving, url });
	if (!here) return text(how === 'remove' ? null : more);
	if (how === 'remove' || holds(leavingText(here, site.leaving), leavingText(more, site.leaving))) return text(here);
	const parts = how === 'prepend' ? [more, here] : [here, more];
	return text(
		site.arriving.format === 'wiki'
			? { format: 'wiki', text: parts.map((part) => toWiki(part)).join('\n\n') }
			: { format: 'adf', document: doc(parts.flatMap((part) => toAdf(part).content)) },
	);
}

/** An emptied text keeps the files that the local one shows: Jira would delete them with it. */
function onlyMedia(current: RichText | null): RichText | null {
	const document = current?.format === 'adf' ? keepMedia(doc(), current.document) : doc();
	return document.content.length > 0 ? { format: 'adf', document } : null;
}

function textArrival(field: string, how: FieldChange['how'], value: NeutralValue, here: NeutralValue): Arrival {
	const more = wordsOf(value);
	const before = wordsOf(here);
	const whole = how === 'set' ? more : how === 'remove' || more === '' || before.includes(more) ? before : (how === 'prepend' ? [more, before] : [before, more]).filter(Boolean).join(' ');
	const { stored } = coerce(whole, 'text', undefined, { deployment: 'cloud', people: {} }) as Coerced;
	const text = stored === null && field === NEVER_NULL ? '' : stored;
	return { value: text, stored: text, notes: [] };
}

type Fitted = (Coerced & { notes: string[] }) | { misfit: Misfit };

/** The value in the shape of the field. Entries of a list that do not fit are left out and told, unless a rule says otherwise. */
function fit(change: FieldChange, kind: FieldKind, site: LocalSite): Fitted {
	const one = (value: NeutralValue): Coerced | Misfit =>
		coerce(value, kind, site.fields?.[change.field], { deployment: site.arriving.format === 'adf' ? 'cloud' : 'dataCenter', people: site.people ?? {} });
	const whole = one(change.value);
	if (!isMisfit(whole)) return { ...whole, notes: [] };
	if (!isList(kind)) return instead(change, whole, site, one);
	const good: Coerced[] = [];
	const notes: string[] = [];
	let misfit = whole;
	for (const entry of typeof change.value === 'string' ? change.value.split(',') : entriesOf(change.value)) {
		const result = one([typeof entry === 'string' ? entry.trim() : entry]);
		const fitted = isMisfit(result) ? instead(change, result, site, one) : { ...result, notes: [] };
		if ('misfit' in fitted) {
			misfit = fitted.misfit;
			notes.push(fitted.misfit.reason);
		} else good.push(fitted);
	}
	if (good.length === 0 || (notes.length > 0 && change.ifNoMatch?.do === 'error')) return { misfit };
	return { json: good.flatMap(({ json }) => json as unknown[]), stored: good.flatMap(({ stored }) => entriesOf(stored)), notes };
}

/** What a rule, or the setting for people, says for a value that does not fit. */
function instead(change: FieldChange, misfit: Misfit, site: LocalSite, one: (value: NeutralValue) => Coerced | Misfit): Fitted {
	if (misfit.why === 'person') {
		const unknown = site.unknownPerson ?? { do: 'empty' };
		if (unknown.do === 'keep') return { misfit };
		const other = unknown.do === 'default' ? one(unknown.person) : one(null);
		return isMisfit(other) ? { misfit: other } : { ...other, notes: [misfit.reason] };
	}
	if (change.ifNoMatch?.do !== 'default') return { misfit };
	const other = one(change.ifNoMatch.value);
	return isMisfit(other) ? { misfit: other } : { ...other, notes: [`${misfit.reason}; the default was taken`] };
}

/** A list with entries added to it, or taken from it. */
function entriesArrival(removes: boolean, fitted: Coerced & { notes: string[] }, here: NeutralValue, kind: FieldKind): Arrival {
	const has = new Set(entriesOf(here).map((entry) => printValue(entry, kind)));
	const wanted = entriesOf(fitted.stored).map((entry, at) => ({ entry, json: (fitted.json as unknown[])[at], print: printValue(entry, kind) }));
	const moving = wanted.filter(({ print }) => has.has(print) === removes);
	const gone = new Set(moving.map(({ print }) => print));
	const stored = removes ? entriesOf(here).filter((entry) => !gone.has(printValue(entry, kind))) : [...entriesOf(here), ...moving.map(({ entry }) => entry)];
	return { value: fitted.json, stored, entries: moving.map(({ json }) => json), notes: fitted.notes };
}
