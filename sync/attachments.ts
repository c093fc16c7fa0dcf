import groupBy from 'lodash/groupBy';
import { fileClaim, isTraceKey, traceKeys } from './connection';
import type { JiraAttachment } from './issue';
import { readTraces } from './record';
import type { Replica, ReplicaFile } from './replica';
import { asObject } from './values';

/**
 * Files of the replica that have no copy here yet, oldest first.
 *
 * @param traces source id to local id of what was copied before
 */
export function missingFiles(replica: Replica, local: JiraAttachment[], traces: Record<string, string>): ReplicaFile[] {
	return (replica.attachments ?? []).filter((file) => !(file.id in traces) && !cameFromHere(file, local));
}

/**
 * A file that the other side's sync account uploaded and that we have ourselves is our own file
 * coming back, met before the other side had written down where it came from.
 */
const cameFromHere = (file: ReplicaFile, local: JiraAttachment[]): boolean =>
	file.bySyncAccount && local.some((own) => own.name === file.name && own.size === file.size);

/** Clocks of n8n and Jira may differ by this much. */
const SKEW = 120_000;

/**
 * Local files that may be copies of these and are unknown to this connection: another one may have brought them. A file tells nothing of its
 * origin, so name, size, uploader and age have to agree.
 *
 * @param traces source id to local id of what this connection has copied
 */
export function perhapsByOtherWays(files: ReplicaFile[], local: JiraAttachment[], known: { account: string; traces: Record<string, string> }): Map<string, JiraAttachment> {
	const taken = new Set(Object.values(known.traces));
	const found = new Map<string, JiraAttachment>();
	for (const file of files) {
		const same = local.find(
			(own) => own.name === file.name && own.size === file.size && own.author.id === known.account && !taken.has(own.id) && Date.parse(own.created) >= Date.parse(file.created) - SKEW,
		);
		if (!same) continue;
		taken.add(same.id);
		found.set(file.id, same);
	}
	return found;
}

/**
 * The upload of an earlier run that ended before it could be written down: same name and size, by
 * our account, not older than the claim, and not known as the copy of another file.
 *
 * @param claimedAt epoch milliseconds of the claim
 */
export function orphanedUpload(
	file: ReplicaFile,
	local: JiraAttachment[],
	known: { account: string; claimedAt: number; traced: ReadonlySet<string> },
): JiraAttachment | undefined {
	return local.find(
		(own) =>
			own.name === file.name &&
			own.size === file.size &&
			own.author.id === known.account &&
			!known.traced.has(own.id) &&
			Date.parse(own.created) >= known.claimedAt - SKEW,
	);
}

/** Upload and claim are minutes apart, however slow the file. */
const LONGEST_UPLOAD = 3_600_000;

/** The claim of one upload, which tells size and time (epoch milliseconds) of the file. */
interface UploadClaim {
	connection: string;
	source: string;
	at: number;
	size: unknown;
}

const uploadClaims = (properties: Record<string, unknown>): UploadClaim[] =>
	Object.entries(properties).flatMap(([key, value]) => {
		const claim = fileClaim(key);
		const { at, size } = asObject(value);
		return claim && typeof at === 'number' ? [{ ...claim, at, size }] : [];
	});

const fitsClaim = ({ at, size }: UploadClaim, file: JiraAttachment): boolean =>
	file.size === size && Date.parse(file.created) >= at - SKEW && Date.parse(file.created) <= at + LONGEST_UPLOAD;

/**
 * Uploads that a run made and could not write down, although their originals may be gone by now: the
 * claims under which they were made tell size and time. Source id to local id.
 *
 * @param properties all properties of the issue
 */
export function pendingUploads(
	properties: Record<string, unknown>,
	connection: string,
	local: JiraAttachment[],
	known: { account: string; traces: Record<string, string> },
): Record<string, string> {
	const traced = new Set(Object.values(known.traces));
	const found: Record<string, string> = {};
	for (const claim of uploadClaims(properties)) {
		const { source } = claim;
		if (claim.connection !== connection || source in known.traces || source in found) continue;
		const made = local.find((own) => own.author.id === known.account && !traced.has(own.id) && fitsClaim(claim, own));
		if (!made) continue;
		traced.add(made.id);
		found[source] = made.id;
	}
	return found;
}

/**
 * Ids of the files that other connections have brought: their traces name them, and what they have not written down yet is
 * every file that fits one of their claims, because under which account they write is not known here.
 *
 * @param properties all properties of the issue
 */
export function broughtByOthers(properties: Record<string, unknown>, connection: string, local: JiraAttachment[]): string[] {
	const traced = Object.entries(properties).flatMap(([key, page]) => (isTraceKey(key) ? Object.values(readTraces([page]).files) : []));
	const others = groupBy(uploadClaims(properties).filter((claim) => claim.connection !== connection), 'connection');
	const open = Object.entries(others).flatMap(([other, claims]) => {
		const { files } = readTraces(traceKeys(other).map((key) => properties[key]));
		return claims.filter(({ source }) => !(source in files));
	});
	return [...traced, ...local.filter((file) => open.some((claim) => fitsClaim(claim, file))).map(({ id }) => id)];
}

/** Whether a file fits what the site takes; the reason otherwise. */
export const refusedBySize = (file: ReplicaFile, limit: number): string | undefined =>
	file.size > limit
		? `${file.name} has ${file.size.toLocaleString('en')} bytes, this site takes ${limit.toLocaleString('en')}`
		: undefined;

/** A copy that goes because its original was deleted, or stays for a reason that people should know. */
export interface FileRemoval {
	source: string;
	local: string;
	/** Why it stays. */
	kept?: string;
	/** Only a newer replica tells whether it stays. */
	outdated?: true;
}

/**
 * Copies whose originals are not sent any more. A file that is withheld now is not deleted: withholding
 * errs on the side of too much, and what is deleted does not come back.
 *
 * @param traces source id to local id of what was copied before
 */
export function filesToRemove(
	replica: Replica,
	local: JiraAttachment[],
	traces: Record<string, string>,
	known: { account: string; builtAt: number; remove: boolean },
): FileRemoval[] {
	const { attachments, meta } = replica;
	// An older version on the other side does not tell what exists and stays there.
	if (!attachments || !meta.unsent) return [];
	const sent = new Set(attachments.map(({ id }) => id));
	const kept = new Set(meta.unsent.files);
	return Object.entries(traces).flatMap(([source, id]): FileRemoval[] => {
		const copy = local.find((each) => each.id === id);
		if (!copy || sent.has(source)) return [];
		if (kept.has(source)) return [{ source, local: id, kept: 'the original is not sent any more; its copy stays until a person deletes it' }];
		if (!known.remove || copy.author.id !== known.account) return [];
		if (Date.parse(copy.created) < known.builtAt) return [{ source, local: id }];
		// The original may have been added after the replica was built, or deleted while it was copied.
		return [{ source, local: id, kept: 'the replica is older than the copy', outdated: true }];
	});
}
