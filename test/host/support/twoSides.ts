import { ConnectedSites } from '../../../host/connectedSites.ts';
import type { FastClock } from '../../../host/environment.ts';
import { Stage } from '../../../host/story/stage.ts';

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

/** A real n8n between two sites on which three requests were sent to development already. */
export async function openTwoSides(options: { clock?: FastClock; trigger?: Record<string, unknown> }): Promise<TwoSides> {
	const sites = await ConnectedSites.open(options);
	const stage = new Stage(sites, () => {});
	const keys: Pairs = { desk: [], dev: [] };
	for (const summary of PAIRS) {
		const { deskKey, devKey } = await stage.escalated(summary);
		keys.desk.push(deskKey);
		keys.dev.push(devKey);
	}
	return { sites, stage, keys };
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
