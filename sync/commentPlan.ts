import { underHeader, withoutHeader } from '../content/commentHeader';
import { canonical } from '../content/canonical';
import { fingerprint } from '../content/fingerprint';
import type { RichText } from '../content/richText';
import isEqual from 'lodash/isEqual';
import { missingComments } from './comments';
import type { JiraComment } from './issue';
import { recordKey } from './connection';
import type { EditMark, Traces } from './record';
import type { Replica, ReplicaComment } from './replica';
import { isSameMoment, toIso } from './values';

/** What stands in a copy whose original was made internal or restricted: nobody reads a copy who may not read its original. */
export const WITHDRAWN_WORDS = '(This comment is no longer public at the other side.)';
/** Mark of a copy whose text was withdrawn; no fingerprint looks like it. */
const WITHDRAWN = '-';
/** Enough to tell the versions of one comment apart. */
const PRINT_LENGTH = 10;

/** One thing to do about one comment of the other side. */
export type CommentStep =
	| { kind: 'add'; comment: ReplicaComment; mark?: EditMark }
	/** The local id is empty for one that is left where it was. */
	| { kind: 'adopt'; source: string; local: string; mark?: EditMark; reason?: string }
	| { kind: 'edit'; comment: ReplicaComment; local: JiraComment; mark: EditMark; reason: string }
	| { kind: 'withdraw'; source: string; local: JiraComment; text: RichText; mark: EditMark; reason: string }
	| { kind: 'remove'; source: string; local: string; reason: string }
	/** Another run has written the copy since the replica was built, perhaps from a newer one: only a replica of now tells. */
	| { kind: 'outdated'; source: string; reason: string }
	| { kind: 'none'; source: string; reason: string };

export interface CommentQuestion {
	replica: Replica;
	/** Local copies by the id of the original. */
	copies: ReadonlyMap<string, JiraComment>;
	traces: Traces;
	/** Account of the sync here. */
	account: string;
	/** The text of a copy as it would be written now, with the pictures of the one that is there. */
	wouldBe: (comment: ReplicaComment, there: JiraComment) => RichText;
	/** Copies of deleted originals go. */
	remove: boolean;
	/** When the replica was built, on the clock of this site (epoch milliseconds). */
	builtAt: number;
	/** Something newer than the replica has been written here already. */
	stale: boolean;
	/** The trace pages take more. Without room nothing is done that could not be remembered. */
	room: boolean;
}

/**
 * What to do about the comments of the other side, in the order in which it is done: what must not be
 * seen goes first, new ones come last and oldest first. Planned again after it is carried out, it is empty
 * but for the reasons why something stays as it is.
 */
export function planComments(question: CommentQuestion): CommentStep[] {
	const { replica, copies, traces, room } = question;
	const withdrawn = new Set(replica.meta.withdrawn);
	const sent = new Map((replica.comments ?? []).map((comment) => [comment.id, comment]));
	const steps: CommentStep[] = [];
	for (const [source, local] of copies) {
		const comment = sent.get(source);
		// The rules let it out, but not to customers.
		const isTooOpen = comment !== undefined && !comment.public && local.toCustomers === true;
		if (withdrawn.has(source) || isTooOpen) steps.push(...withdraw(question, source, local));
		else if (!comment) steps.push(...removal(question, source, local));
		else {
			const followed = edit(question, comment, local);
			const written = Object.hasOwn(traces.comments, source) || followed.some(({ kind }) => kind === 'adopt');
			if (room && !written) steps.push({ kind: 'adopt', source, local: local.id });
			steps.push(...followed);
		}
	}
	const adds = missingComments(replica, copies, traces.comments).map((comment): CommentStep => ({
		kind: 'add',
		comment,
		...(comment.updated === comment.created ? {} : { mark: markOf(comment) }),
	}));
	return [...steps.sort((a, b) => ORDER[a.kind] - ORDER[b.kind]), ...adds];
}

const ORDER: Record<CommentStep['kind'], number> = { withdraw: 0, remove: 1, edit: 2, adopt: 3, outdated: 4, none: 5, add: 6 };

/** Short fingerprint of the text of an original. */
const printOf = (comment: ReplicaComment): string => fingerprint(canonical(comment.body)).slice(0, PRINT_LENGTH);

