import { toWiki } from '../../content/richText';
import { oldestFirst, readByOffset, readFrame, readWritten } from '../cloud/comments';
import { asList, asObject, asText, type Json } from '../cloud/readValues';
import { pathSegment } from '../issueKey';
import type { JiraPort } from '../port';
import type { Jira, JiraComment } from '../types';

type CommentFunctions = Pick<Jira, 'readComments' | 'readCommentProperties' | 'addComment' | 'editComment' | 'deleteComment'>;

/** Service management keeps the internal flag of a comment in this property. */
const INTERNAL_FLAG = 'sd.public.comment';

/** Comments of a Data Center: text is wiki markup, and the internal flag is a comment property. */
export function dataCenterComments(port: JiraPort): CommentFunctions {
	const pathOf = (issueId: string) => `/rest/api/2/issue/${pathSegment(issueId)}/comment`;
	const readComments: Jira['readComments'] = async (issueId) => {
		const page = async (startAt: number, maxResults: number) =>
			(await port.request({ method: 'GET', path: pathOf(issueId), query: { startAt, maxResults, orderBy: 'created', expand: 'properties' } })).body;
		return (await readByOffset(page)).map(readComment).sort(oldestFirst);
	};
	return {
		readComments,
		readCommentProperties: async (issueId, ids) =>
			(await readComments(issueId)).filter((comment) => ids.includes(comment.id)),
		async addComment(issueId, input) {
			const answer = await port.request({
				method: 'POST',
				path: pathOf(issueId),
				body: { body: toWiki(input.body), properties: input.properties },
			});
			return readWritten(answer.body);
		},
		async editComment(issueId, commentId, body) {
			const answer = await port.request({
				method: 'PUT',
				path: `${pathOf(issueId)}/${pathSegment(commentId)}`,
				body: { body: toWiki(body) },
			});
			return readWritten(answer.body);
		},
		async deleteComment(issueId, commentId) {
			await port.request({ method: 'DELETE', path: `${pathOf(issueId)}/${pathSegment(commentId)}`, accept: [404] });
		},
	};
}

function readComment(comment: Json): JiraComment {
	const properties = Object.fromEntries(asList(comment.properties).map(({ key, value }) => [asText(key), value]));
	return {
		...readFrame(comment),
		body: { format: 'wiki', text: asText(comment.body) },
		// Without properties in the answer nobody can tell: unknown counts as restricted above.
		public: comment.properties === undefined ? undefined : isPublic(properties),
		...(comment.properties === undefined ? {} : { properties }),
	};
}

/** A comment without the flag is public; with a flag of another shape than `{ internal: true | false }`, nobody can tell. */
function isPublic(properties: Json): boolean | undefined {
	if (!Object.hasOwn(properties, INTERNAL_FLAG)) return true;
	const flag = String(asObject(properties[INTERNAL_FLAG]).internal);
	return flag === 'true' ? false : flag === 'false' ? true : undefined;
}
