import type { Icon, ICredentialType } from 'n8n-workflow';
import { authenticateDataCenter, findDataCenterFacts, dataCenterProperties, dataCenterTest } from './dataCenterCredential';

/** The same sign-in once more: n8n gives a node one credential of each type, and files come from a second site. */
export class JiraSyncDataCenterSourceApi implements ICredentialType {
	name = 'jiraSyncDataCenterSourceApi';

	displayName = 'Jira Sync Data Center (Source Site) API';

	documentationUrl = 'https://github.com/n8n-nodes-jira-sync/n8n-nodes-jira-sync#credentials';

	icon: Icon = { light: 'file:../icons/jiraSync.svg', dark: 'file:../icons/jiraSync.dark.svg' };

	properties = dataCenterProperties;

	preAuthentication = findDataCenterFacts;

	authenticate = authenticateDataCenter;

	test = dataCenterTest;
}
