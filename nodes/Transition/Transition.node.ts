import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { eachItem } from '../shared/eachItem';
import { once } from '../shared/once';
import { openSite } from '../shared/openJira';
import { searchProjects, searchTransitions } from '../shared/pickers';
import { readItem } from '../shared/readItem';
import { toJson } from '../shared/toJson';
import { readOptions } from './options';
import { properties } from './properties';
import { run } from './run';

/** Moves the counterpart through its workflow, once for each cause. */
export class Transition implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Transition',
		name: 'transition',
		icon: { light: 'file:../../icons/jiraSync.svg', dark: 'file:../../icons/jiraSync.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["by"] === "status" ? "to " + $parameter["status"] : $parameter["transition"].value || $parameter["transition"] }}',
		description: 'Moves the counterpart through its workflow when a condition holds',
		defaults: { name: 'Transition' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		usableAsTool: undefined,
		credentials: [
			{ name: 'jiraSyncCloudApi', required: true, displayOptions: { show: { deployment: ['cloud'] } } },
			{ name: 'jiraSyncDataCenterApi', required: true, displayOptions: { show: { deployment: ['dataCenter'] } } },
		],
		properties,
	};

	methods = { listSearch: { searchProjects, searchTransitions } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const site = once(() => openSite(this));
		const execution = { owner: `${this.getWorkflow().id ?? ''}/${this.getExecutionId()}` };
		return await eachItem(this, 1, async (index) => {
			const item = readItem(this, index);
			return [[toJson(await run(site, item, readOptions(this, index), execution))]];
		});
	}
}
