import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { newLookUps } from '../../engine/lookUps';
import { endLook, lookAt } from '../../memory/looks';
import type { Replica } from '../../sync/replica';
import { expectNoEarlierFailure } from '../shared/earlierFailure';
import { eachItem } from '../shared/eachItem';
import { getLocalFields, getRemoteFields } from '../shared/fieldLists';
import { once } from '../shared/once';
import { openSite } from '../shared/openJira';
import { searchIssueTypes, searchProjects } from '../shared/pickers';
import { readItem } from '../shared/readItem';
import { plainJson, toJson } from '../shared/toJson';
import { searchLocalValues } from '../shared/valueLists';
import { workflowOf } from '../shared/workflowOf';
import { readCheckOptions } from './checkOptions';
import { runCheck } from './checkRun';
import { connect } from './connect';
import { disconnect } from './disconnect';
import { readOptions } from './options';
import { runOnPairs } from './pairs';
import { properties } from './properties';
import { run, tell } from './run';
import { readSuggest, suggest } from './suggest';

/** When the source was read, on its own clock. */
const readAt = ({ meta }: Replica): number => Date.parse(meta.builtAt) + meta.site.clockAhead;

/** Finds and keeps the counterpart of an issue. */
export class TwinLookup implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Twin Lookup',
		name: 'twinLookup',
		icon: { light: 'file:../../icons/jiraSync.svg', dark: 'file:../../icons/jiraSync.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: `={{ ({ check: "check the connection", connect: "connect two issues", disconnect: "disconnect the pair", disconnectAll: "disconnect all", explain: "explain the next run", find: "find the counterpart", listPairs: "list pairs", record: "record the counterpart", status: "status of the pair", suggest: "suggest a mapping" })[$parameter["operation"]] }}`,
		description: 'Finds the counterpart of an issue at the other site, and keeps the pair',
		defaults: { name: 'Twin Lookup' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		usableAsTool: undefined,
		credentials: [
			{ name: 'jiraSyncCloudApi', required: true, displayOptions: { show: { deployment: ['cloud'] } } },
			{ name: 'jiraSyncDataCenterApi', required: true, displayOptions: { show: { deployment: ['dataCenter'] } } },
		],
		properties,
	};

	methods = { listSearch: { searchProjects, searchIssueTypes, searchLocalValues }, loadOptions: { getLocalFields, getRemoteFields } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const site = once(() => openSite(this));
		const execution = { owner: `${this.getWorkflow().id ?? ''}/${this.getExecutionId()}` };
		const lookUps = newLookUps();
		return await eachItem(this, 1, async (index, fail) => {
			expectNoEarlierFailure(this.getInputData()[index]?.json);
			const operation = this.getNodeParameter('operation', index);
			if (operation === 'check') return [await runCheck(await site(), readCheckOptions(this, index))];
			if (operation === 'suggest') return [[await suggest(await site(), readSuggest(this, index))]];
			const options = readOptions(this, index, lookUps);
			if (options.operation === 'listPairs' || options.operation === 'disconnectAll') {
				return await runOnPairs(await site(), options, fail);
			}
			const item = readItem(this, index);
			const jira = await site();
			if (options.operation === 'connect') return [[toJson(await connect(jira, item, options, execution))]];
			if (options.operation === 'disconnect') return [[toJson(await disconnect(jira, item, options))]];
			if (options.operation === 'explain' || options.operation === 'status') return [[plainJson(await tell(jira, item, options))]];
			const result = await run(jira, item, options);
			// Recording is the end of a direction: what arrived for the issue meanwhile may be looked at now. What was only planned is still to be done.
			const isDone = result.outcome?.planned === undefined;
			if (options.operation === 'record') endLook(lookAt(workflowOf(this), item.connection, jira.siteUrl, item.issue.id), jira.now(), isDone ? readAt(item.replica) : undefined);
			return [[toJson(result)]];
		});
	}
}