const markOf = (comment: ReplicaComment): EditMark => ({ r: printOf(comment), u: comment.updated });

/** The mark says what was brought over last: a difference to it is news, whatever people here or Jira made of the copy. */
function edit(question: CommentQuestion, comment: ReplicaComment, local: JiraComment): CommentStep[] {
	const before = question.traces.edits?.[comment.id];
	if (!before && comment.updated === comment.created) return [];
	const mark = markOf(comment);
	const told = before !== undefined && !isRewritten(question, local, before);
	if (told && before.r === mark.r) return [];
	if (before && isOlder(question.replica, comment, before)) return [none(comment.id, 'a newer version was brought over already')];
	if (!told && sameText(question.wouldBe(comment, local), local.body)) {
		// From now on a difference is what people here have made of it.
		return question.room && before?.r !== mark.r ? [{ kind: 'adopt', source: comment.id, local: local.id, mark: { ...mark, c: toIso(local.updated) } }] : [];
	}
	if (!told && isOutdated(question, local)) return [outdated(comment.id)];
	if (!question.room) return [none(comment.id, 'the trace pages of this issue are full, so the edit could not be remembered')];
	const reason = before?.r === WITHDRAWN ? 'the original is public again' : 'the original was edited';
	return [{ kind: 'edit', comment, local, mark, reason }];
}

/**
 * Whether the sync's account has written a copy since its mark was made. That was another run: Jira takes no condition with a write,
 * so an older text may have come last, while the mark tells of the newer one. What people here make of a copy is none of this.
 */
const isRewritten = ({ account }: CommentQuestion, local: JiraComment, mark: EditMark): boolean =>
	mark.c !== undefined && local.editor === account && !isSameMoment(toIso(local.updated), mark.c);

const isOutdated = ({ builtAt }: CommentQuestion, local: JiraComment): boolean => Date.parse(local.updated) >= builtAt;

/** A withdrawal is known by when it was read, because an issue tells nothing else of a withheld comment. */
const isOlder = (replica: Replica, comment: ReplicaComment, before: EditMark): boolean =>
	Date.parse(before.r === WITHDRAWN ? replica.meta.builtAt : comment.updated) < Date.parse(before.u);

/** The header names an issue's key and a person's name as they are today; that is no edit. */
const sameText = (one: RichText, other: RichText): boolean =>
	isEqual(canonical(withoutHeader(one)), canonical(withoutHeader(other)));

function withdraw(question: CommentQuestion, source: string, local: JiraComment): CommentStep[] {
	const { replica, traces, stale } = question;
	const before = traces.edits?.[source];
	const text = underHeader(local.body, WITHDRAWN_WORDS);
	const told = before?.r === WITHDRAWN;
	if (told && !isRewritten(question, local, before)) return [];
	// Withdrawn and not remembered: the same once more, or it could not come back.
	if ((told || !question.room) && isEqual(canonical(text), canonical(local.body))) return [];
	if (told && isOutdated(question, local)) return [outdated(source)];
	if (stale) return [none(source, 'a newer state of the issue was brought over already')];
	const mark = { r: WITHDRAWN, u: replica.meta.builtAt };
	return [{ kind: 'withdraw', source, local, text, mark, reason: 'the original is no longer public' }];
}

/** Whether a copy without an original goes: only what is surely ours, and only when its original is surely deleted. */
function removal(question: CommentQuestion, source: string, local: JiraComment): CommentStep[] {
	const { replica, traces, account, builtAt, remove, stale } = question;
	const { connection, unsent } = replica.meta;
	// An older version on the other side does not tell what exists and stays there.
	if (!remove || !replica.comments || !unsent || unsent.comments.includes(source)) return [];
	const ours = traces.comments[source] === local.id || recordKey(connection) in (local.properties ?? {});
	if (!ours || local.author.id !== account) return [];
	if (stale) return [none(source, 'a newer state of the issue was brought over already')];
	// The original may have been written after the replica was built, or deleted while it was copied.
	if (Date.parse(local.created) >= builtAt) return [outdated(source)];
	return [{ kind: 'remove', source, local: local.id, reason: 'the original was deleted' }];
}

const outdated = (source: string): CommentStep => ({ kind: 'outdated', source, reason: 'its copy was written after the replica was built' });

const none = (source: string, reason: string): CommentStep => ({ kind: 'none', source, reason });
