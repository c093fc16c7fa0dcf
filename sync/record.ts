import type { IssueAddress, Replica, SyncedField } from './replica';

/** Newest format this version writes. Every older one stays readable. */
export const RECORD_FORMAT = 1;

/** Short values are kept in clear, so that a rule may ask what they were; longer ones as fingerprint only. */
const LONGEST_CLEAR_VALUE = 255;

/**
 * Our marker on an issue: who its counterpart is and what was last synced. It lives in an issue
 * property, which everybody who may browse the issue can read, so nothing withheld may enter it.
 */
export interface TwinRecord {
	format: typeof RECORD_FORMAT;
	twin: IssueAddress & { site: string };
	/** `partnerDeleted`: the counterpart was deleted, and what is left of the pair is this issue. */
	state: 'paired' | 'disconnected' | 'partnerDeleted';
	/** On a counterpart that a rule took out of its pair: the other side may not know yet. */
	stoppedByRule?: true;
	/** When the counterpart was deleted (ISO time). */
	deletedAt?: string;
	fields: Record<string, SyncedField>;
	/** Set while the issue cannot be brought over; never Jira's words or content, because everybody can read it. */
	blocked?: Blocked;
	/** ISO time at which the replica was built with which a blocked issue went on: trouble with older ones is over. */
	unblockedAt?: string;
	/** Values that Jira refused for good, so that they are not sent again at every look (sync/refusals.ts). */
	refused?: Refusals;
	/**
	 * On the source: another counterpart that was created by mistake; the one in `twin` is older and stays.
	 * On a counterpart that gave way: the older one.
	 */
	duplicate?: { id: string; key: string };
	/** `updated` of the other side's issue, as it was when a field was last written: older states come too late. */
	received?: string;
	/**
	 * On an issue that was connected with an existing one: ISO time. Until the other side's record is written as
	 * well nothing is synced, because only that record tells which content is not to be brought over.
	 */
	connected?: string;
	/** ISO time: two runs wrote here at the same time, and only a replica that was built later says what is to stand here. */
	overtakenAt?: string;
	/** A walk of several moves that is under way (engine/walkTwin.ts). */
	walk?: Walk;
}

export interface Walk {
	/** Status to reach. */
	to: string;
	/** ISO time of the remote change that it answers. */
	cause: string;
	/** Ids of the statuses on the way. */
	via: string[];
}

/** Why an issue stands still until a person acts. */
export interface Blocked {
	/** Stable code of the error. */
	code: string;
	/** Field id, when one is to blame. */
	field?: string;
	/** ISO time since when. */
	at: string;
	/** Address of the site that refused. */
	site?: string;
}

/** By field: fingerprint of the value that was refused, and when (ISO time). */
export type Refusals = Record<string, { r: string; at: string }>;

/** The record of a pair as it is after this replica was brought over. */
export const recordFor = (replica: Replica, fields: Record<string, SyncedField>, refused: Refusals = {}): TwinRecord => ({
	format: RECORD_FORMAT,
	twin: { site: replica.meta.site.id, ...replica.meta.issue },
	state: 'paired',
	fields,
	...(Object.keys(refused).length > 0 ? { refused } : {}),
	received: replica.meta.updated,
});

/** What was last done to the text of a copy. */
export interface EditMark {
	/** Fingerprint of the original's text as it was brought over, or `WITHDRAWN`. */
	r: string;
	/** How new that was, ISO 8601. */
	u: string;
	/** When the copy got that text, by the clock of its site, ISO 8601; missing in marks of older versions. */
	c?: string;
}

/** In place of a local id: what was there when two existing issues were connected, and was left where it was. */
export const NOT_COPIED = '';

/** Pairs of ids, remote to local, of what was copied to the issue. Pairs stay when a copy is gone: it was deleted here. */
export interface Traces {
	comments: Record<string, string>;
	files: Record<string, string>;
	/** By remote comment id, only for originals that were edited or withdrawn. */
	edits?: Record<string, EditMark>;
}

