import type { JiraIssue } from './issue';
import type { Twin } from './item';
import type { KeyChange, Outcome } from './outcome';
import type { TwinRecord } from './record';
import type { Replica } from './replica';

/** Undefined when the key is the same, or was never known. */
const keyChange = (from: string | undefined, to: string): KeyChange | undefined => (from && from !== to ? { from, to } : undefined);

/**
 * Which of the two issues of a pair have moved to another project since their keys were written down. They are
 * followed by their ids; the next write that is due anyway brings the new keys into the records.
 *
 * @param twin as the other side's record names it
 * @param issue the local issue as it is
 */
export function movesOf(replica: Replica, record: TwinRecord | undefined, twin: Twin, issue: { key: string }): Pick<Outcome, 'moved' | 'twinMoved'> {
	const moved = keyChange(record?.twin.key, replica.meta.issue.key);
	const twinMoved = keyChange(twin.key, issue.key);
	return { ...(moved ? { moved } : {}), ...(twinMoved ? { twinMoved } : {}) };
}

/**
 * When the issue came to its project last (ISO time); undefined when it was always there. Of an issue whose history is
 * longer than what was read, the oldest moment that is known: it may have come before that.
 */
export function lastMove({ changes, historyComplete }: Pick<JiraIssue, 'changes' | 'historyComplete'>): string | undefined {
	const move = changes.find(({ fieldId }) => fieldId === 'project');
	return move?.at ?? (historyComplete === false ? changes.at(-1)?.at : undefined);
}
