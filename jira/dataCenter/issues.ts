import chunk from 'lodash/chunk';
import { jqlText } from '../../sync/jql';
import { allPages } from '../cloud/issues';
import { unlessMissing } from '../cloud/properties';
import { asList, asObject, asText } from '../cloud/readValues';
import type { JiraPort } from '../port';
import type { Found, Jira, SearchQuestion } from '../types';

type SearchFunctions = Pick<Jira, 'search' | 'walk' | 'costOfWalk' | 'findByRemoteLink'>;

const SEARCH = '/rest/api/2/search';
const PAGE = 100;
/** How many issues are read at a time: with a limit of rate, all that are asked for at once wait and fail together. */
const AT_ONCE = 5;

/** `POST /search` of Data Center: pages by offset, and its index reflects writes at once on one node. */
export function dataCenterSearch(port: JiraPort): SearchFunctions {
	async function* pages(question: SearchQuestion): AsyncGenerator<Found[]> {
		const given = new Set<string>();
		let count = 0;
		for (let startAt = 0; ; ) {
			// The last issue of the page before comes once more.
			const again = startAt > 0 ? 1 : 0;
			const body = { jql: question.jql, fields: question.fields ?? ['key'], startAt: startAt - again, maxResults: Math.min(PAGE, question.limit - count) + again };
			const page = asObject((await port.request({ method: 'POST', path: SEARCH, body })).body);
			const issues = asList(page.issues);
			// Where another one stands in its place, issues that left their places have moved some past the border of the pages.
			if (again > 0 && issues.length > 0 && !given.has(asText(issues[0]?.id))) {
				startAt = Math.max(0, startAt - PAGE / 2);
				continue;
			}
			const news = issues.filter(({ id }) => !given.has(asText(id)));
			for (const { id } of news) given.add(asText(id));
			const found: Found[] = [];
			for (const some of chunk(news, AT_ONCE)) {
				const read = await Promise.all(some.map((issue) => withProperties(port, issue, question.properties ?? [])));
				found.push(...read.filter((issue): issue is Found => issue !== undefined));
			}
			yield found;
			startAt += issues.length - again;
			// What is gone does not count: fewer than were asked for means that there are no more.
			count += found.length;
			if (issues.length <= again || count >= question.limit || startAt >= Number(page.total ?? 0)) return;
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

/** Search of Data Center returns no properties: they are read with the issue. Undefined when that is gone and the index is late. */
async function withProperties(port: JiraPort, hit: Record<string, unknown>, properties: string[]): Promise<Found | undefined> {
	const found: Found = { id: asText(hit.id), key: asText(hit.key), properties: {}, fields: asObject(hit.fields) };
	if (properties.length === 0) return found;
	const reading = port.request({
		method: 'GET',
		path: `/rest/api/2/issue/${found.id}`,
		query: { fields: 'key', properties },
	});
	const answer = await unlessMissing(reading);
	return answer && { ...found, properties: asObject(asObject(answer.body).properties) };
}
