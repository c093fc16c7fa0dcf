import { cutAt } from './cutAt';

/** Room for the closing tags of macros that the cut leaves open. */
const CLOSERS_ROOM = 60;
const PAIRED = /(?<!\\)\{(code|noformat|quote|panel|color)(?::[^}\n]*)?\}/g;

/**
 * Wiki text cut at a line or word, never inside a tag or link; macros that are open at the cut are closed, so that the
 * notice does not end up in a code block.
 */
export function truncateWiki(
	value: string,
	{ limit, notice }: { readonly limit: number; readonly notice: string },
): { readonly value: string; readonly truncated: boolean } {
	if (value.length <= limit) return { value, truncated: false };
	const room = limit - notice.length - 2 - CLOSERS_ROOM;
	if (room <= 0) return { value: cutAt(notice, limit), truncated: true };
	const kept = beforeOpenTag(cutAt(value, room));
	return { value: [kept + closers(kept), notice].filter((part) => part !== '').join('\n\n'), truncated: true };
}

/** Takes back a link, macro tag, escape or line break that the cut has halved. */
function beforeOpenTag(kept: string): string {
	const lineStart = kept.lastIndexOf('\n') + 1;
	const line = kept.slice(lineStart);
	const half = /(?<!\\)[[{][^\]}]*$|(?<!\\)\\+$/.exec(line);
	return (half ? kept.slice(0, lineStart + half.index) : kept).trimEnd();
}

function closers(kept: string): string {
	const open: string[] = [];
	for (const [, name = ''] of kept.matchAll(PAIRED)) {
		const verbatim = open.at(-1) === 'code' || open.at(-1) === 'noformat';
		if (open.at(-1) === name) open.pop();
		else if (!verbatim && open.length < 4) open.push(name);
	}
	return open
		.reverse()
		.map((name) => (name === 'color' ? '{color}' : `\n{${name}}`))
		.join('');
}
