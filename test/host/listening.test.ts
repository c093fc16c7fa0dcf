import { ConnectedSites, type Direction } from '../../host/connectedSites.ts';
import type { FastClock } from '../../host/environment.ts';
import { getExecution, isSettled, itemsOf, listExecutions } from '../../host/executions.ts';
import { Stage } from '../../host/story/stage.ts';
import { waitFor } from '../../host/waitFor.ts';
import { publishWorkflow, unpublishWorkflow } from '../../host/workflows.ts';
import { publishByHand } from './support/clicked';
import { STARTING } from './support/useN8n';
import { openTwoSides, type TwoSides } from './support/twoSides';

const EACH_MINUTE = { item: [{ mode: 'everyMinute' }] };
/** Of a minute each, on a clock ten times as fast. */
const TWO_SWEEPS = 14_000;
const BOTH: Direction[] = ['escalation', 'resolution'];

test('an escalation with two comments and a file costs two executions at most', async () => {
	const sites = await ConnectedSites.open();
	try {
		const stage = new Stage(sites, () => {});
		const before = (await listExecutions(sites.n8n.rest)).length;
		const key = stage.casey().createIssue({ project: 'DESK', type: 'Service Request', summary: 'Counted' });
		stage.ann().addComment(key, 'one', { internal: false });
		stage.ann().addComment(key, 'two', { internal: false });
		stage.ann().attach(key, 'log.txt', 'the log');
		stage.ann().transition(key, 'Send to development');
		const all = await sites.settle();
		const twin = stage.dev(stage.twinOf(stage.desk(key)));
		expect([twin.comments.length, twin.files.length]).toEqual([2, 1]);
		expect(all.length - before).toBeLessThanOrEqual(2);
	} finally {
		await sites.close();
	}
}, 300_000);

