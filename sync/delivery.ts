import { createHmac, timingSafeEqual } from 'crypto';
import { asList, asObject, asText, type Json } from './values';

/** What a webhook call says: that something about an issue changed. What to write is read from Jira. */
export interface Delivery {
	event: string;
	/** Undefined when the body names no issue. */
	issue: { id: string; key: string } | undefined;
	/** Ids of the fields that the event says changed. */
	changed: string[];
	/** The same in the words of memory/ownWrites: fields, comments and files with their ids. */
	what: string[];
	/** Statuses the issue went to, by id and by name. */
	reached: string[];
	/** Account that made the change, when the event tells. */
	actor?: string;
	/** Epoch milliseconds. */
	at?: number;
}

/**
 * Reads a webhook body. Comment events of Data Center hold no issue; there the id is part of the
 * comment's address. Anything unreadable yields a delivery without an issue.
 */
export function readDelivery(body: unknown): Delivery {
	const event = asObject(body);
	const issue = asObject(event.issue);
	const items = asList(asObject(event.changelog).items);
	const id = asText(issue.id) || (/\/issue\/(\d+)\/comment\//.exec(asText(asObject(event.comment).self))?.[1] ?? '');
	const moves = items.filter((item) => asText(item.fieldId) === 'status' || asText(item.field) === 'status');
	const user = asObject(event.user ?? asObject(event.comment).updateAuthor);
	const actor = asText(user.accountId) || asText(user.key);
	return {
		event: asText(event.webhookEvent),
		issue: /^\d+$/.test(id) ? { id, key: asText(issue.key) } : undefined,
		changed: items.map((item) => (isRank(item) ? 'Rank' : asText(item.fieldId) || asText(item.field))),
		what: whatChanged(asText(event.webhookEvent), items, asText(asObject(event.comment).id)),
		reached: moves.flatMap((move) => [asText(move.to), nameAfter(move)]).filter(Boolean),
		...(actor ? { actor } : {}),
		...(typeof event.timestamp === 'number' ? { at: event.timestamp } : {}),
	};
}

function whatChanged(event: string, items: Json[], commentId: string): string[] {
	if (event === 'jira:issue_created') return ['created'];
	if (commentId) return [`comment:${commentId}`];
	return items.map((item) => {
		const field = asText(item.fieldId) || asText(item.field).toLowerCase();
		return field === 'attachment' ? `file:${asText(item.to) || asText(item.from)}` : `field:${field}`;
	});
}

/** The rank on a board has another field id at every site; people may call fields of their own so as well. */
const isRank = (item: Json): boolean => item.field === 'Rank' && nameAfter(item).startsWith('Ranked ');

/** `toString` is also the name of a method, which stands there when the event has no such text. */
const nameAfter = (item: Record<string, unknown>): string => asText(Object.hasOwn(item, 'toString') ? item.toString : '');

/**
 * Changes that never matter to a counterpart: remote links (ours among them) and the rank on a board.
 * In lower case, because a remote link stands there by its name or by its id.
 */
const NOISE = new Set(['remoteissuelink', 'remoteworkitemlink', 'rank']);

/** Whether a delivery can be dropped without reading anything. */
export function isNoise(delivery: Delivery): boolean {
	if (!delivery.issue) return true;
	return (
		delivery.event === 'jira:issue_updated' &&
		delivery.changed.length > 0 &&
		delivery.changed.every((field) => NOISE.has(field.toLowerCase()))
	);
}

/**
 * Whether `X-Hub-Signature` (`sha256=<hex>`, HMAC over the raw bytes of the body) was made with the
 * secret. Compared in constant time; a missing signature or secret is never right.
 */
export function isSigned(body: Buffer, header: string | undefined, secret: string): boolean {
	const hex = /^sha256=([0-9a-f]{64})$/i.exec(header ?? '')?.[1];
	if (!hex || secret === '') return false;
	return timingSafeEqual(createHmac('sha256', secret).update(body).digest(), Buffer.from(hex, 'hex'));
}

/** How long after its event a delivery is taken for Jira's own: it repeats what failed for some hours. */
const LONGEST_WAY = 24 * 3_600_000;

/** Whether somebody may have kept a signed delivery to send it again later. What it told was read long ago. */
export const isStale = (delivery: Delivery, now: number): boolean =>
	delivery.at !== undefined && now - delivery.at > LONGEST_WAY;

/**
 * Secret of one webhook, so that no two hooks of a site share theirs. Only the end of the address
 * counts: a test in the editor registers an address that begins otherwise, and receives under the usual one.
 */
export const webhookSecret = (root: string, webhookUrl: string): string =>
	createHmac('sha256', root).update(new URL(webhookUrl).pathname.split('/').slice(-2).join('/')).digest('hex');
