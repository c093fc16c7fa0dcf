import { json } from '../http/exchange.ts';
import { JiraError, badRequest } from '../http/errors.ts';
import type { Call, Route } from '../http/router.ts';
import { intParam, listParam, readObject } from '../http/router.ts';
import { fieldsOf } from '../fields/field.ts';
import { matching, searchPage } from '../jql/search.ts';
import { compileJql } from '../jql/evaluate.ts';
import { seesIssue } from '../permissions.ts';
import { chooseFields, issueView, namesOf, schemaOf } from '../views/issues.ts';
import { lookingOf } from './answers.ts';
import { strings } from './issues.ts';

interface Asked {
	jql: string;
	token: string | undefined;
	maxResults: number;
	fields: string[];
	expand: string[];
	properties: string[];
	reconcile: string[];
}

const IDS_ONLY = new Set(['id', 'key']);

export const searchRoutes: Route[] = [
	['GET', '/rest/api/3/search/jql', (call) => search(call, {
		jql: call.query.get('jql') ?? '',
		token: call.query.get('nextPageToken') ?? undefined,
		maxResults: intParam(call.query, 'maxResults', 50),
		fields: listParam(call.query, 'fields') ?? ['id'],
		expand: listParam(call.query, 'expand') ?? [],
		properties: listParam(call.query, 'properties') ?? [],
		reconcile: listParam(call.query, 'reconcileIssues') ?? [],
	})],
	['POST', '/rest/api/3/search/jql', async (call) => {
		const body = await readObject(call);
		return search(call, {
			jql: typeof body.jql === 'string' ? body.jql : '',
			token: typeof body.nextPageToken === 'string' ? body.nextPageToken : undefined,
			maxResults: typeof body.maxResults === 'number' ? body.maxResults : 50,
			fields: strings(body.fields) ?? ['id'],
			expand: typeof body.expand === 'string' ? body.expand.split(',') : [],
			properties: strings(body.properties) ?? [],
			reconcile: strings(body.reconcileIssues) ?? [],
		});
	}],
	['POST', '/rest/api/3/search/approximate-count', async (call) => {
		const body = await readObject(call);
		return json(200, { count: matching(call.site, call.actor, String(body.jql ?? '')).length });
	}],
	['POST', '/rest/api/3/jql/match', match],
	['GET', '/rest/api/:version/search', gone],
	['POST', '/rest/api/:version/search', gone],
];

function gone(): never {
	throw new JiraError(410, ['The requested API has been removed. Please migrate to the /rest/api/3/search/jql API. A full migration guideline is available at https://developer.atlassian.com/changelog/#CHANGE-2046']);
}

function search(call: Call, asked: Asked): ReturnType<typeof json> {
	if (asked.reconcile.length > 50) throw badRequest('The number of issues in reconcileIssues exceeds the limit of 50.');
	if (asked.properties.length > 5) throw badRequest('The number of properties exceeds the limit of 5.');
	if (asked.maxResults < 1) throw badRequest('maxResults must be greater than 0.');
	const idsOnly = asked.fields.every((name) => IDS_ONLY.has(name)) && asked.expand.length === 0 && asked.properties.length === 0;
	const { site, actor } = call;
	const page = searchPage(site, actor, {
		jql: asked.jql,
		reconcile: asked.reconcile,
		maxResults: Math.min(asked.maxResults, idsOnly ? 5000 : 100),
		token: asked.token,
	});
	const chosen = chooseFields(fieldsOf(site), asked.fields);
	const perIssue = asked.expand.filter((name) => name !== 'names' && name !== 'schema');
	return json(200, {
		issues: page.issues.map((issue) => {
			if (idsOnly && !asked.fields.includes('key')) return { id: issue.id };
			return issueView(issue, lookingOf(call), { fields: asked.fields, expand: perIssue, properties: asked.properties });
		}),
		...(page.nextPageToken === undefined ? {} : { nextPageToken: page.nextPageToken }),
		isLast: page.nextPageToken === undefined,
		...(asked.expand.includes('names') ? { names: namesOf(chosen) } : {}),
		...(asked.expand.includes('schema') ? { schema: schemaOf(chosen) } : {}),
	});
}

/** Per query: which of the given issues it finds, or why it cannot be asked. */
async function match(call: Call): Promise<ReturnType<typeof json>> {
	const { issueIds, jqls } = await readObject(call);
	if (!Array.isArray(issueIds) || !Array.isArray(jqls)) throw badRequest('Both issueIds and jqls must be given.');
	if (issueIds.length > 1000) throw badRequest('The number of issue IDs exceeds the limit of 1000.');
	if (jqls.length > 100) throw badRequest('The number of JQL queries exceeds the limit of 100.');
	const { site, actor } = call;
	const asked = new Set(issueIds.map(String));
	const documents = site.index.documents(site.data.issues).filter((issue) => asked.has(issue.id) && seesIssue(site, actor, issue));
	return json(200, {
		matches: jqls.map((jql) => {
			try {
				const { matches } = compileJql(String(jql), { site, viewer: actor });
				return { matchedIssues: documents.filter(matches).map((issue) => Number(issue.id)), errors: [] };
			} catch (error) {
				if (!(error instanceof JiraError)) throw error;
				return { matchedIssues: [], errors: error.messages };
			}
		}),
	});
}
