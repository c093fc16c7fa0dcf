import type { IDataObject } from 'n8n-workflow';
import { checkConnection } from '../../engine/checkConnection';
import type { Jira } from '../../jira/types';
import type { CheckQuestion } from '../../sync/check/facts';

/** One item for each finding, by topic, and the summary last. */
export async function runCheck(jira: Jira, question: CheckQuestion): Promise<IDataObject[]> {
	const { findings, summary } = await checkConnection(jira, question);
	return [...findings, summary].map((item) => ({ connection: question.connection, site: jira.siteUrl, ...item }));
}
