import isEqual from 'lodash/isEqual';
import pickBy from 'lodash/pickBy';
import mapValues from 'lodash/mapValues';
import { SET_BACK, type EditMark, type Traces } from './record';

/**
 * The marks of a run that found other marks in the pages at its end than at its beginning. Where another run has brought a
 * newer version meanwhile, nobody knows which text Jira carried out last: the mark says so, and the next look writes the newer
 * one. Where it has brought the same, its mark stays.
 */
export function marksAfterAll(edits: Record<string, EditMark>, atFirst: Traces, atLast: Traces): Record<string, EditMark> {
	return mapValues(edits, (mark, source) => {
		const there = atLast.edits?.[source];
		if (!there || isEqual(there, atFirst.edits?.[source]) || Date.parse(there.u) <= Date.parse(mark.u)) return mark;
		return there.r === mark.r ? there : { r: SET_BACK, u: there.u };
	});
}

/**
 * What of a run's traces the pages do not say yet.
 *
 * @returns undefined when the pages say everything
 */
export function notYetWritten(written: Traces, news: Required<Traces>): Required<Traces> | undefined {
	const added = {
		comments: pickBy(news.comments, (local, source) => written.comments[source] !== local),
		files: pickBy(news.files, (local, source) => written.files[source] !== local),
		edits: pickBy(news.edits, (mark, source) => !isEqual(written.edits?.[source], mark)),
	};
	return Object.values(added).every((part) => Object.keys(part).length === 0) ? undefined : added;
}
