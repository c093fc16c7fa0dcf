import { isShortened } from '../content/truncate';
import { arrive, type Arrival, type Arriving, type LocalSite } from './arrival';
import { BASIC_RULE, BASIC_WRITES, basicChanges } from './basicChanges';
import { onLocalClock, type Clocks } from './clocks';
import { isList, kindOf, type FieldKind } from './coerce/kinds';
import { isRich, neutralOf, printValue, wordsOf } from './coerce/neutral';
import { isNothing } from './coerce/pairs';
import { peopleIn } from './coerce/toField';
import type { FieldChange, NamedValue, NeutralValue } from './fieldChange';
import type { JiraIssue } from './issue';
import { commonBase, decideAddition, decideField, isNewer, type ConflictRule, type FieldDecision, type FieldState } from './merge';
import type { FieldOutcome } from './outcome';
import { isOvertaken, syncedField, type TwinRecord } from './record';
import { withoutRefused } from './refusals';
import { replicaFieldOf, type Person, type Replica, type SyncedField } from './replica';
import { fileNamesIn, leavingText } from './texts';

export type { LocalSite } from './arrival';
export { BASIC_WRITES, type BasicField } from './basicChanges';

export interface FieldWrite {
	/** Field id. */
	field: string;
	/** Value as the local site takes it; a rich text as such. */
	value: unknown;
	/** Only these entries are added to, or removed from, what the field holds when Jira writes. */
	entries?: { how: 'add' | 'remove'; values: unknown[] };
	reason: string;
	/** Record entry when Jira refuses the value: it counts as not arrived, so it goes again and nothing comes back. */
	refused: SyncedField;
}

export interface FieldPlan {
	writes: FieldWrite[];
	outcomes: FieldOutcome[];
	/** Record entries after the writes. */
	synced: Record<string, SyncedField>;
	/** Fields of which the local history must be read before the plan is complete. */
	askHistory: string[];
	/** People who must be looked up before the plan is complete. */
	askPeople?: Person[];
	/** Values that a rule does not let pass: nothing of the issue is written. */
	problems?: FieldProblem[];
}

export interface FieldProblem {
	field: string;
	rule: string;
	reason: string;
}

export interface LocalState {
	issue: JiraIssue;
	record: TwinRecord | undefined;
	site: LocalSite;
	/** By how much the sites' clocks are ahead of ours. */
	clocks: Clocks;
	/** Times of local changes by field; undefined as long as the history was not read. */
	changedAt?: Partial<Record<string, string>>;
}

const emptyPlan = (synced: FieldPlan['synced']): FieldPlan => ({ writes: [], outcomes: [], synced: { ...synced }, askHistory: [] });

/**
 * What a replica changes on a paired issue, field by field, with reasons. Pure.
 *
 * @param changes one for each field, with field ids; Basic ones unless rules say otherwise
 */
export function planFields(replica: Replica, local: LocalState, rule: ConflictRule, changes = basicChanges(replica)): FieldPlan {
	const plan = emptyPlan(local.record?.fields ?? {});
	for (const change of changes) planField(plan, change, replica, local, rule);
	return withoutRefused(plan, local.record?.refused, replica.meta.builtAt);
}

