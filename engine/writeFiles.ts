import difference from 'lodash/difference';
import { readAttachments } from '../jira/cloud/readValues';
import { JiraError, type JiraErrorCode } from '../jira/errors';
import type { Jira, JiraAttachment } from '../jira/types';
import { missingFiles, orphanedUpload, refusedBySize } from '../sync/attachments';
import { contentClaimKey } from '../sync/connection';
import { SyncError } from '../sync/errors';
import type { ContentOutcome } from '../sync/outcome';
import type { Traces } from '../sync/record';
import type { Replica, ReplicaFile } from '../sync/replica';
import { busy } from './busy';
import { takeClaim } from './claims';
import { asKept } from './fileNames';
import { giveBack, issueClaims, readOtherClaims, waitForOther, type ClaimedIssue } from './issueClaims';
import { expectSite } from './recordTwin';
import { noteTraces, type TraceNews } from './recordTraces';
import { filesByOtherWays, OTHER_WAY } from './otherWays';
import { newClaim } from './run';

/** How long the copier of one file may take before it counts as dead: at least 100 kB a second. */
const claimTime = (file: ReplicaFile): number => 600_000 + file.size / 100;
/** Why a file cannot be fetched, whoever tries again. */
const UNREADABLE: Partial<Record<JiraErrorCode, string>> = { forbidden: 'the account of the other side may not read it', notFound: 'it is no longer there at the other side' };
/** Below this the site's limit is not asked: no Jira is set lower by default. */
const SURELY_FITS = 5_000_000;

export interface FileTask extends ClaimedIssue {
	replica: Replica;
	/** Where the bytes are; undefined when no credential for the source site was given. */
	source: Jira | undefined;
	/** Attachments of the local issue as read before. */
	attachments: JiraAttachment[];
	traces: Traces;
	/** What is written down at the end of the run. */
	news: TraceNews;
}

export interface FilesWritten {
	outcomes: ContentOutcome[];
	/** Local attachments by the name under which they came. */
	added: JiraAttachment[];
	/** Jira's word that it takes a file never, or none at all. It concerns files alone: everything else goes on, and then a person is told. */
	refused?: JiraError;
}

/**
 * Copies the files that are not here yet as streams from site to site, each exactly once, and
 * notes the pairs of ids for the one request that writes them down. A file that Jira refuses for good holds up nothing else.
 *
 * @throws SyncError `sourceSiteMissing`, `fileChanged`, `busy`; JiraError when a site refuses
 */
export async function writeFiles(jira: Jira, task: FileTask): Promise<FilesWritten> {
	const { source, replica } = task;
	// A file of ours that comes back has the name that the other side gave it.
	const local = source ? task.attachments.map((file) => asKept(source, file)) : task.attachments;
	const lacking = missingFiles(replica, local, task.traces.files);
	const byOtherWays = await filesByOtherWays(jira, task, lacking);
	const written: FilesWritten = { outcomes: byOtherWays.map(({ id }) => ({ source: id, action: 'adopted', reason: OTHER_WAY })), added: [] };
	noteTraces(task.news, { files: Object.fromEntries(byOtherWays.map(({ id }) => [id, ''])) });
	const missing = difference(lacking, byOtherWays);
	if (missing.length === 0) return written;
	if (!source) {
		const reason = 'Files From is Nowhere in Apply Incoming Rules';
		return { ...written, outcomes: [...written.outcomes, ...missing.map((file) => ({ source: file.id, action: 'skipped' as const, reason }))] };
	}
	await expectSite(source, replica.meta.site, replica.meta.issue.key);
	const { connection } = replica.meta;
	await readOtherClaims(jira, task, missing.map(({ id }) => contentClaimKey(connection, 'file', id)));
	const failed = await copyAll(jira, source, task, missing, written);
	return failed === undefined ? written : await Promise.reject(failed);
}

/** Copies one after the other; what went well before a failure is kept and written down. */
async function copyAll(jira: Jira, source: Jira, task: FileTask, missing: ReplicaFile[], written: FilesWritten): Promise<unknown> {
	for (const file of missing) {
		const result = await copy(jira, source, task, file).then(
			(done) => done,
			(error: unknown) => ({ error }),
		);
		if ('error' in result) {
			const { error } = result;
			if (!isRefusal(error)) return error;
			written.refused ??= error;
			written.outcomes.push({ source: file.id, action: 'skipped', reason: error.message });
			// Without the permission no other file would be taken either.
			if (error.code === 'forbidden') return undefined;
			continue;
		}
		written.outcomes.push(result.outcome);
		if (!result.attachment) continue;
		written.added.push(result.attachment);
		// Two files may have the same name and size: one upload is never the copy of both.
		task.traces.files[file.id] = result.attachment.id;
		noteTraces(task.news, { files: { [file.id]: result.attachment.id } });
	}
	return undefined;
}

