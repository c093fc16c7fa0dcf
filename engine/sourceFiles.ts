import sortBy from 'lodash/sortBy';
import type { RichText } from '../content/richText';
import { JiraError } from '../jira/errors';
import type { Jira, JiraAttachment, JiraIssue } from '../jira/types';
import { pendingUploads } from '../sync/attachments';
import { isTraceKey, recordKey } from '../sync/connection';
import { readTraces, type Traces } from '../sync/record';
import { fileNamesIn, mediaIdsIn, unnamedMediaIn } from '../sync/texts';
import type { KnownMedia } from '../sync/visibility';

/**
 * Attachments by media id, asked only for texts that show a file without saying its name, and for
 * those whose files must be told for certain. Jira tells the media id of one attachment by
 * where it redirects, so it is asked for those that are named first, and no further than needed.
 *
 * @param texts `leaving` ones need names only; what `surely` shows decides whether a file may leave
 */
export async function knowMedia(
	jira: Jira,
	attachments: JiraAttachment[],
	texts: { leaving: RichText[]; surely: RichText[] },
): Promise<KnownMedia> {
	const names = new Set(attachments.map(({ name }) => name));
	const wanted = new Set([...texts.surely.flatMap(mediaIdsIn), ...texts.leaving.flatMap((text) => unnamedMediaIn(text, names))]);
	const named = new Set([...texts.surely, ...texts.leaving].flatMap(fileNamesIn));
	const media: Record<string, JiraAttachment> = {};
	for (const file of sortBy(attachments, ({ name }) => !named.has(name))) {
		if (wanted.size === 0) break;
		const mediaId = await jira.mediaId(file.id).catch(unlessGone);
		if (!mediaId) continue;
		media[mediaId] = file;
		wanted.delete(mediaId);
	}
	return media;
}

/** Nothing in place of what is gone or was lost. */
export const unlessGone = (error: unknown): undefined => {
	if (!(error instanceof JiraError && error.code === 'notFound')) throw error;
};

/**
 * Files that the sync account brought here and that are no news: for other connections, unless those are
 * relayed, and for this one by a run that ended before it could write them down. Only properties tell, so all are read then.
 */
export async function arrivedFiles(
	jira: Jira,
	issue: JiraIssue,
	attachments: JiraAttachment[],
	own: { connection: string; account: string; traces: Traces; relay: boolean },
): Promise<ReadonlySet<string>> {
	const copies = new Set(Object.values(own.traces.files));
	if (!attachments.some(({ id, author }) => author.id === own.account && !copies.has(id))) return new Set();
	const { properties } = await jira.readIssue(issue.id, { fields: ['key'], properties: ['*all'] });
	const pages = own.relay ? [] : Object.entries(properties).filter(([key]) => isTraceKey(key));
	const pending = pendingUploads(properties, recordKey(own.connection), attachments, { account: own.account, traces: own.traces.files });
	return new Set([...pages.flatMap(([, page]) => Object.values(readTraces([page]).files)), ...Object.values(pending)]);
}
