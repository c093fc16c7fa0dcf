import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IPollFunctions,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';
import { getProjects } from '../shared/pickers';
import { poll } from './poll';
import { properties } from './properties';
import { webhookMethods } from './registration';
import { passOn } from './sample';
import { receive } from './webhook';

/** Decides that an issue deserves a look, never what to write. */
export class JiraSyncTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Jira Sync Trigger',
		name: 'jiraSyncTrigger',
		icon: { light: 'file:../../icons/jiraSync.svg', dark: 'file:../../icons/jiraSync.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["connection"] }}: {{ $parameter["scopeMode"] === "all" ? "all projects" : ($parameter["scopeMode"] === "hide" ? "not " : "") + $parameter["projects"] }}',
		description: 'Starts when an issue of a synced project changes',
		eventTriggerDescription: 'Waiting for a change in Jira',
		activationMessage: 'Changes in Jira now start this workflow.',
		defaults: { name: 'Jira Sync Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{ name: 'jiraSyncCloudApi', required: true, displayOptions: { show: { deployment: ['cloud'] } } },
			{ name: 'jiraSyncDataCenterApi', required: true, displayOptions: { show: { deployment: ['dataCenter'] } } },
		],
		webhooks: [
			{
				name: 'default',
				// n8n registers no webhook without a method.
				httpMethod: '={{ $parameter["mode"] === "sweep" ? "" : "POST" }}',
				responseMode: 'onReceived',
				responseData: 'noData',
				path: 'webhook',
				ndvHideUrl: '={{ $parameter["mode"] === "sweep" }}',
			},
		],
		properties,
	};

	methods = { loadOptions: { getProjects } };

	webhookMethods = webhookMethods;

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await poll.call(this);
	}

	/** n8n asks a node with a sweep for nothing else in a test; this lets a delivery through. */
	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await passOn.call(this);
	}

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receive.call(this);
	}
}
