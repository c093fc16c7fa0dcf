import { asList, asText, type Json } from '../cloud/readValues';
import { adminWebhooks, readWebhook } from '../cloud/webhooks';
import { pathSegment } from '../issueKey';
import type { JiraPort } from '../port';
import type { Jira } from '../types';

type WebhookFunctions = Pick<Jira, 'signsWebhooks' | 'listWebhooks' | 'createWebhook' | 'deleteWebhook'>;

/** Data Center 10 moved its webhooks here; 9 and older answer 404 and keep the former path. */
const PATH = '/rest/jira-webhook/1.0/webhooks';

export function dataCenterWebhooks(port: JiraPort): WebhookFunctions {
	const former = adminWebhooks(port);
	return {
		signsWebhooks: async () => (await port.request({ method: 'GET', path: PATH, accept: [404] })).status !== 404,
		async listWebhooks() {
			const answer = await port.request({ method: 'GET', path: PATH, accept: [404] });
			if (answer.status === 404) return await former.listWebhooks();
			return asList(answer.body).map((hook: Json) => readWebhook(hook, `${PATH}/${pathSegment(asText(hook.id))}`));
		},
		async createWebhook(registration) {
			const answer = await port.request({
				method: 'POST',
				path: PATH,
				body: {
					name: registration.name,
					url: registration.url,
					events: registration.events,
					filters: { 'issue-related-events-section': registration.jql },
					excludeBody: false,
					configuration: { SECRET: registration.secret },
					sslVerificationRequired: true,
				},
				accept: [404],
			});
			if (answer.status === 404) await former.createWebhook(registration);
		},
		deleteWebhook: former.deleteWebhook,
	};
}
