import { NodeApiError, type IHookFunctions } from 'n8n-workflow';
import { readSiteFacts, siteUrlOf, webhookRootOf } from '../../credentials/cloudCredential';
import { ensureWebhook, isRegistered, removeWebhook } from '../../engine/webhookRegistration';
import { webhookName } from '../../sync/connection';
import { webhookSecret } from '../../sync/delivery';
import { openSite } from '../shared/openJira';
import { SITE_CREDENTIAL, type Deployment } from '../shared/siteCredentials';
import { reportOf } from '../shared/toNodeError';
import { readOptions } from './options';

/**
 * Everything that changes an issue, its comments or its files; what a change means is read later. Events of
 * files alone do not say which issue they belong to; the change of the issue that comes with them does.
 */
const EVENTS = ['comment_created', 'comment_deleted', 'comment_updated', 'jira:issue_created', 'jira:issue_updated'];

type HookContext = Pick<IHookFunctions, 'getCredentials' | 'getNodeParameter' | 'getNodeWebhookUrl'>;

/** The site's address, the account as far as it is known, and the root of the webhook secrets. */
export async function readCredential(context: HookContext): Promise<{ siteUrl: string; accountId: string; root: string }> {
	const deployment = context.getNodeParameter('deployment') as Deployment;
	const credentials = await context.getCredentials(SITE_CREDENTIAL[deployment]);
	return { siteUrl: siteUrlOf(credentials), accountId: readSiteFacts(credentials).accountId, root: webhookRootOf(credentials) };
}

/** Secret of this node's webhook; derived from the credential, so that nobody has to type one. */
export const secretOf = async (context: HookContext): Promise<string> =>
	webhookSecret((await readCredential(context)).root, context.getNodeWebhookUrl('default') as string);

async function wanted(context: IHookFunctions) {
	const { connection, project } = readOptions(context);
	return {
		name: webhookName(connection),
		url: context.getNodeWebhookUrl('default') as string,
		events: EVENTS,
		jql: `project = "${project.replace(/["\\]/g, '')}"`,
		secret: await secretOf(context),
	};
}

/** n8n shows what is thrown here when a workflow is published. */
const explain = (context: IHookFunctions) => (error: unknown) => {
	const { message, next } = reportOf(error);
	const lacksRight = reportOf(error).code === 'forbidden';
	return Promise.reject(
		new NodeApiError(context.getNode(), { message }, {
			message: lacksRight ? `The account may not register webhooks; it needs Administer Jira. ${message}` : message,
			description: lacksRight ? 'Give the account Administer Jira, or use the credential of an administrator in this node.' : next,
		}),
	);
};

export const webhookMethods = {
	default: {
		async checkExists(this: IHookFunctions): Promise<boolean> {
			return await openSite(this).then(async (jira) => await isRegistered(jira, await wanted(this))).catch(explain(this));
		},
		async create(this: IHookFunctions): Promise<boolean> {
			await openSite(this).then(async (jira) => await ensureWebhook(jira, await wanted(this))).catch(explain(this));
			return true;
		},
		async delete(this: IHookFunctions): Promise<boolean> {
			const url = this.getNodeWebhookUrl('default') as string;
			await openSite(this).then(async (jira) => await removeWebhook(jira, url)).catch(explain(this));
			return true;
		},
	},
};
