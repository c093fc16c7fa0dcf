import { asList, asObject, type Json } from './readValues';

/** A page holds at most 200 entries; more is answered with 400. */
const META_PAGE = 200;

/** All entries of a resource of createmeta, page by page. */
export async function allMetaEntries(read: (page: { startAt: number; maxResults: number }) => Promise<unknown>): Promise<Json[]> {
	const entries: Json[] = [];
	for (;;) {
		const page = asObject(await read({ startAt: entries.length, maxResults: META_PAGE }));
		const found = metaEntries(page);
		entries.push(...found);
		if (!goesOn(page, found.length, entries.length)) return entries;
	}
}

/** The list of a createmeta page; Cloud and Data Center name it differently. */
const metaEntries = (page: Json): Json[] =>
	asList(page.issueTypes ?? page.fields ?? page.values ?? page.results ?? page.createMetaIssueType);

/**
 * Whether entries follow a page of createmeta. A site may give fewer on a page than it was asked for: then `isLast` tells (`PageBean` of
 * Data Center 10.3), or `total` (`PaginatedResponse` of Cloud), and only without them a page that is not full is the last one.
 *
 * @param count entries of this page
 * @param seen entries of all pages so far
 */
function goesOn({ isLast, total }: Json, count: number, seen: number): boolean {
	if (count === 0) return false;
	if (typeof isLast === 'boolean') return !isLast;
	return typeof total === 'number' ? seen < total : count >= META_PAGE;
}
