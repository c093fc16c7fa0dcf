/**
 * Which documents Jira takes. A node knows which children it may hold, which attributes it must have and which marks
 * its text may carry; anything else is refused for the whole request. Jira's fields take fewer nodes than the editor
 * knows: layouts, synced blocks and extensions are refused here as they are there.
 */

interface NodeRule {
	children?: readonly string[];
	/** At least this many children. */
	min?: number;
	attrs?: Record<string, (value: unknown) => boolean>;
	plainText?: boolean;
}

const isString = (value: unknown): boolean => typeof value === 'string';
const isFilled = (value: unknown): boolean => typeof value === 'string' && value.length > 0;
const oneOf = (...allowed: unknown[]) => (value: unknown): boolean => allowed.includes(value);
const optional = (check: (value: unknown) => boolean) => (value: unknown): boolean => value === undefined || check(value);

const INLINE = ['text', 'hardBreak', 'mention', 'emoji', 'date', 'status', 'inlineCard', 'mediaInline', 'placeholder'] as const;
const LISTS = ['bulletList', 'orderedList', 'taskList', 'decisionList'] as const;
const CELL = ['paragraph', 'panel', 'blockquote', 'heading', 'codeBlock', 'rule', 'mediaSingle', 'mediaGroup', 'blockCard', 'embedCard', 'nestedExpand', ...LISTS] as const;
const BLOCK = ['paragraph', 'heading', 'codeBlock', 'blockquote', 'panel', 'rule', 'table', 'mediaSingle', 'mediaGroup', 'expand', 'blockCard', 'embedCard', ...LISTS] as const;

const isCardAttrs = { url: optional(isFilled) };

const RULES: Record<string, NodeRule> = {
	doc: { children: BLOCK },
	paragraph: { children: INLINE },
	heading: { children: INLINE, attrs: { level: oneOf(1, 2, 3, 4, 5, 6) } },
	text: {},
	hardBreak: {},
	rule: {},
	mention: { attrs: { id: isString } },
	emoji: { attrs: { shortName: isString } },
	date: { attrs: { timestamp: isFilled } },
	status: { attrs: { text: isFilled, color: oneOf('neutral', 'purple', 'blue', 'red', 'yellow', 'green') } },
	placeholder: { attrs: { text: isString } },
	inlineCard: { attrs: isCardAttrs },
	blockCard: { attrs: isCardAttrs },
	embedCard: { attrs: { url: isFilled, layout: isString } },
	bulletList: { children: ['listItem'], min: 1 },
	orderedList: { children: ['listItem'], min: 1 },
	listItem: { children: ['paragraph', 'codeBlock', 'mediaSingle', 'bulletList', 'orderedList', 'taskList'], min: 1 },
	taskList: { children: ['taskItem', 'taskList'], min: 1, attrs: { localId: isString } },
	taskItem: { children: INLINE, attrs: { localId: isString, state: oneOf('TODO', 'DONE') } },
	decisionList: { children: ['decisionItem'], min: 1, attrs: { localId: isString } },
	decisionItem: { children: INLINE, attrs: { localId: isString, state: isString } },
	codeBlock: { children: ['text'], plainText: true },
	blockquote: { children: ['paragraph', 'bulletList', 'orderedList', 'codeBlock', 'mediaSingle', 'mediaGroup'], min: 1 },
	panel: { children: ['paragraph', 'heading', 'codeBlock', 'rule', 'mediaSingle', 'mediaGroup', 'blockCard', ...LISTS], min: 1, attrs: { panelType: oneOf('info', 'note', 'tip', 'warning', 'error', 'success', 'custom') } },
	expand: { children: BLOCK.filter((name) => name !== 'expand').concat(['nestedExpand' as never]), min: 1 },
	nestedExpand: { children: ['paragraph', 'heading', 'mediaSingle', 'mediaGroup', 'codeBlock', 'panel', 'blockquote', 'rule', ...LISTS], min: 1, attrs: {} },
	table: { children: ['tableRow'], min: 1 },
	tableRow: { children: ['tableCell', 'tableHeader'] },
	tableCell: { children: CELL, min: 1 },
	tableHeader: { children: CELL, min: 1 },
	mediaSingle: { children: ['media', 'caption'], min: 1 },
	mediaGroup: { children: ['media'], min: 1 },
	caption: { children: INLINE },
	media: {},
	mediaInline: { attrs: { id: isFilled, collection: isString } },
};

