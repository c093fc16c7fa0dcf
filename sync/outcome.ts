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
	/** The issue at the other side was deleted: this is what came of it here. */
	deleted?: true;
	/** The issue at the other side has another key than when its key was written down last. */
	moved?: KeyChange;
	/** The same of the local issue. */
	twinMoved?: KeyChange;
	/** Nothing was written: this is what would be. */
	dryRun?: true;
	/** Of a dry run: what would be written, in this order. */
	planned?: PlannedWrite[];
}

/** An issue that went to another project of its site: the id stays. */
export interface KeyChange {
	from: string;
	to: string;
}

/** A write that was not made. */
export interface PlannedWrite {
	what: 'add comment' | 'add file' | 'create issue' | 'delete comment' | 'delete file' | 'delete issue' | 'edit comment' | 'edit fields' | 'move' | 'show link' | DisconnectingWrite;
	/** Id of the issue, or the project of a new one. */
	where: string;
	/** Fields by id, a file by its name, a comment by its id. */
	detail?: string;
	reason?: string;
}

/** Writes that end a pair; the engine's own bookkeeping is listed only here, because it is all there is to do. */
type DisconnectingWrite = 'delete claim' | 'delete property' | 'mark as disconnected' | 'remove link';

export interface FieldOutcome {
	field: string;
	action: 'written' | 'kept' | 'dropped';
	reason: string;
	/** Which rule wanted it; Basic rules need no name. */
	rule?: string;
	/** The value that lost when both sides had changed, in words; of long texts the beginning. */
	lost?: string;
}

export interface ContentOutcome {
	/** Id at the source. */
	source: string;
	/** Id at the local site, once it is there. */
	local?: string;
	action: 'added' | 'adopted' | 'edited' | 'removed' | 'skipped';
	reason?: string;
}

export interface TransitionOutcome {
	result: 'done' | 'unchanged' | 'skipped';
	transition: string;
	reason: string;
	/** Names of what was available instead. */
	available?: string[];
	/** Which rule of Apply Incoming Rules wanted it. */
	rule?: string;
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

/** Adds what was written; anything added turns an unchanged outcome into an updated one. */
export function noteWritten(outcome: Outcome, add: Partial<Pick<Outcome, 'comments' | 'files'>>, wrote = false): Outcome {
	const comments = [...outcome.comments, ...(add.comments ?? [])];
	const files = [...outcome.files, ...(add.files ?? [])];
	const next = { ...outcome, comments, files };
	const added = [...(add.comments ?? []), ...(add.files ?? [])].some(({ action }) => action !== 'skipped');
	return wrote || added ? withWrite(next) : next;
}

/** After a creation the same fields are looked at again; only what that changed is news. */
export const mergeFields = (outcome: Outcome, later: Outcome['fields']): Outcome['fields'] => [
	...outcome.fields.filter((one) => isDropped(one) || !later.some(({ field }) => field === one.field)),
	// A field that this run has dropped is told with Jira's words, not with the memory of them.
	...later.filter(({ field }) => !outcome.fields.some((one) => one.field === field && isDropped(one))),
];

const isDropped = ({ action }: FieldOutcome): boolean => action === 'dropped';

/** The outcome's sentence, made from what happened. */
export function explainOutcome(outcome: Outcome): Outcome {
	if (outcome.result !== 'updated' || outcome.reason.includes('taken over')) return outcome;
	const count = (list: Array<{ action: string }>, one: string, many: string): string[] => {
		const done = list.filter(({ action }) => ['written', 'added', 'adopted', 'edited', 'removed'].includes(action)).length;
		return done === 0 ? [] : [`${done} ${done === 1 ? one : many}`];
	};
	const parts = [
		...count(outcome.fields, 'field', 'fields'),
		...count(outcome.comments, 'comment', 'comments'),
		...count(outcome.files, 'file', 'files'),
	];
	return { ...outcome, reason: parts.length ? `Brought over: ${parts.join(', ')}.` : outcome.reason };
}

/** Why nothing happens to an issue of a pair that was disconnected, and how it starts again. */
export const disconnectedReason = (key: string): string => `${key} was disconnected. ${HOW_TO_START_AGAIN}`;

/** A disconnected issue does not start by itself. */
export const HOW_TO_START_AGAIN = 'To sync it again, connect it with an issue (Twin Lookup, Connect), or disconnect it once more with Forget Everything, after which it may start anew.';
