import { plainText } from '../content/plainText';
import { toAdf, type RichText } from '../content/richText';
import type { NeutralValue } from '../sync/fieldChange';
import type { Closure } from './ast';
import { TYPE_WORDS, type ValueType } from './fields';

/** What a script can hold. No value of JavaScript beyond these is ever reachable, and no property but named ones. */
export type Value = null | boolean | number | string | Value[] | ScriptMap | Thing | Rich | Nothing | FunctionValue | IssueRoot;

export class ScriptMap {
	constructor(readonly entries: Map<Value, Value>) {}
}

/** A person, an option, a comment and their like: a name to show, and properties that are listed one by one. */
export class Thing {
	constructor(
		readonly type: ValueType,
		/** What it reads as inside a text. */
		readonly shown: string,
		readonly properties: ReadonlyMap<string, Value>,
		/** What is written when it is assigned; undefined when it cannot be. */
		readonly neutral: NeutralValue | undefined,
	) {}
}

/** A rich text. It is written as it is, and reads as its words. */
export class Rich {
	private words: string | undefined;
	constructor(readonly source: RichText) {}

	get plain(): string {
		return (this.words ??= plainText(toAdf(this.source)));
	}
}

/**
 * No value, and a reason why: the other side does not send the field, nobody was found. Reads as null; when it is
 * assigned the field is left alone, because null clears and "not known" does not.
 */
export class Nothing {
	constructor(readonly reason: string) {}
}

/** Names of a block, and of those around it. */
export class Scope {
	private readonly own = new Map<string, Value>();
	constructor(private readonly outer?: Scope) {}

	get(name: string): Value | undefined {
		const value = this.own.get(name);
		return value !== undefined ? value : this.outer?.get(name);
	}

	declare(name: string, value: Value): void {
		this.own.set(name, value);
	}

	/** Where the name was declared, else, as Groovy does, for the whole script. */
	assign(name: string, value: Value): void {
		if (this.own.has(name) || !this.outer) this.own.set(name, value);
		else this.outer.assign(name, value);
	}
}

export class FunctionValue {
	constructor(
		readonly closure: Closure,
		readonly scope: Scope,
	) {}
}

/** `issue`, `replica` or `previous`: their fields are read through the host, one by one. */
export class IssueRoot {
	constructor(readonly root: 'customFields' | 'issue' | 'previous' | 'replica' | 'side', readonly of: string) {}
}

export const isNull = (value: Value): value is Nothing | null => value === null || value instanceof Nothing;

/** Groovy's truth: nothing, zero and what is empty are false. */
export function isTrue(value: Value): boolean {
	if (isNull(value)) return false;
	if (Array.isArray(value)) return value.length > 0;
	if (value instanceof ScriptMap) return value.entries.size > 0;
	if (value instanceof Rich) return value.plain !== '';
	return typeof value === 'object' ? true : Boolean(value);
}

export function typeOf(value: Exclude<Value, null | Nothing>): ValueType {
	if (typeof value === 'string') return 'text';
	if (typeof value === 'number') return 'number';
	if (typeof value === 'boolean') return 'boolean';
	if (Array.isArray(value)) return 'list';
	if (value instanceof ScriptMap) return 'map';
	if (value instanceof Rich) return 'richText';
	if (value instanceof FunctionValue) return 'closure';
	return value instanceof Thing ? value.type : 'object';
}

/** The type of a value in words, for messages. */
export const typeWords = (value: Value): string => (isNull(value) ? 'null' : TYPE_WORDS[typeOf(value)]);

/** What a value reads as inside a text, as Groovy prints it. Cut at `longest` characters before memory is used. */
export function shown(value: Value, longest = 100_000): string {
	if (isNull(value)) return 'null';
	if (Array.isArray(value)) return `[${shownList(value, longest)}]`;
	if (value instanceof ScriptMap) return value.entries.size === 0 ? '[:]' : `[${shownList([...value.entries].map(([key, held]) => `${shown(key, longest)}:${shown(held, longest)}`), longest)}]`;
	if (value instanceof Thing) return value.shown;
	if (value instanceof Rich) return value.plain;
	if (value instanceof FunctionValue || value instanceof IssueRoot) return `(${typeWords(value)})`;
	return String(value);
}

function shownList(values: Value[], longest: number): string {
	const parts: string[] = [];
	let left = longest;
	for (const value of values) {
		const part = shown(value, left);
		parts.push(part);
		left -= part.length + 2;
		if (left <= 0) break;
	}
	return parts.join(', ');
}
