import type { INodeProperties } from 'n8n-workflow';

/** Credential type for each kind of Jira; the source forms give a node a second site. */
export const SITE_CREDENTIAL = { cloud: 'jiraSyncCloudApi', dataCenter: 'jiraSyncDataCenterApi' } as const;
export const SOURCE_CREDENTIAL = { cloud: 'jiraSyncCloudSourceApi', dataCenter: 'jiraSyncDataCenterSourceApi' } as const;
export type Deployment = keyof typeof SITE_CREDENTIAL;

export const deploymentProperty: INodeProperties = {
	displayName: 'Jira',
	name: 'deployment',
	type: 'options',
	noDataExpression: true,
	options: [
		{ name: 'Cloud', value: 'cloud' },
		{ name: 'Data Center', value: 'dataCenter' },
	],
	default: 'cloud',
	description: 'Which kind of Jira this node works on',
};
