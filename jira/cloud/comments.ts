import { addComment, deleteComment, getComments, getCommentsByIds, updateComment } from 'jira.js/cloud';
import type { AdfDocument } from '../../content/adf';
import { toAdf } from '../../content/richText';
import { pathSegment } from '../issueKey';
import type { JiraPort } from '../port';
import type { Jira, JiraComment, WrittenComment } from '../types';
import { unlessMissing } from './properties';
import { asList, asObject, asText, readAccount, readAudience, type Json } from './readValues';

const PAGE = 100;
/** `POST /comment/list` takes at most this many ids. */
const LIST_PAGE = 1000;

type CommentFunctions = Pick<Jira, 'readComments' | 'readCommentProperties' | 'addComment' | 'editComment' | 'deleteComment'>;

/** Comments of a Cloud site. Bodies are ADF only: jira.js drops `properties` when the body is a string. */
export function cloudComments(port: JiraPort): CommentFunctions {
	return {
		async readComments(issueId, embedded) {
			const first = asObject(embedded);
			// The issue embeds one page only; when `total` says more, it need not be the first one.
			const embeddedOnes = asList(first.comments);
			const isWhole = embedded !== undefined && Number(first.total ?? embeddedOnes.length) <= embeddedOnes.length;
			const page = async (startAt: number, maxResults: number) =>
				await getComments(port, { issueIdOrKey: pathSegment(issueId), startAt, maxResults, orderBy: 'created' });
			const comments = isWhole ? embeddedOnes : await readByOffset(page);
			return comments.map(readComment).sort(oldestFirst);
		},
		async readCommentProperties(_issueId, commentIds) {
			const found: JiraComment[] = [];
			for (let start = 0; start < commentIds.length; start += LIST_PAGE) {
				const page = asObject(
					await getCommentsByIds(port, {
						ids: commentIds.slice(start, start + LIST_PAGE).map(Number),
						expand: 'properties',
					}),
				);
				found.push(...asList(page.values).map(readComment));
			}
			return found;
		},
		async addComment(issueId, input) {
			const created = await addComment(port, {
				issueIdOrKey: pathSegment(issueId),
				body: toAdf(input.body),
				properties: input.properties,
			} as unknown as Parameters<typeof addComment>[1]);
			return readWritten(created);
		},
		async editComment(issueId, commentId, body) {
			// Sending `properties` could turn an internal comment public, so only the text goes.
			const edited = await updateComment(port, {
				issueIdOrKey: pathSegment(issueId),
				id: pathSegment(commentId),
				body: { body: toAdf(body) },
			} as unknown as Parameters<typeof updateComment>[1]);
			return readWritten(edited);
		},
		async deleteComment(issueId, commentId) {
			await unlessMissing(deleteComment(port, { issueIdOrKey: pathSegment(issueId), id: pathSegment(commentId) }));
		},
	};
}

/**
 * All comments of an issue, oldest first, page by page. Pages go by offset: where comments are deleted meanwhile, others move past
 * the border of two pages and would pass for deleted as well. So the last one of the page before comes once more with every page,
 * and where it does not, some of what was read is read again.
 */
export async function readByOffset(read: (startAt: number, maxResults: number) => Promise<unknown>): Promise<Json[]> {
	const found = new Map<string, Json>();
	for (let startAt = 0; ; ) {
		const again = startAt > 0 ? 1 : 0;
		const page = asObject(await read(startAt - again, PAGE + again));
		const comments = asList(page.comments);
		if (again > 0 && !found.has(asText(comments[0]?.id))) {
			startAt = Math.max(0, startAt - PAGE / 2);
			continue;
		}
		const before = found.size;
		for (const comment of comments) found.set(asText(comment.id), comment);
		startAt += comments.length - again;
		if (found.size === before || startAt >= Number(page.total ?? 0)) return [...found.values()];
	}
}

/** What Jira answers to a write of a comment. */
export function readWritten(answer: unknown): WrittenComment {
	const { id, updated } = asObject(answer);
	return { id: asText(id), ...(updated ? { updated: asText(updated) } : {}) };
}

/** A comment of the v3 API. `jsdPublic` is true outside service projects, too. */
export function readComment(comment: Json): JiraComment {
	return {
		...readFrame(comment),
		body: { format: 'adf', document: comment.body as AdfDocument },
		public: typeof comment.jsdPublic === 'boolean' ? comment.jsdPublic : undefined,
		...(Array.isArray(comment.properties)
			? { properties: Object.fromEntries(asList(comment.properties).map(({ key, value }) => [asText(key), value])) }
			: {}),
	};
}

/** What Cloud and Data Center tell of a comment in the same way. */
export function readFrame(comment: Json): Omit<JiraComment, 'body' | 'properties' | 'public'> {
	const visibility = asObject(comment.visibility);
	const audience = readAudience(visibility);
	return {
		id: asText(comment.id),
		author: readAccount(comment.author),
		created: asText(comment.created),
		updated: asText(comment.updated) || asText(comment.created),
		...(comment.updateAuthor ? { editor: readAccount(comment.updateAuthor).id } : {}),
		restricted: Object.keys(visibility).length > 0,
		...(audience ? { audience } : {}),
	};
}

/** By creation, then by id: two comments of one second keep the order Jira gave them. */
export const oldestFirst = (a: JiraComment, b: JiraComment): number =>
	Date.parse(a.created) - Date.parse(b.created) || Number(a.id) - Number(b.id);