/**
 * A record as it was found on an issue; undefined when there is none.
 *
 * @throws RangeError when it was written by a newer version, which must not be overwritten
 */
export function readRecord(value: unknown): TwinRecord | undefined {
	if (typeof value !== 'object' || value === null) return undefined;
	const record = value as Partial<TwinRecord>;
	if (typeof record.format === 'number' && record.format > RECORD_FORMAT) {
		throw new RangeError(
			`This issue was synced by a newer version of the package (record format ${String(record.format)}, this version reads up to ${RECORD_FORMAT}).`,
		);
	}
	const twin = record.twin;
	if (record.format !== RECORD_FORMAT || !twin?.id || !twin.site) return undefined;
	return {
		format: RECORD_FORMAT,
		twin: { site: twin.site, id: twin.id, key: twin.key ?? '', url: twin.url ?? '' },
		state: record.state === 'disconnected' || record.state === 'partnerDeleted' ? record.state : 'paired',
		fields: record.fields ?? {},
		...(record.stoppedByRule === true ? { stoppedByRule: true } : {}),
		...(typeof record.blocked?.code === 'string' ? { blocked: record.blocked } : {}),
		...(typeof record.unblockedAt === 'string' ? { unblockedAt: record.unblockedAt } : {}),
		...(isObject(record.refused) ? { refused: record.refused } : {}),
		...(typeof record.duplicate?.id === 'string' ? { duplicate: record.duplicate } : {}),
		...(typeof record.received === 'string' ? { received: record.received } : {}),
		...(typeof record.connected === 'string' ? { connected: record.connected } : {}),
		...(typeof record.overtakenAt === 'string' ? { overtakenAt: record.overtakenAt } : {}),
		...(Array.isArray(record.walk?.via) ? { walk: record.walk } : {}),
		...(typeof record.deletedAt === 'string' ? { deletedAt: record.deletedAt } : {}),
	};
}

/** Whether a record keeps to its counterpart, be that one gone; a pair that was taken apart does not. */
export const keepsTwin = (record: TwinRecord | undefined): record is TwinRecord => record !== undefined && record.state !== 'disconnected';

/** The record with the counterpart's address as it is now: keys change when issues move. */
export const withPresentKey = (record: TwinRecord, { meta }: Replica): TwinRecord => ({ ...record, twin: { site: meta.site.id, ...meta.issue } });

/** The record after its counterpart was deleted. What was blocked waits for nobody any more. */
export function markedDeleted(record: TwinRecord, replica: Replica, at: string): TwinRecord {
	const { blocked: _, ...rest } = withPresentKey(record, replica);
	return { ...rest, state: 'partnerDeleted', deletedAt: at };
}

/** The record of a pair whose counterpart is there; a mark that said otherwise goes. */
export function markedPresent(record: TwinRecord): TwinRecord {
	const { deletedAt: _, ...rest } = record;
	return record.state === 'partnerDeleted' ? { ...rest, state: 'paired' } : record;
}

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null;

/** Whether two records of trouble say the same; when it began is no difference. */
export const sameTrouble = (one: Blocked | undefined, other: Blocked | undefined): boolean =>
	one?.code === other?.code && one?.field === other?.field;

/** Whether trouble with a replica is over, because a newer one was brought over since it was built: a slow run may end after that. */
export const isPastTrouble = (replica: Replica, record: TwinRecord): boolean =>
	isOvertaken(replica, record) || (record.unblockedAt !== undefined && Date.parse(replica.meta.builtAt) < Date.parse(record.unblockedAt));

/** A field's entry after a sync of this value. */
export const syncedField = (prints: { r: string; l: string }, value: unknown, times: number, lacksFiles = false): SyncedField => ({
	...prints,
	n: times,
	...(typeof value === 'string' && value.length <= LONGEST_CLEAR_VALUE ? { v: value } : {}),
	...(lacksFiles ? { m: true } : {}),
});

