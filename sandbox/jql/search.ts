import { badRequest } from '../http/errors.ts';
import type { Account, Issue } from '../model.ts';
import { isArchived, seesIssue } from '../permissions.ts';
import type { Site } from '../site.ts';
import { searchableOf } from './clauses.ts';
import { compileJql } from './evaluate.ts';
import type { Query } from './parse.ts';
import { parseJql } from './parse.ts';

type SortKey = Array<string | number | null>;

interface Page {
	issues: Issue[];
	nextPageToken: string | undefined;
}

export interface SearchRequest {
	jql: string;
	reconcile: string[];
	maxResults: number;
	token: string | undefined;
}

/** All live issues the query finds, in its order. Queries without a restriction are refused, as Cloud does. */
export function matching(site: Site, viewer: Account, jql: string, reconcile: string[] = []): Issue[] {
	const { matches, bounded } = compileJql(jql, { site, viewer });
	if (!bounded) throw badRequest('Unbounded JQL queries are not allowed here. Please add a search restriction to your query.');
	const found = site.index.documents(site.data.issues, new Set(reconcile)).filter(matches);
	// The index says which; what is answered is the issue as it is now, if it may be seen and is not archived.
	return found.flatMap((document) => {
		const live = site.data.issues[document.id];
		return live && !isArchived(site, live) && seesIssue(site, viewer, live) ? [live] : [];
	});
}

export function searchPage(site: Site, viewer: Account, request: SearchRequest): Page {
	const query = parseJql(request.jql);
	const keyOf = sortKeyOf(query, site, viewer);
	const compare = comparison(query);
	const rows = matching(site, viewer, request.jql, request.reconcile)
		.map((issue) => ({ issue, key: keyOf(issue) }))
		.sort((left, right) => compare(left.key, right.key));
	const after = request.token === undefined ? undefined : readToken(request.token, request.jql);
	const start = after ? rows.findIndex((row) => compare(row.key, after) > 0) : 0;
	const rest = start < 0 ? [] : rows.slice(start);
	const shown = rest.slice(0, request.maxResults);
	const last = shown.at(-1);
	const more = rest.length > shown.length && last !== undefined;
	return { issues: shown.map((row) => row.issue), nextPageToken: more ? writeToken(request.jql, last.key) : undefined };
}

/** Sort values of an issue; its id comes last, so that no two are equal. */
function sortKeyOf(query: Query, site: Site, viewer: Account): (issue: Issue) => SortKey {
	const fields = query.orderBy.map(({ field }) => {
		const found = searchableOf(field, site, viewer);
		if (found.name === 'text' || found.name === 'comment') throw badRequest(`Not able to sort using field '${field}'.`);
		return found;
	});
	return (issue) => [...fields.map((field) => (field.order ? field.order(issue) : field.read(issue)[0] ?? null)), Number(issue.id)];
}

function comparison(query: Query): (left: SortKey, right: SortKey) => number {
	// Without ORDER BY the newest issue comes first.
	const directions = [...query.orderBy.map(({ descending }) => (descending ? -1 : 1)), query.orderBy.length === 0 ? -1 : 1];
	return (left, right) => {
		for (const [at, direction] of directions.entries()) {
			const difference = compareValues(left[at] ?? null, right[at] ?? null);
			if (difference !== 0) return difference * direction;
		}
		return 0;
	};
}

function compareValues(left: string | number | null, right: string | number | null): number {
	if (left === right) return 0;
	if (left === null) return 1;
	if (right === null) return -1;
	return left < right ? -1 : 1;
}

function writeToken(jql: string, key: SortKey): string {
	return Buffer.from(JSON.stringify({ jql, key })).toString('base64url');
}

function readToken(token: string, jql: string): SortKey {
	try {
		const read = JSON.parse(Buffer.from(token, 'base64url').toString('utf8')) as { jql: string; key: SortKey };
		if (read.jql === jql && Array.isArray(read.key)) return read.key;
	} catch {
		// Falls through to the refusal: a token nobody gave out.
	}
	throw badRequest('The provided next page token is invalid or expired.');
}
