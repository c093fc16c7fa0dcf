import uniq from 'lodash/uniq';
import { sleep, type IDataObject, type IWebhookFunctions, type IWebhookResponseData } from 'n8n-workflow';
import { noteHeard } from '../../memory/heard';
import { beginLook, isLookedAt, isRepeated, lookAt } from '../../memory/looks';
import { takeNotice } from '../../memory/notices';
import { isOwnWrite } from '../../memory/ownWrites';
import { hasToken, isNoise, isSigned, isStale, readDelivery, type Delivery } from '../../sync/delivery';
import { testMark, workflowOf } from '../shared/workflowOf';
import { parametersOf, readOptions, type TriggerOptions } from './options';
import { nodeKey, readCredential, secretsOf } from './registration';

/** How long deliveries of one issue are gathered: Jira sends several for one comment or one move. */
const GATHER = 400;
/** Jira gives up on an answer after 20 seconds; on a busy machine timers are late, so time counts and not rounds. */
const LONGEST_WAIT = 10_000;

/** Deliveries that wait for their look, by webhook and issue. In memory only; nothing depends on it. */
const gathering = new Map<string, Call[]>();

/** A delivery with the identifier that Jira repeats when it tries again; empty when it gives none. */
type Call = Delivery & { identifier: string };

/**
 * Takes a delivery: proves that Jira sent it lately, drops what cannot matter, and starts one look at the
 * issue for all deliveries of it that arrive together. A refusal gives no detail away.
 */
export async function receive(this: IWebhookFunctions): Promise<IWebhookResponseData> {
	const options = readOptions(parametersOf(this));
	const delivery = readDelivery(this.getBodyData());
	if (!(await isProven(this, options)) || isStale(delivery, Date.now())) {
		this.getResponseObject().status(401).send('Not accepted');
		return { noWebhookResponse: true };
	}
	const { siteUrl, accountId } = await readCredential(this);
	noteHeard(`${options.connection} ${siteUrl}`, Date.now());
	if (isNoise(delivery) || !delivery.issue) return {};
	if (options.ignoreSyncAccount && accountId !== '' && delivery.actor === accountId) return {};
	// A test in the editor goes beside the published workflow, and both are told of each change.
	const beside = testMark(this);
	const url = beside + (this.getNodeWebhookUrl('default') ?? '');
	const identifier = this.getHeaderData()['x-atlassian-webhook-identifier'];
	const name = delivery.issue.id || delivery.issue.key;
	const issue = `${beside}${options.connection} ${siteUrl} ${name}`;
	const look = lookAt(workflowOf(this), options.connection, siteUrl, name);
	const call: Call = { ...delivery, identifier: identifier ? `${url} ${String(identifier)}` : '' };
	// A command is not one of many tellings of the same change.
	const gathered = call.command ? [call] : await gather(`${url} ${name}`, look, call);
	const now = Date.now();
	const news = gathered?.filter((each) => !isRepeated(each.identifier, now) && !isEcho(each, issue, accountId)) ?? [];
	if (news.length === 0) return {};
	beginLook(look, news.map((each) => each.identifier).filter(Boolean), now);
	const notice = beside ? undefined : takeNotice(nodeKey(this));
	return { workflowData: [this.helpers.returnJsonArray([{ ...toItem(options, news), ...(notice ? { notices: [notice] } : {}) }])] };
}

/** Two proofs: a signature over the bytes of the body, or the secret itself where the caller cannot sign. */
async function isProven(context: IWebhookFunctions, options: TriggerOptions): Promise<boolean> {
	const request = context.getRequestObject();
	if (!request.rawBody) await request.readRawBody();
	const headers = context.getHeaderData();
	const secrets = await secretsOf(context, options);
	const signature = headers['x-hub-signature'];
	// What carries a proof is judged by it, also where none is asked for.
	if (signature !== undefined) return secrets.some((secret) => isSigned(request.rawBody ?? Buffer.alloc(0), String(signature), secret));
	const token = headers['x-jira-sync-token'];
	return token === undefined ? options.acceptUnsigned : secrets.some((secret) => hasToken(String(token), secret));
}

/**
 * All deliveries of the issue for the first caller, undefined for those that joined it. While an
 * execution is at the issue, it waits for that to end: Jira spreads what belongs together over seconds.
 */
async function gather(key: string, look: string, delivery: Call): Promise<Call[] | undefined> {
	const waiting = gathering.get(key);
	if (waiting) {
		waiting.push(delivery);
		return undefined;
	}
	const gathered = [delivery];
	gathering.set(key, gathered);
	const until = Date.now() + LONGEST_WAIT;
	await sleep(GATHER);
	while (Date.now() < until && isLookedAt(look, Date.now())) await sleep(GATHER);
	gathering.delete(key);
	return gathered;
}

/** Whether a delivery answers a write of this process. A person who changes the same field within the minute is heard. */
const isEcho = ({ actor, what }: Delivery, issue: string, accountId: string): boolean =>
	accountId !== '' && actor === accountId && isOwnWrite(issue, what, Date.now());

/** The item that leads to one look at the issue. What a person asks for needs no start condition. */
function toItem({ connection, start, scope }: TriggerOptions, deliveries: Delivery[]): IDataObject {
	const [first] = deliveries;
	const all = (field: 'changed' | 'reached' | 'transition') => uniq(deliveries.flatMap((delivery) => delivery[field]));
	const command = first?.command;
	const moves = deliveries.flatMap((delivery) => delivery.moves.map((move) => ({ ...move })));
	return {
		connection,
		issue: { ...first?.issue },
		...(command ? { command: { ...command } } : { start: { ...start } }),
		scope: { ...scope },
		reached: all('reached'),
		...(moves.length > 0 ? { moves } : {}),
		...(all('transition').length > 0 ? { transition: all('transition') } : {}),
		events: uniq(deliveries.map(({ event }) => event)),
		changed: all('changed'),
		...(first?.actor ? { actor: first.actor } : {}),
		...(first?.at ? { at: new Date(first.at).toISOString() } : {}),
	};
}
