import { headerTrail, readHeader, withHeader } from '../content/commentHeader';
import type { RichText } from '../content/richText';
import type { JiraComment, Property } from './issue';
import { isOwnKey, recordKey } from './connection';
import type { Replica, ReplicaComment } from './replica';

/** Service management keeps the internal flag of a comment in this property; its value is boolean. */
const INTERNAL_FLAG: Property = { key: 'sd.public.comment', value: { internal: true } };

/** Whether a comment's properties say that customers were not to see it. */
export const isMarkedInternal = (properties: Record<string, unknown> | undefined): boolean =>
	[true, 'true'].includes((properties?.[INTERNAL_FLAG.key] as { internal?: boolean | string } | null | undefined)?.internal ?? false);

/**
 * True when a comment is a copy that some connection wrote. The header with its link to the
 * original is read first because it comes with the comment; properties cost a request.
 */
export function isCopy(comment: JiraComment, account: string, traced: ReadonlySet<string>): boolean {
	if (traced.has(comment.id)) return true;
	if (Object.keys(comment.properties ?? {}).some(isOwnKey)) return true;
	return comment.author.id === account && readHeader(comment.body) !== undefined;
}

/** How one connection tells its own copies from those of others. */
export interface RelayQuestion {
	connection: string;
	account: string;
	traced: ReadonlySet<string>;
	/** What arrived by other connections is sent on. */
	relay: boolean;
	/** Address of the counterpart: what was written there never goes back, however many connections it has come through. */
	twinUrl?: string;
}

/** Whether a comment is a copy that does not leave by this connection. Without relaying no copy leaves. */
export function staysAsCopy(comment: JiraComment, known: RelayQuestion): boolean {
	if (!isCopy(comment, known.account, known.traced)) return false;
	if (!known.relay || known.traced.has(comment.id)) return true;
	const keys = Object.keys(comment.properties ?? {}).filter(isOwnKey);
	// A header alone does not tell which connection wrote it.
	if (keys.length === 0 || keys.includes(recordKey(known.connection))) return true;
	return headerTrail(comment.body).some(({ url }) => known.twinUrl !== undefined && url.startsWith(`${known.twinUrl}?`));
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
	relay = false,
): JiraComment[] =>
	comments.filter((comment) => {
		if (comment.properties !== undefined || traced.has(comment.id)) return false;
		const header = readHeader(comment.body);
		// Where copies of other connections leave, the text never tells whose copy it is.
		if (relay) return header !== undefined || comment.author.id === account;
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
export const copyProperties = (comment: Pick<ReplicaComment, 'id' | 'root'>, replica: Replica, internal: boolean): Property[] => [
	{
		key: recordKey(replica.meta.connection),
		value: { format: 1, site: replica.meta.site.id, issue: replica.meta.issue.id, id: comment.id, ...(comment.root ? { root: { ...comment.root } } : {}) },
	},
	...(internal ? [INTERNAL_FLAG] : []),
];

/** Comments of the replica that never had a copy here, oldest first. One with a trace and no copy was deleted here. */
export const missingComments = (
	replica: Replica,
	copies: ReadonlyMap<string, unknown>,
	traces: Readonly<Record<string, string>> = {},
): ReplicaComment[] => (replica.comments ?? []).filter(({ id }) => !copies.has(id) && !Object.hasOwn(traces, id));
