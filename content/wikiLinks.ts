import { block, compact, link, mark, text, type AdfNode } from './adf';
import { isLinkTarget } from './href';
import { isBareTarget, isFileName, neutralAttrs } from './wikiReferences';

interface Reference {
	readonly token: { readonly kind: 'nodes'; readonly nodes: readonly AdfNode[] };
	readonly length: number;
}

/** `[url]`, `[words|url]`, `[~user]`, `[~accountid:x]`, `[^file.pdf]`, `[words|^file.pdf]` and Cloud's `[url|url|smart-link]`. */
export function linkAt(source: string, at: number, parse: (label: string) => readonly AdfNode[]): Reference | undefined {
	const end = closingBracket(source, at);
	if (end === undefined) return undefined;
	const nodes = linkNodes(source.slice(at + 1, end), parse);
	return nodes && { token: { kind: 'nodes', nodes }, length: end + 1 - at };
}

/** The bracket that closes a link: on the same line, with no other link in between. */
export function closingBracket(source: string, at: number): number | undefined {
	for (let end = at + 1; end < source.length; end++) {
		const char = source[end];
		if (char === ']') return end;
		if (char === '[' || char === '\n') return undefined;
		if (char === '\\') end++;
	}
	return undefined;
}

/** `!picture.png|width=300!`; a picture elsewhere on the web becomes a link, because Jira shows it unreliably. */
export function imageAt(source: string, at: number): Reference | undefined {
	const pattern = /!([^\s!|][^!|\n]*)(?:\|[^!\n]*)?!/y;
	pattern.lastIndex = at;
	const [whole = '', name = ''] = pattern.exec(source) ?? [];
	if (/^https?:\/\//i.test(name) && isLinkTarget(name)) return reference([link(name, name)], whole.length);
	if (!isFileName(name)) return undefined;
	const media = { type: 'media', attrs: neutralAttrs(name) };
	return reference([block('mediaSingle', [media], { layout: 'center' })], whole.length);
}

/** An address that stands in the text as such: Jira shows it as a link. */
export function addressAt(source: string, at: number): Reference | undefined {
	const pattern = /(?:https?|ftp):\/\/[^\s|[\]{}<>"\\^]+/iy;
	pattern.lastIndex = at;
	const address = withoutTail(pattern.exec(source)?.[0] ?? '');
	return /:\/\/./.test(address) ? reference([link(address, address)], address.length) : undefined;
}

/** The sentence around an address may end right behind it. */
function withoutTail(address: string): string {
	let end = address.length;
	while (end > 0 && '.,;:!?)\'*_'.includes(address.charAt(end - 1))) end--;
	return address.slice(0, end);
}

function reference(nodes: readonly AdfNode[], length: number): Reference {
	return { token: { kind: 'nodes', nodes }, length };
}

function linkNodes(inner: string, parse: (label: string) => readonly AdfNode[]): readonly AdfNode[] | undefined {
	const [label = '', target, kind] = splitBars(inner);
	if (label.startsWith('~')) return mention(label.slice(1).trim());
	if (label.startsWith('^')) return namedFile('', label.slice(1), parse);
	if (target === undefined) return isBareTarget(label.trim()) ? [link(label.trim(), label.trim())] : undefined;
	if (target.startsWith('^')) return namedFile(label, target.slice(1), parse);
	const href = target.trim().replace(/^www\./i, 'http://www.');
	if (!isLinkTarget(href)) return undefined;
	if (kind?.startsWith('smart-') && label === target) return [{ type: 'inlineCard', attrs: { url: href } }];
	return label.trim() === '' ? [link(href, href)] : parse(label).map((node) => linked(node, href));
}

/** A file behind its words: a document has no words on a file. */
function namedFile(label: string, name: string, parse: (label: string) => readonly AdfNode[]): readonly AdfNode[] | undefined {
	if (!isFileName(name)) return undefined;
	const file = { type: 'mediaInline', attrs: neutralAttrs(name) };
	return ['', name].includes(label.trim()) ? [file] : [...parse(label), text(' '), file];
}

function linked(node: AdfNode, href: string): AdfNode {
	const target = mark('link', { href });
	if (node.type === 'mediaSingle') return { ...node, marks: [target] };
	if (node.type !== 'text') return node;
	return text(node.text ?? '', [target, ...(node.marks ?? []).filter(({ type }) => type !== 'link' && type !== 'textColor')]);
}

function mention(user: string): readonly AdfNode[] | undefined {
	const account = /^accountid:(.+)$/i.exec(user)?.[1];
	const id = account ?? user;
	if (id === '' || /\s/.test(id)) return undefined;
	return [{ type: 'mention', attrs: compact({ id, text: account === undefined ? `@${id}` : undefined }) }];
}

/** At most three parts; a bar behind a backslash is text. */
function splitBars(inner: string): string[] {
	const parts: string[] = [];
	let from = 0;
	for (let at = 0; at < inner.length && parts.length < 2; at++) {
		if (inner[at] === '\\') at++;
		else if (inner[at] === '|') {
			parts.push(inner.slice(from, at));
			from = at + 1;
		}
	}
	return [...parts, inner.slice(from)];
}
