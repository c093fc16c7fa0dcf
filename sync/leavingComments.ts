import partition from 'lodash/partition';
import { staysAsCopy } from './comments';
import type { JiraComment } from './issue';
import type { Traces, TwinRecord } from './record';
import { mayLeave, type CommentPolicy } from './visibility';

/** Comments of an issue, and what tells the copies of the other side's among them. */
export interface CommentSource {
	connection: string;
	/** The account of the sync at this site. */
	account: string;
	comments: JiraComment[];
	record: TwinRecord | undefined;
	traces: Traces;
}

/** Comments that leave and those that stay. Copies of the other side's are neither sent back nor counted as withheld. */
export function splitComments(
	source: CommentSource,
	rules: { comments: CommentPolicy; relay?: boolean },
) {
	const leaving: JiraComment[] = [];
	const staying: JiraComment[] = [];
	const copies: string[] = [];
	const withheld: Record<string, number> = {};
	const known = {
		connection: source.connection,
		account: source.account,
		traced: new Set(Object.values(source.traces.comments)),
		relay: rules.relay === true,
		twinUrl: source.record?.twin.url,
	};
	for (const comment of source.comments) {
		if (staysAsCopy(comment, known)) {
			copies.push(comment.id);
			continue;
		}
		const verdict = mayLeave(comment, rules.comments);
		if (verdict.leaves) leaving.push(comment);
		else {
			staying.push(comment);
			withheld[`comment: ${verdict.reason}`] = (withheld[`comment: ${verdict.reason}`] ?? 0) + 1;
		}
	}
	return { leaving, staying, copies, withheld };
}

/** Comments as files are judged by them. */
export const withoutUnselected = ({ leaving, staying }: Record<'leaving' | 'staying', JiraComment[]>, { unselected }: { unselected?: ReadonlySet<string> }): Record<'leaving' | 'staying', JiraComment[]> => {
	const [left, sent] = partition(leaving, ({ id }) => unselected?.has(id));
	return { leaving: sent, staying: [...staying, ...left] };
};
