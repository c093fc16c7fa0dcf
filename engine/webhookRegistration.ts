import isEqual from 'lodash/isEqual';
import type { Jira, Webhook, WebhookRegistration } from '../jira/types';
import { addressOf } from '../sync/delivery';
import { SyncError } from '../sync/errors';

/**
 * Registrations are found again by their address, never by something remembered: n8n may lose what
 * it remembers, and a registration that nobody finds would be delivered for ever.
 */
const registrations = async (jira: Jira, url: string): Promise<Webhook[]> =>
	(await jira.listWebhooks()).filter((hook) => addressOf(hook.url) === addressOf(url));

/**
 * Ours from a time when n8n had another address: the path of a webhook belongs to one node, its name to us. A person's own
 * has another name, or another path.
 */
const isFormer = (hook: Webhook, { url, name }: WebhookRegistration): boolean => hook.name === name && addressOf(hook.url) !== addressOf(url) && pathOf(hook.url) === pathOf(url);

const pathOf = (url: string): string => (URL.canParse(url) ? new URL(url).pathname.split('/').slice(-3).join('/') : url);

/** Whether exactly one registration exists and says what it should. */
export async function isRegistered(jira: Jira, wanted: WebhookRegistration): Promise<boolean> {
	const found = await registrations(jira, wanted.url);
	return found.length === 1 && found.every((hook) => isRight(hook, wanted));
}

/**
 * Leaves exactly one registration; older and doubled ones go, because their secret may be another one. Two published
 * workflows of one connection would do everything twice.
 *
 * @throws SyncError `activeElsewhere` when another address is registered under the same name for the same issues; nothing was changed then
 */
export async function ensureWebhook(jira: Jira, wanted: WebhookRegistration, connection: string): Promise<void> {
	const all = await jira.listWebhooks();
	const ours = all.filter((hook) => addressOf(hook.url) === addressOf(wanted.url) || isFormer(hook, wanted));
	const other = all.find((hook) => !ours.includes(hook) && hook.enabled && hook.name === wanted.name && hook.jql === wanted.jql);
	if (other) throw activeElsewhere(jira, other, connection);
	for (const hook of ours) await jira.deleteWebhook(hook);
	await jira.createWebhook(wanted);
}

const activeElsewhere = (jira: Jira, other: Webhook, connection: string): SyncError =>
	new SyncError('activeElsewhere', `Another workflow is registered at ${jira.siteUrl} for connection ${connection}: ${new URL(other.url).origin}.`, {
		scope: 'connection',
		site: jira.siteUrl,
		next: `Unpublish the other workflow. (Another connection name would make another connection: it knows none of these pairs and creates counterparts of its own.) When the other one no longer exists, delete the webhook "${other.name}" in Jira under System > WebHooks.`,
	});

/** @param name where given, only registrations of this name go: a person's own may have the same address */
export async function removeWebhook(jira: Jira, url: string, name?: string): Promise<void> {
	for (const hook of await registrations(jira, url)) if (name === undefined || hook.name === name) await jira.deleteWebhook(hook);
}

const isRight = (hook: Webhook, wanted: WebhookRegistration): boolean =>
	hook.enabled && hook.url === wanted.url && hook.jql === wanted.jql && isEqual([...hook.events].sort(), [...wanted.events].sort());
