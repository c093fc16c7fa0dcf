import { ConnectedSites } from '../../host/connectedSites.ts';
import { listExecutions } from '../../host/executions.ts';
import { Stage } from '../../host/story/stage.ts';
import type { WorkflowNode, WorkflowToSave } from '../../host/workflows.ts';
import { STARTING } from './support/useN8n';

/**
 * DESK (deskdev) ACME (devops) OPS. The two ends are projects of one site with one sync account, and the development
 * issue in the middle belongs to two connections, both of which send on what has come by the other.
 */
const relaying = ({ type, parameters }: WorkflowNode): void => {
	if (type.endsWith('jiraSyncTrigger')) Object.assign(parameters, { mode: 'webhook' });
	if (type.endsWith('buildReplica')) Object.assign(parameters, { options: { relay: true } });
	if (type.endsWith('applyIncomingRules')) Object.assign(parameters, { commentsArrive: 'public' });
};

/** A shipped direction as one of the second connection, between ACME and OPS. */
function furtherOn(template: WorkflowToSave, name: string, apply: Record<string, unknown>): WorkflowToSave {
	for (const node of template.nodes) {
		relaying(node);
		if ('connection' in node.parameters) node.parameters.connection = 'devops';
		if (node.type.endsWith('applyIncomingRules')) Object.assign(node.parameters, apply);
	}
	return { ...template, name };
}

describe('a chain of two connections in a real n8n', () => {
	let sites: ConnectedSites;
	let stage: Stage;
	let keys: { desk: string; acme: string; ops: string };

	const places = () => [
		{ site: sites.desk, key: keys.desk },
		{ site: sites.dev, key: keys.acme },
		{ site: sites.desk, key: keys.ops },
	];
	const issues = () => places().map(({ site, key }) => site.issue(key));
	const counts = (words: string) => issues().map(({ comments }) => comments.filter(({ text }) => text.split('\n').at(-1) === words).length);

	beforeAll(async () => {
		sites = await ConnectedSites.open({ change: relaying });
		stage = new Stage(sites, () => {});
		const projects = { DESK: 'OPS' };
		const create = { firstSync: 'create', project: { __rl: true, mode: 'key', value: 'OPS' }, typeFrom: 'fixed', issueType: { __rl: true, mode: 'name', value: 'Incident' } };
		await sites.n8n.publish(furtherOn(await sites.n8n.template('dev-resolution', { projects }), 'Dev to Operations', create));
		await sites.n8n.publish(furtherOn(await sites.n8n.template('service-desk-escalation', { projects }), 'Operations to Dev', {}));
		const before = new Set(sites.desk.issues('OPS').map(({ key }) => key));
		const { deskKey, devKey } = await stage.escalated('Through the chain');
		await sites.settle();
		const made = sites.desk.issues('OPS').filter(({ key }) => !before.has(key));
		expect(made).toHaveLength(1);
		keys = { desk: deskKey, acme: devKey, ops: made[0]!.key };
	}, STARTING);
	afterAll(() => sites?.close(), 60_000);

	test.each([
		['the desk', 0, 'ann'],
		['development', 1, 'dana'],
		['operations', 2, 'ann'],
	])('what is written and changed at %s is everywhere, once, and comes to rest', async (_where, at, person) => {
		const { site, key } = places()[at]!;
		site.as(person).editIssue(key, { summary: `changed at ${at}` });
		site.as(person).addComment(key, `said at ${at}`, at === 0 ? { internal: false } : {});
		site.as(person).attach(key, `file${at}.txt`, `of ${at}`);
		await sites.settle();
		expect(issues().map(({ summary }) => summary)).toEqual(Array(3).fill(`changed at ${at}`));
		expect(counts(`said at ${at}`)).toEqual([1, 1, 1]);
		expect(issues().map(({ files }) => files.filter(({ name }) => name === `file${at}.txt`).length)).toEqual([1, 1, 1]);
		expect((await listExecutions(sites.n8n.rest)).filter(({ status }) => status !== 'success')).toEqual([]);
	}, 120_000);

	test('and no further issue was made for it; told of everything once more, nothing is written', async () => {
		expect(sites.dev.issues('ACME')).toHaveLength(1);
		await stage.expectSecondRunQuiet();
	}, 120_000);
});