/** What no later try changes, and what says nothing of the issue as a whole. */
const isRefusal = (error: unknown): error is JiraError => error instanceof JiraError && ['badRequest', 'forbidden'].includes(error.code);

async function copy(
	jira: Jira,
	source: Jira,
	task: FileTask,
	file: ReplicaFile,
): Promise<{ outcome: ContentOutcome; attachment?: JiraAttachment }> {
	const tooLarge = file.size > SURELY_FITS ? refusedBySize(file, await jira.uploadLimit()) : undefined;
	if (tooLarge) return { outcome: { source: file.id, action: 'skipped', reason: tooLarge } };
	const key = contentClaimKey(task.replica.meta.connection, 'file', file.id);
	const claim = await takeClaim(issueClaims(jira, task), key, { ...newClaim(jira, task.run), size: file.size }, claimTime(file));
	const look = () => adopt(jira, task, file, claim.since);
	const earlier = claim.mine ? (claim.fresh ? undefined : await look()) : await waitForOther(jira, look);
	if (earlier) task.news.others = true;
	if (earlier) return adopted(file, earlier);
	if (!claim.mine) throw busy(jira, task.replica, `file ${file.id}`);
	const content = await source.download(file).catch(async (error: unknown) => {
		await giveBack(jira, task, claim.key);
		// Somebody deleted it at the other side since the replica was built, or it belongs to a comment that the account there may not see.
		return error instanceof JiraError && UNREADABLE[error.code] ? error : await Promise.reject(error);
	});
	if (content instanceof JiraError) return { outcome: { source: file.id, action: 'skipped', reason: UNREADABLE[content.code] ?? '' } };
	const attachment = await jira.upload(task.issueId, { ...file, content }).catch(async (error: unknown) => {
		if (!(error instanceof JiraError)) return await Promise.reject(error);
		closeStream(content);
		if (!error.data.mayHaveHappened) await giveBack(jira, task, claim.key);
		if (error.code === 'tooLarge') return error;
		const made = error.data.mayHaveHappened ? await adopt(jira, task, file, claim.since) : undefined;
		return made ?? (await Promise.reject(error));
	});
	if (attachment instanceof Error) return { outcome: { source: file.id, action: 'skipped', reason: attachment.message } };
	if (attachment.size !== file.size) throw changed(jira, task, file, attachment.size);
	return { outcome: { source: file.id, local: attachment.id, action: 'added' }, attachment };
}

/** What an earlier run uploaded and could not write down; asked only when there was an earlier run. */
async function adopt(
	jira: Jira,
	task: FileTask,
	file: ReplicaFile,
	claimedAt: number,
): Promise<JiraAttachment | undefined> {
	const local = await attachmentsNow(jira, task.issueId);
	const traced = new Set(Object.values(task.traces.files));
	return orphanedUpload(asKept(jira, file), local, { account: (await jira.account()).id, claimedAt, traced });
}

async function attachmentsNow(jira: Jira, issueId: string): Promise<JiraAttachment[]> {
	const issue = await jira.readIssue(issueId, { fields: ['attachment'] });
	return readAttachments(issue.fields.attachment);
}

const adopted = (file: ReplicaFile, attachment: JiraAttachment) => ({
	outcome: { source: file.id, local: attachment.id, action: 'adopted' as const, reason: 'an earlier run had uploaded it' },
	attachment,
});

const changed = (jira: Jira, task: FileTask, file: ReplicaFile, size: number): SyncError =>
	new SyncError('fileChanged', `File ${file.id} of ${task.replica.meta.issue.key} arrived at ${jira.siteUrl} with ${size} bytes instead of ${file.size}.`, {
		scope: 'issue',
		site: jira.siteUrl,
		issue: task.replica.meta.issue.key,
		next: 'Delete the incomplete file at the target and run the item again.',
	});

/** The rest of a file that will not be sent is not fetched. */
function closeStream(content: unknown): void {
	const stream = content as { destroy?: () => void } | undefined;
	if (typeof stream?.destroy === 'function') stream.destroy();
}
