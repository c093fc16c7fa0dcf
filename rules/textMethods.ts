import { numberArgument, plainArgument, textArgument, toNumber } from './arguments';
import { type Calling, type Method, methodTable } from './calling';
import type { Value } from './values';

const made = ({ budget, place }: Calling, text: string) => budget.text(place, text);
const parts = ({ budget, place }: Calling, texts: string[]): Value[] => budget.list(place, texts);

/** Java's `substring`, which refuses what lies outside. */
function substring(text: string, calling: Calling): string {
	const from = numberArgument(calling, 0);
	const to = numberArgument(calling, 1, text.length);
	const isInside = from >= 0 && to <= text.length && from <= to;
	return isInside ? made(calling, text.slice(from, to)) : calling.fail(`a text of ${text.length} characters has no part from ${from} to ${to}.`, 'Use take(n), which takes what is there.');
}

/** Groovy's `tokenize`: every character of the argument separates, and empty parts fall away. */
function tokenize(text: string, calling: Calling): Value[] {
	const separators = calling.args.length > 0 ? textArgument(calling) : ' \t\n\r\f';
	const found: string[] = [];
	let part = '';
	for (const sign of text) {
		if (!separators.includes(sign)) part += sign;
		else if (part) {
			found.push(part);
			part = '';
		}
	}
	return parts(calling, part ? [...found, part] : found);
}

/** Java's `split` for plain text: empty parts at the end fall away. */
function split(text: string, calling: Calling): Value[] {
	if (calling.args.length === 0) return parts(calling, text.trim().split(/\s+/).filter(Boolean));
	const found = text.split(plainArgument(calling));
	while (found.length > 1 && found[found.length - 1] === '') found.pop();
	return parts(calling, found);
}

const replaced = (text: string, what: string, calling: Calling): string => {
	const by = textArgument(calling, 1);
	const times = what === '' ? text.length + 1 : text.split(what).length - 1;
	// The length is known before the text is made.
	calling.budget.step(calling.place, times * by.length);
	if (text.length + times * by.length > 1_000_000) calling.fail('this text would become too long.', 'Use shorter texts.');
	return made(calling, text.replaceAll(what, () => by));
};

const METHODS: Record<string, Method<string>> = {
	capitalize: (text, calling) => made(calling, text.slice(0, 1).toUpperCase() + text.slice(1)),
	concat: (text, calling) => made(calling, text + textArgument(calling)),
	contains: (text, calling) => text.includes(textArgument(calling)),
	drop: (text, calling) => made(calling, text.slice(Math.max(0, numberArgument(calling, 0)))),
	endsWith: (text, calling) => text.endsWith(textArgument(calling)),
	equalsIgnoreCase: (text, calling) => text.toLowerCase() === textArgument(calling).toLowerCase(),
	indexOf: (text, calling) => text.indexOf(textArgument(calling)),
	isEmpty: (text) => text === '',
	isInteger: (text) => /^[+-]?\d{1,9}$/.test(text.trim()),
	isNumber: (text) => /^[+-]?\d{1,15}(?:\.\d{1,15})?$/.test(text.trim()),
	lastIndexOf: (text, calling) => text.lastIndexOf(textArgument(calling)),
	length: (text) => text.length,
	minus: (text, calling) => made(calling, text.replace(textArgument(calling), () => '')),
	plus: (text, calling) => made(calling, text + textArgument(calling)),
	replace: (text, calling) => replaced(text, textArgument(calling), calling),
	replaceAll: (text, calling) => replaced(text, plainArgument(calling), calling),
	size: (text) => text.length,
	split,
	startsWith: (text, calling) => text.startsWith(textArgument(calling)),
	substring,
	take: (text, calling) => made(calling, text.slice(0, Math.max(0, numberArgument(calling, 0)))),
	toDouble: (text, calling) => toNumber(text, calling, false),
	toInteger: (text, calling) => toNumber(text, calling, true),
	toLong: (text, calling) => toNumber(text, calling, true),
	toLowerCase: (text, calling) => made(calling, text.toLowerCase()),
	toUpperCase: (text, calling) => made(calling, text.toUpperCase()),
	tokenize,
	trim: (text, calling) => made(calling, text.trim()),
};

export const TEXT_METHODS = methodTable(METHODS);
