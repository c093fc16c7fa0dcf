import { NEUTRAL_COLLECTION, stringAttr, type AdfNode } from './adf';
import { isLinkTarget } from './href';

/** How people are named: `[~accountid:x]` on Cloud's v2 resources, `[~x]` on Data Center. */
export type MentionStyle = 'accountid' | 'username';

/** `!name!` is a picture only with a file ending or an address, so that "Wow!really!" stays words. */
const FILE_NAME = /^[^\s!|\]{}^[\\~][^!|\]{}[\\\n]*\.[a-z0-9]{1,10}$/i;

export function mentionReference(node: AdfNode, style: MentionStyle): string | undefined {
	const id = stringAttr(node, 'id');
	if (id === undefined || /[\s|[\]{}\\]/.test(id)) return undefined;
	return style === 'accountid' ? `[~accountid:${id}]` : `[~${id}]`;
}

/** `[^name]` for a file, or `undefined` when wiki markup cannot spell its name. */
export function fileReference(node: AdfNode): string | undefined {
	const name = stringAttr(node, 'alt');
	return name !== undefined && isFileName(name) ? `[^${name}]` : undefined;
}

/** `!name!` for a picture, or `undefined` when wiki markup cannot spell its name. */
export function imageReference(node: AdfNode): string | undefined {
	const name = stringAttr(node, 'alt');
	return name !== undefined && isFileName(name) ? `!${name}!` : undefined;
}

/**
 * Wiki markup that calls nobody: "@bob" for `[~bob]`. An account id names no one a reader knows. Also in code, where
 * Jira shows no mention and yet finds one.
 */
export function withoutMentions(wiki: string): string {
	return wiki.replace(/\[~([^[\]\n|]+)(?:\|[^[\]\n]*)?\]/g, (_whole, user: string) =>
		/^\s*accountid:/i.test(user) ? '@unknown' : `@${user.trim()}`,
	);
}

export function isFileName(name: string): boolean {
	return FILE_NAME.test(name) && name.trimEnd() === name;
}

/** An address that is a link without words: `[https://x]`. "[a: b]" and "[/tmp]" are text. */
export function isBareTarget(href: string): boolean {
	return isLinkTarget(href) && /^(?:[a-z][a-z0-9+.-]*:\/\/|mailto:|tel:)/i.test(href);
}

/** A link target without the characters that end a wiki link. */
export function wikiUrl(href: string): string {
	return href.replace(/[|[\]{}\\^\s]/g, (char) => encodeURIComponent(char));
}

/** Media nodes read from wiki markup name their file and no media store, like those of `portable`. */
export function neutralAttrs(name: string): Record<string, unknown> {
	return { type: 'file', id: name, collection: NEUTRAL_COLLECTION, alt: name };
}
