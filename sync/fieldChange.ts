import type { RichText } from '../content/richText';
import type { Person } from './replica';

/**
 * A value between two sites, free of the ids of either: options, priorities, types, versions and components by name,
 * people as people, dates as ISO text, texts as rich text. Null is empty, and clears.
 */
export type NeutralValue = null | boolean | number | string | RichText | Person | NamedValue | NeutralValue[];

/** An option and its like; `child` is the second level of a cascading choice. */
export interface NamedValue {
	name: string;
	/** Id at the site the value comes from; tells nothing at another one. */
	id?: string;
	child?: NamedValue;
}

/** What rules, by rows or by script, want of one field of the local issue. Nothing is written yet. */
export interface FieldChange {
	/** Field of the local issue: id (`priority`, `customfield_10010`), or the name of a custom field. */
	field: string;
	/** `set` replaces the value; the others leave the rest of it: entries of a list, text at its end or beginning. */
	how: 'add' | 'append' | 'prepend' | 'remove' | 'set';
	value: NeutralValue;
	/** Which rule wants it, for people: `row 3 (Priority to Severity)`, `line 12`. */
	rule: string;
	/**
	 * The remote field that the value was made from, when it is exactly one: its id at its site and its value as it left.
	 * By it both directions share what was synced last; without it each direction knows only what it wrote itself.
	 */
	from?: { field: string; value: NeutralValue };
	/** When the local field has no such option; without it the field is left out and told. */
	ifNoMatch?: { do: 'nothing' | 'error' } | { do: 'default'; value: NeutralValue };
}

/** What rules come to for one issue: values, and what else they ask for. */
export interface RuleDecision {
	changes: FieldChange[];
	/** For an issue that has no counterpart: where it is created; undefined when the rules create none. */
	create?: { project?: string; type?: string };
	/** Comments and files that the other side has added are brought over. */
	comments: boolean;
	files: boolean;
	/** Edits and removals of copies follow their originals too. */
	mergeComments: boolean;
	mergeFiles: boolean;
	/** Copies of comments are internal; undefined: as the node is set. */
	internalCopies?: boolean;
	/** A move of the local issue, by name of the transition or by status to reach; last one wins. */
	transition?: { by: 'name' | 'status'; value: string; rule: string };
	/** After all writes the pair is disconnected. */
	stop: boolean;
	/** The other direction is to look at the issue afterwards. */
	syncBack: boolean;
	/** Texts that rules add as comments of their own, each exactly once; customers see them where they see copies. */
	ownComments: Array<{ text: string; rule: string }>;
	/** What a person should look at, with where. */
	warnings: string[];
}
