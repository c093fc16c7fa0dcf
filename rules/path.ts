import type { Expression } from './ast';
import type { Place } from './scriptError';

/** Short names of the two sides, as rules between them say it: `BlueJira.issue` is the local one. */
export interface ScriptNames {
	local?: string;
	remote?: string;
	/** Custom fields that the local site has, by name, as far as they were asked; others are refused with near names. */
	customFields?: string[];
}

export type Root = 'issue' | 'previous' | 'replica';
const ROOTS: string[] = ['issue', 'previous', 'replica'];

/** `issue.status.name`: where it begins and what follows. */
export interface Path extends Place {
	root: Root;
	segments: string[];
}

/**
 * The path that an expression is, when it begins at an issue and every name in it is written out. `BlueJira.issue` is
 * `issue` and `GreenJira.issue` is `replica` where these are the names of the local and the remote side.
 */
export function pathOf(expression: Expression, names: ScriptNames): Path | undefined {
	const segments: string[] = [];
	let at = expression;
	while (at.kind === 'member' || at.kind === 'index') {
		const name = at.kind === 'member' ? at.name : plainText(at.key);
		if (name === undefined) return undefined;
		segments.unshift(name);
		at = at.object;
	}
	if (at.kind !== 'name') return undefined;
	const place = { line: expression.line, column: expression.column };
	const side = at.name === names.local ? 'issue' : at.name === names.remote ? 'replica' : undefined;
	if (side && segments[0] === 'issue') return { root: side, segments: segments.slice(1), ...place };
	return ROOTS.includes(at.name) ? { root: at.name as Root, segments, ...place } : undefined;
}

/** A text that is written out in full. */
export function plainText(expression: Expression): string | undefined {
	if (expression.kind === 'literal') return typeof expression.value === 'string' ? expression.value : undefined;
	if (expression.kind !== 'text') return undefined;
	return expression.parts.every((part) => typeof part === 'string') ? expression.parts.join('') : undefined;
}

/** An expression as a person knows it, for messages. Never contains texts of the script. */
export function nameOf(expression: Expression): string {
	switch (expression.kind) {
		case 'name':
			return expression.name;
		case 'member':
			return `${nameOf(expression.object)}${expression.safe ? '?.' : '.'}${/^\w+$/.test(expression.name) ? expression.name : `"${expression.name}"`}`;
		case 'call':
			return `${expression.object ? `${nameOf(expression.object)}.` : ''}${expression.name}(...)`;
		case 'index':
			return `${nameOf(expression.object)}[...]`;
		default:
			return 'this value';
	}
}
