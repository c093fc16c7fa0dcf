import { replaceNodes, text, type AdfDocument } from './adf';
import { leafText } from './plainText';

/** A document from elsewhere with every mention as plain "@Name": the same id may be somebody else here, who would be notified. */
export const namedMentions = (document: AdfDocument): AdfDocument => replaceNodes(document, (node) => (node.type === 'mention' ? text(leafText(node)) : undefined));
