import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { allOf } from '../../sync/jql';
import { scopeQuery } from '../../sync/scope';
import { openSite } from '../shared/openJira';
import { toNodeError } from '../shared/toNodeError';
import { readOptions } from './options';

/**
 * What n8n runs of a trigger that also has `execute`: the items of a delivery or a sweep pass. A test in the
 * editor without a delivery comes with one empty item, and gets the issue that changed last.
 */
export async function passOn(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const input = this.getInputData();
	const isTest = this.getMode() === 'manual' && input.every(({ json }) => Object.keys(json).length === 0);
	return [isTest ? await latest(this) : input];
}

async function latest(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	try {
		const { connection, scope, start } = readOptions((name, fallback) => context.getNodeParameter(name, 0, fallback));
		const jira = await openSite(context);
		const everything = `updated >= ${jira.now() - LAST_MONTHS}`;
		const jql = allOf([scopeQuery(scope) || everything, start.jql && `(${start.jql})`]);
		const found = await jira.search({ jql: `${jql} ORDER BY updated DESC`, limit: 1 });
		return context.helpers.returnJsonArray(
			found.map(({ id, key }): IDataObject => ({ connection, issue: { id, key }, start: { ...start }, scope: { ...scope }, events: ['test'] })),
		);
	} catch (error) {
		throw toNodeError(context.getNode(), error, 0);
	}
}

/** Jira refuses a query that is not limited. */
const LAST_MONTHS = 90 * 24 * 3_600_000;
