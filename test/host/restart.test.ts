import { ConnectedSites } from '../../host/connectedSites.ts';
import { Stage } from '../../host/story/stage.ts';
import { unpublishWorkflow } from '../../host/workflows.ts';
import { STARTING, STEP } from './support/useN8n';

describe('n8n is killed and started again', () => {
	let sites: ConnectedSites;
	let stage: Stage;

	beforeAll(async () => {
		sites = await ConnectedSites.open();
		stage = new Stage(sites, () => {});
	}, STARTING);

	afterAll(() => sites?.close(), STEP);

	const webhooks = () => [sites.desk, sites.dev].map(({ data }) => data.webhooks.length);

	test('one webhook on each site before and after', async () => {
		expect(webhooks()).toEqual([1, 1]);
		await sites.n8n.crash();
		await sites.n8n.start();
		expect(webhooks()).toEqual([1, 1]);
	}, STARTING);

	test('what Jira had to say meanwhile arrives once', async () => {
		const { deskKey, devKey } = await stage.escalated('Killed in between');
		await stage.forget();
		sites.deliveries.hold();
		await sites.n8n.crash();
		stage.ann().addComment(deskKey, 'written while n8n was away');
		await sites.n8n.start();
		sites.deliveries.flow();
		await sites.settle();
		expect(stage.dev(devKey).comments.filter(({ text }) => text.includes('while n8n was away'))).toHaveLength(1);
		await stage.expectSecondRunQuiet();
	}, STARTING);

	test('unpublishing takes the webhooks away', async () => {
		for (const direction of ['escalation', 'resolution'] as const) await unpublishWorkflow(sites.n8n.rest, sites.workflowId(direction));
		await sites.settle();
		expect(webhooks()).toEqual([0, 0]);
	}, STEP);
});
