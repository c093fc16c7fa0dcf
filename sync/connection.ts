/**
 * Names under which a connection keeps its state in Jira. The connection's name is chosen once and
 * is part of every one of them, so it cannot be changed later without losing the pairs.
 */
const CONNECTION_NAME = /^[a-z0-9-]{1,40}$/;

/** Property pages that hold traces; each stays below Jira's 32,768 characters for a property value. */
const TRACE_PAGES = 4;

/** True for lower-case letters, digits and dashes, 1 to 40 characters. */
export const isConnectionName = (name: string): boolean => CONNECTION_NAME.test(name);

/** Issue property with the twin record; also the comment property that names a comment's origin. */
export const recordKey = (connection: string): string => `jirasync.${connection}`;

/** Issue properties with pairs of file ids and comment ids. */
export const traceKeys = (connection: string): string[] =>
	Array.from({ length: TRACE_PAGES }, (_, page) => `jirasync.${connection}.t${page}`);

/** True for the pages of traces of any connection. */
export const isTraceKey = (key: string): boolean => /^jirasync\.[a-z0-9-]{1,40}\.t\d+$/.test(key);

/** Issue property that claims one comment or one file before it is written. */
export const contentClaimKey = (connection: string, kind: 'comment' | 'file', sourceId: string): string =>
	`jirasync.${connection}.${kind === 'comment' ? 'c' : 'f'}.${sourceId}`;

/** The connection and the id of the original in the claim of a file, in whichever generation; undefined for every other key. */
export function fileClaim(key: string): { connection: string; source: string } | undefined {
	const [, connection, source] = /^jirasync\.([a-z0-9-]{1,40})\.f\.(\d+)(?:\.\d+)?$/.exec(key) ?? [];
	return connection && source ? { connection, source } : undefined;
}

/**
 * Issue property that claims the move which answers one change of the other side.
 *
 * @param cause kind of change
 * @param at when the change was made (ISO time)
 */
export const moveClaimKey = (connection: string, cause: string, at: string): string => `jirasync.${connection}.m.${cause}-${Date.parse(at)}`;

/** True for every property key this package writes, of whichever connection. */
export const isOwnKey = (key: string): boolean => key.startsWith('jirasync.');

/** True for the keys of one connection on an issue: record, traces and claims. */
export const isKeyOf = (connection: string, key: string): boolean => key === recordKey(connection) || key.startsWith(`${recordKey(connection)}.`);

/** A server that is known by its address has slashes in its id; where a key stands in a path, some servers refuse them even encoded. */
const NOT_IN_PATHS = /[^\w.-]/g;

/**
 * Property of the target side's account that claims the creation of a counterpart.
 *
 * @param goneId the counterpart that was deleted before: what is made instead of it is claimed anew
 */
export const creationClaimKey = (connection: string, site: string, issueId: string, goneId?: string): string =>
	`jirasync.${connection}.new.${site.replace(NOT_IN_PATHS, '_')}.${issueId}${goneId === undefined ? '' : `.after-${goneId}`}`.slice(0, 255);

/** Property that is set and removed to find out where claims can live; it stands for nothing. */
export const probeClaimKey = (connection: string): string => `jirasync.${connection}.check`;

/** Name under which the trigger registers its webhook, for the people who see the list in Jira. */
export const webhookName = (connection: string): string => `n8n Jira Sync: ${connection}`;

/** True for every claim of a connection to create a counterpart, whatever its issue. */
export const isCreationClaim = (connection: string, key: string): boolean => key.startsWith(`${recordKey(connection)}.new.`);

/** True for a claim and its later generations (`<claim>.1`). */
export const isClaimOf = (claim: string, key: string): boolean => key === claim || (key.startsWith(`${claim}.`) && /^\d+$/.test(key.slice(claim.length + 1)));

/**
 * globalId of the remote link that shows a counterpart; ids, because keys change when issues move.
 * Jira allows 255 characters.
 */
export const linkId = (connection: string, site: string, issueId: string): string =>
	`jirasync:${connection}:${site}:${issueId}`.slice(0, 255);
