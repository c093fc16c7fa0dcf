import { createHmac } from 'node:crypto';
import { compileJql } from '../jql/evaluate.ts';
import type { Issue, Webhook } from '../model.ts';
import type { Site } from '../site.ts';
import { accountOf, projectOf, uuid } from '../site.ts';
import type { SiteEvent } from './events.ts';
import { obeysFilter } from './events.ts';
import { payloadOf } from './payloads.ts';

/** One body on its way to one hook. Plain data: it can be kept, reordered, doubled or lost by whoever sends it. */
export interface Delivery {
	/** `X-Atlassian-Webhook-Identifier`: the same on every retry. */
	id: string;
	site: string;
	webhookId: string;
	webhookName: string;
	event: string;
	issueKey: string | null;
	url: string;
	headers: Record<string, string>;
	body: string;
	createdAt: number;
	/** How often it was sent already. */
	attempts: number;
}

export interface DeliveryRequest {
	method: 'POST';
	url: string;
	headers: Record<string, string>;
	body: string;
}

export type SendResult = { status: number } | { error: string };
export type Verdict = 'delivered' | 'retry' | 'given up';

const MAX_RETRIES = 5;
const RETRIED = new Set([408, 409, 425, 429]);

export interface Outbox {
	/** Deliveries nobody has taken yet, oldest first. */
	waiting(): readonly Delivery[];
	/** Hands one over to a sender: the given one, else the oldest. */
	take(id?: string): Delivery | undefined;
	takeAll(): Delivery[];
	/** Puts one back, for a sender that stops before having sent. */
	putBack(delivery: Delivery): void;
	/** The HTTP request of the next attempt. */
	requestOf(delivery: Delivery): DeliveryRequest;
	/** Records the answer to an attempt and says what Jira would do next. */
	settle(delivery: Delivery, result: SendResult): Verdict;
	/** Called whenever something is put in. */
	onWaiting(listener: () => void): void;
	restore(deliveries: Delivery[]): void;
}

export function createOutbox(site: Site): Outbox {
	let queue: Delivery[] = [];
	const listeners: Array<() => void> = [];
	site.listeners.push((event) => {
		for (const hook of site.data.webhooks) if (hears(site, hook, event)) queue.push(toDelivery(site, hook, event));
		if (queue.length > 0) for (const listener of listeners) listener();
	});
	return {
		waiting: () => queue,
		take(id) {
			const at = id === undefined ? 0 : queue.findIndex((delivery) => delivery.id === id);
			return at < 0 ? undefined : queue.splice(at, 1)[0];
		},
		takeAll: () => queue.splice(0),
		putBack: (delivery) => void queue.unshift(delivery),
		requestOf: (delivery) => ({
			method: 'POST',
			url: delivery.url,
			headers: { ...delivery.headers, ...(delivery.attempts > 0 ? { 'X-Atlassian-Webhook-Retry': String(delivery.attempts) } : {}) },
			body: delivery.body,
		}),
		settle(delivery, result) {
			delivery.attempts += 1;
			if ('status' in result && !isRetried(result.status)) return result.status >= 200 && result.status < 300 ? 'delivered' : 'given up';
			return delivery.attempts > MAX_RETRIES ? 'given up' : 'retry';
		},
		onWaiting: (listener) => void listeners.push(listener),
		restore: (deliveries) => { queue = structuredClone(deliveries); },
	};
}

const isRetried = (status: number): boolean => RETRIED.has(status) || status >= 500;

function hears(site: Site, hook: Webhook, event: SiteEvent): boolean {
	if (!hook.enabled || !hook.events.includes(event.name) || !/^https?:\/\//.test(hook.url)) return false;
	const owner = site.data.accounts.find((account) => account.accountId === hook.ownerId);
	if (!owner) return false;
	if (hook.jql.trim() === '' || !obeysFilter(event) || event.kind === 'issueLink') return true;
	try {
		return compileJql(hook.jql, { site, viewer: owner }).matches(event.issue);
	} catch {
		// A filter that stopped making sense (a project went away) lets nothing through.
		return false;
	}
}

function toDelivery(site: Site, hook: Webhook, event: SiteEvent): Delivery {
	const issue = event.kind === 'issueLink' ? undefined : event.issue;
	const body = hook.excludeBody ? '' : JSON.stringify(payloadOf(site, event, hook.ownerId));
	const signature: Record<string, string> = hook.secret === null ? {} : { 'X-Hub-Signature': `sha256=${createHmac('sha256', hook.secret).update(body).digest('hex')}` };
	const id = uuid(site.world);
	return {
		id,
		site: site.name,
		webhookId: hook.id,
		webhookName: hook.name,
		event: event.name,
		issueKey: issue?.key ?? null,
		url: fillUrl(hook.url, site, event, issue),
		headers: {
			'Content-Type': 'application/json; charset=utf-8',
			'User-Agent': 'Atlassian Webhook HTTP Client',
			'X-Atlassian-Webhook-Identifier': id,
			'X-Atlassian-Webhook-Flow': event.kind === 'comment' && event.fallout ? 'Secondary' : 'Primary',
			...signature,
		},
		body,
		createdAt: site.world.now(),
		attempts: 0,
	};
}

/** `{issue.id}` and its like in the registered URL. */
function fillUrl(url: string, site: Site, event: SiteEvent, issue: Issue | undefined): string {
	const project = issue ? projectOf(site, issue) : undefined;
	const known: Record<string, string | undefined> = {
		'issue.id': issue?.id,
		'issue.key': issue?.key,
		'project.id': project?.id,
		'project.key': project?.key,
		'comment.id': event.kind === 'comment' ? event.comment.id : undefined,
		'attachment.id': event.kind === 'attachment' ? event.attachment.id : undefined,
		'user.accountId': accountOf(site, event.actorId).accountId,
	};
	return url.replace(/\{([\w.]+)\}/g, (whole, name: string) => (name in known ? encodeURIComponent(known[name] ?? '') : whole));
}
