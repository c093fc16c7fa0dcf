import type { IToken } from 'chevrotain';
import { ScriptError } from './scriptError';
import { Colon, Def, Dot, Foreign, Identifier, OpenRound, SafeDot, Text } from './tokens';
import { placeOf } from './placeOf';

type Advice = [what: string, next: string];

const ELSEWHERE = 'Rules only decide about values. Do this in an n8n node between Build Replica and Apply Incoming Rules.';

/** Words with which something begins that rules do not have. */
const WORDS: Record<string, Advice> = {
	abstract: ['a class', 'Write the rules one after another, without classes.'],
	as: ['a conversion with "as"', 'Use toInteger(), toDouble() or toString(), or split() and tokenize() for lists.'],
	assert: ['"assert"', 'Use if (...) { return }.'],
	catch: ['"try" and "catch"', 'Nothing here throws: use ?. where a value may be null, and if.'],
	class: ['a class', 'Write the rules one after another, without classes.'],
	do: ['a "do" loop', 'Use for (x in list) { ... } or list.each { ... }.'],
	enum: ['an enum', 'Use a map, such as [High: "Major", Low: "Minor"].'],
	extends: ['a class', 'Write the rules one after another, without classes.'],
	finally: ['"try" and "finally"', 'Nothing here throws: use ?. where a value may be null, and if.'],
	implements: ['a class', 'Write the rules one after another, without classes.'],
	import: ['"import"', `No library can be loaded. ${ELSEWHERE}`],
	instanceof: ['"instanceof"', 'Compare with null or look at a property, such as value?.name.'],
	interface: ['an interface', 'Write the rules one after another, without classes.'],
	new: ['"new"', `No object can be made. Use lists [...], maps [key: value] and texts. ${ELSEWHERE}`],
	package: ['"package"', 'Leave the line out.'],
	private: ['a declaration with "private"', 'Use def name = value.'],
	protected: ['a declaration with "protected"', 'Use def name = value.'],
	public: ['a declaration with "public"', 'Use def name = value.'],
	static: ['a declaration with "static"', 'Use def name = value.'],
	synchronized: ['"synchronized"', 'Leave it out: one script runs at a time.'],
	throw: ['"throw"', 'To stop, use return; to refuse a value, leave the field out.'],
	trait: ['a trait', 'Write the rules one after another, without classes.'],
	try: ['"try" and "catch"', 'Nothing here throws: use ?. where a value may be null, and if.'],
	void: ['a method definition', 'Use a closure: def name = { value -> ... }.'],
	while: ['a "while" loop', 'Use for (x in list) { ... } or list.each { ... }, which always end.'],
};

const SIGNS: Record<string, Advice> = {
	'=~': ['a regular expression', 'Use contains(), startsWith(), endsWith() or replace() with plain text.'],
	'==~': ['a regular expression', 'Use contains(), startsWith(), endsWith() or == with plain text.'],
	'~': ['a regular expression', 'Use contains(), startsWith(), endsWith() or replace() with plain text.'],
	'*.': ['the spread operator "*."', 'Use collect, such as list.collect { it.name }.'],
	'.&': ['a method pointer', 'Use a closure, such as { it.trim() }.'],
	'::': ['a method pointer', 'Use a closure, such as { it.trim() }.'],
	'.@': ['direct field access ".@"', 'Use a dot.'],
	'..': ['a range', 'Write the list out, or use take(n) and drop(n).'],
	'..<': ['a range', 'Write the list out, or use take(n) and drop(n).'],
	'++': ['"++"', 'Use name += 1.'],
	'--': ['"--"', 'Use name -= 1.'],
	'===': ['"==="', 'Use ==, which compares values.'],
	'!==': ['"!=="', 'Use !=, which compares values.'],
	'<=>': ['"<=>"', 'Use <, > and ==, or sort { it.name }.'],
	'<<': ['"<<"', 'Use list += value.'],
	'@': ['an annotation', 'Leave it out.'],
	'!in': ['"!in"', 'Use !(value in list).'],
	'#': ['"#"', 'Comments begin with //.'],
};
const OTHER_SIGN: Advice = ['this operator', 'Use + - * / %, comparisons, && || !, ?: and ?.'];

const refuse = (token: IToken, [what, next]: Advice): never => {
	throw new ScriptError(placeOf(token), `${what} is not part of the language of rules (${token.image}).`, next);
};

const isAfterDot = (token: IToken | undefined) => token?.tokenType === Dot || token?.tokenType === SafeDot;

/**
 * Refuses what the language does not have, before anything is parsed, so that the message names the construct and what
 * to write instead rather than a sign that was not expected.
 */
export function refuseUnsupported(tokens: readonly IToken[]): void {
	for (const [index, token] of tokens.entries()) {
		const [before, after, third] = [tokens[index - 1], tokens[index + 1], tokens[index + 2]];
		if (token.tokenType === Foreign) refuse(token, Object.hasOwn(SIGNS, token.image) ? (SIGNS[token.image] ?? OTHER_SIGN) : OTHER_SIGN);
		if (isAfterDot(before) || after?.tokenType === Colon) continue;
		const isDeclaration = after?.tokenType === Identifier && token.tokenType !== Text;
		if (token.tokenType === Identifier && Object.hasOwn(WORDS, token.image)) refuse(token, WORDS[token.image] ?? OTHER_SIGN);
		if ((token.tokenType === Identifier || token.tokenType === Def) && isDeclaration && third?.tokenType === OpenRound) {
			refuse(token, ['a method definition', 'Use a closure: def name = { value -> ... }.']);
		}
		if (token.tokenType === Identifier && isDeclaration) {
			refuse(token, ['a declared type', `Leave the type out: def ${after?.image} = value, or { ${after?.image} -> ... }.`]);
		}
	}
}
