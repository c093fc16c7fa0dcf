import { ExecutionLifecycleHooks, WorkflowExecute } from 'n8n-core';
import {
	Workflow,
	createRunExecutionData,
	type IConnections,
	type ICredentialsHelper,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type INodeType,
	type INodeTypes,
	type IRun,
	type IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';
import { ApplyIncomingRules } from '../../nodes/ApplyIncomingRules/ApplyIncomingRules.node';
import { BuildReplica } from '../../nodes/BuildReplica/BuildReplica.node';
import { JiraSyncTrigger } from '../../nodes/JiraSyncTrigger/JiraSyncTrigger.node';
import { Transition } from '../../nodes/Transition/Transition.node';
import { TwinLookup } from '../../nodes/TwinLookup/TwinLookup.node';
import { BETWEEN } from './nodesBetween';

export interface WorkflowFile {
	name: string;
	nodes: INode[];
	connections: IConnections;
}

const PACKAGE = 'n8n-nodes-jira-sync.';
const TYPES: Record<string, INodeType> = Object.fromEntries(
	[new ApplyIncomingRules(), new BuildReplica(), new JiraSyncTrigger(), new Transition(), new TwinLookup()].map((type) => [
		PACKAGE + type.description.name,
		type,
	]),
);

const nodeTypes: INodeTypes = {
	getByName: (name) => (TYPES[name] ?? BETWEEN[name]) as INodeType,
	getByNameAndVersion: (name) => (TYPES[name] ?? BETWEEN[name]) as INodeType,
	getKnownTypes: () => ({}),
};

/** Only our own nodes, and stand-ins of n8n's between them if asked for: Wait, Stop And Error and all others take part in the tests with a real n8n. */
function ownPart(file: WorkflowFile, between: boolean): WorkflowFile {
	const nodes = file.nodes
		.filter(({ type }) => type.startsWith(PACKAGE) || (between && type in BETWEEN))
		// n8n really waits between tries; a test does not.
		.map((node) => (node.retryOnFail ? { ...node, waitBetweenTries: 1 } : node));
	const names = new Set(nodes.map(({ name }) => name));
	const connections: IConnections = {};
	for (const [name, { main = [] }] of Object.entries(file.connections)) {
		if (!names.has(name)) continue;
		connections[name] = { main: main.map((list) => (list ?? []).filter(({ node }) => names.has(node))) };
	}
	return { ...file, nodes, connections };
}

export interface WorkflowRun {
	run: IRun;
	/** Items that a node put out in its last run, by output. */
	output(node: string, output?: number): INodeExecutionData[];
	error: { message: string; description?: string } | undefined;
}

let executions = 0;

/** A workflow and what n8n gives along with it; `staticData` is what n8n had stored for it. */
export function openWorkflow(file: WorkflowFile, credentialsHelper: ICredentialsHelper, executionId: string, staticData?: IDataObject, between = false) {
	const { name, nodes, connections } = ownPart(file, between);
	const workflow = new Workflow({ id: name, name, active: false, nodeTypes, nodes, connections, settings: { executionOrder: 'v1' }, ...(staticData ? { staticData } : {}) });
	const additionalData = {
		hooks: new ExecutionLifecycleHooks('trigger', executionId, { id: name, name, active: false, nodes, connections } as never),
		executionId,
		credentialsHelper,
		restApiUrl: 'http://127.0.0.1/rest',
		instanceBaseUrl: 'http://127.0.0.1',
		webhookBaseUrl: 'http://127.0.0.1/webhook',
		webhookWaitingBaseUrl: 'http://127.0.0.1/webhook-waiting',
		formWaitingBaseUrl: 'http://127.0.0.1/form-waiting',
	} as unknown as IWorkflowExecuteAdditionalData;
	return { workflow, additionalData };
}

/** Runs a workflow in n8n's own execution engine, from the node after its trigger; `between` lets n8n's own Set and If take part. */
export async function runWorkflow(
	file: WorkflowFile,
	credentialsHelper: ICredentialsHelper,
	start: { node: string; items: INodeExecutionData[]; executionId?: string; between?: boolean; mode?: 'manual' | 'trigger' },
): Promise<WorkflowRun> {
	const executionId = start.executionId ?? String(++executions);
	const { workflow, additionalData } = openWorkflow(file, credentialsHelper, executionId, undefined, start.between);
	const { name } = file;
	const first = workflow.getNode(start.node);
	if (!first) throw new Error(`No node ${start.node} in ${name}`);
	const data = createRunExecutionData({
		executionData: { nodeExecutionStack: [{ node: first, data: { main: [start.items] }, source: null }] },
	});
	const run = await new WorkflowExecute(additionalData, start.mode ?? 'trigger', data).processRunExecutionData(workflow);
	const { runData, error } = run.data.resultData;
	return {
		run,
		output: (node, output = 0) => runData[node]?.at(-1)?.data?.main?.[output] ?? [],
		error: error as WorkflowRun['error'],
	};
}