describe.each<[string, Record<string, unknown>]>([
	['webhook and sweep', { mode: 'both', pollTimes: EACH_MINUTE }],
	['webhook only', { mode: 'webhook' }],
	['sweep only', { mode: 'sweep', pollTimes: EACH_MINUTE }],
])('listening by %s', (_name, trigger) => {
	const hears = trigger.mode !== 'sweep';
	const asks = trigger.mode !== 'webhook';
	let sides: TwoSides;
	const hooks = () => sides.sites.jira.sites().map(({ data }) => data.webhooks.length);
	const each = async (act: (id: string) => Promise<unknown>) => {
		for (const direction of BOTH) await act(sides.sites.workflowId(direction));
	};
	const publish = () => each((id) => publishWorkflow(sides.sites.n8n.rest, id));
	const unpublish = () => each((id) => unpublishWorkflow(sides.sites.n8n.rest, id));
	const until = async (what: string, holds: () => boolean) =>
		await waitFor(async () => holds() && (await listExecutions(sides.sites.n8n.rest)).every(isSettled), { what, seconds: 90 });

	beforeAll(async () => {
		const clock: FastClock = { factor: 10, begin: Date.now() };
		sides = await openTwoSides({ clock, trigger });
	}, STARTING);
	afterAll(() => sides?.sites.close(), 60_000);

	test('however often it is published, there is one webhook for each direction, and none afterwards', async () => {
		for (let times = 0; times < 10; times++) {
			await unpublish();
			await publish();
		}
		expect(hooks()).toEqual(hears ? [1, 1] : [0, 0]);
		await unpublish();
		expect(hooks()).toEqual([0, 0]);
		await publish();
	}, 180_000);

	test('what was changed and made during a pause arrives, and nothing else is touched', async () => {
		const { stage, keys } = sides;
		await unpublish();
		stage.ann().editIssue(keys.desk[0]!, { summary: 'Renamed at the desk during the pause' });
		stage.dana().addComment(keys.dev[1]!, 'written during the pause');
		const fresh = stage.casey().createIssue({ project: 'DESK', type: 'Service Request', summary: 'New during the pause' });
		stage.ann().transition(fresh, 'Send to development');
		const untouched = JSON.stringify(stage.dev(keys.dev[2]!));
		await publish();
		if (!asks) {
			// Without a sweep the next change of each issue brings the rest along.
			stage.ann().addComment(keys.desk[0]!, 'next', { internal: true });
			stage.dana().editIssue(keys.dev[1]!, { summary: 'next' });
			stage.ann().addComment(fresh, 'next', { internal: true });
		}
		await until('everything to arrive', () =>
			stage.dev(keys.dev[0]!).summary === 'Renamed at the desk during the pause' &&
			stage.desk(keys.desk[1]!).comments.some(({ text }) => text.includes('written during the pause')) &&
			stage.twinOf(stage.desk(fresh)) !== '');
		expect(JSON.stringify(stage.dev(keys.dev[2]!))).toBe(untouched);
		expect(sides.sites.dev.issues('ACME')).toHaveLength(4);
	}, 180_000);

	test('an issue that leaves the scope is left alone until it comes back', async () => {
		const { stage, keys, sites } = sides;
		const key = sites.desk.as('ann').moveIssue(keys.desk[2]!, 'OPS');
		stage.ann().editIssue(key, { summary: 'Said outside' });
		await new Promise((resolve) => setTimeout(resolve, TWO_SWEEPS));
		expect(stage.dev(keys.dev[2]!).summary).toBe('Third');
		const back = sites.desk.as('ann').moveIssue(key, 'DESK');
		stage.ann().addComment(back, 'back again', { internal: true });
		await until('the summary to arrive', () => stage.dev(keys.dev[2]!).summary === 'Said outside');
		expect(sites.dev.issues('ACME')).toHaveLength(4);
	}, 180_000);

	test(hears ? 'a test in the editor waits for a delivery' : 'a test in the editor takes the issue that changed last', async () => {
		const { sites, keys, stage } = sides;
		const run = { triggerToStartFrom: { name: 'Desk Issue Changed' }, destinationNode: { nodeName: 'Build Desk Replica', mode: 'inclusive' } };
		stage.ann().editIssue(keys.desk[0]!, { description: 'changed last' });
		await sites.settle();
		const answer = await sites.n8n.rest.post<{ waitingForWebhook?: boolean; executionId?: string }>(`/rest/workflows/${sites.workflowId('escalation')}/run`, run);
		if (hears) {
			expect(answer.waitingForWebhook).toBe(true);
			stage.ann().editIssue(keys.desk[0]!, { description: 'for the test' });
		}
		const manual = async () => (await listExecutions(sites.n8n.rest)).find(({ mode, status }) => mode === 'manual' && status === 'success');
		const { id } = await waitFor(manual, { what: 'the test to end', seconds: 40 });
		const execution = await getExecution(sites.n8n.rest, id);
		expect(itemsOf(execution, 'Build Desk Replica')[0]?.json).toMatchObject({ issue: { key: keys.desk[0] } });
		await sites.settle();
	}, 120_000);

	test('two issues connected by hand stay as they are until one changes; disconnected they go their own ways', async () => {
		const { sites, stage } = sides;
		const byHand = await publishByHand(sites);
		const pair = { desk: stage.casey().createIssue({ project: 'DESK', type: 'Service Request', summary: 'Said at the desk' }), dev: stage.dana().createIssue({ project: 'ACME', type: 'Task', summary: 'Said at development' }) };
		const summaries = () => [stage.desk(pair.desk).summary, stage.dev(pair.dev).summary];
		expect((await byHand.run(pair.desk, { do: 'connect', with: pair.dev })).status).toBe('success');
		const again = await byHand.run(pair.desk, { do: 'connect', with: sides.keys.dev[0] });
		expect([again.status, again.data.resultData.error?.message]).toEqual(['error', expect.stringContaining('paired')]);
		const mistyped = await byHand.run(pair.desk, { do: 'conect', with: pair.dev });
		expect([mistyped.status, mistyped.data.resultData.error?.message]).toEqual(['error', expect.stringContaining('names no command')]);
		await new Promise((resolve) => setTimeout(resolve, TWO_SWEEPS));
		expect(summaries()).toEqual(['Said at the desk', 'Said at development']);
		stage.ann().editIssue(pair.desk, { summary: 'Said to both' });
		await until('the change to arrive', () => stage.dev(pair.dev).summary === 'Said to both');
		stage.dana().addComment(pair.dev, 'said to the desk');
		await until('the comment to arrive', () => stage.desk(pair.desk).comments.some(({ text }) => text.includes('said to the desk')));
		expect((await byHand.run(pair.desk, { do: 'stop' })).status).toBe('success');
		stage.ann().editIssue(pair.desk, { summary: 'Said after the end' });
		await new Promise((resolve) => setTimeout(resolve, TWO_SWEEPS));
		expect(summaries()).toEqual(['Said after the end', 'Said to both']);
	}, 180_000);

	test('an issue stays under sync when it no longer matches, unless the option says stop', async () => {
		const { sites, stage, keys } = sides;
		const [key, twin] = [keys.desk[0]!, keys.dev[0]!];
		const start = (startCondition: object) => sites.edit('escalation', 'Desk Issue Changed', (parameters) => Object.assign(parameters, { startCondition }));
		await start({ jql: 'labels = dev' });
		stage.ann().editIssue(key, { summary: 'Still told' });
		await until('the change to arrive', () => stage.dev(twin).summary === 'Still told');
		stage.ann().editIssue(key, { labels: ['dev'] });
		await start({ jql: 'labels = dev', stop: true });
		stage.ann().editIssue(key, { summary: 'Told while it matches' });
		await until('the change to arrive', () => stage.dev(twin).summary === 'Told while it matches');
		stage.ann().editIssue(key, { labels: [], summary: 'Told to nobody' });
		await until('the end of the pair', () => (stage.desk(key).properties['jirasync.deskdev'] as { state: string }).state === 'disconnected');
		expect(stage.dev(twin).summary).toBe('Told while it matches');
		await start({ statuses: 'Waiting for development' });
	}, 180_000);

	if (hears) {
		test('a call that nobody has signed is refused and starts nothing', async () => {
			const { sites, keys, stage } = sides;
			await sites.settle();
			// A sweep may look once more at what the test in the editor has seen; calls start executions of another mode.
			const byCalls = async () => (await listExecutions(sites.n8n.rest)).filter(({ mode }) => mode === 'webhook').map(({ id }) => id);
			const before = await byCalls();
			const { url } = sites.desk.data.webhooks[0]!;
			const body = JSON.stringify({ webhookEvent: 'jira:issue_updated', issue: { id: stage.desk(keys.desk[0]!).id, key: keys.desk[0] } });
			for (const headers of [{}, { 'x-hub-signature': `sha256=${'0'.repeat(64)}` }, { 'x-jira-sync-token': 'guess' }] as Array<Record<string, string>>) {
				const answer = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body });
				expect([answer.status, await answer.text()]).toEqual([401, 'Not accepted']);
			}
			expect(await byCalls()).toEqual(before);
		}, 60_000);

		test('an issue that is deleted is marked at the other side, and stays', async () => {
			const { stage, keys, sites } = sides;
			sites.dev.as('ada').deleteIssue(keys.dev[1]!);
			const marked = () => (stage.desk(keys.desk[1]!).properties['jirasync.deskdev'] as { state: string }).state;
			await until('the mark', () => marked() === 'partnerDeleted');
			stage.ann().editIssue(keys.desk[1]!, { summary: 'after the deletion' });
			await new Promise((resolve) => setTimeout(resolve, 4_000));
			expect(sites.dev.issues('ACME')).toHaveLength(4);
		}, 120_000);
	}
});
