import sortBy from 'lodash/sortBy';
import type { RichText } from '../content/richText';
import { JiraError } from '../jira/errors';
import type { Jira, JiraAttachment, JiraIssue } from '../jira/types';
import { isOwnFile, rememberOwnFiles } from '../memory/ownFiles';
import { broughtByOthers, pendingUploads } from '../sync/attachments';
import type { Traces } from '../sync/record';
import { fileNamesIn, mediaIdsIn, unnamedMediaIn } from '../sync/texts';
import type { KnownMedia } from '../sync/visibility';

/** In place of names of properties: all that an issue has. */
export const EVERY_PROPERTY = '*all';

/**
 * Attachments by media id, asked only for texts that show a file without saying its name, and for
 * those whose files must be told for certain. Jira tells the media id of one attachment by
 * where it redirects, so it is asked for those that are named first, and no further than needed.
 *
 * @param texts `leaving` ones need names only; what `surely` shows decides whether a file may leave
 * @param known what was asked before
 */
export async function knowMedia(
	jira: Jira,
	attachments: JiraAttachment[],
	texts: { leaving: RichText[]; surely: RichText[] },
	known: KnownMedia = {},
): Promise<KnownMedia> {
	const names = new Set(attachments.map(({ name }) => name));
	const told = new Set(Object.values(known).map(({ id }) => id));
	const unknown = attachments.filter(({ id }) => !told.has(id));
	const wanted = new Set([...texts.surely.flatMap(mediaIdsIn), ...texts.leaving.flatMap((text) => unnamedMediaIn(text, names))].filter((id) => !(id in known)));
	const named = new Set([...texts.surely, ...texts.leaving].flatMap(fileNamesIn));
	const media: Record<string, JiraAttachment> = {};
	for (const file of sortBy(unknown, ({ name }) => !named.has(name))) {
		if (wanted.size === 0) break;
		const mediaId = await mediaIdOf(jira, file);
		if (!mediaId) continue;
		media[mediaId] = file;
		wanted.delete(mediaId);
	}
	return media;
}

/** The media id of a file; undefined for one that is gone, and one of a comment that the account may not see. */
export const mediaIdOf = async (jira: Jira, { id }: JiraAttachment): Promise<string | undefined> =>
	await jira.mediaId(id).catch((error: unknown) =>
		error instanceof JiraError && ['forbidden', 'notFound'].includes(error.code) ? undefined : Promise.reject(error),
	);

/** Nothing in place of what is gone or was lost. */
export const unlessGone = (error: unknown): undefined => {
	if (!(error instanceof JiraError && error.code === 'notFound')) throw error;
};

/**
 * Files that a sync brought here and that are no news: by other connections, whatever account they have, unless those are relayed,
 * and by this one in a run that ended before it could write them down. Only properties tell.
 *
 * @param own `complete` when all properties came with the issue; otherwise they are read where nobody has found out about a file yet
 */
export async function arrivedFiles(
	jira: Jira,
	issue: JiraIssue,
	attachments: JiraAttachment[],
	own: { connection: string; account: string; traces: Traces; relay: boolean; complete: boolean },
): Promise<ReadonlySet<string>> {
	const { connection, account, traces } = own;
	const copies = new Set(Object.values(traces.files));
	const open = attachments.filter(({ id, author }) => !copies.has(id) && (own.complete || !isOwnFile(jira.siteUrl, id)) && (!own.relay || author.id === account));
	if (open.length === 0) return new Set();
	const { properties } = own.complete ? issue : await jira.readIssue(issue.id, { fields: ['key'], properties: [EVERY_PROPERTY] });
	const pending = pendingUploads(properties, connection, attachments, { account, traces: traces.files });
	if (own.relay) return new Set(Object.values(pending));
	const arrived = new Set([...broughtByOthers(properties, connection, attachments), ...Object.values(pending)]);
	rememberOwnFiles(jira.siteUrl, open.map(({ id }) => id).filter((id) => !arrived.has(id)));
	return arrived;
}