function planField(plan: FieldPlan, change: FieldChange, replica: Replica, local: LocalState, rule: ConflictRule): void {
	const { field } = change;
	const known = knowField(change, replica, local);
	const told = (outcome: Omit<FieldOutcome, 'field' | 'rule'>): void => void plan.outcomes.push({ field, ...outcome, ...ruleOf(change) });
	if (known.kind === 'other' || (known.isUnknown && change.rule !== BASIC_RULE)) return told({ action: 'dropped', reason: NOT_THERE });
	const before = known.base && !local.changedAt ? settled(change, known) : undefined;
	const arriving = before ? undefined : arrive(change, known.kind, known.here, local.site, replica.meta.issue.url);
	if (arriving?.kind === 'asks') return void (plan.askPeople = [...(plan.askPeople ?? []), ...arriving.people]);
	if (arriving?.kind === 'misfit') return misfits(plan, change, arriving);
	const arrival = arriving?.arrival;
	const decision = before ?? decide(change, known, arrival, replica, local, rule);
	if (decision.action === 'keep' && !arrival) return told({ action: 'kept', reason: decision.reason });
	if (decision.action === 'same' || !arrival) {
		// Entries that have no place here are told of, also where nothing else of the value is new.
		return arrival && arrival.notes.length > 0 ? told({ action: 'kept', reason: arrival.notes.join('; ') }) : undefined;
	}
	if (isOvertaken(replica, local.record)) return told({ action: 'kept', reason: 'a newer state of the other side was synced already' });
	if (!known.base && isNothing(arrival.stored)) return told({ action: 'kept', reason: 'never synced before, and empty at the other side' });
	if (!known.base && connectedSince(change, replica, local)) {
		plan.synced[field] = entryFor(change, known, known.here, 1);
		return told({ action: 'kept', reason: 'both sides had a value when they were connected' });
	}
	if (decision.action === 'askHistory') return void plan.askHistory.push(field);
	const shortened = isRich(change.value) && change.how === 'set' && isShortened(change.value);
	if (decision.action === 'keep' || shortened) {
		const reason = decision.action === 'keep' ? decision.reason : 'the other side holds a shortened copy of this text';
		return told({ action: 'kept', reason, ...lost(decision.conflict, arrival.stored) });
	}
	write(plan, change, known, arrival, decision, local);
}

const NOT_THERE = 'the field is not on the screen of this issue, or the account may not edit it';

function write(plan: FieldPlan, change: FieldChange, known: Known, arrival: Arrival, decision: FieldDecision & { action: 'write' }, { site }: LocalState): void {
	const { field, how } = change;
	const refused = known.base ?? { r: '', l: known.local, n: 1 };
	const entries = arrival.entries && { how: how === 'remove' ? ('remove' as const) : ('add' as const), values: arrival.entries };
	plan.writes.push({ field, value: arrival.value, ...(entries ? { entries } : {}), reason: decision.reason, refused });
	plan.synced[field] = entryFor(change, known, leave(arrival.stored, site), (known.base?.n ?? 0) + 1, lacksFiles(change, known.kind, site));
	const reason = [decision.reason, ...arrival.notes].join('; ');
	plan.outcomes.push({ field, action: 'written', reason, ...ruleOf(change), ...lost(decision.conflict, known.here) });
}

const ruleOf = ({ rule }: FieldChange): { rule?: string } => (rule === BASIC_RULE ? {} : { rule });

/** A field of the local issue before anything is written. */
interface Known {
	kind: FieldKind;
	/** Neither the issue nor its screen has the field. */
	isUnknown: boolean;
	here: NeutralValue;
	base: SyncedField | undefined;
	baseIsOthers: boolean;
	/** Fingerprints of what the rule wants, of the remote field itself, and of what is here. */
	remote: string;
	source: string | undefined;
	local: string;
}

function knowField(change: FieldChange, replica: Replica, { issue, record, site }: LocalState): Known {
	const { field, from } = change;
	const meta = site.fields?.[field];
	const kind = kindOf(field, meta);
	const here = neutralOf(issue.fields[field], kind);
	const own = record?.fields[field];
	const others = from && othersEntry(replica, from.field, field);
	return {
		kind,
		isUnknown: meta === undefined,
		here,
		base: commonBase(own, others),
		baseIsOthers: others !== undefined && isNewer(others, own),
		remote: printValue(change.value, kind),
		source: from && printValue(from.value),
		local: printValue(leave(here, site), kind),
	};
}

/** The entry of the remote field at its side, when it was synced from this very field. */
function othersEntry(replica: Replica, remoteField: string, field: string): SyncedField | undefined {
	const entry = replica.meta.synced[remoteField];
	return entry && (entry.f ?? remoteField) === field ? entry : undefined;
}

