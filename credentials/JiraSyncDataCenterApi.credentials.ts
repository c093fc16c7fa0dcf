import type { Icon, ICredentialType } from 'n8n-workflow';
import { webhookSecretProperty } from './cloudCredential';
import { authenticateDataCenter, findDataCenterFacts, dataCenterProperties, dataCenterTest } from './dataCenterCredential';

/** Signs in at a Jira Data Center site. */
export class JiraSyncDataCenterApi implements ICredentialType {
	name = 'jiraSyncDataCenterApi';

	displayName = 'Jira Sync Data Center API';

	documentationUrl = 'https://github.com/n8n-nodes-jira-sync/n8n-nodes-jira-sync#credentials';

	icon: Icon = { light: 'file:../icons/jiraSync.svg', dark: 'file:../icons/jiraSync.dark.svg' };

	properties = [...dataCenterProperties, webhookSecretProperty];

	preAuthentication = findDataCenterFacts;

	authenticate = authenticateDataCenter;

	test = dataCenterTest;
}
