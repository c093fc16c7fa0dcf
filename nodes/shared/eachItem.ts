import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { RetryState } from '../../sync/item';
import { retryAfterFailure } from '../../sync/retryState';
import { reportOf, toNodeError } from './toNodeError';

/** What the work on one item puts out: for each output of the node a list of JSON objects. */
export type Outputs = IDataObject[][];

interface Failure {
	index: number;
	error: unknown;
}

/**
 * Works on all items, whatever happens to single ones.
 *
 * When the node is to stop on errors it throws after the last item, so that the good ones are done
 * and Retry On Fail or the error workflow act. Otherwise it never throws for an item: failed items
 * come first in output 0 and carry `json.error`, because n8n repeats a node only when the first item
 * does, and moves them to the error output by `item.error`.
 */
export async function eachItem(
	context: IExecuteFunctions,
	outputs: number,
	work: (itemIndex: number) => Promise<Outputs>,
): Promise<INodeExecutionData[][]> {
	const done: INodeExecutionData[][] = Array.from({ length: outputs }, () => []);
	const failures: Failure[] = [];
	for (const index of context.getInputData().keys()) {
		const result = await work(index).catch((error: unknown): Failure => ({ index, error }));
		if (!Array.isArray(result)) failures.push(result);
		else result.forEach((list, output) => done[output]?.push(...list.map((json) => ({ json, pairedItem: { item: index } }))));
	}
	const [first] = failures;
	if (first && !context.continueOnFail()) throw toNodeError(context.getNode(), first.error, first.index);
	done[0] = [...failures.map((failure) => failedItem(context, failure)), ...(done[0] ?? [])];
	return done;
}

function failedItem(context: IExecuteFunctions, { index, error }: Failure): INodeExecutionData {
	const report = reportOf(error);
	const input = context.getInputData()[index]?.json ?? {};
	const retry = retryAfterFailure(input.retry as RetryState | undefined, Date.now(), report.retryAt as string | undefined);
	return {
		json: { ...input, error: report, ...(report.retryable ? { retry: { ...retry } } : {}) },
		error: toNodeError(context.getNode(), error, index),
		pairedItem: { item: index },
	};
}
