import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { applyIncoming } from '../../engine/applyIncoming';
import { applyUnchanged } from '../../engine/applyUnchanged';
import { tryApplying } from '../../engine/dryRun';
import { rememberingWrites } from '../../engine/rememberingWrites';
import { findFields } from '../../engine/fieldRules';
import { newLookUps, type LookUps } from '../../engine/lookUps';
import { readTargetsAhead } from '../../engine/readTarget';
import type { Jira, JiraIssue } from '../../jira/types';
import { isSettled, type SyncItem } from '../../sync/item';
import { withOpenComments } from '../../sync/openComments';
import { eachItem } from '../shared/eachItem';
import { getLocalFields, getRemoteFields } from '../shared/fieldLists';
import { once } from '../shared/once';
import { openSite, openSource } from '../shared/openJira';
import { searchIssueTypes, searchProjects } from '../shared/pickers';
import { readItem } from '../shared/readItem';
import { toJson } from '../shared/toJson';
import { searchLocalValues } from '../shared/valueLists';
import { readOptions } from './options';
import { properties } from './properties';

/** Plans what a replica changes here, then writes it. */
export class ApplyIncomingRules implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Apply Incoming Rules',
		name: 'applyIncomingRules',
		icon: { light: 'file:../../icons/jiraSync.svg', dark: 'file:../../icons/jiraSync.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["firstSync"] === "create" ? "create or update" : "update only" }}',
		description: 'Brings a replica into the local site: fields, comments and files',
		defaults: { name: 'Apply Incoming Rules' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		usableAsTool: undefined,
		credentials: [
			{ name: 'jiraSyncCloudApi', required: true, displayOptions: { show: { deployment: ['cloud'] } } },
			{ name: 'jiraSyncDataCenterApi', required: true, displayOptions: { show: { deployment: ['dataCenter'] } } },
			{ name: 'jiraSyncCloudSourceApi', required: true, displayOptions: { show: { filesFrom: ['cloud'] } } },
			{ name: 'jiraSyncDataCenterSourceApi', required: true, displayOptions: { show: { filesFrom: ['dataCenter'] } } },
		],
		properties,
	};

	methods = { listSearch: { searchProjects, searchIssueTypes, searchLocalValues }, loadOptions: { getLocalFields, getRemoteFields } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const site = once(() => openSite(this));
		const source = once(() => openSource(this));
		const run = { owner: `${this.getWorkflow().id ?? ''}/${this.getExecutionId()}`, twins: new Map<string, string>() };
		const lookUps = newLookUps();
		const ahead = once(async () => await readAhead(this, await site(), lookUps));
		return await eachItem(this, 1, async (index, fail) => {
			const given = readItem(this, index);
			if (isSettled(given)) return [[toJson(given)]];
			const { dryRun, openWords, ...rules } = readOptions(this, index, lookUps);
			const item = { ...given, replica: withOpenComments(given.replica, openWords) };
			if (dryRun) return [[toJson({ ...given, ...(await tryApplying(await site(), await source(), item, rules, run)) })]];
			const jira = rememberingWrites(await site(), item.connection);
			const known = (await ahead()).get(`${item.connection} ${item.twin?.id}`);
			const unchanged = known && (await applyUnchanged(jira, await source(), item, rules, run, known));
			const { report, ...applied } = unchanged ?? (await applyIncoming(jira, await source(), item, rules, run));
			if (report) fail(report, item.replica.meta.issue.key);
			return [[toJson({ ...given, ...applied })]];
		});
	}
}

/** Counterparts of many items at once, with the fields that the rules of the node write. */
async function readAhead(context: IExecuteFunctions, jira: Jira, lookUps: LookUps): Promise<Map<string, JiraIssue>> {
	const items = itemsToApply(context);
	if (items.length < 2) return new Map();
	const { fields } = readOptions(context, 0, lookUps);
	return await readTargetsAhead(jira, items, fields && Object.values(await findFields(jira, fields)).flat());
}

/** Items that will be applied; what is wrong with another one is told when its turn comes. */
const itemsToApply = (context: IExecuteFunctions): SyncItem[] =>
	context.getInputData().flatMap(({ json }) => {
		const item = json as unknown as Partial<SyncItem>;
		return json.error === undefined && item.replica?.meta && item.twin?.id && item.connection && !isSettled(item as SyncItem) ? [item as SyncItem] : [];
	});
