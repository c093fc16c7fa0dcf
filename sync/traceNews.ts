import isEqual from 'lodash/isEqual';
import pickBy from 'lodash/pickBy';
import type { EditMark, Traces } from './record';
import { toIso } from './values';

/** @param updated when the copy was written, as its site tells it */
export const markedAt = (mark: EditMark, updated: string | undefined): EditMark => (updated === undefined ? mark : { ...mark, c: toIso(updated) });

/** Whether another run has given one of these copies another text meanwhile. */
export const editedByTwo = (edits: Record<string, EditMark>, atFirst: Traces, atLast: Traces): boolean =>
	Object.entries(edits).some(([source, { r }]) => {
		const there = atLast.edits?.[source];
		return there !== undefined && there.r !== r && !isEqual(there, atFirst.edits?.[source]);
	});

/**
 * What of a run's traces the pages do not say yet. A mark always counts as the run has it, even beside one of a newer
 * version: it says what the run has written into the copy, and the newer version follows with the next look.
 *
 * @returns undefined when the pages say everything
 */
export function notYetWritten(written: Traces, news: Required<Traces>): Required<Traces> | undefined {
	const added = {
		comments: pickBy(news.comments, (local, source) => written.comments[source] !== local),
		files: pickBy(news.files, (local, source) => written.files[source] !== local),
		// The same text was brought over, whoever did it.
		edits: pickBy(news.edits, ({ r, c }, source) => written.edits?.[source]?.r !== r || written.edits[source].c !== c),
	};
	return Object.values(added).every((part) => Object.keys(part).length === 0) ? undefined : added;
}
