import { sleep, type IWebhookFunctions, type IWebhookResponseData } from 'n8n-workflow';
import { isOwnWrite } from '../../memory/ownWrites';
import { isNoise, isSigned, isStale, readDelivery, type Delivery } from '../../sync/delivery';
import { readOptions } from './options';
import { readCredential, secretOf } from './registration';

/** How long deliveries of one issue are gathered: Jira sends several for one comment or one move. */
const GATHER = 400;

/** Deliveries that wait for their look, by webhook and issue. In memory only; nothing depends on it. */
const gathering = new Map<string, Delivery[]>();

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
	const gathered = await gather(`${this.getNodeWebhookUrl('default') ?? ''} ${delivery.issue.id}`, delivery);
	const news = gathered && (await withoutEchoes(this, gathered));
	return news?.length ? { workflowData: [this.helpers.returnJsonArray([toItem(this, news)])] } : {};
}

/** All deliveries of the issue for the first caller, undefined for those that joined it. */
async function gather(key: string, delivery: Delivery): Promise<Delivery[] | undefined> {
	const waiting = gathering.get(key);
	if (waiting) {
		waiting.push(delivery);
		return undefined;
	}
	const gathered = [delivery];
	gathering.set(key, gathered);
	await sleep(GATHER);
	gathering.delete(key);
	return gathered;
}

/** What is left when the deliveries that answer writes of this process are taken away. */
async function withoutEchoes(context: IWebhookFunctions, deliveries: Delivery[]): Promise<Delivery[]> {
	const { siteUrl, accountId } = await readCredential(context);
	const { connection } = readOptions(context);
	// A person who changes the same field within the minute is heard.
	const isOurs = (actor: string | undefined) => accountId !== '' && actor === accountId;
	return deliveries.filter(({ actor, issue, what }) => !(isOurs(actor) && isOwnWrite(`${connection} ${siteUrl} ${issue?.id ?? ''}`, what, Date.now())));
}

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
