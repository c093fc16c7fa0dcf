import type { JiraPort } from '../port';
import type { Jira, Webhook } from '../types';
import { asList, asObject, asText, type Json } from './readValues';

type WebhookFunctions = Pick<Jira, 'signsWebhooks' | 'listWebhooks' | 'createWebhook' | 'deleteWebhook'>;

/** Registrations made by an administrator; Atlassian's API documents leave this resource out. */
const ADMIN_PATH = '/rest/webhooks/1.0/webhook';
/** The section that holds the JQL filter of all issue-related events. */
const JQL_SECTION = 'issue-related-events-section';

/** Administrator webhooks of Cloud and of Data Center 9. The account needs Administer Jira. */
export function adminWebhooks(port: JiraPort): WebhookFunctions {
	return {
		signsWebhooks: () => Promise.resolve(true),
		async listWebhooks() {
			const answer = await port.request({ method: 'GET', path: ADMIN_PATH });
			return asList(answer.body).map((hook) => readWebhook(hook, pathOf(hook.self)));
		},
		async createWebhook(registration) {
			await port.request({
				method: 'POST',
				path: ADMIN_PATH,
				body: {
					name: registration.name,
					url: registration.url,
					events: registration.events,
					filters: { [JQL_SECTION]: registration.jql },
					excludeBody: false,
					secret: registration.secret,
				},
			});
		},
		async deleteWebhook(webhook) {
			await port.request({ method: 'DELETE', path: webhook.path, accept: [404] });
		},
	};
}

/** One registration as Jira lists it; `path` is where it can be deleted. */
export function readWebhook(hook: Json, path: string): Webhook {
	return {
		path,
		name: asText(hook.name),
		url: asText(hook.url),
		events: Array.isArray(hook.events) ? hook.events.map(asText) : [],
		enabled: hook.enabled !== false && hook.active !== false,
		jql: asText(asObject(hook.filters)[JQL_SECTION]),
	};
}

/** `self` is an absolute address, perhaps of another host name of the same site: only its last part counts. */
const pathOf = (self: unknown): string => `${ADMIN_PATH}/${/\/webhook\/(\d+)\/?$/.exec(asText(self))?.[1] ?? ''}`;
