import type { Connecting } from './connect';
import type { Command } from './delivery';
import type { JiraTransition } from './issue';
import type { Outcome } from './outcome';
import type { IssueAddress, Named, Replica, Since } from './replica';
import type { Scope } from './scope';

/** The counterpart as the last node saw it. */
export interface Twin extends IssueAddress {
	site: string;
	/** Milliseconds by which its site's clock is ahead of ours, as Apply Incoming Rules saw it. */
	clockAhead?: number;
	/** Filled in by Apply Incoming Rules. */
	status?: Since;
	resolution?: Named | null;
	/** What the account may do from that status. */
	transitions?: JiraTransition[];
}

/** How often an issue has failed in a row, for growing pauses. */
export interface RetryState {
	/** Failed runs so far. */
	attempt: number;
	/** ISO times. */
	firstFailedAt: string;
	at: string;
}

/** The one shape that travels between the nodes. */
export interface SyncItem {
	connection: string;
	issue: { id: string; key?: string };
	replica: Replica;
	twin: Twin | null;
	/** True when no counterpart exists; undefined until Twin Lookup has looked. */
	firstSync?: boolean;
	outcome: Outcome | null;
	/** Set by Connect for Record, which completes the connection at the other side. */
	connect?: Connecting;
	retry?: RetryState;
	/** For Build Replica, where the item starts over after a failure; both are of its own side and no business of the other one. */
	scope?: Scope;
	command?: Pick<Command, 'do'>;
}

/** True when an earlier node decided that nothing more happens to this issue. */
export const isSettled = (item: SyncItem): boolean =>
	item.outcome?.result === 'skipped' || item.outcome?.result === 'blocked';
