import type { Icon, ICredentialType } from 'n8n-workflow';
import { authenticateCloud, findCloudFacts, cloudProperties, cloudTest, webhookSecretProperty } from './cloudCredential';

/** Signs in at a Jira Cloud site. */
export class JiraSyncCloudApi implements ICredentialType {
	name = 'jiraSyncCloudApi';

	displayName = 'Jira Sync Cloud API';

	documentationUrl = 'https://github.com/n8n-nodes-jira-sync/n8n-nodes-jira-sync#credentials';

	icon: Icon = { light: 'file:../icons/jiraSync.svg', dark: 'file:../icons/jiraSync.dark.svg' };

	properties = [...cloudProperties, webhookSecretProperty];

	preAuthentication = findCloudFacts;

	authenticate = authenticateCloud;

	test = cloudTest;
}
