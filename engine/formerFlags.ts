import type { Jira, JiraComment, JiraIssue } from '../jira/types';
import { isMarkedInternal } from '../sync/comments';
import { lastMove } from '../sync/moved';
import { isServiceProject } from '../sync/projects';

/**
 * Comments of an issue that has come out of a service project: what was internal there stays so. Elsewhere Cloud
 * shows every comment as public, and only the property that hid it still tells; it is read for comments that are
 * older than the move.
 */
export async function withFormerFlags(jira: Jira, issue: JiraIssue, comments: JiraComment[]): Promise<JiraComment[]> {
	const since = isServiceProject(issue) === false ? lastMove(issue) : undefined;
	if (since === undefined) return comments;
	const older = comments.filter(({ created }) => Date.parse(created) <= Date.parse(since));
	const unread = older.filter(({ properties }) => properties === undefined);
	const read = unread.length === 0 ? [] : await jira.readCommentProperties(issue.id, unread.map(({ id }) => id));
	const known = new Map([...comments, ...read].map(({ id, properties }) => [id, properties]));
	// What cannot be told counts as internal.
	const internal = new Set(older.filter(({ id }) => known.get(id) === undefined || isMarkedInternal(known.get(id))).map(({ id }) => id));
	return comments.map((comment) => (internal.has(comment.id) ? { ...comment, public: false } : comment));
}
