import { jqlText } from '../../sync/jql';
import { asList, asObject, asText } from '../cloud/readValues';
import type { JiraPort } from '../port';
import type { Found, Jira } from '../types';

type SearchFunctions = Pick<Jira, 'search' | 'findByRemoteLink'>;

/** `POST /search` of Data Center: pages by offset, and its index reflects writes at once on one node. */
export function dataCenterSearch(port: JiraPort): SearchFunctions {
	const search: Jira['search'] = async (question) => {
		const found: Found[] = [];
		for (;;) {
			const answer = await port.request({
				method: 'POST',
				path: '/rest/api/2/search',
				body: {
					jql: question.jql,
					fields: question.fields ?? ['key'],
					startAt: found.length,
					maxResults: Math.min(100, question.limit - found.length),
				},
			});
			const page = asObject(answer.body);
			const issues = asList(page.issues);
			found.push(...(await Promise.all(issues.map((issue) => withProperties(port, issue, question.properties ?? [])))));
			if (issues.length === 0 || found.length >= Math.min(question.limit, Number(page.total ?? 0))) return found;
		}
	};
	return {
		search,
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
