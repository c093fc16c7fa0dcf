import { LoadOptionsContext } from 'n8n-core';
import type { IDataObject, ILoadOptionsFunctions, INode, INodeListSearchResult, INodePropertyOptions, INodeType } from 'n8n-workflow';
import { oneNode } from '../nodes/support';
import type { Pair } from './pair';
import { openWorkflow } from './runWorkflow';

/** A list in the panel of a node, filled in n8n's own context for it. */
export async function listOf(pair: Pair, type: INodeType, method: string, parameters: IDataObject, credentials: INode['credentials'], filter?: string): Promise<INodePropertyOptions[]> {
	const { name } = type.description;
	const { workflow, additionalData } = openWorkflow(oneNode(name, parameters, credentials ? { credentials } : {}), pair.credentials, 'editor');
	const node = workflow.getNode(name)!;
	const context = new LoadOptionsContext(workflow, node, { ...additionalData, currentNodeParameters: node.parameters }, method);
	const { loadOptions, listSearch } = type.methods ?? {};
	const fill = (loadOptions?.[method] ?? listSearch?.[method]) as (this: ILoadOptionsFunctions, filter?: string) => Promise<INodePropertyOptions[] | INodeListSearchResult>;
	const answer = await fill.call(context as unknown as ILoadOptionsFunctions, filter);
	return Array.isArray(answer) ? answer : (answer.results as INodePropertyOptions[]);
}
