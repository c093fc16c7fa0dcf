import type { Delivery, DeliveryRequest, Outbox, SendResult, Verdict } from './outbox.ts';

/** One attempt as shown in the page's log. */
export interface Attempt {
	at: number;
	site: string;
	webhook: string;
	event: string;
	issueKey: string | null;
	attempt: number;
	result: string;
	verdict: Verdict;
}

export interface SenderOptions {
	outbox: Outbox;
	now: () => number;
	/** Pause before each retry, in milliseconds; Jira's own are not published, only that they grow. */
	pauses: number[];
	post?: (request: DeliveryRequest) => Promise<SendResult>;
	onAttempt?: (attempt: Attempt) => void;
}

export interface Sender {
	stop(): void;
	/** Resolves when nothing waits, nothing is on its way and no retry is planned. */
	idle(): Promise<void>;
}

const MAX_IN_FLIGHT = 20;
const ANSWER_WITHIN_MS = 20_000;

/** Sends what the outbox holds over HTTP in real time, with retries and at most twenty requests at once. */
export function startSender(options: SenderOptions): Sender {
	const { outbox, now, pauses, post = postByHttp } = options;
	const timers = new Set<NodeJS.Timeout>();
	const waiters: Array<() => void> = [];
	let inFlight = 0;
	let stopped = false;

	const settleIdle = (): void => {
		if (inFlight === 0 && timers.size === 0 && outbox.waiting().length === 0) waiters.splice(0).forEach((resolve) => resolve());
	};
	const pump = (): void => {
		while (!stopped && inFlight < MAX_IN_FLIGHT) {
			const delivery = outbox.take();
			if (!delivery) break;
			void attempt(delivery);
		}
		settleIdle();
	};
	const attempt = async (delivery: Delivery): Promise<void> => {
		inFlight += 1;
		const result = await post(outbox.requestOf(delivery));
		inFlight -= 1;
		const verdict = outbox.settle(delivery, result);
		options.onAttempt?.({
			at: now(), site: delivery.site, webhook: delivery.webhookName, event: delivery.event, issueKey: delivery.issueKey,
			attempt: delivery.attempts, result: 'status' in result ? String(result.status) : result.error, verdict,
		});
		if (verdict === 'retry' && !stopped) again(delivery);
		pump();
	};
	const again = (delivery: Delivery): void => {
		const timer = setTimeout(() => {
			timers.delete(timer);
			void attempt(delivery);
		}, pauses[delivery.attempts - 1] ?? pauses.at(-1) ?? 0);
		timer.unref();
		timers.add(timer);
	};
	outbox.onWaiting(() => queueMicrotask(pump));
	queueMicrotask(pump);
	return {
		stop() {
			stopped = true;
			timers.forEach((timer) => clearTimeout(timer));
			timers.clear();
		},
		idle: () => new Promise((resolve) => {
			waiters.push(resolve);
			settleIdle();
		}),
	};
}

async function postByHttp(request: DeliveryRequest): Promise<SendResult> {
	try {
		const answer = await fetch(request.url, { method: 'POST', headers: request.headers, body: request.body, redirect: 'manual', signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
		await answer.arrayBuffer();
		return { status: answer.status };
	} catch (error) {
		const cause = (error as { cause?: { code?: string } }).cause?.code;
		return { error: cause ?? (error as Error).name };
	}
}
