import {
	NodeConnectionTypes,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';
import { searchProjects } from '../shared/pickers';
import { properties } from './properties';
import { webhookMethods } from './registration';
import { receive } from './webhook';

/** Decides that an issue deserves a look, never what to write. */
export class JiraSyncTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Jira Sync Trigger',
		name: 'jiraSyncTrigger',
		icon: { light: 'file:../../icons/jiraSync.svg', dark: 'file:../../icons/jiraSync.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["connection"] }}: {{ $parameter["project"].value || $parameter["project"] }}',
		description: 'Starts when an issue of a synced project changes',
		eventTriggerDescription: 'Waiting for a change in Jira',
		activationMessage: 'Jira now tells this workflow about changes in the project.',
		defaults: { name: 'Jira Sync Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{ name: 'jiraSyncCloudApi', required: true, displayOptions: { show: { deployment: ['cloud'] } } },
			{ name: 'jiraSyncDataCenterApi', required: true, displayOptions: { show: { deployment: ['dataCenter'] } } },
		],
		webhooks: [
			{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', responseData: 'noData', path: 'webhook' },
		],
		properties,
	};

	methods = { listSearch: { searchProjects } };

	webhookMethods = webhookMethods;

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receive.call(this);
	}
}
