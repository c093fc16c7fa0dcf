import { asList, asObject, asText, type Json } from '../cloud/readValues';
import { adminWebhooks, readWebhook } from '../cloud/webhooks';
import { pathSegment } from '../issueKey';
import type { JiraPort } from '../port';
import type { Jira, Webhook, WebhookRegistration } from '../types';

type WebhookFunctions = Pick<Jira, 'signsWebhooks' | 'listWebhooks' | 'createWebhook' | 'deleteWebhook'>;

/** Data Center 10 moved its webhooks here; 9 and older answer 404 and keep the former path. */
const PATH = '/rest/jira-webhook/1.0/webhooks';

/**
 * What Jira 10 keeps of a registration besides name, address and events. Atlassian's documents leave this resource out; others that
 * register there (OpenHands' `register_webhook`, a KNIME node for Jira 10) send these keys, each with a text.
 */
const configurationOf = ({ jql, secret }: WebhookRegistration): Record<string, string> => ({
	SECRET: secret,
	EXCLUDE_BODY: 'false',
	...(jql ? { FILTERS: jql } : {}),
});

/** The JQL filter is part of the configuration; where it is not, it stands where Jira 9 has it. */
function readConfigured(hook: Json): Webhook {
	const read = readWebhook(hook, `${PATH}/${pathSegment(asText(hook.id))}`);
	return { ...read, jql: asText(asObject(hook.configuration).FILTERS) || read.jql };
}

export function dataCenterWebhooks(port: JiraPort): WebhookFunctions {
	const former = adminWebhooks(port);
	return {
		signsWebhooks: async () => (await port.request({ method: 'GET', path: PATH, accept: [404] })).status !== 404,
		async listWebhooks() {
			const answer = await port.request({ method: 'GET', path: PATH, accept: [404] });
			if (answer.status === 404) return await former.listWebhooks();
			return asList(answer.body).map(readConfigured);
		},
		async createWebhook(registration) {
			const answer = await port.request({
				method: 'POST',
				path: PATH,
				body: {
					name: registration.name,
					url: registration.url,
					events: registration.events,
					active: true,
					// n8n's own Jira Trigger sends it here, too: for a version that reads the filter where Jira 9 has it.
					filters: { 'issue-related-events-section': registration.jql },
					configuration: configurationOf(registration),
					sslVerificationRequired: true,
				},
				accept: [404],
			});
			if (answer.status === 404) await former.createWebhook(registration);
		},
		deleteWebhook: former.deleteWebhook,
	};
}
