import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import type { Ahead } from '../../engine/readSource';
import { eachItem } from '../shared/eachItem';
import { once } from '../shared/once';
import { openSite } from '../shared/openJira';
import { chooseCustomFields, customFieldNames, getCustomFields } from './customFields';
import { LIST, list } from './list';
import { readOptions, type ReplicaOptions } from './options';
import { properties } from './properties';
import { readNamed, run } from './run';

/** The confidentiality border: what is not named here does not leave the site. */
export class BuildReplica implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Build Replica',
		name: 'buildReplica',
		icon: { light: 'file:../../icons/jiraSync.svg', dark: 'file:../../icons/jiraSync.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["operation"] === "fromItem" ? "issue from the trigger" : $parameter["operation"] === "byKey" ? $parameter["issueKey"] : $parameter["operation"] === "listByJql" ? "list by JQL" : "by JQL" }}',
		description: 'Reads an issue and lets out exactly the fields that you name',
		defaults: { name: 'Build Replica' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main],
		outputNames: ['Replica', 'Skipped'],
		usableAsTool: undefined,
		credentials: [
			{ name: 'jiraSyncCloudApi', required: true, displayOptions: { show: { deployment: ['cloud'] } } },
			{ name: 'jiraSyncDataCenterApi', required: true, displayOptions: { show: { deployment: ['dataCenter'] } } },
		],
		properties,
	};

	methods = { loadOptions: { getCustomFields } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const site = once(() => openSite(this));
		const names = once(async () => await customFieldNames(await site()));
		const customFields = async ({ customFieldIds }: ReplicaOptions): Promise<Record<string, string>> =>
			customFieldIds.length > 0 ? chooseCustomFields(customFieldIds, await names()) : {};
		// A sweep brings many issues at once: they are read together.
		const ahead = once(async () => {
			const all = [...this.getInputData().keys()].map((index) => readOptions(this, index));
			const [first] = all;
			return first ? await readNamed(await site(), all, await customFields(first)) : new Map<number, Ahead>();
		});
		return await eachItem(this, 2, async (index, fail) => {
			if (this.getNodeParameter('operation', index) === LIST) return [await list(await site(), this, index)];
			const options = readOptions(this, index);
			// One item that cannot be read takes no other with it: then each is read alone.
			const known = this.getInputData().length > 1 ? (await ahead().catch(() => new Map<number, Ahead>())).get(index) : undefined;
			return await run(await site(), options, await customFields(options), fail, known);
		});
	}
}
