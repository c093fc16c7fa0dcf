import { createChance, type Chance } from '../simulation/chance';
import { ConnectedSites } from '../../host/connectedSites.ts';
import type { FastClock } from '../../host/environment.ts';
import { isSettled, listExecutions } from '../../host/executions.ts';
import { Stage } from '../../host/story/stage.ts';
import { waitFor } from '../../host/waitFor.ts';
import type { Delivery } from '../../sandbox/webhooks/outbox.ts';

const PAIRS = ['First', 'Second', 'Third'];

interface Pairs {
	desk: string[];
	dev: string[];
}

/** What people do at both sides, one after the other. */
const EDITS: Array<(stage: Stage, keys: Pairs) => void> = [
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
/** After these n8n is killed with whatever it is doing. */
const KILLS = [3, 8, 13];

async function open(clock: FastClock): Promise<{ sites: ConnectedSites; stage: Stage; keys: Pairs }> {
	const sites = await ConnectedSites.open({ clock });
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
const pictureOf = (stage: Stage, keys: Pairs) =>
	(['desk', 'dev'] as const).map((side) =>
		keys[side].map((key) => {
			const { summary, description, status, resolution, comments, files } = stage[side](key);
			const words = comments.map((comment) => `${comment.text.split('\n').at(-1)} ${comment.public ? '' : '(internal)'}`);
			// A comment and its answer may cross on their way; each side's own keep their order.
			const inOrder = ['desk', 'dev'].map((author) => words.filter((text) => text.startsWith(author)));
			return { summary, description, status, resolution, inOrder, others: words.filter((text) => !/^(desk|dev)/.test(text)), files: files.map(({ name, sha256 }) => `${name} ${sha256}`).sort() };
		}),
	);

async function withoutTrouble(clock: FastClock) {
	const { sites, stage, keys } = await open(clock);
	try {
		for (const edit of EDITS) {
			edit(stage, keys);
			await sites.settle();
		}
		return pictureOf(stage, keys);
	} finally {
		await sites.close();
	}
}

/** Deliveries in a hand that shuffles them, sends some twice, and keeps what n8n did not take. */
class Postman {
	private bag: Delivery[] = [];
	readonly last = new Map<string, Delivery>();

	constructor(private readonly sites: ConnectedSites, private readonly chance: Chance) {}

	collect(): void {
		for (const { outbox } of this.sites.jira.sites()) {
			for (const delivery of outbox.takeAll()) {
				this.bag.push(delivery);
				if (delivery.issueKey) this.last.set(delivery.issueKey, delivery);
			}
		}
	}

	private async post(delivery: Delivery, headers: Record<string, string> = {}): Promise<boolean> {
		const request = this.sites.jira.site(delivery.site).outbox.requestOf(delivery);
		return await fetch(request.url, { method: 'POST', headers: { ...request.headers, ...headers }, body: request.body, signal: AbortSignal.timeout(20_000) }).then(({ ok }) => ok, () => false);
	}

	/** Sends a share of what is there, in any order, some of it twice; what is not taken goes back. */
	async round(share: number): Promise<void> {
		this.collect();
		const out = this.bag.filter(() => this.chance.happens(share)).sort(() => this.chance.next() - 0.5);
		this.bag = this.bag.filter((delivery) => !out.includes(delivery));
		const sent = await Promise.all(out.map(async (delivery) => {
			const again = this.chance.happens(0.4) ? this.post(delivery) : undefined;
			const taken = await this.post(delivery);
			await again;
			return taken;
		}));
		this.bag.push(...out.filter((_, index) => !sent[index]));
	}

	async all(): Promise<void> {
		await waitFor(async () => {
			await this.round(1);
			return this.bag.length === 0;
		}, { what: 'n8n to take every delivery', everyMilliseconds: 300 });
	}

	/**
	 * One more delivery for each issue. An execution that dies while it runs is gone for n8n; what it left
	 * undone comes with the next delivery of its issue. (The sweep will need none.)
	 */
	async oneMoreEach(): Promise<void> {
		let number = 0;
		for (const delivery of this.last.values()) await this.post(delivery, { 'X-Atlassian-Webhook-Identifier': `once-more-${++number}` });
	}
}

async function atRest(sites: ConnectedSites, postman: Postman): Promise<void> {
	let left: unknown[] = [];
	await waitFor(async () => {
		await postman.all();
		left = (await listExecutions(sites.n8n.rest)).filter((execution) => !isSettled(execution));
		return left.length === 0;
	}, { what: 'everything to come to rest', seconds: 150, everyMilliseconds: 500 }).catch((error: unknown) => {
		throw new Error(`${(error as Error).message}; still there: ${JSON.stringify(left)}`);
	});
}

test('killed three times under shuffled and doubled deliveries, it ends as without any trouble', async () => {
	const clock: FastClock = { factor: 20, begin: Date.now() };
	const { sites, stage, keys } = await open(clock);
	try {
		sites.deliveries.hold();
		const postman = new Postman(sites, createChance(20261127));
		for (const [index, edit] of EDITS.entries()) {
			edit(stage, keys);
			await postman.round(0.7);
			if (!KILLS.includes(index)) continue;
			await sites.n8n.crash();
			await postman.round(0.5);
			await sites.n8n.start();
		}
		await atRest(sites, postman);
		await postman.oneMoreEach();
		await atRest(sites, postman);

		expect(sites.dev.issues('ACME')).toHaveLength(PAIRS.length);
		const picture = pictureOf(stage, keys);
		sites.takeWrites();
		await postman.oneMoreEach();
		await atRest(sites, postman);
		expect(sites.takeWrites()).toEqual([]);
		expect(picture).toEqual(await withoutTrouble({ factor: 20, begin: Date.now() }));
	} finally {
		await sites.close();
	}
}, 600_000);

