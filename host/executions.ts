import { parseFlatted } from './flatted.ts';
import type { Rest } from './rest.ts';

export type ExecutionStatus = 'new' | 'running' | 'waiting' | 'success' | 'error' | 'crashed' | 'canceled' | 'unknown';

export interface ExecutionSummary {
	id: string;
	workflowId: string;
	workflowName: string;
	mode: string;
	status: ExecutionStatus;
}

export interface Item {
	json: Record<string, unknown>;
}

interface NodeRun {
	executionStatus: string;
	error?: { message: string; description?: string | null };
	/** One list of items for each output. */
	data?: { main: Array<Item[] | null> };
}

export interface Execution extends ExecutionSummary {
	data: {
		resultData: {
			runData: Record<string, NodeRun[]>;
			lastNodeExecuted?: string;
			error?: { message: string; description?: string | null };
		};
	};
}

const SETTLED: ExecutionStatus[] = ['success', 'error', 'crashed', 'canceled'];

export const isSettled = ({ status }: ExecutionSummary) => SETTLED.includes(status);

/** Newest first. Of one workflow when its id is given. */
export async function listExecutions(rest: Rest, workflowId?: string): Promise<ExecutionSummary[]> {
	const filter = workflowId ? `&filter=${encodeURIComponent(JSON.stringify({ workflowId }))}` : '';
	const { results } = await rest.get<{ results: ExecutionSummary[] }>(`/rest/executions?limit=100${filter}`);
	return results;
}

export async function getExecution(rest: Rest, id: string): Promise<Execution> {
	const execution = await rest.get<Omit<Execution, 'data'> & { data: string }>(`/rest/executions/${id}`);
	return { ...execution, data: parseFlatted(execution.data) as Execution['data'] };
}

/** The items a node gave on one of its outputs in its last run; none when it did not run. */
export function itemsOf(execution: Execution, node: string, output = 0): Item[] {
	return execution.data.resultData.runData[node]?.at(-1)?.data?.main[output] ?? [];
}
