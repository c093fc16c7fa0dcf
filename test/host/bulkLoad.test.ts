import { ConnectedSites } from '../../host/connectedSites.ts';
import { type FastClock } from '../../host/environment.ts';
import { itemsOf } from '../../host/executions.ts';
import { waitFor } from '../../host/waitFor.ts';
import { type Clicked, nodeOf, publishClicked } from './support/clicked';
import { STARTING } from './support/useN8n';

/** Five thousand take a quarter of an hour: `npm run test:all`. */
const [ISSUES, KILLED_AT] = process.env.JIRA_SYNC_TEST_ALL ? [5_000, 2_100] : [250, 130];
const SECONDS = 60 + ISSUES / 2;
/** A creation that the kill has cut off is left alone for five minutes. */
const clock: FastClock = { factor: 20, begin: Date.now() };

describe('a bulk load that is killed and started again', () => {
	let sites: ConnectedSites;
	let bulk: Clicked;

	const made = () => sites.dev.issues('ACME').length;
	const total = async (seconds = SECONDS) => itemsOf(await bulk.run(seconds), 'All Passes').at(-1)?.json;

	beforeAll(async () => {
		sites = await ConnectedSites.open({ clock });
		// Nothing runs but what the test starts.
		sites.deliveries.hold();
		for (let number = 1; number <= ISSUES; number++) sites.desk.as('casey').createIssue({ project: 'DESK', type: 'Service Request', summary: `bulk ${number}` });
		bulk = await publishClicked(sites, 'bulk-sync', (workflow) => {
			nodeOf(workflow, 'List Desk Issues').parameters.jql = 'project = DESK AND summary ~ "bulk" ORDER BY created ASC';
		});
	}, STARTING + ISSUES * 20);
	afterAll(() => sites?.close(), 60_000);

	test('makes one counterpart of each issue', async () => {
		await bulk.click();
		await waitFor(() => Promise.resolve(made() >= KILLED_AT), { what: `${KILLED_AT} counterparts`, seconds: SECONDS, everyMilliseconds: 5 });
		await sites.n8n.crash();
		expect(made()).toBeLessThan(ISSUES);
		await sites.n8n.start();
		expect(await total()).toMatchObject({ done: ISSUES, failed: 0 });
		expect(sites.dev.issues('ACME').map(({ summary }) => summary).sort()).toEqual(sites.desk.issues('DESK').map(({ summary }) => summary).filter((summary) => summary.startsWith('bulk ')).sort());
	}, SECONDS * 2_000);

	test('and started once more it writes nothing', async () => {
		sites.takeWrites();
		expect(await total()).toMatchObject({ done: ISSUES, unchanged: ISSUES, failed: 0 });
		// The sweeps of both directions renew their marks meanwhile.
		expect(sites.takeWrites().filter((write) => !write.includes('.sweep.'))).toEqual([]);
	}, SECONDS * 1_000);
});
