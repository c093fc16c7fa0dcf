import type { AdfNode } from './adf';

/** What a block stands in. */
export type Context = 'doc' | 'blockquote' | 'panel' | 'listItem' | 'cell' | 'expand' | 'nestedExpand';

/** Puts any nodes into a context: what does not belong there is replaced by what does. */
export type Fit = (nodes: readonly AdfNode[], context: Context) => AdfNode[];

export interface FitOptions {
	/**
	 * Task and decision lists: Jira's editor makes them, but the list of nodes Atlassian documents for Jira fields does
	 * not name them. 'bullets' turns them into bullet lists.
	 */
	readonly tasks: 'keep' | 'bullets';
}

const EVERYWHERE = ['paragraph', 'bulletList', 'orderedList', 'codeBlock', 'mediaSingle'];
const PANEL = [...EVERYWHERE, 'mediaGroup', 'heading', 'taskList', 'rule', 'decisionList'];
const NESTED_EXPAND = [...PANEL, 'panel', 'blockquote'];
const CELL = [...NESTED_EXPAND, 'nestedExpand'];

/** Which blocks may stand where, from the ADF schema v1 (full), less the blocks that Jira fields are not sure to take. */
const ALLOWED: Readonly<Record<Context, ReadonlySet<string>>> = {
	blockquote: new Set([...EVERYWHERE, 'mediaGroup']),
	listItem: new Set([...EVERYWHERE, 'taskList']),
	panel: new Set(PANEL),
	nestedExpand: new Set(NESTED_EXPAND),
	cell: new Set(CELL),
	expand: new Set([...CELL, 'table']),
	doc: new Set([...NESTED_EXPAND, 'table', 'expand']),
};

export function isAllowed(type: string, context: Context): boolean {
	return ALLOWED[context].has(type);
}
