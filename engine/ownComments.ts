import { doc, paragraph, text as words } from '../content/adf';
import { fingerprint } from '../content/fingerprint';
import type { RichText } from '../content/richText';
import type { Jira } from '../jira/types';
import type { RuleDecision } from '../sync/fieldChange';
import type { ContentOutcome } from '../sync/outcome';
import { arrivingAt } from './localSite';
import { writeComments, type CommentTask } from './writeComments';

/** An issue that comments in the sync's own words go to. */
export type NoteTask = Pick<CommentTask, 'claimsRead' | 'issueId' | 'news' | 'properties' | 'replica' | 'run' | 'traces'> & {
	/** A service project, or perhaps one: there a comment can be hidden from customers. */
	canHide: boolean;
};

/** A comment that nobody at the other side has written. */
export interface Note {
	/** Stands where the id of an original stands, so that the note is claimed, traced and found like any copy. */
	id: string;
	body: RichText;
	/** ISO time. */
	at: string;
	internal: boolean;
}

/**
 * Writes a note once for an issue. One that was written before, and perhaps taken away by somebody since, is left out.
 *
 * @throws as writeComments
 */
export async function writeNote(jira: Jira, { canHide, ...task }: NoteTask, { id, body, at, internal }: Note): Promise<ContentOutcome[]> {
	if (Object.hasOwn(task.traces.comments, id)) return [];
	const comment = { id, author: { id: '', name: '' }, created: at, updated: at, body, public: !internal, url: task.replica.meta.issue.url };
	const arriving = () => Promise.resolve(arrivingAt(jira, {}));
	return await writeComments(jira, { ...task, comments: [], internal: internal && canHide, arriving, bare: true }, [{ kind: 'add', comment }]);
}

/** Stands for an original: a text of the rules' own is one comment, whichever rule adds it. */
export const ownCommentId = (text: string): string => `rule-${fingerprint(text)}`;

/** Comments in the rules' own words, each text once. @param internal as copies of comments arrive. @throws as writeComments */
export async function writeOwnComments(jira: Jira, task: NoteTask, own: RuleDecision['ownComments'], internal: boolean): Promise<ContentOutcome[]> {
	const outcomes: ContentOutcome[] = [];
	for (const { text, rule } of own) {
		// A rule writes words, not markup.
		const body: RichText = { format: 'adf', document: doc(text.split(/\r?\n/).map((line) => paragraph(...(line === '' ? [] : [words(line)])))) };
		const written = await writeNote(jira, task, { id: ownCommentId(text), body, at: task.replica.meta.builtAt, internal });
		outcomes.push(...written.map((each) => ({ reason: rule, ...each })));
	}
	return outcomes;
}
