import type { INode, INodeExecutionData, IDataObject } from 'n8n-workflow';
import type { Direction, Pair } from '../support/pair';
import { runWorkflow, type WorkflowFile, type WorkflowRun } from '../support/runWorkflow';

export type OnError = NonNullable<INode['onError']>;

/** One node of the package in a workflow of its own. */
export function oneNode(type: string, parameters: IDataObject, more: Partial<INode> = {}): WorkflowFile {
	return {
		name: type,
		nodes: [{ id: '1', name: type, type: `n8n-nodes-jira-sync.${type}`, typeVersion: 1, position: [0, 0], parameters: parameters as INode['parameters'], ...more }],
		connections: {},
	};
}

export const runNode = (file: WorkflowFile, pair: Pair, items: INodeExecutionData[]): Promise<WorkflowRun> =>
	runWorkflow(file, pair.credentials, { node: file.nodes[0]?.name ?? '', items });

/** A node of a template, for a person's mistake or its correction. */
export function nodeOf(direction: Direction, name: string): INode {
	const node = direction.workflow.nodes.find((each) => each.name === name);
	if (!node) throw new Error(`No node ${name}`);
	// n8n would wait seconds between its tries of a node.
	node.waitBetweenTries = 1;
	return node;
}

export function hurry(pair: Pair): void {
	for (const { workflow } of [pair.escalation, pair.resolution]) for (const node of workflow.nodes) node.waitBetweenTries = 1;
}

/** Everything of ours and of people on both sides that a retry could double. */
export function contentOf(pair: Pair) {
	return [pair.desk, pair.dev].map((site) =>
		site.issues().map(({ key, summary, description, status, comments, files, remoteLinks, properties }) => ({
			key,
			summary,
			description,
			status,
			comments: comments.map(({ text }) => text),
			files: files.map(({ name, sha256 }) => `${name} ${sha256}`),
			links: remoteLinks.map(({ globalId }) => globalId),
			properties: Object.keys(properties).sort(),
		})),
	);
}

/** Leftovers of claims on creations, by site. */
export const claimsOf = (pair: Pair): string[] =>
	[pair.desk, pair.dev].flatMap((site) => Object.values(site.data.userProperties).flatMap((properties) => Object.keys(properties)));
