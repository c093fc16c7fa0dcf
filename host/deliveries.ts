/**
 * Brings the sandbox's webhook deliveries to n8n over HTTP, in the sandbox's stead: so that a story
 * or a test can hold them back, choose their order, and bring them a second time.
 */
import type { Sandbox } from '../sandbox/sandbox.ts';
import type { DeliveryRequest, SendResult } from '../sandbox/webhooks/outbox.ts';
import { type Sender, startSender } from '../sandbox/webhooks/sender.ts';

/** Jira waits about as long for an answer. */
const ANSWER_WITHIN = 20_000;

const RETRY_PAUSES = [500, 1000, 2000];

async function post({ url, headers, body }: DeliveryRequest): Promise<SendResult> {
	try {
		const answer = await fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(ANSWER_WITHIN) });
		await answer.arrayBuffer();
		return { status: answer.status };
	} catch (error) {
		return { error: (error as Error).name };
	}
}

/** For a sandbox that was opened with `webhooks: 'hold'`. */
export class Deliveries {
	private readonly jira: Sandbox;
	private senders: Sender[] = [];
	private posted: DeliveryRequest[] = [];

	constructor(jira: Sandbox) {
		this.jira = jira;
	}

	/** From now on deliveries are sent as they come. */
	flow(): void {
		const recordAndPost = (request: DeliveryRequest) => {
			this.posted.push(request);
			return post(request);
		};
		this.senders = this.jira.sites().map(({ outbox }) => startSender({ outbox, now: Date.now, pauses: RETRY_PAUSES, post: recordAndPost }));
	}

	/** From now on deliveries wait. */
	hold(): void {
		for (const sender of this.senders) sender.stop();
		this.senders = [];
	}

	/** Sends what waits at one site and returns when n8n has taken it. Others go on waiting. */
	async release(site: string): Promise<void> {
		const { outbox } = this.jira.site(site);
		for (const delivery of outbox.takeAll()) {
			const request = outbox.requestOf(delivery);
			this.posted.push(request);
			const result = await post(request);
			if (!('status' in result) || result.status >= 300) throw new Error(`n8n did not take a delivery of ${site}: ${JSON.stringify(result)}`);
		}
	}

	/** Returns when nothing waits, is on its way or is to be retried. */
	async idle(): Promise<void> {
		await Promise.all(this.senders.map((sender) => sender.idle()));
	}

	/** What has been sent since it was last taken. */
	sent(): DeliveryRequest[] {
		return [...this.posted];
	}

	/** The same, and forgets it. */
	takeSent(): DeliveryRequest[] {
		return this.posted.splice(0);
	}

	/** The very same requests once more, as Jira does when an answer gets lost. */
	async sendAgain(requests: DeliveryRequest[]): Promise<void> {
		const results = await Promise.all(requests.map(post));
		const refused = results.filter((result) => !('status' in result) || result.status >= 300);
		if (refused.length > 0) throw new Error(`n8n did not take a second delivery: ${JSON.stringify(refused)}`);
	}
}
