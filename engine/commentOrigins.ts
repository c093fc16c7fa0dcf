import type { Jira, JiraComment } from '../jira/types';
import { unclearOrigin } from '../sync/comments';

/**
 * Comments of an issue, with their properties where only those tell whether a comment is a copy of ours.
 *
 * @param known the account of the sync here, what its traces tell of copies, and where the originals are
 */
export async function withOrigins(
	jira: Jira,
	issueId: string,
	comments: JiraComment[],
	known: { account: string; copies: string[]; originalAt?: string; relay?: boolean },
): Promise<JiraComment[]> {
	const unclear = unclearOrigin(comments, known.account, new Set(known.copies), known.originalAt, known.relay);
	if (unclear.length === 0) return comments;
	const read = await jira.readCommentProperties(issueId, unclear.map(({ id }) => id));
	const byId = new Map(read.map((comment) => [comment.id, comment.properties]));
	return comments.map((comment) => (byId.has(comment.id) ? { ...comment, properties: byId.get(comment.id) } : comment));
}
