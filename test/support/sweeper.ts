import { PollContext } from 'n8n-core';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { JiraSyncTrigger } from '../../nodes/JiraSyncTrigger/JiraSyncTrigger.node';
import type { Direction, Pair } from './pair';
import { openWorkflow, runWorkflow, type WorkflowRun } from './runWorkflow';

/** The trigger of a direction as n8n's timer knows it. */
export interface Sweeper {
	/** One tick; done when every execution it started has ended. Gives the items of each. */
	tick(): Promise<INodeExecutionData[][]>;
	/** Executions die with their process from now on: nobody hears how they end. */
	dying: boolean;
	/** n8n starts again, with what it had stored, or with nothing. */
	restart(stored?: 'kept' | 'lost'): void;
	/** What every execution since the last call came to. */
	runs(): WorkflowRun[];
	/** Errors that n8n shows as a red execution. */
	errors: Error[];
}

/** Another instance of n8n has another id. */
export function sweeperOf(pair: Pair, { workflow: file, first }: Direction, instanceId = 'instance-1'): Sweeper {
	const trigger = new JiraSyncTrigger();
	let stored: IDataObject = {};
	let runs: WorkflowRun[] = [];
	let started: Array<{ items: INodeExecutionData[]; end: Promise<void> }> = [];

	const activate = (): PollContext => {
		const { workflow, additionalData } = openWorkflow(file, pair.credentials, 'sweep', structuredClone(stored));
		const node = Object.values(workflow.nodes).find(({ type }) => type.endsWith('jiraSyncTrigger'))!;
		const emit: PollContext['__emit'] = ([items = []], _response, done) => {
			// n8n stores the whole of it whenever an execution begins, and at no other time.
			stored = JSON.parse(JSON.stringify(workflow.staticData)) as IDataObject;
			const end = runWorkflow(file, pair.credentials, { node: first, items }).then((run) => {
				runs.push(run);
				if (sweeper.dying) return;
				const own = file.nodes.filter(({ type }) => type.startsWith('n8n-nodes-jira-sync.'));
				const failed = own.some(({ name, type }) => run.output(name, type.endsWith('buildReplica') ? 2 : 1).length > 0);
				// The templates lead a failed item to a red end; those nodes take no part here.
				done?.resolve({ ...run.run, status: failed ? 'error' : run.run.status });
			});
			started.push({ items, end });
		};
		const context = new PollContext(workflow, node, additionalData, 'trigger', 'init', emit);
		context.getInstanceId = () => instanceId;
		return context;
	};

	let context = activate();
	const sweeper: Sweeper = {
		dying: false,
		errors: [],
		async tick() {
			started = [];
			await trigger.poll.call(context).catch((error: Error) => sweeper.errors.push(error));
			await Promise.all(started.map(({ end }) => end));
			// The node hears of an end a moment after it.
			await new Promise((resolve) => setImmediate(resolve));
			return started.map(({ items }) => items);
		},
		restart(kept = 'kept') {
			if (kept === 'lost') stored = {};
			sweeper.dying = false;
			context = activate();
		},
		runs: () => runs.splice(0),
	};
	return sweeper;
}