const MARKS = ['strong', 'em', 'code', 'strike', 'underline', 'subsup', 'textColor', 'backgroundColor', 'link', 'annotation'];
const BLOCK_MARKS = ['alignment', 'indentation', 'breakout', 'border', 'dataConsumer', 'fragment', 'fontSize', 'link', 'annotation'];
/** Inline code stands alone or with a link; Jira refuses it together with any other formatting. */
const WITH_CODE = ['code', 'link', 'annotation'];

type Node = Record<string, unknown>;

export function isDocument(value: unknown): value is Node {
	return isNode(value) && value.type === 'doc' && value.version === 1 && Array.isArray(value.content) && isValid(value, false);
}

function isNode(value: unknown): value is Node {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isValid(node: Node, plainText: boolean): boolean {
	const rule = typeof node.type === 'string' && Object.hasOwn(RULES, node.type) ? RULES[node.type] : undefined;
	if (!rule) return false;
	if (node.type === 'text') return isText(node, plainText);
	if (node.type === 'media') return isMedia(node);
	return hasAttrs(node, rule) && hasMarks(node, BLOCK_MARKS) && hasChildren(node, rule);
}

function hasAttrs(node: Node, rule: NodeRule): boolean {
	if (node.attrs !== undefined && !isNode(node.attrs)) return false;
	const attrs = (node.attrs ?? {}) as Node;
	return Object.entries(rule.attrs ?? {}).every(([name, check]) => check(attrs[name]));
}

function hasChildren(node: Node, rule: NodeRule): boolean {
	if (node.content === undefined) return (rule.min ?? 0) === 0;
	if (!Array.isArray(node.content) || !rule.children) return false;
	if (node.content.length < (rule.min ?? 0)) return false;
	return node.content.every((child) => isNode(child) && rule.children?.includes(String(child.type)) === true && isValid(child, rule.plainText === true));
}

function isText(node: Node, plainText: boolean): boolean {
	if (!isFilled(node.text) || node.content !== undefined) return false;
	if (node.marks === undefined) return true;
	if (plainText || !hasMarks(node, MARKS)) return Array.isArray(node.marks) && node.marks.length === 0;
	const names = (node.marks as Node[]).map((mark) => String(mark.type));
	if (new Set(names).size !== names.length) return false;
	return !names.includes('code') || names.every((name) => WITH_CODE.includes(name));
}

function hasMarks(node: Node, allowed: string[]): boolean {
	if (node.marks === undefined) return true;
	if (!Array.isArray(node.marks)) return false;
	return node.marks.every((mark) => {
		if (!isNode(mark) || !allowed.includes(String(mark.type))) return false;
		if (mark.type === 'link') return isNode(mark.attrs) && isFilled(mark.attrs.href);
		if (mark.type === 'subsup') return isNode(mark.attrs) && oneOf('sub', 'sup')(mark.attrs.type);
		if (mark.type === 'textColor') return isNode(mark.attrs) && /^#[0-9a-f]{6}$/.test(String(mark.attrs.color));
		return true;
	});
}

function isMedia(node: Node): boolean {
	if (!isNode(node.attrs) || node.content !== undefined) return false;
	const { type, id, collection, url } = node.attrs;
	if (type === 'external') return isFilled(url);
	return oneOf('file', 'link')(type) && isFilled(id) && isString(collection);
}
