import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { RetryState } from '../../sync/item';
import { retryAfterFailure } from '../../sync/retryState';
import { EarlierFailure } from './earlierFailure';
import { reportOf, toNodeError } from './toNodeError';

/** What the work on one item puts out: for each output of the node a list of JSON objects. */
export type Outputs = IDataObject[][];

/** Reports a failure of one issue, for items that stand for several, and lets the work on the others go on. */
export type Fail = (error: unknown, issue?: string) => void;

interface Failure {
	index: number;
	error: unknown;
	issue?: string;
}

/**
 * Works on all items, whatever happens to single ones.
 *
 * When the node is to stop on errors it throws after the last item, so that the good ones are done
 * and Retry On Fail or the error workflow act. Otherwise it never throws for an item: failed items
 * come first in output 0, because n8n repeats a node only when the first item carries `json.error`.
 *
 * An item whose JSON holds nothing but `error` is led to the error output and gets the JSON of its
 * input back there. (`item.error` would do so too, but n8n then replaces the JSON by the message.)
 */
export async function eachItem(
	context: IExecuteFunctions,
	outputs: number,
	work: (itemIndex: number, fail: Fail) => Promise<Outputs>,
): Promise<INodeExecutionData[][]> {
	const done: INodeExecutionData[][] = Array.from({ length: outputs }, () => []);
	const failures: Failure[] = [];
	for (const index of context.getInputData().keys()) {
		const fail: Fail = (error, issue) => void failures.push({ index, error, issue });
		const result = await work(index, fail).catch((error: unknown) => fail(error));
		result?.forEach((list, output) => done[output]?.push(...list.map((json) => ({ json, pairedItem: { item: index } }))));
	}
	const [first] = failures;
	if (first && !context.continueOnFail()) throw toNodeError(context.getNode(), first.error, first.index);
	done[0] = [...failures.map((failure) => failedItem(context, failure)), ...(done[0] ?? [])];
	return done;
}

function failedItem(context: IExecuteFunctions, { index, error, issue }: Failure): INodeExecutionData {
	const report = reportOf(error);
	const input = context.getInputData()[index]?.json ?? {};
	const before = (input.retry ?? (input.error as IDataObject | undefined)?.retry) as RetryState | undefined;
	// What failed in an earlier node already is still the same failure.
	const isNew = !(error instanceof EarlierFailure);
	const retry = isNew ? retryAfterFailure(before, Date.now(), report.retryAt as string | undefined) : before;
	// Every issue has one outcome, also the one that failed; beside `error` it would hide the error from n8n.
	const outcome = { result: 'blocked', reason: report.message, code: report.code };
	const told = { ...(issue ? { issue } : {}), outcome, ...report, ...(report.retryable && retry ? { retry: { ...retry } } : {}) };
	const staysInLine = context.getNode().onError === 'continueRegularOutput';
	return { json: { ...(staysInLine ? input : {}), error: told }, pairedItem: { item: index } };
}
