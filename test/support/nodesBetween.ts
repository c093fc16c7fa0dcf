import { executeFilter, NodeConnectionTypes, type FilterValue, type IDataObject, type IExecuteFunctions, type INodeProperties, type INodeType } from 'n8n-workflow';

/**
 * Stand-ins for two of n8n's own nodes, as far as our templates use them: Edit Fields (Set) that adds one JSON to its items, and If.
 * The real ones take part in the tests with a real n8n.
 */
const stand = (name: string, outputs: number, properties: INodeProperties[], execute: INodeType['execute']): INodeType => ({
	description: {
		displayName: name,
		name,
		group: ['transform'],
		version: [2.2, 3.4],
		description: '',
		defaults: { name },
		inputs: [NodeConnectionTypes.Main],
		outputs: Array.from({ length: outputs }, () => NodeConnectionTypes.Main),
		properties,
	},
	execute,
});

const addsJson = stand(
	'set',
	1,
	[{ displayName: 'JSON', name: 'jsonOutput', type: 'json', default: '{}' }],
	async function (this: IExecuteFunctions) {
		return [this.getInputData().map(({ json }, item) => ({ json: { ...json, ...(JSON.parse(String(this.getNodeParameter('jsonOutput', item))) as IDataObject) }, pairedItem: { item } }))];
	},
);

const asks = stand(
	'if',
	2,
	[{ displayName: 'Conditions', name: 'conditions', type: 'filter', default: {} }],
	async function (this: IExecuteFunctions) {
		const all = this.getInputData().map((input, item) => ({ ...input, pairedItem: { item } }));
		const holds = all.map((_, item) => executeFilter(this.getNodeParameter('conditions', item) as FilterValue, { itemIndex: item }));
		return [all.filter((_, item) => holds[item]), all.filter((_, item) => !holds[item])];
	},
);

export const BETWEEN: Record<string, INodeType> = { 'n8n-nodes-base.set': addsJson, 'n8n-nodes-base.if': asks };
