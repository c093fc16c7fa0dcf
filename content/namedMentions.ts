import { text, withContent, type AdfDocument, type AdfNode } from './adf';
import { leafText } from './plainText';

/** A document from elsewhere with every mention as plain "@Name": the same id may be somebody else here, who would be notified. */
export function namedMentions(document: AdfDocument): AdfDocument {
	const named = (node: AdfNode): AdfNode => {
		if (node.type === 'mention') return text(leafText(node));
		return node.content ? withContent(node, node.content.map(named)) : node;
	};
	return { ...document, content: document.content.map(named) };
}
