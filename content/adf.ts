/** Attributes of a node or mark; what a key means depends on the type it stands on. */
export type AdfAttrs = Readonly<Record<string, unknown>>;

export interface AdfMark {
	readonly type: string;
	readonly attrs?: AdfAttrs;
}

/** One node of Atlassian Document Format (ADF). Read-only: every function of this room returns new trees. */
export interface AdfNode {
	readonly type: string;
	readonly attrs?: AdfAttrs;
	readonly marks?: readonly AdfMark[];
	readonly content?: readonly AdfNode[];
	readonly text?: string;
}

export interface AdfDocument extends AdfNode {
	readonly type: 'doc';
	readonly version: 1;
	readonly content: readonly AdfNode[];
}

/**
 * The collection of media nodes that name a file and no media store. A media id is bound to the store of one Jira
 * site, so a node that leaves a site carries the file name only; it becomes real again where the file was uploaded.
 */
export const NEUTRAL_COLLECTION = 'jirasync';

/** A document. `content: []` is how an empty rich text is written; Jira takes it and the schema allows it. */
export function doc(content: readonly AdfNode[] = []): AdfDocument {
	return { version: 1, type: 'doc', content };
}

export function paragraph(...content: readonly AdfNode[]): AdfNode {
	return paragraphOf(content);
}

/** The same for any number of nodes: one call takes about 100,000 arguments and throws for more. */
export function paragraphOf(content: readonly AdfNode[]): AdfNode {
	return content.length > 0 ? { type: 'paragraph', content } : { type: 'paragraph' };
}

/** A text node. The schema forbids empty text: callers check before. */
export function text(value: string, marks: readonly AdfMark[] = []): AdfNode {
	return marks.length > 0 ? { type: 'text', text: value, marks } : { type: 'text', text: value };
}

export function mark(type: string, attrs?: AdfAttrs): AdfMark {
	return attrs === undefined ? { type } : { type, attrs };
}

export function link(label: string, href: string): AdfNode {
	return text(label, [mark('link', { href })]);
}

/** A node with children and, where given, attributes. */
export function block(type: string, content: readonly AdfNode[], attrs?: AdfAttrs): AdfNode {
	return attrs === undefined ? { type, content } : { type, attrs, content };
}

/** The same node with other children. */
export function withContent(node: AdfNode, content: readonly AdfNode[]): AdfNode {
	return { ...node, content };
}

/** A string attribute, or `undefined` when it is absent, empty or of another type. */
export function stringAttr(node: { readonly attrs?: AdfAttrs }, name: string): string | undefined {
	const value = node.attrs?.[name];
	return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A finite number attribute, or `undefined`. */
export function numberAttr(node: { readonly attrs?: AdfAttrs }, name: string): number | undefined {
	const value = node.attrs?.[name];
	return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** Only the entries that have a value, so that optional attributes are absent and never `undefined`. */
export function compact(attrs: AdfAttrs): AdfAttrs {
	return Object.fromEntries(Object.entries(attrs).filter(([, value]) => value !== undefined && value !== null));
}

/** Text neighbours with the same marks become one node; Jira does the same when it stores a document. */
export function mergeText(nodes: readonly AdfNode[]): readonly AdfNode[] {
	const merged: AdfNode[] = [];
	let run: string[] = [];
	const flush = (): void => {
		const last = merged.at(-1);
		if (run.length > 1 && last) merged[merged.length - 1] = { ...last, text: run.join('') };
		run = [];
	};
	for (const node of nodes) {
		const last = merged.at(-1);
		if (node.type === 'text' && last?.type === 'text' && sameMarks(node, last)) {
			run.push(node.text ?? '');
			continue;
		}
		flush();
		merged.push(node);
		if (node.type === 'text') run.push(node.text ?? '');
	}
	flush();
	return merged;
}

function sameMarks(one: AdfNode, other: AdfNode): boolean {
	const marks = [one.marks ?? [], other.marks ?? []] as const;
	return marks[0].length === marks[1].length && JSON.stringify(marks[0]) === JSON.stringify(marks[1]);
}

/** A document in which some nodes, at any depth, have others in their place. @param instead what stands for a node; undefined: the node itself, and its children are looked at */
export function replaceNodes(document: AdfDocument, instead: (node: AdfNode) => AdfNode | undefined): AdfDocument {
	const replaced = (node: AdfNode): AdfNode => instead(node) ?? (node.content ? withContent(node, node.content.map(replaced)) : node);
	return { ...document, content: document.content.map(replaced) };
}
