import { sleep, type IWebhookFunctions, type IWebhookResponseData } from 'n8n-workflow';
import { beginLook, isLookedAt, isRepeated } from '../../memory/looks';
import { isOwnWrite } from '../../memory/ownWrites';
import { isNoise, isSigned, isStale, readDelivery, type Delivery } from '../../sync/delivery';
import { readOptions } from './options';
import { readCredential, secretOf } from './registration';

/** How long deliveries of one issue are gathered: Jira sends several for one comment or one move. */
const GATHER = 400;
/** Jira gives up on an answer after 20 seconds. */
const MOST_ROUNDS = 25;

/** Deliveries that wait for their look, by webhook and issue. In memory only; nothing depends on it. */
const gathering = new Map<string, Call[]>();

/** A delivery with the identifier that Jira repeats when it tries again; empty when it gives none. */
type Call = Delivery & { identifier: string };

/**
 * Takes a delivery: proves that Jira sent it lately, drops what cannot matter, and starts one look at the
 * issue for all deliveries of it that arrive together. A refusal gives no detail away.
 */
export async function receive(this: IWebhookFunctions): Promise<IWebhookResponseData> {
	const request = this.getRequestObject();
	if (!request.rawBody) await request.readRawBody();
	const signature = this.getHeaderData()['x-hub-signature'];
	const secret = await secretOf(this);
	const delivery = readDelivery(this.getBodyData());
	if (!isSigned(request.rawBody ?? Buffer.alloc(0), String(signature ?? ''), secret) || isStale(delivery, Date.now())) {
		this.getResponseObject().status(401).send('Not accepted');
		return { noWebhookResponse: true };
	}
	if (isNoise(delivery) || !delivery.issue) return {};
	// A test in the editor goes beside the published workflow, and both are told of each change.
	const beside = this.getMode() === 'manual' ? 'test ' : '';
	const url = beside + (this.getNodeWebhookUrl('default') ?? '');
	const identifier = this.getHeaderData()['x-atlassian-webhook-identifier'];
	const { siteUrl, accountId } = await readCredential(this);
	const issue = `${beside}${readOptions(this).connection} ${siteUrl} ${delivery.issue.id}`;
	const call: Call = { ...delivery, identifier: identifier ? `${url} ${String(identifier)}` : '' };
	const gathered = await gather(`${url} ${delivery.issue.id}`, issue, call);
	const now = Date.now();
	const news = gathered?.filter((each) => !isRepeated(each.identifier, now) && !isEcho(each, issue, accountId)) ?? [];
	if (news.length === 0) return {};
	beginLook(issue, news.map((each) => each.identifier).filter(Boolean), now);
	return { workflowData: [this.helpers.returnJsonArray([toItem(this, news)])] };
}

/**
 * All deliveries of the issue for the first caller, undefined for those that joined it. While an
 * execution is at the issue, it waits for that to end: Jira spreads what belongs together over seconds.
 */
async function gather(key: string, issue: string, delivery: Call): Promise<Call[] | undefined> {
	const waiting = gathering.get(key);
	if (waiting) {
		waiting.push(delivery);
		return undefined;
	}
	const gathered = [delivery];
	gathering.set(key, gathered);
	await sleep(GATHER);
	for (let rounds = 1; rounds < MOST_ROUNDS && isLookedAt(issue, Date.now()); rounds++) await sleep(GATHER);
	gathering.delete(key);
	return gathered;
}

/** Whether a delivery answers a write of this process. A person who changes the same field within the minute is heard. */
const isEcho = ({ actor, what }: Delivery, issue: string, accountId: string): boolean =>
	accountId !== '' && actor === accountId && isOwnWrite(issue, what, Date.now());

/** The item that leads to one look at the issue. */
function toItem(context: IWebhookFunctions, deliveries: Delivery[]) {
	const { connection, start } = readOptions(context);
	const [first] = deliveries;
	return {
		connection,
		issue: { ...first?.issue },
		start: { ...start },
		reached: [...new Set(deliveries.flatMap(({ reached }) => reached))],
		events: [...new Set(deliveries.map(({ event }) => event))],
		changed: [...new Set(deliveries.flatMap(({ changed }) => changed))],
		...(first?.actor ? { actor: first.actor } : {}),
		...(first?.at ? { at: new Date(first.at).toISOString() } : {}),
	};
}
