import { doc } from '../content/adf';
import { fingerprint } from '../content/fingerprint';
import { keepMedia } from '../content/mediaPlacement';
import { plainText } from '../content/plainText';
import type { RichText } from '../content/richText';
import { isShortened } from '../content/truncate';
import type { JiraIssue } from './issue';
import { onLocalClock, type Clocks } from './clocks';
import { richText } from './fieldValues';
import { commonBase, decideField, type ConflictRule } from './merge';
import type { FieldOutcome } from './outcome';
import { syncedField, type TwinRecord } from './record';
import { withoutRefused } from './refusals';
import { JIRA_FIELD, type Replica, type SyncedField } from './replica';
import { arrivingText, fileNamesIn, leavingText, textFingerprint, type ArrivingText, type LeavingSite } from './texts';

/** Fields that Basic rules write. */
export type BasicField = 'summary' | 'description';
export const BASIC_WRITES: BasicField[] = ['summary', 'description'];

/** Jira refuses longer summaries, and any with a line break. */
const LONGEST_SUMMARY = 255;

type Value = string | RichText | null;

export interface FieldWrite {
	field: BasicField;
	/** Value as the local site takes it. */
	value: Value;
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
	askHistory: BasicField[];
}

/** How values arrive at, and would leave, the local site. */
export interface LocalSite {
	arriving: Omit<ArrivingText, 'current' | 'url'>;
	leaving: LeavingSite;
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

/** What a replica changes on a paired issue, field by field, with reasons. Pure. */
export function planFields(replica: Replica, local: LocalState, rule: ConflictRule): FieldPlan {
	const plan: FieldPlan = { writes: [], outcomes: [], synced: { ...local.record?.fields }, askHistory: [] };
	for (const field of BASIC_WRITES) {
		if (replica[field] !== undefined) planField(plan, field, replica, local, rule);
	}
	return withoutRefused(plan, local.record?.refused, replica.meta.builtAt);
}

function planField(plan: FieldPlan, field: BasicField, replica: Replica, local: LocalState, rule: ConflictRule): void {
	const here = localValue(field, local.issue);
	const value = arrive(field, replica, local.site, here);
	const received = print(replica[field] ?? null);
	const stored = print(leave(value, local.site));
	const base = commonBase(local.record?.fields[field], replica.meta.synced[field]);
	const decision = decideField({
		remote: received,
		local: print(leave(here, local.site)),
		wouldBe: stored,
		base,
		rule,
		remoteChangedAt: remoteTime(replica.meta.changedAt[field], local.clocks),
		localChangedAt: local.changedAt === undefined ? undefined : (local.changedAt[field] ?? null),
	});
	if (decision.action === 'same') return;
	if (isOlder(replica, local.record)) {
		plan.outcomes.push({ field, action: 'kept', reason: 'a newer state of the other side was synced already' });
		return;
	}
	if (!base && value === null) {
		plan.outcomes.push({ field, action: 'kept', reason: 'never synced before, and empty at the other side' });
		return;
	}
	if (decision.action === 'askHistory') {
		plan.askHistory.push(field);
		return;
	}
	const shortened = field === 'description' && replica.description ? isShortened(replica.description) : false;
	if (decision.action === 'keep' || shortened) {
		const reason = decision.action === 'keep' ? decision.reason : 'the other side holds a shortened copy of this text';
		plan.outcomes.push({ field, action: 'kept', reason, ...lost(decision.conflict, value) });
		return;
	}
	const refused = base ?? { r: '', l: print(leave(here, local.site)), n: 1 };
	plan.writes.push({ field, value, reason: decision.reason, refused });
	plan.synced[field] = syncedField({ r: received, l: stored }, value, (base?.n ?? 0) + 1, lacksFiles(field, replica, local.site));
	plan.outcomes.push({ field, action: 'written', reason: decision.reason, ...lost(decision.conflict, here) });
}

/** Messages may overtake each other, and old executions be run again: what was synced later stays. */
const isOlder = (replica: Replica, record: TwinRecord | undefined): boolean =>
	record?.received !== undefined && Date.parse(replica.meta.updated) < Date.parse(record.received);

/** A time of the other side on the local clock, as ISO text like the local ones. */
const remoteTime = (time: string | undefined, clocks: Clocks): string | undefined =>
	time && new Date(onLocalClock(time, clocks)).toISOString();

/** Record entries after the writes, when Jira refused some of them. */
export const syncedFields = (plan: FieldPlan, dropped: Record<string, string>): FieldPlan['synced'] => ({
	...plan.synced,
	...Object.fromEntries(plan.writes.filter(({ field }) => field in dropped).map(({ field, refused }) => [field, refused])),
});

/** The fields of a counterpart that is about to be created. */
export function planNewFields(replica: Replica, site: LocalSite): FieldPlan {
	const plan: FieldPlan = { writes: [], outcomes: [], synced: {}, askHistory: [] };
	for (const field of BASIC_WRITES) {
		if (replica[field] === undefined) continue;
		const value = arrive(field, replica, site, null);
		plan.synced[field] = syncedField({ r: print(replica[field] ?? null), l: print(leave(value, site)) }, value, 1, lacksFiles(field, replica, site));
		if (value === null) continue;
		plan.writes.push({ field, value, reason: 'first sync', refused: { r: '', l: print(null), n: 1 } });
		plan.outcomes.push({ field, action: 'written', reason: 'first sync' });
	}
	return plan;
}

/**
 * Record entries of two existing issues that are connected: what both sides have now counts as synced, so that
 * nothing is written until one of them changes.
 *
 * @param sourceWins the values of the other side count as new instead, where they differ and are not empty
 */
export function planConnectedFields(replica: Replica, local: Pick<LocalState, 'issue' | 'record' | 'site'>, sourceWins: boolean): Record<string, SyncedField> {
	const fields: Record<string, SyncedField> = {};
	for (const field of BASIC_WRITES) {
		if (replica[field] === undefined) continue;
		const here = localValue(field, local.issue);
		const value = arrive(field, replica, local.site, here);
		const prints = { r: print(replica[field] ?? null), l: print(leave(here, local.site)) };
		const differs = ![prints.r, print(leave(value, local.site))].includes(prints.l);
		// The entry that was synced more often counts, and an earlier pair may have left one.
		const times = Math.max(local.record?.fields[field]?.n ?? 0, replica.meta.synced[field]?.n ?? 0) + 1;
		fields[field] = syncedField(sourceWins && differs && value !== null ? { ...prints, r: NEVER } : prints, differs ? undefined : here, times);
	}
	return fields;
}

/** No fingerprint looks like it. */
const NEVER = '';

function arrive(field: BasicField, replica: Replica, site: LocalSite, current: Value): Value {
	if (field === 'description') {
		const { description } = replica;
		const before = typeof current === 'object' ? current : null;
		if (!description) return onlyMedia(before);
		return arrivingText(description, { ...site.arriving, current: before, url: replica.meta.issue.url });
	}
	const summary = (replica.summary ?? '').replace(/[\r\n]+/g, ' ').trim();
	return summary.length > LONGEST_SUMMARY ? `${summary.slice(0, LONGEST_SUMMARY - 1)}…` : summary;
}

/** Whether a text arrives with the names of files in place of the files, because they are not here yet. */
const lacksFiles = (field: BasicField, { description }: Replica, { arriving }: LocalSite): boolean =>
	field === 'description' && arriving.format === 'adf' && !!description && fileNamesIn(description).some((name) => !Object.hasOwn(arriving.files, name));

/** An emptied text keeps the files that the local one shows: Jira would delete them with it. */
function onlyMedia(current: RichText | null): RichText | null {
	const document = current?.format === 'adf' ? keepMedia(doc(), current.document) : doc();
	return document.content.length > 0 ? { format: 'adf', document } : null;
}

function localValue(field: BasicField, issue: JiraIssue): Value {
	const value = issue.fields[JIRA_FIELD[field]];
	if (value === null || value === undefined || value === '') return null;
	return field === 'summary' ? String(value) : richText(value);
}

const leave = (value: Value, site: LocalSite): Value =>
	typeof value === 'object' && value !== null ? leavingText(value, site.leaving) : value;

const print = (value: Value): string =>
	typeof value === 'object' && value !== null ? textFingerprint(value) : fingerprint(value);

/** Longer ones are told by their beginning: an outcome is read in a list. */
const LONGEST_LOST = 2_000;

/** What the side that gave way had, in words. */
function lost(conflict: boolean, value: Value): { lost?: string } {
	if (!conflict || value === null) return {};
	const words = typeof value === 'string' ? value : value.format === 'wiki' ? value.text : plainText(value.document);
	return { lost: words.length > LONGEST_LOST ? `${words.slice(0, LONGEST_LOST - 1)}…` : words };
}
