import type { SyncedField } from './replica';

/** What to do when both sides changed a field since it was last synced. */
export type ConflictRule = 'newest' | 'remote' | 'local' | 'report';

export interface FieldState {
	/** Fingerprints of the values now, each in the form in which it leaves its side. */
	remote: string;
	local: string;
	/** The remote field's own value, where rules made another one of it. */
	source?: string;
	/** Whether `base` is the other side's entry, which knows the remote field's own value and not what rules here make of it. */
	baseIsOthers?: boolean;
	/** Fingerprint the local value would have after writing the remote one. */
	wouldBe: string;
	/** The value that both sides had last, as either side's record tells it (seen from here). */
	base: SyncedField | undefined;
	rule: ConflictRule;
	/** ISO time at which the remote value was set, when known. */
	remoteChangedAt?: string;
	/** ISO time at which the local value was set; null when its history does not tell, undefined when nobody asked. */
	localChangedAt?: string | null;
}

export type FieldDecision =
	| { action: 'write'; reason: string; conflict: boolean }
	| { action: 'keep'; reason: string; conflict: boolean }
	| { action: 'same' }
	| { action: 'askHistory' };

/**
 * Three-way merge of one field by fingerprints.
 *
 * What was received and what was then stored are remembered apart, because a text changes a little
 * when it arrives (a mention becomes a name); otherwise that little change would travel back as an
 * edit and spoil the original.
 */
export function decideField(state: FieldState): FieldDecision {
	const { base, source: own = state.remote } = state;
	if (state.wouldBe === state.local || state.remote === state.local) return { action: 'same' };
	if (!base) return { action: 'write', reason: 'never synced before', conflict: false };
	const remoteChanged = (state.baseIsOthers ? own : state.remote) !== base.r;
	const localChanged = state.local !== base.l;
	if (!remoteChanged && !localChanged) return base.m ? { action: 'write', reason: 'a file that it shows is here now', conflict: false } : { action: 'same' };
	if (!localChanged) return { action: 'write', reason: 'changed at the other side', conflict: false };
	if (!remoteChanged) return { action: 'keep', reason: 'changed only here', conflict: false };
	switch (state.rule) {
		case 'remote':
			return { action: 'write', reason: 'both sides changed it; the other side wins', conflict: true };
		case 'local':
			return { action: 'keep', reason: 'both sides changed it; this side wins', conflict: true };
		case 'report':
			return { action: 'keep', reason: 'both sides changed it; left for a person', conflict: true };
		case 'newest':
			return newest(state);
	}
}

/**
 * The last common value of a field. Each side's record is written only together with content that
 * goes to its side, so the entry that was synced more often is the newer one; the other side's
 * entry sees the two values from there and is turned round.
 */
export function commonBase(own: SyncedField | undefined, others: SyncedField | undefined): SyncedField | undefined {
	return others && isNewer(others, own) ? turnedRound(others) : own;
}

/** Whether the other side's entry counts. */
export const isNewer = (others: SyncedField, own: SyncedField | undefined): boolean => !own || others.n > own.n;

/** What the other side notes for itself alone (missing files, its own writes) does not come along. */
export const turnedRound = ({ r, l, s, n, v }: SyncedField): SyncedField => ({ r: l, l: s ?? r, n, ...(v === undefined ? {} : { v }) });

/**
 * Merge of something that is added to a field, or taken from it, and leaves the rest of it alone: there is nothing that
 * could lose. What people took out again after it was synced stays out until the other side changes.
 *
 * @param isDone whether the field holds it already, or holds it no more
 */
export function decideAddition(state: Pick<FieldState, 'base' | 'baseIsOthers' | 'remote' | 'source'>, isDone: boolean): FieldDecision {
	const { base, source: own = state.remote } = state;
	if (isDone) return { action: 'same' };
	if (!base) return { action: 'write', reason: 'never synced before', conflict: false };
	return (state.baseIsOthers ? own : state.remote) === base.r
		? { action: 'keep', reason: 'changed only here', conflict: false }
		: { action: 'write', reason: 'changed at the other side', conflict: false };
}

function newest(state: FieldState): FieldDecision {
	if (state.localChangedAt === undefined) return { action: 'askHistory' };
	const remote = state.remoteChangedAt ?? '';
	const local = state.localChangedAt ?? '';
	// Equal or unknown times: both sides must come to the same result, so the larger fingerprint wins.
	const remoteWins = remote === local ? (state.source ?? state.remote) > state.local : remote > local;
	return remoteWins
		? { action: 'write', reason: 'both sides changed it; the other side did so last', conflict: true }
		: { action: 'keep', reason: 'both sides changed it; this side did so last', conflict: true };
}
