import { stringAttr, text, withContent, type AdfDocument, type AdfNode } from './adf';
import { leafText } from './plainText';

/** An account of the receiving site. `name` replaces the name that came along. */
export interface LocalPerson {
	readonly id: string;
	readonly name?: string;
}

/**
 * Rewrites the mentions of a document from elsewhere: a mapped person is mentioned, anyone else is named as plain
 * "@Name", because the same id may be somebody else here and would be notified.
 */
export function arrivingMentions(document: AdfDocument, people: Readonly<Record<string, LocalPerson | undefined>>): AdfDocument {
	const arrive = (node: AdfNode): AdfNode => {
		if (node.type === 'mention') return mention(node, people);
		return node.content ? withContent(node, node.content.map(arrive)) : node;
	};
	return { ...document, content: document.content.map(arrive) };
}

function mention(node: AdfNode, people: Readonly<Record<string, LocalPerson | undefined>>): AdfNode {
	const id = stringAttr(node, 'id');
	const person = id !== undefined && Object.hasOwn(people, id) ? people[id] : undefined;
	if (person === undefined) return text(leafText(node));
	const name = person.name === undefined ? leafText(node) : `@${person.name}`;
	return { type: 'mention', attrs: { id: person.id, text: name } };
}

/** Ids of everybody a document mentions, each once, in order of appearance. */
export function mentionedIds(document: AdfDocument): readonly string[] {
	const ids = new Set<string>();
	const visit = (node: AdfNode): void => {
		const id = node.type === 'mention' ? stringAttr(node, 'id') : undefined;
		if (id !== undefined) ids.add(id);
		node.content?.forEach(visit);
	};
	visit(document);
	return [...ids];
}
