import { issueUrl } from './buildReplica';
import type { Blocked, TwinRecord } from './record';
import type { IssueAddress } from './replica';

/** Where a pair stands, as far as one of its records tells. */
export type ListedState = 'blocked' | 'disconnected' | 'partnerDeleted' | 'synchronized';

/** A pair as the record of one of its issues tells it. */
export interface ListedPair {
	connection: string;
	issue: IssueAddress;
	twin: IssueAddress & { site: string };
	state: ListedState;
	/** ISO time of the newest state that was written here; null on an issue to which nothing has been written. */
	lastSync: string | null;
	/** Age of `lastSync` in whole minutes. */
	minutesSinceSync: number | null;
	blocked?: Blocked;
}

/** @param now epoch milliseconds */
export function listedPair(connection: string, issue: { id: string; key: string }, record: TwinRecord, at: { siteUrl: string; now: number }): ListedPair {
	const lastSync = record.received ?? record.connected ?? null;
	return {
		connection,
		issue: { id: issue.id, key: issue.key, url: issueUrl(at.siteUrl, issue.key) },
		twin: record.twin,
		state: record.state !== 'paired' ? record.state : record.blocked ? 'blocked' : 'synchronized',
		lastSync,
		minutesSinceSync: lastSync === null ? null : Math.max(0, Math.floor((at.now - Date.parse(lastSync)) / 60_000)),
		...(record.blocked ? { blocked: record.blocked } : {}),
	};
}
