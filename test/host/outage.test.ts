import { ConnectedSites } from '../../host/connectedSites.ts';
import { type FastClock, timeOf } from '../../host/environment.ts';
import { type ExecutionSummary, getExecution, isSettled, listExecutions } from '../../host/executions.ts';
import { Stage } from '../../host/story/stage.ts';
import { waitFor } from '../../host/waitFor.ts';
import { STARTING, STEP } from './support/useN8n';

/** n8n and both sites live through twenty minutes in one. */
const clock: FastClock = { factor: 20, begin: Date.now() };
const MINUTE = 60_000;

describe('a site is off for twenty minutes, and n8n is killed meanwhile', () => {
	let sites: ConnectedSites;
	let stage: Stage;

	beforeAll(async () => {
		sites = await ConnectedSites.open({ clock });
		stage = new Stage(sites, () => {});
	}, STARTING);

	afterAll(() => sites?.close(), STEP);

	/** Until nothing runs: what is not at its end waits in n8n's database. */
	const untilAllWait = () =>
		waitFor(
			async () => {
				await sites.deliveries.idle();
				const open = (await listExecutions(sites.n8n.rest)).filter((execution) => !isSettled(execution));
				return open.length > 0 && open.every(({ status }) => status === 'waiting') && open.length;
			},
			{ what: 'all open executions to wait', seconds: 60 },
		);

	/** All that did not end well. What the kill may have caught does not count: n8n does not start it again, the sweep brings what it would have brought. */
	const endedBadly = async (caughtByTheKill: Set<string>) => {
		const bad = (await listExecutions(sites.n8n.rest)).filter(({ id, status }) => status !== 'success' && !caughtByTheKill.has(id));
		return await Promise.all(bad.map(described));
	};

	const described = async ({ id, status, workflowName }: ExecutionSummary) => {
		const { lastNodeExecuted, error } = (await getExecution(sites.n8n.rest, id)).data.resultData;
		return `${id} ${workflowName}: ${status} at ${lastNodeExecuted}: ${error?.message}`;
	};

	test('both sides are equal afterwards, and nobody has helped', async () => {
		const { deskKey, devKey } = await stage.escalated('Before the outage');
		const off = timeOf(clock);
		sites.jira.setFaults(({ site, moment }) => (site === 'dev' && moment === 'before' ? { kind: 'answer', status: 503, body: {} } : undefined));

		stage.ann().editIssue(deskKey, { summary: 'During the outage' });
		stage.ann().addComment(deskKey, 'first', { internal: false });
		stage.ann().addComment(deskKey, 'second', { internal: false });
		stage.ann().editIssue(deskKey, { description: 'changed as well' });
		const fresh = stage.casey().createIssue({ project: 'DESK', type: 'Service Request', summary: 'A new one', description: 'please help' });
		stage.ann().transition(fresh, 'Send to development');
		expect(await untilAllWait()).toBeGreaterThanOrEqual(2);

		const openAtTheKill = new Set((await listExecutions(sites.n8n.rest)).filter((execution) => !isSettled(execution)).map(({ id }) => id));
		await sites.n8n.crash();
		await sites.n8n.start();
		await waitFor(() => Promise.resolve(timeOf(clock) - off > 20 * MINUTE), { what: 'the outage to end', seconds: 120 });
		expect(stage.dev(devKey).summary).toBe('Before the outage');
		sites.jira.setFaults(undefined);
		await waitFor(async () => (await listExecutions(sites.n8n.rest)).every(isSettled), { what: 'everything that waits to come back', seconds: 120 });

		expect(stage.dev(devKey)).toMatchObject({ summary: 'During the outage', description: 'changed as well' });
		expect(sites.dev.issues('ACME')).toHaveLength(2);
		const twin = stage.dev(stage.twinOf(stage.desk(fresh)));
		expect(twin).toMatchObject({ summary: 'A new one', description: 'please help' });
		const words = stage.dev(devKey).comments.map(({ text }) => text.split('\n').at(-1));
		expect(words).toEqual(['first', 'second']);
		await sites.settle();
		expect(await endedBadly(openAtTheKill)).toEqual([]);
		await stage.expectSecondRunQuiet();
	}, 360_000);
});
