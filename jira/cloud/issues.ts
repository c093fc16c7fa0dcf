import chunk from 'lodash/chunk';
import { bulkFetchIssues, countIssues, createIssue, deleteIssue, editIssue, getIssue, searchAndReconsileIssuesUsingJqlPost } from 'jira.js/cloud';
import { jqlText } from '../../sync/jql';
import { JiraError } from '../errors';
import { pathSegment } from '../issueKey';
import type { JiraPort } from '../port';
import type { Found, IssueQuestion, Jira, JiraIssue, SearchQuestion } from '../types';
import { unlessMissing } from './properties';
import { asList, asObject, asText, readIssue } from './readValues';

/** Most results one page of a search may be asked for when fields are read. */
const PAGE = 100;

/** `POST /issue/bulkfetch` takes at most this many issues, and returns at most this many history entries of each. */
const BULK = 100;
const BULK_HISTORY = 40;

type IssueFunctions = Pick<Jira, 'readIssue' | 'readIssues' | 'createIssue' | 'editIssue' | 'deleteIssue' | 'search' | 'walk' | 'costOfWalk' | 'findByRemoteLink'>;

/** How one issue is read where a deployment tells it in another way. */
export interface OneIssue {
	/** What is asked for along with the history. */
	withHistory: string[];
	read: (value: unknown) => JiraIssue;
}

/** Issues of a Cloud site: one read, one create, one edit, search. */
export function cloudIssues(port: JiraPort, one: OneIssue = { withHistory: [], read: readIssue }): IssueFunctions {
	async function* pages(question: SearchQuestion): AsyncGenerator<Found[]> {
		let left = question.limit;
		let nextPageToken: string | undefined;
		do {
			const page = asObject(
				await searchAndReconsileIssuesUsingJqlPost(port, {
					jql: question.jql,
					fields: question.fields ?? ['key'],
					properties: question.properties,
					reconcileIssues: question.reconcile?.map(Number),
					maxResults: Math.min(PAGE, left),
					nextPageToken,
				}),
			);
			const issues = asList(page.issues);
			left -= issues.length;
			yield issues.map(toFound);
			const next = asText(page.nextPageToken) || undefined;
			// A repeated token or an empty page with a token would page for ever.
			nextPageToken = next === nextPageToken || issues.length === 0 ? undefined : next;
		} while (nextPageToken && left > 0);
	}
	const search: Jira['search'] = async (question) => await allPages(pages(question));

	return {
		search,
		walk: (question) => pages({ ...question, limit: Infinity }),
		async costOfWalk({ jql }) {
			const { count } = asObject(await countIssues(port, { jql }));
			const issues = Number(count ?? 0);
			return { issues, requests: Math.max(1, Math.ceil(issues / PAGE)) };
		},
		async readIssue(idOrKey, question) {
			const expand = [...expandOf(question), ...(question.changes ? one.withHistory : [])];
			return one.read(
				await getIssue(port, {
					issueIdOrKey: pathSegment(idOrKey),
					fields: question.fields,
					...(question.properties?.length ? { properties: question.properties } : {}),
					...(expand.length ? { expand: expand.join(',') } : {}),
					...(question.whole ? { failFast: true } : {}),
				}),
			);
		},
		async readIssues(idsOrKeys, question) {
			const issues: JiraIssue[] = [];
			for (const issueIdsOrKeys of chunk(idsOrKeys, BULK)) {
				const { fields, properties } = question;
				const page = asObject(await bulkFetchIssues(port, { issueIdsOrKeys, fields, properties, expand: expandOf(question) }));
				issues.push(...asList(page.issues).map((issue) => readIssue(issue, BULK_HISTORY)));
			}
			return issues;
		},
		async createIssue(input) {
			const created = asObject(await createIssue(port, input as Parameters<typeof createIssue>[1]));
			return { id: asText(created.id), key: asText(created.key) };
		},
		async editIssue(id, { quietly, ...input }) {
			await editIssue(port, {
				issueIdOrKey: pathSegment(id),
				...(quietly ? { notifyUsers: false } : {}),
				...(input as Omit<Parameters<typeof editIssue>[1], 'issueIdOrKey'>),
			});
		},
		async deleteIssue(id) {
			// Subtasks are people's own: without the parameter Jira refuses to delete them along.
			await unlessMissing(deleteIssue(port, { issueIdOrKey: pathSegment(id) }));
		},
		findByRemoteLink: async (globalId, properties) =>
			await search({ jql: `issue in issuesWithRemoteLinksByGlobalId(${jqlText(globalId)})`, properties, limit: 10 }).catch(
				// The index is a second way to a counterpart; a site without this function has the records.
				(error: unknown) => (error instanceof JiraError && error.code === 'badRequest' ? [] : Promise.reject(error)),
			),
	};
}

const expandOf = (question: IssueQuestion): string[] => [
	...(question.changes ? ['changelog'] : []),
	...(question.editFields ? ['editmeta'] : []),
	...(question.transitions ? ['transitions'] : []),
];

/** Everything that comes page by page, in one list. */
export async function allPages<T>(pages: AsyncIterable<T[]>): Promise<T[]> {
	const all: T[] = [];
	for await (const page of pages) all.push(...page);
	return all;
}

const toFound = (value: unknown): Found => {
	const issue = asObject(value);
	return {
		id: asText(issue.id),
		key: asText(issue.key),
		properties: asObject(issue.properties),
		fields: asObject(issue.fields),
	};
};
