import { ConnectedSites } from '../../host/connectedSites.ts';
import type { FastClock } from '../../host/environment.ts';
import { isSettled, listExecutions } from '../../host/executions.ts';
import { Stage } from '../../host/story/stage.ts';
import { waitFor } from '../../host/waitFor.ts';
import type { WorkflowNode, WorkflowToSave } from '../../host/workflows.ts';
import { atRest } from './support/atRest';
import { STARTING } from './support/useN8n';

const EACH_MINUTE = { item: [{ mode: 'everyMinute' }] };
/** Longer than two sweeps on a clock ten times as fast: what one of them writes the next ones have seen. */
const QUIET_SECONDS = 14;

/**
 * DESK (deskdev) ACME (devops) OPS. The two ends are projects of one site with one sync account, and the development
 * issue in the middle belongs to two connections, both of which send on what has come by the other.
 */
const relaying = (trigger: Record<string, unknown>) => ({ type, parameters }: WorkflowNode): void => {
	if (type.endsWith('jiraSyncTrigger')) Object.assign(parameters, trigger);
	if (type.endsWith('buildReplica')) Object.assign(parameters, { options: { relay: true } });
	if (type.endsWith('applyIncomingRules')) Object.assign(parameters, { commentsArrive: 'public' });
};

/** A shipped direction as one of the second connection, between ACME and OPS. */
function furtherOn(template: WorkflowToSave, name: string, trigger: Record<string, unknown>, apply: Record<string, unknown>): WorkflowToSave {
	for (const node of template.nodes) {
		relaying(trigger)(node);
		if ('connection' in node.parameters) node.parameters.connection = 'devops';
		if (node.type.endsWith('applyIncomingRules')) Object.assign(node.parameters, apply);
	}
	return { ...template, name };
}

describe.each<[string, Record<string, unknown>]>([
	['webhook only', { mode: 'webhook' }],
	['sweep only', { mode: 'sweep', pollTimes: EACH_MINUTE }],
	['webhook and sweep', { mode: 'both', pollTimes: EACH_MINUTE }],
])('a chain of two connections in a real n8n, by %s', (_name, trigger) => {
	let sites: ConnectedSites;
	let stage: Stage;
	let keys: { desk: string; acme: string; ops: string };

	const places = () => [
		{ site: sites.desk, key: keys.desk },
		{ site: sites.dev, key: keys.acme },
		{ site: sites.desk, key: keys.ops },
	];
	const rest = () => atRest(sites, () => sites.deliveries.idle(), trigger.mode === 'webhook' ? 1 : QUIET_SECONDS);
	const issues = () => places().map(({ site, key }) => site.issue(key));
	const counts = (words: string) => issues().map(({ comments }) => comments.filter(({ text }) => text.split('\n').at(-1) === words).length);

	beforeAll(async () => {
		const clock: FastClock = { factor: 10, begin: Date.now() };
		sites = await ConnectedSites.open({ clock, change: relaying(trigger) });
		stage = new Stage(sites, () => {});
		const projects = { DESK: 'OPS' };
		const create = { firstSync: 'create', project: { __rl: true, mode: 'key', value: 'OPS' }, typeFrom: 'fixed', issueType: { __rl: true, mode: 'name', value: 'Incident' } };
		await sites.n8n.publish(furtherOn(await sites.n8n.template('dev-resolution', { projects }), 'Dev to Operations', { ...trigger, startCondition: {} }, create));
		await sites.n8n.publish(furtherOn(await sites.n8n.template('service-desk-escalation', { projects }), 'Operations to Dev', trigger, {}));
		const before = new Set(sites.desk.issues('OPS').map(({ key }) => key));
		const desk = stage.casey().createIssue({ project: 'DESK', type: 'Service Request', summary: 'Through the chain', description: 'please help' });
		stage.ann().transition(desk, 'Send to development');
		const made = () => sites.desk.issues('OPS').filter(({ key }) => !before.has(key));
		await waitFor(() => Promise.resolve(made().length > 0), { what: 'the chain to be there', seconds: 90 });
		await rest();
		expect(made()).toHaveLength(1);
		keys = { desk, acme: stage.twinOf(stage.desk(desk)), ops: made()[0]!.key };
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
		const here = () => counts(`said at ${at}`).every((count) => count > 0) && issues().every(({ files }) => files.some(({ name }) => name === `file${at}.txt`));
		await waitFor(async () => here() && (await listExecutions(sites.n8n.rest)).every(isSettled), { what: 'everything to arrive', seconds: 90 });
		await rest();
		expect(issues().map(({ summary }) => summary)).toEqual(Array(3).fill(`changed at ${at}`));
		expect(counts(`said at ${at}`)).toEqual([1, 1, 1]);
		expect(issues().map(({ files }) => files.filter(({ name }) => name === `file${at}.txt`).length)).toEqual([1, 1, 1]);
		expect((await listExecutions(sites.n8n.rest)).filter(({ status }) => status !== 'success')).toEqual([]);
	}, 180_000);

	test('and no further issue was made for it; told of everything once more, nothing is written', async () => {
		expect(sites.dev.issues('ACME')).toHaveLength(1);
		const sent = sites.deliveries.takeSent();
		sites.takeWrites();
		await sites.deliveries.sendAgain(sent);
		await rest();
		expect(sites.takeWrites().filter((write) => !write.includes('.sweep.'))).toEqual([]);
	}, 180_000);
});
