/** What a run did to one issue and why. Every item carries exactly one. */
export interface Outcome {
	result: 'created' | 'updated' | 'unchanged' | 'skipped' | 'blocked';
	/** One sentence for a person. */
	reason: string;
	/** Stable word for the reason of a skip, for filters. */
	code?: string;
	fields: FieldOutcome[];
	comments: ContentOutcome[];
	files: ContentOutcome[];
	transition?: TransitionOutcome;
	/** What a person may want to know although it went well. */
	notes: string[];
}

export interface FieldOutcome {
	field: string;
	action: 'written' | 'kept' | 'dropped';
	reason: string;
	/** The value that lost when both sides had changed; short values only. */
	lost?: string;
}

export interface ContentOutcome {
	/** Id at the source. */
	source: string;
	/** Id at the local site, once it is there. */
	local?: string;
	action: 'added' | 'adopted' | 'edited' | 'skipped';
	reason?: string;
}

export interface TransitionOutcome {
	result: 'done' | 'unchanged' | 'skipped';
	transition: string;
	reason: string;
	/** Names of what was available instead. */
	available?: string[];
}

export const emptyOutcome = (result: Outcome['result'], reason: string, code?: string): Outcome => ({
	result,
	reason,
	...(code ? { code } : {}),
	fields: [],
	comments: [],
	files: [],
	notes: [],
});

/** `created` stays created; a run that wrote anything else is `updated`. */
export const withWrite = (outcome: Outcome): Outcome =>
	outcome.result === 'unchanged' ? { ...outcome, result: 'updated' } : outcome;
