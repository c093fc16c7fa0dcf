import uniqBy from 'lodash/uniqBy';
import { doc, type AdfNode } from '../content/adf';
import { canonicalAdf } from '../content/canonical';
import { stableJson } from '../content/fingerprint';
import { toAdf } from '../content/richText';
import { isNothing } from './coerce/pairs';
import { entriesOf, isRich, printValue, wordsOf } from './coerce/neutral';
import { asRich } from './coerce/toField';
import type { FieldChange, NeutralValue } from './fieldChange';

type How = FieldChange['how'];

/**
 * One change for each field, in the order of the fields' first rules: what later rules add to a value that an earlier
 * one sets becomes part of that value. Of two ways that do not go together the later rule counts.
 */
export function combineChanges(changes: FieldChange[]): FieldChange[] {
	const combined = new Map<string, FieldChange>();
	for (const change of changes) {
		const before = combined.get(change.field);
		combined.set(change.field, before ? together(before, change) : change);
	}
	return [...combined.values()];
}

function together(before: FieldChange, change: FieldChange): FieldChange {
	if (change.how === 'set') return change;
	const rule = rulesTogether(before.rule, change.rule);
	if (before.how === 'set') return { ...before, value: withMore(before.value, change.how, change.value), rule };
	if (before.how !== change.how) return change;
	const how = change.how === 'remove' ? 'add' : change.how;
	const { from: _, ...rest } = before;
	return { ...rest, value: withMore(before.value, how, change.value), rule };
}

/** The rules that have made one change, each named once. */
export const rulesTogether = (before: string, rule: string): string => (before.split(BETWEEN).includes(rule) ? before : `${before}${BETWEEN}${rule}`);

const BETWEEN = ' and ';

/** A value after something was added to or taken from it; what is there already is not added twice. */
export function withMore(value: NeutralValue, how: Exclude<How, 'set'>, more: NeutralValue): NeutralValue {
	switch (how) {
		case 'add':
			return uniqBy([...entriesOf(value), ...entriesOf(more)], (entry) => printValue(entry));
		case 'remove': {
			const gone = new Set(entriesOf(more).map((entry) => printValue(entry)));
			return entriesOf(value).filter((entry) => !gone.has(printValue(entry)));
		}
		case 'append':
		case 'prepend':
			if (isNothing(more) || holds(value, more)) return value;
			return isNothing(value) ? more : joined(how === 'append' ? [value, more] : [more, value]);
	}
}

/** Whether a text has another one in it, whole blocks of rich text in a row. */
export function holds(text: NeutralValue, part: NeutralValue): boolean {
	if (!isRich(text) && !isRich(part)) return wordsOf(text).includes(wordsOf(part));
	const [blocks, wanted] = [blocksOf(text), blocksOf(part)].map((list) => list.map(stableJson)) as [string[], string[]];
	return blocks.some((_, at) => wanted.every((block, index) => blocks[at + index] === block));
}

const blocksOf = (value: NeutralValue): readonly AdfNode[] => canonicalAdf(toAdf(asRich(value))).content;

const joined = (parts: NeutralValue[]): NeutralValue =>
	parts.some(isRich) ? { format: 'adf', document: doc(parts.flatMap((part) => toAdf(asRich(part)).content)) } : parts.map(wordsOf).join(' ');
