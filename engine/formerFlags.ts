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
	const unread = comments.filter(({ properties, created }) => properties === undefined && Date.parse(created) <= Date.parse(since));
	const read = unread.length === 0 ? [] : await jira.readCommentProperties(issue.id, unread.map(({ id }) => id));
	const properties = new Map([...comments, ...read].map((comment) => [comment.id, comment.properties]));
	return comments.map((comment) => (isMarkedInternal(properties.get(comment.id)) ? { ...comment, public: false } : comment));
}
