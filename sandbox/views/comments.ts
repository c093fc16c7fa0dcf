import { textOf } from '../adf/read.ts';
import { wikiOf } from '../adf/wiki.ts';
import { isPublic } from '../actions/comments.ts';
import type { Looking } from '../fields/shown.ts';
import type { Comment, Issue } from '../model.ts';
import { apiUrl, personView } from './people.ts';
import { jiraTime } from './time.ts';

export interface CommentExpand {
	renderedBody?: boolean;
	properties?: boolean;
}

export function commentView(comment: Comment, issue: Issue, looking: Looking, expand: CommentExpand = {}): Record<string, unknown> {
	const { site, viewer, version } = looking;
	const filename = (mediaId: string): string | undefined => issue.attachments.find((file) => file.mediaId === mediaId)?.filename;
	return {
		self: apiUrl(site, version, `issue/${issue.id}/comment/${comment.id}`),
		id: comment.id,
		author: personView(site, comment.authorId, viewer, version),
		body: version === 2 ? wikiOf(comment.body, filename) : comment.body,
		...(expand.renderedBody ? { renderedBody: htmlOf(comment.body) } : {}),
		updateAuthor: personView(site, comment.updateAuthorId, viewer, version),
		created: jiraTime(comment.created, viewer.timeZone),
		updated: jiraTime(comment.updated, viewer.timeZone),
		...(comment.visibility ? { visibility: comment.visibility } : {}),
		jsdPublic: isPublic(site, issue, comment),
		...(expand.properties ? { properties: Object.entries(comment.properties).map(([key, value]) => ({ key, value })) } : {}),
	};
}

/** Enough HTML for `renderedBody` and `renderedFields`: paragraphs of escaped text. */
export function htmlOf(document: unknown): string {
	const escape = (words: string): string => words.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
	return textOf(document).split('\n').filter((line) => line !== '').map((line) => `<p>${escape(line)}</p>`).join('\n');
}
