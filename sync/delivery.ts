import { createHmac, timingSafeEqual } from 'crypto';
import type { Move } from './startCondition';
import { asList, asObject, asText, type Json } from './values';

/** What a webhook call says: that something about an issue changed. What to write is read from Jira. */
export interface Delivery {
	event: string;
	/** Undefined when the body names no issue. The id is empty when the body tells the key alone. */
	issue: { id: string; key: string } | undefined;
	/** Ids of the fields that the event says changed. */
	changed: string[];
	/** The same in the words of memory/ownWrites: fields, comments and files with their ids. */
	what: string[];
	/** Statuses the issue went to, by id and by name. */
	reached: string[];
	/** Changes of status. */
	moves: Move[];
	/** Id and name of the transition, which only a post function of a workflow tells. */
	transition: string[];
	/** What a person asked for on the issue itself, by an automation rule of Jira. */
	command?: Command;
	/** Account that made the change, when the event tells. */
	actor?: string;
	/** Epoch milliseconds. */
	at?: number;
}

/** Start or stop syncing the issue, or connect it with another one (key, id or address). */
export interface Command {
	do: 'connect' | 'start' | 'stop';
	with?: string;
}

/**
 * Reads the body of a call: a webhook's event, the body of a workflow's post function, or what an automation rule of
 * Jira sends (the issue itself, or `{ issue: { key } }`). Comment events of Data Center hold no issue; there the id is part of the
 * comment's address. Anything unreadable yields a delivery without an issue.
 */
export function readDelivery(body: unknown): Delivery {
	const event = asObject(body);
	const items = asList(asObject(event.changelog).items);
	const moves = items.filter((item) => asText(item.fieldId) === 'status' || asText(item.field) === 'status');
	const user = asObject(event.user ?? asObject(event.comment).updateAuthor);
	const actor = asText(user.accountId) || asText(user.key);
	const transition = asObject(event.transition);
	const command = readCommand(event.jirasync);
	return {
		event: asText(event.webhookEvent) || (event.transition ? 'transition' : command ? 'command' : ''),
		issue: readIssueName(event),
		changed: items.map((item) => (isRank(item) ? 'Rank' : asText(item.fieldId) || asText(item.field))),
		what: whatChanged(asText(event.webhookEvent), items, asText(asObject(event.comment).id)),
		reached: [...moves.flatMap((move) => [asText(move.to), nameAfter(move)]), asText(transition.to_status)].filter(Boolean),
		moves: [...moves.map((move) => ({ from: [asText(move.from), asText(move.fromString)].filter(Boolean), to: [asText(move.to), nameAfter(move)].filter(Boolean) })), ...moveOf(transition)],
		transition: [asText(transition.transitionId), asText(transition.transitionName)].filter(Boolean),
		...(command ? { command } : {}),
		...(actor ? { actor } : {}),
		...(typeof event.timestamp === 'number' ? { at: event.timestamp } : {}),
	};
}

function readIssueName(event: Json): { id: string; key: string } | undefined {
	// An automation rule sends the issue as such.
	const issue = event.issue === undefined && asText(event.key) && event.fields ? event : asObject(event.issue);
	const id = asText(issue.id) || (/\/issue\/(\d+)\/comment\//.exec(asText(asObject(event.comment).self))?.[1] ?? '');
	const key = asText(issue.key);
	if (/^\d+$/.test(id)) return { id, key };
	return id === '' && /^[A-Z][A-Z0-9_]*-\d+$/.test(key) ? { id, key } : undefined;
}

/** A post function names the statuses before and after. */
const moveOf = (transition: Json): Move[] => {
	const [from, to] = [asText(transition.from_status), asText(transition.to_status)];
	return from || to ? [{ from: [from].filter(Boolean), to: [to].filter(Boolean) }] : [];
};

const COMMANDS: ReadonlySet<string> = new Set<Command['do']>(['connect', 'start', 'stop']);

function readCommand(value: unknown): Command | undefined {
	const command = asObject(value);
	const what = asText(command.do).trim().toLowerCase();
	if (!COMMANDS.has(what)) return undefined;
	const other = asText(command.with).trim();
	return { do: what as Command['do'], ...(other ? { with: other } : {}) };
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

/** Events that tell of our own markers, of links between issues and of working time: nothing that is synced. */
const NOISY_EVENTS = /^(issue_property_|issuelink_|worklog_|jira:worklog_|sprint_|board_|jira:version_|user_|project_)/;

/** Whether a delivery can be dropped without reading anything. */
export function isNoise(delivery: Delivery): boolean {
	if (!delivery.issue || NOISY_EVENTS.test(delivery.event)) return true;
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

/** Whether the header of an automation rule, which cannot sign, holds the secret. Compared in constant time. */
export function hasToken(header: string | undefined, secret: string): boolean {
	if (!header || secret === '') return false;
	const digest = (text: string) => createHmac('sha256', 'token').update(text).digest();
	return timingSafeEqual(digest(header), digest(secret));
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

/**
 * Tells one secret from another and neither of them: Jira shows no secret that it was given. Nobody can try secrets against it without the root,
 * also where a person has typed a short one.
 */
export const secretPrint = (root: string, secret: string): string => createHmac('sha256', root).update(`print of ${secret}`).digest('hex').slice(0, 8);

/** The address that a webhook calls, without the print. */
export const addressOf = (url: string): string => url.split('?')[0] ?? '';
