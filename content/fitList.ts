import { block, mergeText, numberAttr, paragraph, text, type AdfNode } from './adf';
import { isAllowed, type Context, type Fit, type FitOptions } from './contentModel';
import { fitInline } from './fitInline';
import { isInline } from './plainText';

const LISTS: ReadonlySet<string> = new Set(['bulletList', 'orderedList', 'taskList', 'decisionList']);

/** A list of at least one item, or nothing. What is no item becomes one. */
export function fitList(node: AdfNode, fit: Fit): AdfNode[] {
	const items = (node.content ?? []).map((child) => fitItem(child.type === 'listItem' ? (child.content ?? []) : [child], fit));
	if (items.length === 0) return [];
	const order = numberAttr(node, 'order');
	const numbered = node.type === 'orderedList' && order !== undefined && Number.isInteger(order) && order >= 0 && order !== 1;
	return [block(node.type, items, numbered ? { order } : undefined)];
}

/** Task and decision lists: kept where they may stand, else as bullets. */
export function fitTasks(node: AdfNode, context: Context, fit: Fit, options: FitOptions): AdfNode[] {
	const keep = options.tasks === 'keep' && isAllowed(node.type, context);
	return keep ? taskList(node) : fitList(asBullets(node), fit);
}

function fitItem(nodes: readonly AdfNode[], fit: Fit): AdfNode {
	const content = fit(nodes, 'listItem');
	// Editors want words before a nested list, although the schema does not ask for them
	const needsWords = content[0] === undefined || LISTS.has(content[0].type);
	return block('listItem', needsWords ? [paragraph(), ...content] : content);
}

function taskList(node: AdfNode): AdfNode[] {
	const itemType = node.type === 'taskList' ? 'taskItem' : 'decisionItem';
	const items = (node.content ?? []).flatMap((child): AdfNode[] => {
		if (child.type === 'taskList' && itemType === 'taskItem') return taskList(child);
		const words = mergeText(inlines(child));
		const done = child.attrs?.state === 'DONE';
		const state = itemType === 'taskItem' ? (done ? 'DONE' : 'TODO') : 'DECIDED';
		return [{ type: itemType, attrs: { localId: '', state }, ...(words.length > 0 ? { content: words } : {}) }];
	});
	return items.length > 0 ? [block(node.type, items, { localId: '' })] : [];
}

function asBullets(node: AdfNode): AdfNode {
	const items = (node.content ?? []).map((child): AdfNode => {
		if (LISTS.has(child.type)) return block('listItem', [asBullets(child)]);
		const box = child.type === 'decisionItem' ? '' : child.attrs?.state === 'DONE' ? '☑ ' : '☐ ';
		return block('listItem', [paragraph(...(box === '' ? [] : [text(box)]), ...inlines(child))]);
	});
	return block('bulletList', items);
}

/** All words below a node in one line; blocks are separated by line breaks. */
function inlines(node: AdfNode): AdfNode[] {
	if (isInline(node)) return fitInline(node);
	return (node.content ?? []).reduce<AdfNode[]>((line, child) => {
		const words = inlines(child);
		if (words.length === 0) return line;
		return line.length > 0 && !isInline(child) ? [...line, { type: 'hardBreak' }, ...words] : [...line, ...words];
	}, []);
}
