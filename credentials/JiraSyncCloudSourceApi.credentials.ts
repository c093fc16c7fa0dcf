import type { Icon, ICredentialType } from 'n8n-workflow';
import { authenticateCloud, findCloudFacts, cloudProperties, cloudTest } from './cloudCredential';

/** The same sign-in once more: n8n gives a node one credential of each type, and files come from a second site. */
export class JiraSyncCloudSourceApi implements ICredentialType {
	name = 'jiraSyncCloudSourceApi';

	displayName = 'Jira Sync Cloud (Source Site) API';

	documentationUrl = 'https://github.com/n8n-nodes-jira-sync/n8n-nodes-jira-sync#credentials';

	icon: Icon = { light: 'file:../icons/jiraSync.svg', dark: 'file:../icons/jiraSync.dark.svg' };

	properties = cloudProperties;

	preAuthentication = findCloudFacts;

	authenticate = authenticateCloud;

	test = cloudTest;
}
