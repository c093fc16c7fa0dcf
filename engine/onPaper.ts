import type { Jira } from '../jira/types';
import type { PlannedWrite } from '../sync/outcome';

/** Functions that only read, and what is no function. Everything else of a site has to be played below, or this does not compile. */
type Reads =
	| 'account' | 'clockAhead' | 'costOfWalk' | 'deployment' | 'fileName' | 'findByRemoteLink' | 'findPerson' | 'format' | 'issuePropertyKeys' | 'listClaims' | 'listFields' | 'listIssueTypes' | 'listProjects' | 'listStatuses' | 'listTransitions' | 'listWebhooks' | 'mayEditQuietly'
	| 'now' | 'readClaim' | 'readCommentProperties' | 'readComments' | 'readCreateFields' | 'readEditFields' | 'readIssue' | 'readIssues' | 'readOwnAccount' | 'readPermissions'
	| 'readProject' | 'readProjectTransitions' | 'readSettings' | 'readTransitions' | 'search' | 'signsWebhooks' | 'siteId' | 'siteUrl' | 'uploadLimit' | 'walk';
type Played = { [Name in Exclude<keyof Jira, Reads>]: Jira[Name] };

/** Id of what exists on paper only; no Jira has one like it. */
const PAPER = 'paper';
export const isOnPaper = ({ id }: { id: string }): boolean => id.startsWith(PAPER);

/**
 * A site on which nothing is written: reads go through, writes are noted in their order and answered as Jira would.
 * The engine cannot tell the difference, so what is noted is what it would do.
 *
 * Claims, traces and records are the engine's own bookkeeping and are not noted.
 */
export function onPaper(jira: Jira): { jira: Jira; notes: PlannedWrite[] } {
	const notes: PlannedWrite[] = [];
	const note = (what: PlannedWrite['what'], where: string, detail?: string): void => void notes.push({ what, where, ...(detail ? { detail } : {}) });
	const played: Played = {
		// Nobody is waited for: what another run is doing is told as it stands.
		sleep: () => Promise.resolve(),
		async createIssue({ fields }) {
			note('create issue', String((fields.project as { key?: string } | undefined)?.key ?? ''), namesOf(fields));
			return await Promise.resolve({ id: PAPER, key: 'the new issue' });
		},
		async editIssue(id, { fields, update }) {
			note('edit fields', id, namesOf({ ...fields, ...update }));
			await Promise.resolve();
		},
		async deleteIssue(id) {
			note('delete issue', id);
			await Promise.resolve();
		},
		async addComment(issueId, { properties }) {
			const origin = properties.map(({ value }) => (value as { id?: unknown } | null)?.id).find((id) => typeof id === 'string');
			note('add comment', issueId, origin as string | undefined);
			return await Promise.resolve({ id: `${PAPER}-${notes.length}` });
		},
		async editComment(issueId, commentId) {
			note('edit comment', issueId, commentId);
			return await Promise.resolve({ id: commentId });
		},
		async deleteComment(issueId, commentId) {
			note('delete comment', issueId, commentId);
			await Promise.resolve();
		},
		// The bytes are not fetched; an empty object stands for the stream.
		download: () => Promise.resolve({}),
		async upload(issueId, { name, size, mimeType }) {
			note('add file', issueId, name);
			const author = await jira.account();
			return { id: `${PAPER}-${notes.length}`, name, size, mimeType, created: new Date(jira.now()).toISOString(), author };
		},
		async deleteAttachment(issueId, attachmentId) {
			note('delete file', issueId, attachmentId);
			await Promise.resolve();
		},
		mediaId: async (id) => (isOnPaper({ id }) ? undefined : await jira.mediaId(id)),
		async doTransition(issueId, transitionId, { fields }) {
			note('move', issueId, [transitionId, ...Object.keys(fields)].join(', '));
			await Promise.resolve();
		},
		async putRemoteLink(issueId, { title }) {
			note('show link', issueId, title);
			await Promise.resolve();
		},
		removeRemoteLink: () => Promise.resolve(true),
		setIssueProperty: () => Promise.resolve(true),
		deleteIssueProperty: () => Promise.resolve(true),
		setClaim: () => Promise.resolve('mine'),
		deleteClaim: () => Promise.resolve(true),
		createWebhook: () => Promise.resolve(),
		deleteWebhook: () => Promise.resolve(),
	};
	return { jira: { ...jira, ...played }, notes };
}

const namesOf = (fields: Record<string, unknown>): string => Object.keys(fields).join(', ');

/** Thrown by a site that is only to be read, in place of any write. */
export class WouldWrite extends Error {}

/** A site on which the first write ends the work with `WouldWrite`. */
export function readOnly(jira: Jira): Jira {
	const paper = onPaper(jira).jira;
	const writes = (Object.keys(paper) as Array<keyof Jira>).filter((name) => paper[name] !== jira[name] && name !== 'mediaId');
	const refuse = () => Promise.reject(new WouldWrite());
	return { ...jira, ...Object.fromEntries(writes.map((name) => [name, refuse])) };
}
