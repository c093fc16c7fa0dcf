import { block, compact, link, mark, mergeText, numberAttr, stringAttr, text, type AdfMark, type AdfNode } from './adf';
import { isLinkTarget } from './href';
import { cardUrl, leafText } from './plainText';

const COLOR = /^#[0-9a-f]{6}$/i;
const STATUS_COLORS: ReadonlySet<unknown> = new Set(['neutral', 'purple', 'blue', 'red', 'yellow', 'green']);

/** Text that XML 1.0 cannot hold, which Jira refuses. */
const UNWRITABLE = /[^\P{Cc}\t\n\r]|\p{Cs}|[\ufffe\uffff]/gu;

/** Text that Jira can store: no control characters, no half surrogate pairs. */
export function writable(value: string): string {
	return value.replace(UNWRITABLE, '');
}

/** An inline node as the schema and Jira's fields want it, its text where that is not possible, or nothing. */
export function fitInline(node: AdfNode): AdfNode[] {
	switch (node.type) {
		case 'text':
			return fitText(node.text ?? '', node.marks ?? []);
		case 'hardBreak':
			return [{ type: 'hardBreak' }];
		case 'mention':
			return fitMention(node);
		case 'emoji':
			return fitEmoji(node);
		case 'date':
			return stringAttr(node, 'timestamp') ? [{ type: 'date', attrs: { timestamp: stringAttr(node, 'timestamp') } }] : [];
		case 'status':
			return fitStatus(node);
		case 'inlineCard':
			return fitCard(node);
		case 'mediaInline':
			return fitMediaInline(node);
		default:
			return fitText(leafText(node), []);
	}
}

/** Words and target of a card that the context does not take as a card. */
export function cardLink(node: AdfNode): AdfNode[] {
	const url = cardUrl(node);
	if (url === undefined) return [];
	return isLinkTarget(url) ? [link(writable(url), url)] : fitText(url, []);
}

/** Marks that Jira documents for a text node, at most one of a type, none that exclude each other. */
export function fitMarks(marks: readonly AdfMark[]): readonly AdfMark[] {
	const kept = new Map<string, AdfMark>();
	for (const candidate of marks) {
		const fitted = fitMark(candidate);
		if (fitted && !kept.has(fitted.type)) kept.set(fitted.type, fitted);
	}
	// Atlassian documents: code stands with link only, textColor neither with code nor with link
	if (kept.has('code')) return [...kept.values()].filter(({ type }) => type === 'code' || type === 'link');
	if (kept.has('link')) kept.delete('textColor');
	return [...kept.values()];
}

function fitMark(candidate: AdfMark): AdfMark | undefined {
	switch (candidate.type) {
		case 'strong':
		case 'em':
		case 'underline':
		case 'strike':
		case 'code':
			return { type: candidate.type };
		case 'subsup': {
			const type = candidate.attrs?.type;
			return type === 'sub' || type === 'sup' ? mark('subsup', { type }) : undefined;
		}
		case 'textColor':
		case 'backgroundColor': {
			const color = stringAttr(candidate, 'color');
			return color !== undefined && COLOR.test(color) ? mark(candidate.type, { color }) : undefined;
		}
		case 'link': {
			const href = candidate.attrs?.href;
			return isLinkTarget(href) ? mark('link', compact({ href, title: stringAttr(candidate, 'title') })) : undefined;
		}
		default:
			return undefined;
	}
}

function fitText(value: string, marks: readonly AdfMark[]): AdfNode[] {
	const clean = writable(value);
	return clean === '' ? [] : [text(clean, fitMarks(marks))];
}

function fitMention(node: AdfNode): AdfNode[] {
	const id = stringAttr(node, 'id');
	if (id === undefined) return fitText(leafText(node), []);
	return [{ type: 'mention', attrs: compact({ id, text: stringAttr(node, 'text') }) }];
}

function fitEmoji(node: AdfNode): AdfNode[] {
	const shortName = stringAttr(node, 'shortName');
	if (shortName === undefined) return fitText(leafText(node), []);
	return [{ type: 'emoji', attrs: compact({ shortName, id: stringAttr(node, 'id'), text: stringAttr(node, 'text') }) }];
}

function fitStatus(node: AdfNode): AdfNode[] {
	const words = writable(stringAttr(node, 'text') ?? '');
	const color = STATUS_COLORS.has(node.attrs?.color) ? node.attrs?.color : 'neutral';
	return words === '' ? [] : [{ type: 'status', attrs: { text: words, color } }];
}

function fitCard(node: AdfNode): AdfNode[] {
	const url = cardUrl(node);
	return isLinkTarget(url) ? [{ type: 'inlineCard', attrs: { url } }] : fitText(leafText(node), []);
}

function fitMediaInline(node: AdfNode): AdfNode[] {
	const id = stringAttr(node, 'id');
	if (id === undefined) return fitText(leafText(node), []);
	const kind = ['file', 'image', 'link'].includes(String(node.attrs?.type)) ? node.attrs?.type : undefined;
	const sizes = { width: numberAttr(node, 'width'), height: numberAttr(node, 'height') };
	const collection = stringAttr(node, 'collection') ?? '';
	return [{ type: 'mediaInline', attrs: compact({ type: kind, id, collection, alt: stringAttr(node, 'alt'), ...sizes }) }];
}

/** A run of inline nodes as one paragraph, or no paragraph when nothing is left of it. */
export function fitParagraph(nodes: readonly AdfNode[]): AdfNode[] {
	const content = mergeText(nodes.flatMap(fitInline));
	return content.length > 0 ? [block('paragraph', content)] : [];
}
