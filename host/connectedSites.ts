/**
 * Two sandbox sites and a real n8n between them, with the shipped templates imported and published:
 * everything a service desk scenario needs, and ways to see what happened.
 */
import type { Sandbox } from '../sandbox/sandbox.ts';
import { Deliveries } from './deliveries.ts';
import { type FastClock, timeOf } from './environment.ts';
import { type Execution, type ExecutionSummary, getExecution, isSettled, itemsOf, listExecutions } from './executions.ts';
import { jiraCredentials } from './jiraCredentials.ts';
import { READS_BY_POST } from './readsByPost.ts';
import { openSandbox, type OpenSandbox } from './sandbox.ts';
import { ThrowawayN8n } from './throwawayN8n.ts';
import { waitFor } from './waitFor.ts';
import { getWorkflow, publishWorkflow, updateWorkflow, type WorkflowNode } from './workflows.ts';

export const DIRECTIONS = { escalation: 'service-desk-escalation', resolution: 'dev-resolution' } as const;
export type Direction = keyof typeof DIRECTIONS;

/** How long nothing may move before it counts as quiet; a write brings its delivery at once. */
const QUIET = 500;

export class ConnectedSites {
	readonly n8n: ThrowawayN8n;
	readonly deliveries: Deliveries;
	private readonly sandbox: OpenSandbox;
	private readonly workflowIds = new Map<Direction, string>();

	private constructor(n8n: ThrowawayN8n, sandbox: OpenSandbox) {
		this.n8n = n8n;
		this.sandbox = sandbox;
		this.deliveries = new Deliveries(sandbox.jira);
	}

	/** Deliveries flow when it returns. `clock` is the clock of n8n and of both sites, `workers` how many do the work in queue mode, `change` what a person changes in the nodes of the templates. */
	static async open({ more = {}, clock, workers, change }: { more?: Record<string, string>; clock?: FastClock; workers?: number; change?: (node: WorkflowNode) => void } = {}): Promise<ConnectedSites> {
		const sandbox = await openSandbox({ webhooks: 'hold', ...(clock && { now: () => timeOf(clock) }) });
		try {
			const n8n = await ThrowawayN8n.open(more, clock, workers);
			const one = new ConnectedSites(n8n, sandbox);
			await one.connect(change).catch((error: unknown) => one.close().then(() => Promise.reject(error)));
			return one;
		} catch (error) {
			await sandbox.close();
			throw error;
		}
	}

	private async connect(change?: (node: WorkflowNode) => void): Promise<void> {
		await this.n8n.save(jiraCredentials(this.sandbox.sites));
		for (const [direction, name] of Object.entries(DIRECTIONS) as Array<[Direction, string]>) {
			const template = await this.n8n.template(name);
			if (change) template.nodes.forEach(change);
			this.workflowIds.set(direction, await this.n8n.publish(template));
		}
		this.deliveries.flow();
	}

	get jira(): Sandbox {
		return this.sandbox.jira;
	}

	get desk() {
		return this.jira.site('desk');
	}

	get dev() {
		return this.jira.site('dev');
	}

	workflowId(direction: Direction): string {
		const id = this.workflowIds.get(direction);
		if (!id) throw new Error(`The workflow ${DIRECTIONS[direction]} has not been imported`);
		return id;
	}

	/** Changes one node as a person would in the editor, and publishes the workflow again. */
	async edit(direction: Direction, node: string, change: (parameters: WorkflowNode['parameters']) => void): Promise<void> {
		const id = this.workflowId(direction);
		const workflow = await getWorkflow(this.n8n.rest, id);
		const edited = workflow?.nodes.find(({ name }) => name === node);
		if (!workflow || !edited) throw new Error(`There is no node "${node}" in ${DIRECTIONS[direction]}`);
		change(edited.parameters);
		await updateWorkflow(this.n8n.rest, id, workflow);
		await publishWorkflow(this.n8n.rest, id);
	}

	/** Waits until no delivery is under way and no execution runs, and stays so for a moment. */
	async settle(): Promise<ExecutionSummary[]> {
		let since = Date.now();
		let seen = '';
		return waitFor(
			async () => {
				await this.deliveries.idle();
				const all = await listExecutions(this.n8n.rest);
				const now = `${this.jira.requests().length} ${all.map(({ id, status }) => id + status).join()}`;
				if (now !== seen || !all.every(isSettled)) since = Date.now();
				seen = now;
				return Date.now() - since >= QUIET && all;
			},
			{ what: 'deliveries and executions to come to rest', seconds: 120 },
		);
	}

	/** Requests that change something at a site since the last call, e.g. `dev PUT /rest/api/3/issue/10001`. */
	takeWrites(): string[] {
		const writes = this.jira.requests().filter(({ method, path }) => method !== 'GET' && !READS_BY_POST.test(path));
		this.jira.clearRequests();
		return writes.map(({ site, method, path }) => `${site} ${method} ${path}`);
	}

	/** Executions of one direction that are newer than the given one, oldest first, with their data. */
	async executions(direction: Direction, after = '0'): Promise<Execution[]> {
		const all = await listExecutions(this.n8n.rest, this.workflowId(direction));
		const newer = all.filter(({ id }) => Number(id) > Number(after)).reverse();
		return Promise.all(newer.map(({ id }) => getExecution(this.n8n.rest, id)));
	}

	/** Ends everything. Safe to call twice. */
	async close(): Promise<void> {
		this.deliveries.hold();
		await this.n8n.close();
		await this.sandbox.close();
	}
}

/** What the last of our nodes said about an issue in one execution; undefined when it did not get there. */
export function outcomeIn(execution: Execution, node: string): Outcome | undefined {
	return itemsOf(execution, node)[0]?.json.outcome as Outcome | undefined;
}

/** The part of an item's outcome that scenarios look at. */
export interface Outcome {
	result: string;
	reason: string;
	code?: string;
	transition?: { result: string; transition: string; reason: string; available?: string[] };
}
