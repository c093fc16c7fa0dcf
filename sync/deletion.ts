import { block, doc, text } from '../content/adf';
import type { RichText } from '../content/richText';
import { issueUrl } from './buildReplica';
import { emptyOutcome, type Outcome } from './outcome';
import type { TwinRecord } from './record';
import { ITEM_FORMAT, type Replica, type SiteAddress } from './replica';

/** Jira's name for the event. It is a hint like every delivery; what proves a deletion is in engine/deletedSource.ts. */
export const DELETION_EVENT = 'jira:issue_deleted';

/** What a delivery told of an issue that is no more. */
export interface Deletion {
	/** Empty when it did not tell. */
	key: string;
	/** When it happened, ISO 8601; undefined when it did not tell. */
	at?: string;
}

/**
 * What leaves of an issue that was deleted: its name and nothing else. A replica without fields leaves
 * everything at the other side as it is, so that whoever does not know of deletions does no harm.
 */
export function deletedReplica(source: { connection: string; site: SiteAddress; id: string; deletion: Deletion; builtAt: string }): Replica {
	const { connection, site, id, deletion, builtAt } = source;
	const key = deletion.key || id;
	const at = deletion.at ?? builtAt;
	return {
		meta: {
			format: ITEM_FORMAT,
			connection,
			site,
			issue: { id, key, url: issueUrl(site.url, key) },
			builtAt,
			updated: at,
			fields: [],
			changedAt: {},
			twin: null,
			synced: {},
			recorded: false,
			withheld: {},
			notes: [],
			deleted: { at },
		},
	};
}

/** Stands where the id of an original comment stands, so that the note is claimed, traced and found like any copy. */
export const noteId = ({ meta }: Replica): string => `deleted-${meta.issue.id}`;

/** What a counterpart's comment says of its deleted original. The address would lead nowhere, so there is no link. */
export const noteText = ({ meta }: Replica, localKey: string): RichText => ({
	format: 'adf',
	document: doc([block('paragraph', [text(`${meta.issue.key} at ${meta.site.url} was deleted. ${localKey} stays and is no longer synced with it.`)])]),
});

/** Outcome of a deletion at the other side; `deleted` is what a Transition for deletions acts on. */
export const deletionOutcome = (result: Outcome['result'], reason: string, code?: string): Outcome => ({ ...emptyOutcome(result, reason, code), deleted: true });

/** An issue that never had a counterpart here, or one that is gone as well. */
export const withoutCounterpart = ({ meta }: Replica): Outcome =>
	deletionOutcome('skipped', `${meta.issue.key} was deleted, and no issue here calls itself its counterpart.`, 'deleted');

/**
 * Whether a replica is older than the deletion of its issue: it comes late, and must not take the mark away. The
 * deletion was told by the issue's own site, the replica by our clock.
 */
export const isBeforeDeletion = ({ meta }: Replica, record: Pick<TwinRecord, 'deletedAt' | 'state'> | undefined): boolean =>
	record?.state === 'partnerDeleted' && Date.parse(meta.builtAt) + meta.site.clockAhead < Date.parse(record.deletedAt ?? '');

/** What comes of such a replica. */
export const lateReplica = ({ meta }: Replica): Outcome =>
	deletionOutcome('skipped', `${meta.issue.key} was deleted after this was read.`, 'deleted');
