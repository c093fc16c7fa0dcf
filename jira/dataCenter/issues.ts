import { jqlText } from '../../sync/jql';
import { allPages } from '../cloud/issues';
import { asList, asObject, asText } from '../cloud/readValues';
import type { JiraPort } from '../port';
import type { Found, Jira, SearchQuestion } from '../types';

type SearchFunctions = Pick<Jira, 'search' | 'walk' | 'costOfWalk' | 'findByRemoteLink'>;

const SEARCH = '/rest/api/2/search';
const PAGE = 100;

/** `POST /search` of Data Center: pages by offset, and its index reflects writes at once on one node. */
export function dataCenterSearch(port: JiraPort): SearchFunctions {
	async function* pages(question: SearchQuestion): AsyncGenerator<Found[]> {
		for (let startAt = 0; ; ) {
			const body = { jql: question.jql, fields: question.fields ?? ['key'], startAt, maxResults: Math.min(PAGE, question.limit - startAt) };
			const page = asObject((await port.request({ method: 'POST', path: SEARCH, body })).body);
			const issues = asList(page.issues);
			yield await Promise.all(issues.map((issue) => withProperties(port, issue, question.properties ?? [])));
			startAt += issues.length;
			if (issues.length === 0 || startAt >= Math.min(question.limit, Number(page.total ?? 0))) return;
		}
	}
	const search: Jira['search'] = async (question) => await allPages(pages(question));
	return {
		search,
		walk: (question) => pages({ ...question, limit: Infinity }),
		async costOfWalk({ jql, properties }) {
			const answer = await port.request({ method: 'POST', path: SEARCH, body: { jql, fields: ['key'], startAt: 0, maxResults: 0 } });
			const issues = Number(asObject(answer.body).total ?? 0);
			return { issues, requests: Math.max(1, Math.ceil(issues / PAGE)) + (properties?.length ? issues : 0) };
		},
		findByRemoteLink: (globalId, properties) =>
			search({ jql: `issue in issuesWithRemoteLinksByGlobalId(${jqlText(globalId)})`, properties, limit: 10 }),
	};
}

/** Search of Data Center returns no properties: they are read with the issue. */
async function withProperties(port: JiraPort, hit: Record<string, unknown>, properties: string[]): Promise<Found> {
	const found: Found = { id: asText(hit.id), key: asText(hit.key), properties: {}, fields: asObject(hit.fields) };
	if (properties.length === 0) return found;
	const answer = await port.request({
		method: 'GET',
		path: `/rest/api/2/issue/${found.id}`,
		query: { fields: 'key', properties },
	});
	return { ...found, properties: asObject(asObject(answer.body).properties) };
}
