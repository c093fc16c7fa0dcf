import { NodeApiError, NodeOperationError, type IDataObject, type INode, type JsonObject } from 'n8n-workflow';
import { JiraError, NEXT_STEP, scopeOfCode } from '../../jira/errors';
import { SyncError } from '../../sync/errors';
import { EarlierFailure } from './earlierFailure';

/** What an error item tells: what happened, where, what to do next, and whether it may be run again. */
export interface ErrorReport extends IDataObject {
	message: string;
	next: string;
	code: string;
	scope: 'issue' | 'connection' | 'site';
	retryable: boolean;
}

/** The report of any error; unknown ones are told as they are and not retried. */
export function reportOf(error: unknown): ErrorReport {
	if (error instanceof SyncError) {
		const { next, scope, retryable, retryAt, ...where } = error.data;
		return compact({ message: error.message, next, code: error.code, scope, ...where, retryable: retryable === true, ...time(retryAt) });
	}
	if (error instanceof JiraError) {
		const { site, method, path, status, retryable, retryAt, fields } = error.data;
		const [field] = Object.keys(fields);
		return compact({
			message: error.message,
			next: NEXT_STEP[error.code],
			code: error.code,
			scope: scopeOfCode(error.code),
			site,
			method,
			path,
			status,
			field,
			retryable,
			...time(retryAt),
		});
	}
	const message = error instanceof Error ? error.message : String(error);
	const told = error instanceof EarlierFailure ? error.report : {};
	return {
		next: 'Look at the message; if it makes no sense, report it with the version of the package.',
		code: 'unexpected',
		scope: 'issue',
		retryable: false,
		...told,
		message,
	};
}

/** The error as n8n shows it: message = what happened, description = what to do next. */
export function toNodeError(node: INode, error: unknown, itemIndex: number): NodeApiError | NodeOperationError {
	const report = reportOf(error);
	const shown = { message: report.message, description: report.next, itemIndex };
	return error instanceof JiraError
		? new NodeApiError(node, { message: report.message } as JsonObject, { ...shown, httpCode: String(error.data.status ?? '') })
		: new NodeOperationError(node, report.message, shown);
}

const time = (retryAt: number | undefined): { retryAt?: string } =>
	retryAt === undefined ? {} : { retryAt: new Date(retryAt).toISOString() };

const compact = (report: IDataObject): ErrorReport =>
	Object.fromEntries(Object.entries(report).filter(([, value]) => value !== undefined)) as ErrorReport;
