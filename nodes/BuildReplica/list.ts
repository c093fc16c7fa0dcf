import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { listIssues } from '../../engine/listIssues';
import type { Jira } from '../../jira/types';
import { readConnection } from '../shared/connectionName';
import { readQuery } from './options';

/** The operation that names many issues, which are read in batches later on: a replica that waits in line for hours would be out of date. */
export const LIST = 'listByJql';

/** One item for each issue that the query of an input item finds. */
export async function list(jira: Jira, context: IExecuteFunctions, itemIndex: number): Promise<IDataObject[]> {
	const connection = readConnection(context, itemIndex);
	return (await listIssues(jira, readQuery(context, itemIndex))).map((issue) => ({ connection, issue }));
}
