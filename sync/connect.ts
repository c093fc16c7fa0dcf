import mapValues from 'lodash/mapValues';
import type { JiraAttachment, JiraComment, JiraIssue } from './issue';
import { turnedRound } from './merge';
import { planConnectedFields, type LocalSite } from './plan';
import { NOT_COPIED, readTraces, recordFor, type Traces, type TwinRecord } from './record';
import type { Replica, SyncedField } from './replica';
import { toIso } from './values';

/** What becomes of what two existing issues have when they are connected. */
export type AtFirst = 'bringContent' | 'nothing' | 'sourceWins';

/** What the other side needs of this one to complete a connection. It travels in the item, as ids and fingerprints. */
export interface Connecting {
	/** Comments and files of the issue that was connected; null: they are brought over. */
	known: { comments: string[]; files: string[] } | null;
	/** Record entries of the fields, seen from the other side. */
	fields: Record<string, SyncedField>;
}

export interface ConnectionQuestion {
	replica: Replica;
	/** The local issue with everything that is on it. */
	issue: JiraIssue;
	record: TwinRecord | undefined;
	traces: Traces;
	comments: JiraComment[];
	attachments: JiraAttachment[];
	site: LocalSite;
	atFirst: AtFirst;
	/** ISO time on the clock of this site. */
	now: string;
}

export interface ConnectionPlan {
	record: TwinRecord;
	/** Content of the other side that is not brought over; null: it is. */
	known: Connecting['known'];
	connecting: Connecting;
}

/** What connecting two existing issues writes here, and what the other side has to write. Pure. */
export function planConnection(question: ConnectionQuestion): ConnectionPlan {
	const { replica, atFirst, record } = question;
	const fields = planConnectedFields(replica, question, atFirst === 'sourceWins');
	// An attempt that did not come to its end counts from its beginning: what came later is news.
	const connected = record?.connected && isPairOf(record, replica) ? record.connected : timeOf(question);
	return {
		record: { ...recordFor(replica, fields), connected },
		known: atFirst === 'nothing' ? contentOf(replica) : null,
		connecting: {
			known: atFirst === 'bringContent' ? null : contentBefore(question, connected),
			fields: mapValues(fields, turnedRound),
		},
	};
}

/** Now, on a clock that is told to the second only: whatever was read is not younger. */
function timeOf({ now, comments, attachments }: ConnectionQuestion): string {
	const times = [...comments, ...attachments].map(({ created }) => Date.parse(toIso(created))).filter(Number.isFinite);
	return new Date(times.reduce((latest, time) => Math.max(latest, time), Date.parse(now))).toISOString();
}

/** Whether a record, in whatever state, names the issue of a replica. */
export const isPairOf = (record: TwinRecord, { meta }: { meta: { issue: { id: string }; site: { id: string } } }): boolean => record.twin.id === meta.issue.id && record.twin.site === meta.site.id;

/** Everything that a replica tells to exist, sent or not. */
const contentOf = ({ comments, attachments, meta }: Replica): NonNullable<Connecting['known']> => ({
	comments: [...(comments ?? []).map(({ id }) => id), ...(meta.withdrawn ?? []), ...(meta.unsent?.comments ?? [])],
	files: [...(attachments ?? []).map(({ id }) => id), ...(meta.unsent?.files ?? [])],
});

/** Copies are known without being named. */
function contentBefore({ comments, attachments, traces }: ConnectionQuestion, time: string): NonNullable<Connecting['known']> {
	const until = Date.parse(time);
	const before = (list: Array<{ id: string; created: string }>, copies: Record<string, string>) => {
		const known = new Set(Object.values(copies));
		return list.filter(({ id, created }) => !known.has(id) && Date.parse(toIso(created)) <= until).map(({ id }) => id);
	};
	return { comments: before(comments, traces.comments), files: before(attachments, traces.files) };
}

/**
 * Traces that keep content where it is; pairs that are known already stay as they are.
 *
 * @param traces all there are
 */
export function tracesOfKnown(known: NonNullable<Connecting['known']>, traces: Traces): Traces {
	const news = (ids: string[], there: Record<string, string>) => Object.fromEntries(ids.filter((id) => !Object.hasOwn(there, id)).map((id) => [id, NOT_COPIED]));
	return { comments: news(known.comments, traces.comments), files: news(known.files, traces.files) };
}

/** Trace pages, by number, from which the marks of content that was left where it was have to go, so that it is brought over. */
export function pagesWithoutKnown(pages: unknown[]): Record<number, unknown> {
	const changed: Record<number, unknown> = {};
	for (const [number, page] of pages.entries()) {
		const { comments, files, edits } = readTraces([page]);
		const copied = (pairs: Record<string, string>) => Object.fromEntries(Object.entries(pairs).filter(([, local]) => local !== NOT_COPIED));
		const left = { comments: copied(comments), files: copied(files) };
		if (Object.keys(left.comments).length === Object.keys(comments).length && Object.keys(left.files).length === Object.keys(files).length) continue;
		changed[number] = { format: 1, ...left, ...(edits ? { edits } : {}) };
	}
	return changed;
}
