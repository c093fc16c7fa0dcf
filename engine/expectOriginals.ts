import { readAttachments } from '../jira/cloud/readValues';
import type { Jira, JiraComment, JiraIssue } from '../jira/types';
import type { SyncItem } from '../sync/item';
import type { ContentOutcome } from '../sync/outcome';
import type { Replica, ReplicaComment, ReplicaFile } from '../sync/replica';
import { stale } from './expectFresh';
import { unlessGone } from './sourceFiles';

/** So soon after an issue was read (milliseconds) its copies are written that nobody has looked at it in between and missed them. */
const SOON = 3_000;

/** An edit as well: an older text may come after a newer run has withdrawn it. */
const BROUGHT: ReadonlySet<ContentOutcome['action']> = new Set(['added', 'adopted', 'edited']);

interface LateCopies {
	comments: ReplicaComment[];
	files: ReplicaFile[];
}

/** Fields of the source that `expectOriginals` asks for. */
export const ORIGINALS = ['attachment', 'comment'];

/** What this run has brought over so late that its originals are to be looked for; undefined when it was quick, or there is nothing. */
export function lateCopies(jira: Jira, { replica, outcome }: Pick<SyncItem, 'replica' | 'outcome'>): LateCopies | undefined {
	if (jira.now() - Date.parse(replica.meta.builtAt) <= SOON) return undefined;
	const made = (list: ContentOutcome[] = []): Set<string> => new Set(list.filter(({ action }) => BROUGHT.has(action)).map(({ source }) => source));
	const [comments, files] = [made(outcome?.comments), made(outcome?.files)];
	const copies = {
		comments: (replica.comments ?? []).filter(({ id }) => comments.has(id)),
		files: (replica.attachments ?? []).filter(({ id }) => files.has(id)),
	};
	return copies.comments.length + copies.files.length > 0 ? copies : undefined;
}

/**
 * Makes sure that what was copied may still be at the other side. A copy can arrive when its original is deleted or made internal
 * already, and when the run that looked into that has ended: it saw no copy, and nothing else would take it away.
 *
 * @param read the source issue with `ORIGINALS`, where it was read since
 * @throws SyncError `stale` (retryable): the next replica is without what is gone
 */
export async function expectOriginals(jira: Jira, replica: Replica, { comments, files }: LateCopies, read?: JiraIssue): Promise<void> {
	const issue = read ?? (await jira.readIssue(replica.meta.issue.id, { fields: ORIGINALS }).catch(unlessGone));
	// Of a deleted issue a delivery tells.
	if (!issue) return;
	const said = new Map(comments.length === 0 ? [] : (await jira.readComments(issue.id, issue.fields.comment)).map((comment) => [comment.id, comment]));
	// Files that Jira does not list at all are not known to be gone.
	const stored = 'attachment' in issue.fields ? new Set(readAttachments(issue.fields.attachment).map(({ id }) => id)) : undefined;
	const gone = [
		...comments.filter((comment) => !mayStay(comment, said.get(comment.id))).map(({ id }) => `comment ${id}`),
		...files.filter(({ id }) => stored?.has(id) === false).map(({ id }) => `file ${id}`),
	];
	if (gone.length > 0) throw stale(jira, replica, `still names what was deleted or withheld meanwhile: ${gone.join(', ')}.`);
}

/** A public comment may have become internal or restricted. One that a rule let out although it was that is as it was. */
const mayStay = ({ public: wasPublic }: ReplicaComment, now: JiraComment | undefined): boolean =>
	now !== undefined && !(wasPublic && (now.public === false || now.restricted));
