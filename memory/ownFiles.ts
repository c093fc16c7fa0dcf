/**
 * Files that people have put on an issue and no connection has brought there, by site. A file stays what it is, so who has found that out once need not
 * ask again. In memory only: after a restart it is asked once more.
 */
const known = new Set<string>();
const MOST = 100_000;

const name = (siteUrl: string, fileId: string): string => `${siteUrl} ${fileId}`;

export const isOwnFile = (siteUrl: string, fileId: string): boolean => known.has(name(siteUrl, fileId));

export function rememberOwnFiles(siteUrl: string, fileIds: string[]): void {
	if (known.size > MOST) known.clear();
	for (const id of fileIds) known.add(name(siteUrl, id));
}

/** As after a restart. */
export const forgetOwnFiles = (): void => known.clear();
