import { withContent, type AdfNode } from './adf';
import { toAdf, type RichText } from './richText';

/** A text without the words that it begins with; undefined when it begins otherwise. The words stand in one piece, whatever their format. */
export function withoutOpening(text: RichText, words: string): RichText | undefined {
	const document = toAdf(text);
	const rest = shortened(document, words);
	return rest && { format: 'adf', document: { ...document, content: rest.content ?? [] } };
}

/** The node without the words, with no content where they were all of it; undefined when it begins otherwise. */
function shortened(node: AdfNode, words: string): AdfNode | undefined {
	if (node.type === 'text') {
		const text = (node.text ?? '').trimStart();
		return text.startsWith(words) ? { ...node, text: text.slice(words.length).trimStart() } : undefined;
	}
	const [first, ...others] = node.content ?? [];
	const rest = first && shortened(first, words);
	if (!rest) return undefined;
	const isGone = rest.type === 'text' ? rest.text === '' : rest.content?.length === 0;
	return withContent(node, isGone ? withoutBreak(others) : [rest, ...others]);
}

/** What stood on a line of its own takes the end of that line with it. */
const withoutBreak = (nodes: AdfNode[]): AdfNode[] => (nodes[0]?.type === 'hardBreak' ? nodes.slice(1) : nodes);
