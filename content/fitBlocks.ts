import { block, mark, mergeText, paragraph, paragraphOf, stringAttr, text, type AdfNode } from './adf';
import { isAllowed, type Context, type Fit, type FitOptions } from './contentModel';
import { cardLink, fitInline, fitParagraph, writable } from './fitInline';
import { fitList, fitTasks } from './fitList';
import { fitMedia } from './fitMedia';
import { fitTable, tableAsParagraphs } from './fitTable';
import { codeText, isInline, leafText } from './plainText';

const PANEL_TYPES: ReadonlySet<unknown> = new Set(['info', 'note', 'warning', 'error', 'success']);

/** Puts any nodes into a context of the safe subset; runs of inline nodes become paragraphs. */
export function fitBlocks(nodes: readonly AdfNode[], context: Context, options: FitOptions): AdfNode[] {
	return inRuns(nodes).flatMap((run) => (Array.isArray(run) ? fitParagraph(run) : fitBlock(run as AdfNode, context, options)));
}

function fitBlock(node: AdfNode, context: Context, options: FitOptions): AdfNode[] {
	const fit: Fit = (nodes, inner) => fitBlocks(nodes, inner, options);
	const children = node.content ?? [];
	switch (node.type) {
		case 'paragraph':
		case 'heading':
			return fitWords(node, context, options);
		case 'bulletList':
		case 'orderedList':
			return fitList(node, fit);
		case 'taskList':
		case 'decisionList':
			return fitTasks(node, context, fit, options);
		case 'codeBlock':
			return [fitCode(node)];
		case 'blockquote':
			return isAllowed('blockquote', context) ? [block('blockquote', orBlank(fit(children, 'blockquote')))] : fit(children, context);
		case 'panel':
			return isAllowed('panel', context) ? [fitPanel(node, fit)] : fit(children, context);
		case 'expand':
		case 'nestedExpand':
			return fitExpand(node, context, fit);
		case 'rule':
			return isAllowed('rule', context) ? [{ type: 'rule' }] : [];
		case 'table':
			return isAllowed('table', context) ? fitTable(node, fit) : tableAsParagraphs(node);
		case 'media':
		case 'mediaSingle':
		case 'mediaGroup':
			return fitMedia(node, context);
		case 'blockCard':
		case 'embedCard':
			return cardLink(node).map((words) => paragraph(words));
		default:
			return node.content ? fit(children, context) : fitParagraph([text(leafText(node))]);
	}
}

/** Paragraph or heading. A block inside it (a picture, most often) is lifted out and splits it. */
function fitWords(node: AdfNode, context: Context, options: FitOptions): AdfNode[] {
	const level = Number(node.attrs?.level);
	const heading = node.type === 'heading' && isAllowed('heading', context);
	const wrap = (words: readonly AdfNode[]): AdfNode =>
		heading ? block('heading', words, { level: level >= 1 && level <= 6 ? Math.round(level) : 6 }) : paragraphOf(words);
	const runs = inRuns(node.content ?? []);
	if (runs.every((run) => Array.isArray(run))) return [wrap(mergeText(runs.flat().flatMap(fitInline)))];
	return runs.flatMap((run) => {
		if (!Array.isArray(run)) return fitBlock(run as AdfNode, context, options);
		const words = mergeText(trimBreaks(run.flatMap(fitInline)));
		return words.length > 0 ? [wrap(words)] : [];
	});
}

function fitCode(node: AdfNode): AdfNode {
	const code = writable(codeText(node));
	const language = stringAttr(node, 'language');
	return {
		type: 'codeBlock',
		...(language === undefined ? {} : { attrs: { language } }),
		...(code === '' ? {} : { content: [text(code)] }),
	};
}

/** Jira documents five kinds of panel; 'tip' looks like 'success', own colours and icons are of one site. */
function fitPanel(node: AdfNode, fit: Fit): AdfNode {
	const kind = node.attrs?.panelType;
	const panelType = kind === 'tip' ? 'success' : PANEL_TYPES.has(kind) ? kind : 'info';
	return block('panel', orBlank(fit(node.content ?? [], 'panel')), { panelType });
}

function fitExpand(node: AdfNode, context: Context, fit: Fit): AdfNode[] {
	const title = writable(stringAttr(node, 'title') ?? '');
	const children = node.content ?? [];
	for (const type of ['expand', 'nestedExpand'] as const) {
		if (isAllowed(type, context)) return [block(type, orBlank(fit(children, type)), title === '' ? {} : { title })];
	}
	return [...(title === '' ? [] : [paragraph(text(title, [mark('strong')]))]), ...fit(children, context)];
}

function orBlank(content: AdfNode[]): AdfNode[] {
	return content.length > 0 ? content : [paragraph()];
}

/** Neighbouring inline nodes as one array, each block on its own. */
function inRuns(nodes: readonly AdfNode[]): Array<AdfNode | AdfNode[]> {
	const runs: Array<AdfNode | AdfNode[]> = [];
	let open: AdfNode[] | undefined;
	for (const node of nodes) {
		if (!isInline(node)) {
			open = undefined;
			runs.push(node);
		} else if (open) open.push(node);
		else runs.push((open = [node]));
	}
	return runs;
}

function trimBreaks(words: readonly AdfNode[]): readonly AdfNode[] {
	const start = words.findIndex(({ type }) => type !== 'hardBreak');
	const end = words.findLastIndex(({ type }) => type !== 'hardBreak');
	return start === -1 ? [] : words.slice(start, end + 1);
}
