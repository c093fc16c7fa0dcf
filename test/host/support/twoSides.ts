import { ConnectedSites } from '../../../host/connectedSites.ts';
import type { FastClock } from '../../../host/environment.ts';
import { isSettled, listExecutions } from '../../../host/executions.ts';
import { Stage } from '../../../host/story/stage.ts';
import { waitFor } from '../../../host/waitFor.ts';
import type { WorkflowNode } from '../../../host/workflows.ts';

const PAIRS = ['First', 'Second', 'Third'];

/** Keys of three pairs, by side. */
export interface Pairs {
	desk: string[];
	dev: string[];
}

/** What people do at both sides, one after the other. */
export const EDITS: Array<(stage: Stage, keys: Pairs) => void> = [
	(stage, { desk }) => stage.ann().addComment(desk[0]!, 'desk says one', { internal: false }),
	(stage, { dev }) => stage.dana().addComment(dev[0]!, 'dev says one'),
	(stage, { desk }) => stage.ann().editIssue(desk[1]!, { summary: 'Second, renamed at the desk' }),
	(stage, { dev }) => stage.dana().attach(dev[1]!, 'fix.txt', 'the fix'),
	(stage, { desk }) => stage.ann().attach(desk[2]!, 'trace.txt', 'the trace'),
	(stage, { dev }) => stage.dana().editIssue(dev[2]!, { description: 'analysed by development' }),
	(stage, { desk }) => stage.ann().addComment(desk[0]!, 'desk says two', { internal: false }),
	(stage, { desk }) => stage.ann().addComment(desk[1]!, 'not for development', { internal: true }),
	(stage, { dev }) => stage.dana().transition(dev[0]!, 'Done', { fields: { resolution: 'Fixed' } }),
	(stage, { dev }) => stage.dana().addComment(dev[1]!, 'dev says two'),
	(stage, { dev }) => stage.dana().editIssue(dev[1]!, { summary: 'Second, renamed at development' }),
	(stage, { desk }) => stage.ann().addComment(desk[2]!, 'desk says three', { internal: false }),
	(stage, { dev }) => stage.dana().addComment(dev[2]!, 'dev says three'),
	(stage, { desk }) => stage.ann().editIssue(desk[2]!, { summary: 'Third, renamed at the desk' }),
	(stage, { dev }) => stage.dana().transition(dev[2]!, 'Done', { fields: { resolution: 'Fixed' } }),
];

export interface TwoSides {
	sites: ConnectedSites;
	stage: Stage;
	keys: Pairs;
}

interface Options {
	clock?: FastClock;
	/** Workers of queue mode. */
	workers?: number;
	/** What a person sets in both triggers. */
	trigger?: Record<string, unknown>;
	/** And in other nodes. */
	change?: (node: WorkflowNode) => void;
}

/** A real n8n between two sites on which three requests were sent to development already. */
export async function openTwoSides({ trigger = {}, change, ...options }: Options): Promise<TwoSides> {
	const changed = (node: WorkflowNode) => {
		if (node.type.endsWith('jiraSyncTrigger')) Object.assign(node.parameters, trigger);
		change?.(node);
	};
	const sites = await ConnectedSites.open({ ...options, change: changed });
	const stage = new Stage(sites, () => {});
	const desk = PAIRS.map((summary) => {
		const key = stage.casey().createIssue({ project: 'DESK', type: 'Service Request', summary });
		stage.ann().transition(key, 'Send to development');
		return key;
	});
	const twins = () => desk.map((key) => stage.twinOf(stage.desk(key)));
	try {
		// A sweep takes its time.
		await waitFor(async () => twins().every(Boolean) && (await listExecutions(sites.n8n.rest)).every(isSettled), { what: 'three pairs', seconds: 120 });
		return { sites, stage, keys: { desk, dev: twins() } };
	} catch (error) {
		const left = (await listExecutions(sites.n8n.rest)).filter((execution) => !isSettled(execution));
		await sites.close();
		throw new Error(`${(error as Error).message}: ${JSON.stringify({ twins: twins(), left })}`);
	}
}

/** Both sides as people see them, without what differs from run to run. */
export const pictureOf = ({ stage, keys }: TwoSides) =>
	(['desk', 'dev'] as const).map((side) =>
		keys[side].map((key) => {
			const { summary, description, status, resolution, comments, files } = stage[side](key);
			const words = comments.map((comment) => `${comment.text.split('\n').at(-1)} ${comment.public ? '' : '(internal)'}`);
			// A comment and its answer may cross on their way; each side's own keep their order.
			const inOrder = ['desk', 'dev'].map((author) => words.filter((text) => text.startsWith(author)));
			return { summary, description, status, resolution, inOrder, others: words.filter((text) => !/^(desk|dev)/.test(text)), files: files.map(({ name, sha256 }) => `${name} ${sha256}`).sort() };
		}),
	);

/** What the edits come to when nothing goes wrong and each is waited for. */
export async function pictureWithoutTrouble(): Promise<ReturnType<typeof pictureOf>> {
	const sides = await openTwoSides({ trigger: { mode: 'webhook' } });
	try {
		for (const edit of EDITS) {
			edit(sides.stage, sides.keys);
			await sides.sites.settle();
		}
		return pictureOf(sides);
	} finally {
		await sides.sites.close();
	}
}
