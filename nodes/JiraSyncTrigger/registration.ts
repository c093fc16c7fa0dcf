import { NodeApiError, type IHookFunctions } from 'n8n-workflow';
import { readSiteFacts, siteUrlOf, webhookRootOf } from '../../credentials/cloudCredential';
import { ensureWebhook, isRegistered, removeWebhook } from '../../engine/webhookRegistration';
import { JiraError } from '../../jira/errors';
import type { Jira } from '../../jira/types';
import { leaveNotice, takeNotice } from '../../memory/notices';
import { webhookName } from '../../sync/connection';
import { secretPrint, webhookSecret } from '../../sync/delivery';
import { SyncError } from '../../sync/errors';
import { howToCallWithToken, howToMakeWebhook, WEBHOOK_EVENTS } from '../../sync/handMadeWebhook';
import { scopeQuery } from '../../sync/scope';
import { asText } from '../../sync/values';
import { openSite } from '../shared/openJira';
import { SITE_CREDENTIAL, type Deployment } from '../shared/siteCredentials';
import { reportOf } from '../shared/toNodeError';
import { parametersOf, readOptions, type TriggerOptions } from './options';

type HookContext = Pick<IHookFunctions, 'getCredentials' | 'getNodeParameter' | 'getNodeWebhookUrl'>;

/** The site's address, the account as far as it is known, the root of the webhook secrets, and the secret of a person (empty without one). */
export async function readCredential(context: HookContext): Promise<{ siteUrl: string; accountId: string; root: string; handMade: string }> {
	const deployment = context.getNodeParameter('deployment') as Deployment;
	const credentials = await context.getCredentials(SITE_CREDENTIAL[deployment]);
	return { siteUrl: siteUrlOf(credentials), accountId: readSiteFacts(credentials).accountId, root: webhookRootOf(credentials), handMade: asText(credentials.webhookSecret).trim() };
}

/**
 * Secrets by which a call is proven: first that of the webhook that this node registers, derived from the credential, so that nobody has to
 * type one, unless a person did in the node; then the one a person has entered in the credential for callers made by hand.
 */
export async function secretsOf(context: HookContext, { secret }: Pick<TriggerOptions, 'secret'>): Promise<[string, ...string[]]> {
	const { root, handMade } = await readCredential(context);
	return [secret || webhookSecret(root, context.getNodeWebhookUrl('default') as string), ...(handMade ? [handMade] : [])];
}

/** The node among all that this process runs. */
export const nodeKey = (context: Pick<IHookFunctions, 'getNode' | 'getWorkflow'>): string => `${context.getWorkflow().id} ${context.getNode().id}`;

const nameOf = (context: IHookFunctions, connection: string): string => `${webhookName(connection)}${context.getMode() === 'manual' ? ' (test)' : ''}`;

/** With another credential, or another secret, it has another address, and what is registered under the former one is renewed. */
async function wanted(context: IHookFunctions, options: TriggerOptions) {
	const { root } = await readCredential(context);
	const [secret] = await secretsOf(context, options);
	return {
		name: nameOf(context, options.connection),
		url: `${context.getNodeWebhookUrl('default')}?print=${secretPrint(root, secret)}`,
		events: WEBHOOK_EVENTS,
		jql: scopeQuery(options.scope),
		secret,
	};
}

/** n8n shows what is thrown here when a workflow is published. */
const explain = (context: IHookFunctions) => (error: unknown) => {
	// What was explained already stays as it is.
	if (error instanceof NodeApiError) return Promise.reject(error);
	const { message, next } = reportOf(error);
	return Promise.reject(new NodeApiError(context.getNode(), { message }, { message, description: next }));
};

/** Jira refuses whoever may not administer it; to a scoped token it says 401, whatever else that may do. */
async function mayNotRegister(jira: Jira, error: unknown): Promise<boolean> {
	if (error instanceof SyncError) return error.code === 'webhookUnsigned';
	if (!(error instanceof JiraError) || !['forbidden', 'notFound', 'unauthorized'].includes(error.code)) return false;
	return error.code === 'forbidden' || (await jira.listFields().then(() => true, () => false));
}

/** Without a webhook the sweep alone finds the changes; where there is none, publishing fails and says what to do. */
async function withoutWebhook(context: IHookFunctions, options: TriggerOptions, error: unknown): Promise<void> {
	const url = context.getNodeWebhookUrl('default') as string;
	const cannotSign = error instanceof SyncError;
	const why = `${cannotSign ? '' : 'The account may not register webhooks; it needs Administer Jira. '}${error instanceof Error ? error.message : ''}`;
	const byHand = cannotSign ? howToCallWithToken(url) : howToMakeWebhook(url, scopeQuery(options.scope));
	if (options.mode === 'both') {
		const notice = `Connection ${options.connection} has no webhook, and the sweep alone finds the changes. ${why} ${byHand}`;
		context.logger.warn(notice);
		// A test in the editor must not take it from the published workflow.
		if (context.getMode() !== 'manual') leaveNotice(nodeKey(context), notice);
		return;
	}
	const instead = cannotSign ? 'Turn on Accept Unsigned Deliveries' : 'Give the account Administer Jira';
	await Promise.reject(new NodeApiError(context.getNode(), { message: why }, { message: why, description: `${instead}, or set Listen By to Webhook and Sweep. ${byHand}` }));
}

async function register(context: IHookFunctions): Promise<void> {
	const options = readOptions(parametersOf(context));
	if (options.byHand) return;
	const jira = await openSite(context);
	const hook = await wanted(context, options);
	const attempt = async (): Promise<void> => {
		if (!options.acceptUnsigned && !(await jira.signsWebhooks())) throw unsigned(jira);
		await ensureWebhook(jira, hook, options.connection);
	};
	await attempt().catch(async (error: unknown) =>
		(await mayNotRegister(jira, error)) ? await withoutWebhook(context, options, error) : await Promise.reject(error),
	);
}

const unsigned = (jira: Jira): SyncError =>
	new SyncError('webhookUnsigned', `${jira.siteUrl} signs no webhooks (Data Center 9 and older).`, {
		scope: 'connection',
		site: jira.siteUrl,
		next: 'Let an automation rule call the address with the secret in the header X-Jira-Sync-Token, or turn on Accept Unsigned Deliveries.',
	});

export const webhookMethods = {
	default: {
		async checkExists(this: IHookFunctions): Promise<boolean> {
			const options = await Promise.resolve().then(() => readOptions(parametersOf(this))).catch(explain(this));
			if (options.byHand) return true;
			const jira = await openSite(this).catch(explain(this));
			return await isRegistered(jira, await wanted(this, options)).catch(async (error: unknown) =>
				// Whether that matters is told when the webhook is to be created.
				(await mayNotRegister(jira, error)) ? false : await explain(this)(error),
			);
		},
		async create(this: IHookFunctions): Promise<boolean> {
			await register(this).catch(explain(this));
			return true;
		},
		async delete(this: IHookFunctions): Promise<boolean> {
			takeNotice(nodeKey(this));
			const url = this.getNodeWebhookUrl('default') as string;
			const jira = await openSite(this).catch(explain(this));
			const { byHand } = this.getNodeParameter('options', {}) as { byHand?: boolean };
			// What this node has registered before the option was set goes; what a person has made stays.
			const name = byHand ? nameOf(this, String(this.getNodeParameter('connection')).trim()) : undefined;
			await removeWebhook(jira, url, name).catch(async (error: unknown) => ((await mayNotRegister(jira, error)) ? undefined : await explain(this)(error)));
			return true;
		},
	},
};