/** A field of people that needs no look-up, because nothing changed at the other side. */
function settled(change: FieldChange, known: Known): FieldDecision | undefined {
	if (peopleIn(change.value, known.kind).length === 0 || !known.base) return undefined;
	const received = known.baseIsOthers ? (known.source ?? known.remote) : known.remote;
	if (received !== known.base.r) return undefined;
	return known.local === known.base.l ? { action: 'same' } : { action: 'keep', reason: 'changed only here', conflict: false };
}

function decide(change: FieldChange, known: Known, arrival: Arrival | undefined, replica: Replica, local: LocalState, rule: ConflictRule): FieldDecision {
	const stored = arrival ? arrival.stored : known.here;
	const wouldBe = printValue(leave(stored, local.site), known.kind);
	const { base, baseIsOthers, remote, source } = known;
	const state: FieldState = { remote, source, base, baseIsOthers, local: known.local, wouldBe, rule };
	// What is only added leaves the rest alone, so nobody's value can lose.
	if (change.how !== 'set' && (isList(known.kind) || known.kind === 'text' || known.kind === 'richText')) return decideAddition(state, wouldBe === known.local);
	const name = change.from && (replicaFieldOf(change.from.field) ?? change.from.field);
	return decideField({
		...state,
		remoteChangedAt: remoteTime(name === undefined ? undefined : replica.meta.changedAt[name], local.clocks),
		localChangedAt: local.changedAt === undefined ? undefined : (local.changedAt[change.field] ?? null),
	});
}

function misfits(plan: FieldPlan, change: FieldChange, { misfit }: Arriving & { kind: 'misfit' }): void {
	const { field, rule, ifNoMatch } = change;
	if (ifNoMatch?.do === 'error' && misfit.why !== 'person') plan.problems = [...(plan.problems ?? []), { field, rule, reason: misfit.reason }];
	else plan.outcomes.push({ field, action: ifNoMatch || misfit.why === 'person' ? 'kept' : 'dropped', reason: misfit.reason, ...ruleOf(change) });
}

/** The record entry of a field after a sync. */
function entryFor({ field, from }: FieldChange, { kind, remote, source }: Known | Pick<Known, 'kind' | 'remote' | 'source'>, stored: NeutralValue, times: number, lacks = false): SyncedField {
	return {
		...syncedField({ r: remote, l: printValue(stored, kind) }, clearOf(stored, kind), times, lacks),
		...(from && from.field !== field ? { f: from.field } : {}),
		...(source !== undefined && source !== remote ? { s: source } : {}),
	};
}

/** A value that may be kept in clear: words of one line. People are not: an address is nobody else's business. */
function clearOf(value: NeutralValue, kind: FieldKind): unknown {
	if (kind === 'user' || kind === 'users' || isRich(value) || Array.isArray(value) || value === null) return undefined;
	return typeof value === 'object' ? wordsOf(value as NamedValue) : typeof value === 'string' ? value : undefined;
}

/** Of two existing issues that were connected, what both had then counts as synced; what changed at the other side since then is news. */
function connectedSince({ field, from }: FieldChange, { meta }: Replica, { record, clocks }: LocalState): boolean {
	if (!record?.connected || (BASIC_WRITES as string[]).includes(field)) return false;
	const changed = from && meta.changedAt[replicaFieldOf(from.field) ?? from.field];
	return changed === undefined || onLocalClock(changed, clocks) <= Date.parse(record.connected);
}

/** A time of the other side on the local clock, as ISO text like the local ones. */
const remoteTime = (time: string | undefined, clocks: Clocks): string | undefined =>
	time && new Date(onLocalClock(time, clocks)).toISOString();

/** Record entries after the writes, when Jira refused some of them. */
export const syncedFields = (plan: FieldPlan, dropped: Record<string, string>): FieldPlan['synced'] => ({
	...plan.synced,
	...Object.fromEntries(plan.writes.filter(({ field }) => field in dropped).map(({ field, refused }) => [field, refused])),
});

