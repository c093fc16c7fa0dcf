import { readHeader, withHeader } from '../content/commentHeader';
import type { RichText } from '../content/richText';
import type { JiraComment, Property } from './issue';
import { isOwnKey, recordKey } from './connection';
import type { Replica, ReplicaComment } from './replica';

/** Service management keeps the internal flag of a comment in this property; its value is boolean. */
const INTERNAL_FLAG: Property = { key: 'sd.public.comment', value: { internal: true } };

/**
 * True when a comment is a copy that some connection wrote. The header with its link to the
 * original is read first because it comes with the comment; properties cost a request.
 */
export function isCopy(comment: JiraComment, account: string, traced: ReadonlySet<string>): boolean {
	if (traced.has(comment.id)) return true;
	if (Object.keys(comment.properties ?? {}).some(isOwnKey)) return true;
	return comment.author.id === account && readHeader(comment.body) !== undefined;
}

/**
 * Comments of which the text alone does not tell whether they are copies; their properties do.
 * Written by the sync account without a header: by a person who shares the token, or the header was
 * edited away. With a header, but by somebody else: the sync had another account then, or a person
 * quotes a copy. With a header that names another address than `originalAt`: the site has moved.
 */
export const unclearOrigin = (
	comments: JiraComment[],
	account: string,
	traced: ReadonlySet<string>,
	originalAt?: string,
): JiraComment[] =>
	comments.filter((comment) => {
		if (comment.properties !== undefined || traced.has(comment.id)) return false;
		const header = readHeader(comment.body);
		if (comment.author.id !== account) return header !== undefined;
		return !header || (originalAt !== undefined && header.siteUrl !== originalAt);
	});

export interface CopyQuestion {
	connection: string;
	/** Comments of the local issue. */
	comments: JiraComment[];
	account: string;
	/** Traces of the local record, source id to local id. */
	traces: Record<string, string>;
	remote: { siteId: string; siteUrl: string };
}

/** Local copies of the other side's comments by the id of the original. */
export function copiesBySource(question: CopyQuestion): Map<string, JiraComment> {
	const byId = new Map(question.comments.map((comment) => [comment.id, comment]));
	const copies = new Map<string, JiraComment>();
	const put = (source: string, comment: JiraComment | undefined) => {
		if (comment && !copies.has(source)) copies.set(source, comment);
	};
	for (const [source, local] of Object.entries(question.traces)) put(source, byId.get(local));
	for (const comment of question.comments) {
		const origin = comment.properties?.[recordKey(question.connection)] as { site?: string; id?: string } | undefined;
		if (origin?.id && origin.site === question.remote.siteId) put(origin.id, comment);
		if (comment.author.id !== question.account) continue;
		const header = readHeader(comment.body);
		if (header?.commentId && header.url.startsWith(`${question.remote.siteUrl}/`)) put(header.commentId, comment);
	}
	return copies;
}

/** The text of a copy: one line that says who wrote it, when and where, then the original. */
export const copyText = (comment: ReplicaComment, replica: Replica): RichText =>
	withHeader(comment.body, {
		author: comment.author.name,
		at: comment.created,
		issueKey: replica.meta.issue.key,
		url: comment.url,
	});

/**
 * Properties that are born with a copy: its origin, and the internal flag where it applies.
 *
 * @param internal true keeps customers of a service project from seeing it
 */
export const copyProperties = (comment: ReplicaComment, replica: Replica, internal: boolean): Property[] => [
	{
		key: recordKey(replica.meta.connection),
		value: { format: 1, site: replica.meta.site.id, issue: replica.meta.issue.id, id: comment.id },
	},
	...(internal ? [INTERNAL_FLAG] : []),
];

/** Comments of the replica that have no copy yet, oldest first. */
export const missingComments = (replica: Replica, copies: ReadonlyMap<string, unknown>): ReplicaComment[] =>
	(replica.comments ?? []).filter((comment) => !copies.has(comment.id));
