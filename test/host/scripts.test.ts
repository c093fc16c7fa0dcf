import type { WorkflowNode } from '../../host/workflows.ts';
import { isPublishedHere, OURS, published, type Scripts } from '../support/scripts';
import { EDITS, openTwoSides, pictureOf } from './support/twoSides';

/** The templates as a person sets them up who writes rules as scripts, moves among them. */
const byScripts = ({ out, deskIn, devIn }: Scripts) => (node: WorkflowNode) => {
	const { parameters, name } = node;
	if (node.type.endsWith('.buildReplica')) Object.assign(parameters, { fieldSet: 'script', script: out });
	if (name === 'Apply to Dev') Object.assign(parameters, { rules: 'script', script: devIn });
	if (name === 'Apply to Desk') Object.assign(parameters, { rules: 'script', script: deskIn });
	if (node.type.endsWith('.transition')) Object.assign(node, { disabled: true });
};

const MAPPED = ['summary', 'description'].map((field) => ({ remote: field, local: field, how: 'set', values: {}, ifNoMatch: 'nothing', when: true }));
const SCRIPTED = [{ kind: 'script', script: 'issue.summary = replica.summary' }, ...MAPPED.slice(1)];
const byRows = (row: object[]) => ({ type, parameters }: WorkflowNode) => {
	if (type.endsWith('.applyIncomingRules')) Object.assign(parameters, { rules: 'mapping', mapping: { row } });
};

/** Everything that people do, and one request that is sent to development a second time. */
async function play(change?: (node: WorkflowNode) => void) {
	const sides = await openTwoSides({ trigger: { mode: 'webhook' }, ...(change ? { change } : {}) });
	const { sites, stage, keys } = sides;
	try {
		for (const edit of EDITS) {
			edit(stage, keys);
			await sites.settle();
		}
		expect(stage.desk(keys.desk[0]!).status).toBe('Development Ready');
		stage.ann().transition(keys.desk[0]!, 'Send to development', { comment: 'once more' });
		await sites.settle();
		expect((await sites.settle()).filter(({ status }) => status !== 'success')).toEqual([]);
		return pictureOf(sides);
	} finally {
		await sites.close();
	}
}

test.each<[string, (node: WorkflowNode) => void]>([
	['mapping rows', byRows(MAPPED)],
	['mapping rows and a script among them', byRows(SCRIPTED)],
	['scripts', byScripts(OURS)],
	...(isPublishedHere ? [['the scripts of the published use case', byScripts(published())] as [string, (node: WorkflowNode) => void]] : []),
])('in a real n8n %s come to the same as Basic rules', async (_what, change) => {
	basic ??= play();
	expect(await play(change)).toEqual(await basic);
}, 400_000);
let basic: ReturnType<typeof play> | undefined;
