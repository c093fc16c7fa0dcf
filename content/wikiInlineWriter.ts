import isEqual from 'lodash/isEqual';

import { mark, mergeText, stringAttr, text, type AdfMark, type AdfNode } from './adf';
import { cardUrl, leafText } from './plainText';
import { escapeCode, wikiEscape } from './wikiEscape';
import { fileReference, isBareTarget, mentionReference, wikiUrl, type MentionStyle } from './wikiReferences';

/** Outermost first. Wiki markup has no background colour: that mark is not written. */
const ORDER = ['link', 'textColor', 'strong', 'em', 'underline', 'strike', 'subsup', 'code'] as const;
const MARKERS: Readonly<Record<string, string>> = { strong: '*', em: '_', underline: '+', strike: '-', sub: '~', sup: '^' };
const MARKUP = 'x';
/** Letters and digits; halves of a surrogate pair may be one. */
const TOUCHING = /[\p{L}\p{N}\p{Cs}]/u;

/** What stands beside a run on its line ('' = nothing, or markup that needs no distance), and whether the line ends there. */
interface Beside {
	readonly before: string;
	readonly after: string;
	readonly last: boolean;
}

interface Group {
	readonly mark: AdfMark | undefined;
	readonly members: AdfNode[];
}

/** One line of inline nodes (no hard breaks) in wiki markup. White space at its ends is lost: wiki markup trims it. */
export function wikiInline(nodes: readonly AdfNode[], mentions: MentionStyle): string {
	const line = trimEnds(mergeText(nodes.map((node) => simplified(node, mentions))));
	return write(line, 0, { before: '', after: '', last: true }, mentions);
}

function write(nodes: readonly AdfNode[], depth: number, beside: Beside, mentions: MentionStyle): string {
	const type = ORDER[depth];
	if (type === undefined) return nodes.map((node, index) => leaf(node, narrowed(beside, index, nodes.length), mentions)).join('');
	const groups = grouped(nodes, type);
	return groups
		.map(({ mark: shared, members }, index) => {
			const own = {
				...narrowed(beside, index, groups.length),
				before: index === 0 ? beside.before : edgeChar(groups[index - 1]?.members.at(-1), -1),
				after: index === groups.length - 1 ? beside.after : edgeChar(groups[index + 1]?.members[0], 0),
			};
			if (!shared) return write(members, depth + 1, own, mentions);
			const inner = write(members, depth + 1, { before: '', after: '', last: false }, mentions);
			return wrap(shared, inner, own, members);
		})
		.join('');
}

function wrap(shared: AdfMark, inner: string, beside: Beside, members: readonly AdfNode[]): string {
	if (shared.type === 'link') {
		const href = stringAttr(shared, 'href') ?? '';
		const bare = members.length === 1 && members[0]?.text === href && members[0].marks?.length === 1;
		return bare && wikiUrl(href) === href && isBareTarget(href) ? `[${href}]` : `[${inner}|${wikiUrl(href)}]`;
	}
	if (shared.type === 'textColor') return `{color:${stringAttr(shared, 'color') ?? ''}}${inner}{color}`;
	if (shared.type === 'code') return inlineCode(members, beside);
	const marker = MARKERS[shared.type === 'subsup' ? String(shared.attrs?.type) : shared.type] ?? '';
	const { lead, core, trail } = trimmed(inner);
	if (core === '') return inner;
	const free = /^[\s("',.;:]?$/.test(lead === '' ? beside.before : ' ') && /^[\s.,;:!?)"']?$/.test(trail === '' ? beside.after : ' ');
	const tag = free ? marker : `{${marker}}`;
	return lead + tag + core + tag + trail;
}

/** Code with white space at its ends put outside; `{{{}x{}}}` where a letter or digit touches it. */
function inlineCode(members: readonly AdfNode[], beside: Beside): string {
	const { lead, core, trail } = trimmed(members.map((member) => member.text ?? '').join(''));
	if (core === '') return lead;
	const touched = TOUCHING.test(lead === '' ? beside.before : ' ') || TOUCHING.test(trail === '' ? beside.after : ' ');
	return lead + (touched ? `{{{}${escapeCode(core)}{}}}` : `{{${escapeCode(core)}}}`) + trail;
}

function trimmed(value: string): { readonly lead: string; readonly core: string; readonly trail: string } {
	const core = value.trim();
	const lead = core === '' ? value : value.slice(0, value.indexOf(core));
	return { lead, core, trail: value.slice(lead.length + core.length) };
}

function leaf(node: AdfNode, beside: Beside, mentions: MentionStyle): string {
	switch (node.type) {
		case 'text':
			return wikiEscape(node.text ?? '', beside.last);
		case 'mention':
			return mentionReference(node, mentions) ?? '';
		case 'mediaInline':
			return fileReference(node) ?? '';
		case 'inlineCard':
			return `[${wikiUrl(cardUrl(node) ?? '')}|${wikiUrl(cardUrl(node) ?? '')}|smart-link]`;
		default:
			return '';
	}
}

/** Nodes that wiki markup cannot name, as the text a reader sees of them. */
function simplified(node: AdfNode, mentions: MentionStyle): AdfNode {
	const marks = (node.marks ?? []).filter(({ type }) => ORDER.some((known) => known === type));
	if (node.type === 'text') return text((node.text ?? '').replace(/\s*[\r\n]\s*/g, ' '), marks);
	const named = node.type === 'mention' ? mentionReference(node, mentions) : node.type === 'mediaInline' ? fileReference(node) : undefined;
	if (named !== undefined || node.type === 'inlineCard') return node;
	return text(leafText(node), node.type === 'status' ? [mark('strong')] : []);
}

function grouped(nodes: readonly AdfNode[], type: string): Group[] {
	const groups: Group[] = [];
	for (const node of nodes) {
		const shared = node.marks?.find((candidate) => candidate.type === type);
		const last = groups.at(-1);
		if (last && isEqual(last.mark, shared)) last.members.push(node);
		else groups.push({ mark: shared, members: [node] });
	}
	return groups;
}

/** The character a neighbour shows at its end; anything but plain text counts as markup. */
function edgeChar(node: AdfNode | undefined, at: 0 | -1): string {
	return node?.type === 'text' && (node.marks ?? []).length === 0 ? (node.text?.at(at) ?? '') : MARKUP;
}

function narrowed(beside: Beside, index: number, length: number): Beside {
	return { ...beside, last: beside.last && index === length - 1 };
}

function trimEnds(nodes: readonly AdfNode[]): readonly AdfNode[] {
	const words = [...nodes];
	for (const at of [0, -1] as const) {
		for (let end = words.at(at); end?.type === 'text'; end = words.at(at)) {
			const kept = at === 0 ? (end.text ?? '').trimStart() : (end.text ?? '').trimEnd();
			if (kept !== '') {
				words.splice(at, 1, { ...end, text: kept });
				break;
			}
			if (at === 0) words.shift();
			else words.pop();
		}
	}
	return words;
}
