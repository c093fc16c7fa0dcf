import type { Jira } from '../jira/types';
import { parentsFirst } from '../sync/parents';
import { asObject, asText } from '../sync/values';

/** Names of the issues that a query finds, each parent before its sub-tasks. Nothing else is read, so thousands can wait in line and none grows old. */
export async function listIssues(jira: Jira, question: { jql: string; limit: number }): Promise<Array<{ id: string; key: string }>> {
	const found = await jira.search({ ...question, fields: ['parent'] });
	return parentsFirst(found, ({ id, fields }) => ({ id, parent: asText(asObject(fields.parent).id) })).map(({ id, key }) => ({ id, key }));
}
