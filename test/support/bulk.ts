import chunk from 'lodash/chunk';
import type { INodeExecutionData } from 'n8n-workflow';
import type { SyncItem } from '../../sync/item';
import { template, type Pair } from './pair';
import { runWorkflow, type WorkflowFile } from './runWorkflow';

const LIST = 'List Desk Issues';
const FIRST = 'Build Desk Replicas';
const LAST = 'Record Dev Twins on Desk';

/** What came of one issue: its outcome, or its error item. */
export type BulkItem = SyncItem & { error?: { code: string; message: string; retryable: boolean } };

export const bulkTemplate = (): WorkflowFile => template('bulk-sync');

/**
 * The bulk template from its list to its last node, in batches as its loop makes them.
 *
 * @param alive whether n8n lives: no batch begins in a process that is dead
 */
export async function runBulk(pair: Pair, jql = 'project = DESK ORDER BY created ASC', workflow = bulkTemplate(), alive = () => true): Promise<{ items: BulkItem[]; skipped: BulkItem[]; batches: number }> {
	const list = workflow.nodes.find(({ name }) => name === LIST)!;
	list.parameters.jql = jql;
	const listed = await runWorkflow({ ...workflow, connections: {} }, pair.credentials, { node: LIST, items: [{ json: {} }] });
	expect(listed.error).toBeUndefined();
	const { batchSize } = workflow.nodes.find(({ type }) => type.endsWith('splitInBatches'))!.parameters as { batchSize: number };
	const batches = chunk(listed.output(LIST), batchSize);
	const items: INodeExecutionData[] = [];
	const skipped: INodeExecutionData[] = [];
	for (const batch of batches) {
		if (!alive()) break;
		const run = await runWorkflow(workflow, pair.credentials, { node: FIRST, items: batch.map(({ json }, item) => ({ json, pairedItem: { item } })) });
		expect(run.error).toBeUndefined();
		items.push(...run.output(LAST));
		skipped.push(...run.output(FIRST, 1));
	}
	const jsonOf = (all: INodeExecutionData[]) => all.map(({ json }) => json as unknown as BulkItem);
	return { items: jsonOf(items), skipped: jsonOf(skipped), batches: batches.length };
}
