import type { Jira } from '../jira/types';
import { statusSince } from '../sync/fieldValues';
import type { ContentOutcome, Outcome } from '../sync/outcome';
import type { Replica } from '../sync/replica';
import { toIso } from '../sync/values';
import { builtOnClockOf } from './expectFresh';
import type { Target } from './readTarget';

/**
 * The outcome with the copies that are younger than the replica although this very try has not made them: an earlier try of the same item did, or
 * another run. n8n keeps the outcome of the last try only, and whether the originals still may leave is looked at by what it names
 * (engine/expectOriginals.ts).
 */
export function withYoungCopies(jira: Jira, replica: Replica, target: Pick<Target, 'attachments' | 'comments' | 'traces'>, outcome: Outcome): Outcome {
	const builtAt = builtOnClockOf(jira, replica);
	const young = (traces: Record<string, string>, local: Array<{ id: string; created: string }>, told: ContentOutcome[]): ContentOutcome[] => {
		const made = new Set(local.filter(({ created }) => Date.parse(created) >= builtAt).map(({ id }) => id));
		return Object.entries(traces)
			.filter(([source, id]) => made.has(id) && !told.some((each) => each.source === source))
			.map(([source, id]) => ({ source, local: id, action: 'adopted', reason: 'it was brought over since the replica was built' }));
	};
	return {
		...outcome,
		comments: [...outcome.comments, ...young(target.traces.comments, target.comments, outcome.comments)],
		files: [...outcome.files, ...young(target.traces.files, target.attachments, outcome.files)],
	};
}

/**
 * Whether the run that created a counterpart broke off before its issue knew of it, and nobody has moved the counterpart since: then it is in its
 * first status because nobody chose another one. One that a person connected was somebody's choice.
 */
export const isUnfinished = (replica: Replica, { issue, record }: Pick<Target, 'issue' | 'record'>): boolean =>
	!replica.meta.recorded && record?.connected === undefined && typeof issue.fields.created === 'string' && statusSince(issue) === toIso(issue.fields.created);
