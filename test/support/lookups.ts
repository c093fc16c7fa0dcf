import type { IDataObject, INode } from 'n8n-workflow';
import type { SyncItem } from '../../sync/item';
import type { Pair } from './pair';
import { runWorkflow, type WorkflowFile } from './runWorkflow';

type SiteName = 'desk' | 'dev';

/** One Twin Lookup node in a row. */
export interface Lookup {
	at: SiteName;
	parameters: IDataObject;
}

export interface LookupRun {
	/** What came out of the last node. */
	items: SyncItem[];
	/** What Build Replica did not let out. */
	skipped: SyncItem[];
	/** Error items of all nodes. */
	failed: Array<{ error: { code: string; message: string; next: string; retryable: boolean } }>;
}

const CREDENTIALS: Record<SiteName, string> = { desk: 'Jira Desk', dev: 'Jira Dev' };

const nodeAt = (at: SiteName, name: string, type: string, parameters: IDataObject): INode => ({
	id: name,
	name,
	type: `n8n-nodes-jira-sync.${type}`,
	typeVersion: 1,
	position: [0, 0],
	parameters: parameters as INode['parameters'],
	onError: 'continueErrorOutput',
	credentials: { jiraSyncCloudApi: { id: null, name: CREDENTIALS[at] } },
});

const inARow = (nodes: INode[]): WorkflowFile => ({
	name: 'lookups',
	nodes,
	connections: Object.fromEntries(nodes.slice(1).map(({ name }, index) => [nodes[index]!.name, { main: [[{ node: name, type: 'main' as const, index: 0 }]] }])),
});

/** Build Replica by key or by JQL, then Twin Lookups in a row, as a person would put them together by hand. */
export async function lookUp(pair: Pair, from: SiteName, named: IDataObject, lookups: Lookup[], rows: IDataObject[] = [{}]): Promise<LookupRun> {
	const build = nodeAt(from, 'Build', 'buildReplica', { connection: 'deskdev', ...named });
	const nodes = [build, ...lookups.map(({ at, parameters }, index) => nodeAt(at, `Lookup ${index + 1}`, 'twinLookup', parameters))];
	const run = await runWorkflow(inARow(nodes), pair.credentials, { node: build.name, items: rows.map((json, item) => ({ json, pairedItem: { item } })) });
	expect(run.error).toBeUndefined();
	const jsonOf = (name: string, output = 0) => run.output(name, output).map(({ json }) => json as never);
	return {
		items: jsonOf(nodes.at(-1)!.name),
		skipped: jsonOf(build.name, 1),
		failed: nodes.flatMap(({ name }) => jsonOf(name, name === build.name ? 2 : 1)),
	};
}

/** Connects a desk issue with a development issue, up to the record at the desk. */
export const connect = async (pair: Pair, desk: string, dev: string, more: IDataObject = {}): Promise<LookupRun> =>
	await lookUp(pair, 'desk', { operation: 'byKey', issueKey: desk }, [
		{ at: 'dev', parameters: { operation: 'connect', issueToConnect: dev, ...more } },
		{ at: 'desk', parameters: { operation: 'record' } },
	]);

/** Disconnects the pair of a desk issue at both sites. */
export const disconnect = async (pair: Pair, desk: string, more: IDataObject = {}): Promise<LookupRun> =>
	await lookUp(pair, 'desk', { operation: 'byKey', issueKey: desk }, [
		{ at: 'dev', parameters: { operation: 'disconnect', ...more } },
		{ at: 'desk', parameters: { operation: 'disconnect', ...more } },
	]);

/** An operation on the whole connection: what came out, and the error items. */
export async function onConnection(pair: Pair, at: SiteName, parameters: IDataObject): Promise<{ entries: IDataObject[]; failed: IDataObject[] }> {
	const node = nodeAt(at, 'Lookup', 'twinLookup', { connection: 'deskdev', ...parameters });
	const run = await runWorkflow(inARow([node]), pair.credentials, { node: node.name, items: [{ json: {} }] });
	expect(run.error).toBeUndefined();
	return { entries: run.output(node.name).map(({ json }) => json), failed: run.output(node.name, 1).map(({ json }) => json) };
}