/** Traces of all pages in one. Pages that are missing or unreadable count as empty. */
export function readTraces(pages: unknown[]): Traces {
	const traces: Traces = { comments: {}, files: {} };
	for (const page of pages) {
		if (typeof page !== 'object' || page === null) continue;
		const { comments, files, edits } = page as Partial<Traces>;
		Object.assign(traces.comments, comments ?? {});
		Object.assign(traces.files, files ?? {});
		if (edits) traces.edits = { ...traces.edits, ...edits };
	}
	return traces;
}

/** Characters one page may hold; Jira's limit for a property value is 32,768. */
const PAGE_SIZE = 30_000;

interface ChangedPage {
	page: number;
	value: Traces & { format: 1 };
}

/**
 * The page that changes when pairs are added: the first one with room takes them. Of two marks of one
 * comment the one in the later page counts, so a new mark never goes before an old one.
 */
function roomFor(pages: unknown[], added: Traces): ChangedPage | undefined {
	const marked = Object.keys(added.edits ?? {});
	const first = pages.findLastIndex((page) => marked.some((id) => id in (readTraces([page]).edits ?? {})));
	for (let page = Math.max(first, 0); page < pages.length; page++) {
		const before = readTraces([pages[page]]);
		const edits = { ...before.edits, ...added.edits };
		const value = {
			format: 1 as const,
			comments: { ...before.comments, ...added.comments },
			files: { ...before.files, ...added.files },
			...(Object.keys(edits).length > 0 ? { edits } : {}),
		};
		if (JSON.stringify(value).length <= PAGE_SIZE) return { page, value };
	}
	return undefined;
}

/** The longest that one comment can need: its pair and its mark. Ids are never longer than this. */
const LONGEST_ID = '0'.repeat(19);
const LONGEST_ENTRY: Traces = {
	comments: { [LONGEST_ID]: LONGEST_ID },
	files: {},
	edits: { [LONGEST_ID]: { r: '0'.repeat(18), u: '2000-01-01T00:00:00.000Z', c: '2000-01-01T00:00:00.000Z' } },
};

/** Whether the pages take one more of anything. */
export const hasRoom = (pages: unknown[]): boolean => roomFor(pages, LONGEST_ENTRY) !== undefined;

/**
 * Adds pairs to as many pages as they need; what no page takes is left out and counted.
 *
 * @param pages values of all trace properties in order, undefined where there is none yet
 * @returns the changed pages by their number
 */
export function spreadTraces(pages: unknown[], added: Traces): { changed: Record<number, unknown>; left: number } {
	const changed: Record<number, unknown> = {};
	const entries: Array<[keyof Traces, string, unknown]> = [
		...Object.entries(added.edits ?? {}).map(([id, mark]): [keyof Traces, string, unknown] => ['edits', id, mark]),
		...Object.entries(added.comments).map(([id, local]): [keyof Traces, string, unknown] => ['comments', id, local]),
		...Object.entries(added.files).map(([id, local]): [keyof Traces, string, unknown] => ['files', id, local]),
	];
	const put = (part: typeof entries): number => {
		const of = (kind: keyof Traces) => Object.fromEntries(part.filter((entry) => entry[0] === kind).map(([, id, value]) => [id, value]));
		const piece = { comments: of('comments'), files: of('files'), edits: of('edits') } as Traces;
		const taken = roomFor(pages.map((before, index) => changed[index] ?? before), piece);
		if (taken) changed[taken.page] = taken.value;
		const half = Math.floor(part.length / 2);
		if (taken || half === 0) return taken ? 0 : part.length;
		const left = put(part.slice(0, half));
		// Where one found no place, none of the others will.
		return left > 0 ? left + part.length - half : put(part.slice(half));
	};
	return { left: entries.length === 0 ? 0 : put(entries), changed };
}

/** Whether something newer than a replica has been written to its counterpart already. */
export const isOvertaken = (replica: Replica, record: Pick<TwinRecord, 'received'> | undefined): boolean =>
	record?.received !== undefined && Date.parse(replica.meta.updated) < Date.parse(record.received);
