import type { NamedValue } from '../sync/fieldChange';
import type { Person } from '../sync/replica';
import type { Call } from './ast';
import { localIssueThing, namedThing, personThing } from './issueValues';
import { ScriptError } from './scriptError';
import { isNull, Nothing, type Thing, typeWords, type Value } from './values';

/** What is known of the local site, by what was asked for; null: it was asked, and there is none. */
export interface Lookups {
	/** By e-mail address in small letters. */
	users?: Record<string, Person | null>;
	/** By name. */
	issueTypes?: Record<string, NamedValue | null>;
	priorities?: Record<string, NamedValue | null>;
	/** Local issues by the id of their counterpart. */
	localIssues?: Record<string, { id: string; key: string } | null>;
}

/** What a script asked for and nobody had looked up. Look it up, and run the script again: it decides the same way. */
export interface Asked {
	what: keyof Lookups;
	value: string;
}

interface Kind {
	what: keyof Lookups;
	none: string;
	toThing: (found: never) => Thing;
}

const KINDS: Record<string, Kind> = {
	getIssueType: { what: 'issueTypes', none: 'there is no such issue type here', toThing: namedThing },
	getLocalIssueKeyFromRemoteId: { what: 'localIssues', none: 'that issue has no counterpart here', toThing: localIssueThing },
	getPriority: { what: 'priorities', none: 'there is no such priority here', toThing: namedThing },
	getUserByEmail: { what: 'users', none: 'nobody here has that address', toThing: personThing },
};

/** Answers `nodeHelper`. What is not there is no value with a reason, so that assigning it changes nothing. */
export function lookUp(call: Call, [given = null]: Value[], lookups: Lookups, asked: Asked[]): Value {
	const kind = KINDS[call.name];
	if (!kind) throw new ScriptError(call, `nodeHelper.${call.name} is not part of the language of rules.`, `There are ${Object.keys(KINDS).join(', ')}.`);
	if (isNull(given)) return given;
	if (typeof given !== 'string') throw new ScriptError(call, `nodeHelper.${call.name} takes a text, not ${typeWords(given)}.`, 'Name the property, such as ?.name or ?.email.');
	const value = kind.what === 'users' ? given.trim().toLowerCase() : given;
	const known = lookups[kind.what] ?? {};
	if (!Object.hasOwn(known, value)) {
		if (!asked.some((other) => other.what === kind.what && other.value === value)) asked.push({ what: kind.what, value });
		return new Nothing('it was not looked up yet');
	}
	const found = known[value];
	return found ? kind.toThing(found as never) : new Nothing(kind.none);
}
