import type { ConnectedSites } from '../../../host/connectedSites.ts';
import { waitFor } from '../../../host/waitFor.ts';
import type { Delivery } from '../../../sandbox/webhooks/outbox.ts';
import type { Chance } from '../../simulation/chance';

/** How often the post loses a delivery for ever, and how often it brings one twice. */
export interface Post {
	lost: number;
	doubled: number;
}

/** Deliveries in a hand that shuffles them, loses some, brings some twice, and keeps what n8n did not take. */
export class Postman {
	private bag: Delivery[] = [];

	constructor(private readonly sites: ConnectedSites, private readonly chance: Chance, private readonly post: Post) {}

	private collect(): void {
		for (const { outbox } of this.sites.jira.sites()) this.bag.push(...outbox.takeAll().filter(() => !this.chance.happens(this.post.lost)));
	}

	private async send(delivery: Delivery): Promise<boolean> {
		const request = this.sites.jira.site(delivery.site).outbox.requestOf(delivery);
		return await fetch(request.url, { method: 'POST', headers: request.headers, body: request.body, signal: AbortSignal.timeout(20_000) }).then(({ ok }) => ok, () => false);
	}

	/** Sends a share of what is there, in any order, some of it twice; what is not taken goes back. */
	async round(share: number): Promise<void> {
		this.collect();
		const out = this.bag.filter(() => this.chance.happens(share)).sort(() => this.chance.next() - 0.5);
		this.bag = this.bag.filter((delivery) => !out.includes(delivery));
		const sent = await Promise.all(out.map(async (delivery) => {
			const again = this.chance.happens(this.post.doubled) ? this.send(delivery) : undefined;
			const taken = await this.send(delivery);
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
}
