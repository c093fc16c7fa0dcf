import type { Jira, JiraComment } from '../jira/types';
import { perhapsByOtherWays } from '../sync/attachments';
import type { CommentStep } from '../sync/commentPlan';
import { arrivingOrigin, originKey, originOf } from '../sync/origin';
import { isTraceKey, traceKeys } from '../sync/connection';
import { readTraces } from '../sync/record';
import type { ReplicaFile } from '../sync/replica';
import { asKept } from './fileNames';
import type { CopyTask } from './planCopies';
import { EVERY_PROPERTY } from './sourceFiles';

export const OTHER_WAY = 'it has come here by another connection';

/**
 * Connections that relay may form a ring, and then one comment comes to an issue by two ways, or back to where it was written. The
 * one that comes second is not written but noted as left where it was, so that nobody asks for it again. Costs nothing where
 * no other connection has brought anything to this issue.
 *
 * Two ways that bring it at the same moment do not see each other; a comment is then there twice, and that is the end of it.
 *
 * @param found copies of this connection by the id of the original
 */
export async function withoutOtherWays(jira: Jira, task: CopyTask, found: ReadonlyMap<string, JiraComment>, steps: CommentStep[]): Promise<CommentStep[]> {
	const adds = steps.flatMap((step) => (step.kind === 'add' ? [step.comment] : []));
	if (adds.length === 0) return steps;
	const account = (await jira.account()).id;
	// The header alone names a comment of whichever issue at the other site.
	const named = (task.replica.comments ?? []).flatMap(({ id }) => found.get(id)?.id ?? []);
	const ours = new Set([...Object.values(task.traces.comments), ...named]);
	// The account of the sync has written them, and not for this connection: by another one, or a person did who shares it.
	const others = task.comments.filter(({ id, author }) => author.id === account && !ours.has(id));
	const here = await jira.siteId();
	if (others.length === 0 && !adds.some(({ root }) => root?.site === here)) return steps;
	const unread = others.filter(({ properties }) => properties === undefined).map(({ id }) => id);
	const read = unread.length > 0 ? await jira.readCommentProperties(task.issueId, unread) : [];
	const copies = [...others, ...read].flatMap((comment) => originOf(comment) ?? []);
	const there = new Set([...copies, ...task.comments.map(({ id }) => ({ site: here, id }))].map(originKey));
	return steps.map((step): CommentStep => {
		if (step.kind !== 'add' || !there.has(originKey(arrivingOrigin(task.replica, step.comment)))) return step;
		return { kind: 'adopt', source: step.comment.id, local: '', reason: OTHER_WAY };
	});
}

/**
 * The same for files: those of which the traces of another connection name the copy that is here. Asked only where a local file looks like one.
 */
export async function filesByOtherWays(jira: Jira, task: Pick<CopyTask, 'attachments' | 'issueId' | 'replica' | 'traces'>, files: ReplicaFile[]): Promise<ReplicaFile[]> {
	if (files.length === 0) return [];
	const alike = perhapsByOtherWays(files.map((file) => asKept(jira, file)), task.attachments, { account: (await jira.account()).id, traces: task.traces.files });
	if (alike.size === 0) return [];
	const { properties } = await jira.readIssue(task.issueId, { fields: ['key'], properties: [EVERY_PROPERTY] });
	// Another run of this connection may have written one meanwhile: that is its copy, and no other way.
	const own = new Set(traceKeys(task.replica.meta.connection));
	const traced = new Set(Object.entries(properties).flatMap(([key, page]) => (isTraceKey(key) && !own.has(key) ? Object.values(readTraces([page]).files) : [])));
	return files.filter(({ id }) => traced.has(alike.get(id)?.id ?? ''));
}
