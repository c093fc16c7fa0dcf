import { NodeApiError, type IHookFunctions } from 'n8n-workflow';
import { readSiteFacts, siteUrlOf, webhookRootOf } from '../../credentials/cloudCredential';
import { ensureWebhook, isRegistered, removeWebhook } from '../../engine/webhookRegistration';
import { JiraError } from '../../jira/errors';
import type { Jira } from '../../jira/types';
import { webhookName } from '../../sync/connection';
import { webhookSecret } from '../../sync/delivery';
import { SyncError } from '../../sync/errors';
import { scopeQuery } from '../../sync/scope';
import { openSite } from '../shared/openJira';
import { SITE_CREDENTIAL, type Deployment } from '../shared/siteCredentials';
import { reportOf } from '../shared/toNodeError';
import { parametersOf, readOptions, type TriggerOptions } from './options';

/**
 * Everything that changes an issue, its comments or its files; what a change means is read later. Events of
 * files alone do not say which issue they belong to; the change of the issue that comes with them does.
 */
const EVENTS = ['comment_created', 'comment_deleted', 'comment_updated', 'jira:issue_created', 'jira:issue_deleted', 'jira:issue_updated'];

type HookContext = Pick<IHookFunctions, 'getCredentials' | 'getNodeParameter' | 'getNodeWebhookUrl'>;

/** The site's address, the account as far as it is known, and the root of the webhook secrets. */
export async function readCredential(context: HookContext): Promise<{ siteUrl: string; accountId: string; root: string }> {
	const deployment = context.getNodeParameter('deployment') as Deployment;
	const credentials = await context.getCredentials(SITE_CREDENTIAL[deployment]);
	return { siteUrl: siteUrlOf(credentials), accountId: readSiteFacts(credentials).accountId, root: webhookRootOf(credentials) };
}

/** Secret of this node's webhook: a person's own, or derived from the credential, so that nobody has to type one. */
export const secretOf = async (context: HookContext, { secret }: Pick<TriggerOptions, 'secret'>): Promise<string> =>
	secret || webhookSecret((await readCredential(context)).root, context.getNodeWebhookUrl('default') as string);

const nameOf = (context: IHookFunctions, connection: string): string => `${webhookName(connection)}${context.getMode() === 'manual' ? ' (test)' : ''}`;

async function wanted(context: IHookFunctions, options: TriggerOptions) {
	return {
		name: nameOf(context, options.connection),
		url: context.getNodeWebhookUrl('default') as string,
		events: EVENTS,
		jql: scopeQuery(options.scope),
		secret: await secretOf(context, options),
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
	const said = error instanceof Error ? error.message : '';
	const byHand = `To be told of changes at once, let an administrator of Jira create a webhook with the address ${context.getNodeWebhookUrl('default')}, the events ${EVENTS.join(', ')}, the JQL filter ${scopeQuery(options.scope) || '(none)'}, and a secret of your choice; then set Secret and Webhook Is Made by Hand in the options of this node.`;
	if (options.mode === 'both') {
		context.logger.warn(`No webhook for connection ${options.connection}: the account may not register one. ${said} The sweep finds the changes. ${byHand}`);
		return;
	}
	const message = `The account may not register webhooks; it needs Administer Jira. ${said}`;
	await Promise.reject(new NodeApiError(context.getNode(), { message }, { message, description: `Give the account Administer Jira, or set Listen By to Webhook and Sweep. ${byHand}` }));
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
