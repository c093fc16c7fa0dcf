import { mergeText, text, type AdfMark, type AdfNode } from './adf';
import { fitMarks } from './fitInline';
import { wikiTokens, type WikiTag, type WikiToken } from './wikiTokens';

/** Colours may stand in each other, other marks not; a limit keeps hostile text linear. */
const MAX_COLORS = 8;

type Role = 'open' | 'close' | 'text';

/**
 * Words of a paragraph in wiki markup as inline nodes; pictures come as `mediaSingle` among them, for the caller to
 * lift out. Tags without a partner are text. Never throws, linear in the length of the text.
 */
export function wikiInlineNodes(source: string): AdfNode[] {
	const tokens = wikiTokens(source, wikiInlineNodes);
	return [...mergeText(marked(tokens, pairs(tokens)))];
}

/** Finds for each tag whether it starts or ends a mark. An inner tag left open by the end of an outer one is text. */
function pairs(tokens: readonly WikiToken[]): ReadonlyMap<WikiToken, Role> {
	const roles = new Map<WikiToken, Role>();
	let open: Array<{ readonly tag: WikiTag; readonly index: number }> = [];
	tokens.forEach((token, index) => {
		if (token.kind === 'break') open = open.filter(({ tag }) => tag.name === 'color');
		if (token.kind !== 'tag') return;
		const partner = open.findLastIndex(({ tag }) => tag.name === token.name);
		const opening = open[partner];
		if (token.canClose && opening && opening.index < index - 1) {
			roles.set(opening.tag, 'open').set(token, 'close');
			open.length = partner;
			return;
		}
		const mayOpen = token.name === 'color' ? open.length < MAX_COLORS : partner < 0;
		if (token.canOpen && mayOpen) open.push({ tag: token, index });
	});
	return roles;
}

function marked(tokens: readonly WikiToken[], roles: ReadonlyMap<WikiToken, Role>): AdfNode[] {
	const active: WikiTag[] = [];
	return tokens.flatMap((token): AdfNode[] => {
		switch (token.kind) {
			case 'text':
				return [text(token.text, marksOf(active))];
			case 'break':
				return [{ type: 'hardBreak' }];
			case 'nodes':
				return token.nodes.map((node) => (node.type === 'text' ? text(node.text ?? '', marksOf(active, node.marks)) : node));
			case 'tag':
				return tagNodes(token, roles.get(token), active);
		}
	});
}

function tagNodes(tag: WikiTag, role: Role | undefined, active: WikiTag[]): AdfNode[] {
	if (role === 'open') active.push(tag);
	if (role === 'close') active.splice(active.findLastIndex(({ name }) => name === tag.name), 1);
	// A colour without an end would show its tag: its words matter more
	return role === undefined && tag.name !== 'color' ? [text(tag.literal, marksOf(active))] : [];
}

/** Innermost first, because the first of a kind wins. */
function marksOf(active: readonly WikiTag[], own: readonly AdfMark[] = []): readonly AdfMark[] {
	if (active.length === 0) return own;
	return fitMarks([...own, ...active.flatMap((tag) => tag.mark ?? []).reverse()]);
}