/**
 * The fields of a counterpart that is about to be created. What its create screen does not have is left for the edit
 * that follows.
 */
export function planNewFields(replica: Replica, site: LocalSite, changes = basicChanges(replica)): FieldPlan {
	const plan = emptyPlan({});
	for (const change of changes) {
		const { field } = change;
		const meta = site.fields?.[field];
		const kind = kindOf(field, meta);
		if (change.rule !== BASIC_RULE && (meta === undefined || kind === 'other')) continue;
		const arriving = arrive(change, kind, null, site, replica.meta.issue.url);
		if (arriving.kind === 'asks') plan.askPeople = [...(plan.askPeople ?? []), ...arriving.people];
		else if (arriving.kind === 'misfit') misfits(plan, change, arriving);
		else newField(plan, change, kind, arriving.arrival, site);
	}
	return plan;
}

function newField(plan: FieldPlan, change: FieldChange, kind: FieldKind, { value, stored, notes }: Arrival, site: LocalSite): void {
	const { field, from } = change;
	const prints = { kind, remote: printValue(change.value, kind), source: from && printValue(from.value) };
	plan.synced[field] = entryFor(change, prints, leave(stored, site), 1, lacksFiles(change, kind, site));
	if (stored === null) return;
	plan.writes.push({ field, value, reason: 'first sync', refused: { r: '', l: printValue(null), n: 1 } });
	plan.outcomes.push({ field, action: 'written', reason: ['first sync', ...notes].join('; '), ...ruleOf(change) });
}

/**
 * Record entries of two existing issues that are connected: what both sides have now counts as synced, so that
 * nothing is written until one of them changes.
 *
 * @param sourceWins the values of the other side count as new instead, where they differ and are not empty
 */
export function planConnectedFields(replica: Replica, local: Pick<LocalState, 'issue' | 'record' | 'site'>, sourceWins: boolean): Record<string, SyncedField> {
	const fields: Record<string, SyncedField> = {};
	for (const change of basicChanges(replica)) {
		const { field } = change;
		const { kind, here, remote, local: print } = knowField(change, replica, { ...local, clocks: { remote: 0, local: 0 } });
		const arriving = arrive(change, kind, here, local.site, replica.meta.issue.url);
		const value = arriving.kind === 'arrives' ? arriving.arrival.stored : null;
		const differs = ![remote, printValue(leave(value, local.site), kind)].includes(print);
		// The entry that was synced more often counts, and an earlier pair may have left one.
		const times = Math.max(local.record?.fields[field]?.n ?? 0, replica.meta.synced[field]?.n ?? 0) + 1;
		const prints = { r: sourceWins && differs && value !== null ? NEVER : remote, l: print };
		fields[field] = syncedField(prints, differs ? undefined : here, times);
	}
	return fields;
}

/** No fingerprint looks like it. */
const NEVER = '';

/** Whether a text arrives with the names of files in place of the files, because they are not here yet. */
const lacksFiles = ({ value }: FieldChange, kind: FieldKind, { arriving }: LocalSite): boolean =>
	kind === 'richText' && arriving.format === 'adf' && isRich(value) && fileNamesIn(value).some((name) => !Object.hasOwn(arriving.files, name));

const leave = (value: NeutralValue, site: LocalSite): NeutralValue => (isRich(value) ? leavingText(value, site.leaving) : value);

/** Longer ones are told by their beginning: an outcome is read in a list. */
const LONGEST_LOST = 2_000;

/** What the side that gave way had, in words. */
function lost(conflict: boolean, value: NeutralValue): { lost?: string } {
	if (!conflict || value === null) return {};
	const words = wordsOf(value);
	return { lost: words.length > LONGEST_LOST ? `${words.slice(0, LONGEST_LOST - 1)}…` : words };
}
