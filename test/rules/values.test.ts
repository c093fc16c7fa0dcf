import { errorOf, valueOf } from './support';

describe('values and operators are as in Groovy', () => {
	test.each<[string, unknown]>([
		['1 + 2 * 3', 7],
		['(1 + 2) * 3', 9],
		['10 - 4 - 3', 3],
		['7 / 2', 3.5],
		['7 % 4', 3],
		['-2 + 1', -1],
		['"a" + 1', 'a1'],
		['"1" == 1', false],
		['null == null', true],
		['replica.reporter == null', true],
		['"a" == \'a\'', true],
		['[1, "a"] == [1, "a"]', true],
		['[a: 1] == [a: 1]', true],
		['1 < 2 && "a" < "b"', true],
		['!"" && !0 && ![] && ![:] && !null', true],
		['"x" && 1 && [1] && [a: 1]', true],
		['true || replica.reporter.name', true],
		['null ?: "b"', 'b'],
		['"" ?: null ?: "c"', 'c'],
		['1 > 2 ? "yes" : "no"', 'no'],
		['replica.reporter?.name', null],
		['replica.assignee?.name', 'Rita'],
		['"b" in ["a", "b"]', true],
		['"a" in [a: 1]', true],
		['!("c" in ["a", "b"])', true],
		['[1, 2] + 3', [1, 2, 3]],
		['[1, 2, 3] - [2]', [1, 3]],
		['"abcabc" - "b"', 'acabc'],
		['[1, 2][-1]', 2],
		['[1][5]', null],
		['[a: "x"].a', 'x'],
		['[a: "x"]["a"]', 'x'],
		['["a b": "x"]."a b"', 'x'],
		['"$replica.key: ${replica.labels.size() + 1} of \\${x}"', 'DESK-1: 3 of ${x}'],
		["'$replica.key'", '$replica.key'],
		['"${replica.labels.collect { "<${it}>" }.join(",")}"', '<hot>,<paper>'],
		['"${null}"', 'null'],
		['"${[1, "a"]}"', '[1, a]'],
		['‘curly’ + “ quotes”', 'curly quotes'],
		["'''two\nlines'''", 'two\nlines'],
		['"tab\\tquote\\"\\u00e9"', 'tab\tquote"é'],
		['replica.priority == issue.priority', false],
		['replica.description + "!"', 'It burns.!'],
		['replica.description', { format: 'wiki', text: 'It *burns*.' }],
		['replica.customFields."Colour".value', { name: 'Red', id: '5' }],
		['replica.customFields."Colour".value.value', 'Red'],
		['replica.customFields."Colour"', { name: 'Red', id: '5' }],
		['replica.customFields["Notes"].value', 'mind the gap'],
		['replica.customFields."Points".value + 1', 6],
		['previous.status.name', 'Open'],
		['previous?.status?.name == replica.status.name', false],
		['replica.parentId', '900'],
		['issue.projectKey', null],
		['issue.labels.find { it.label == "mine" }', 'mine'],
	])('%s is %j', (expression, value) => {
		expect(valueOf(expression)).toEqual(value);
	});
});

describe('methods of texts', () => {
	test.each<[string, unknown]>([
		['"Abc".toLowerCase() + "Abc".toUpperCase()', 'abcABC'],
		['" a ".trim()', 'a'],
		['"abc".contains("b") && "abc".startsWith("a") && "abc".endsWith("c")', true],
		['"a.b".replace(".", "-")', 'a-b'],
		['"aXbX".replaceAll("X", "$1")', 'a$1b$1'],
		['"a,b,,".split(",")', ['a', 'b']],
		['"a-b c".tokenize("- ")', ['a', 'b', 'c']],
		['"abc".substring(1)', 'bc'],
		['"abc".substring(0, 2) + "abc".take(9) + "abc".drop(2)', 'ababcc'],
		['"abc".indexOf("c") + "abc".size() + "abc".length()', 8],
		['"12".toInteger() + "1.5".toDouble()', 13.5],
		['"12".isNumber() && !"x".isNumber()', true],
		['"ab".equalsIgnoreCase("AB")', true],
		['"ab".capitalize().plus("c").minus("b").concat("d")', 'Acd'],
		['"".isEmpty()', true],
		['5.toString() + replica.priority.toString()', '5High'],
		['"abab".lastIndexOf("b")', 3],
	])('%s is %j', (expression, value) => {
		expect(valueOf(expression)).toEqual(value);
	});
});

describe('methods of lists and maps', () => {
	test.each<[string, unknown]>([
		['[3, 1, 2].sort()', [1, 2, 3]],
		['["bb", "a"].sort { it.size() }', ['a', 'bb']],
		['[3, 1, 2].sort { a, b -> b - a }', [3, 2, 1]],
		['[1, 1, 2].unique()', [1, 2]],
		['["a", "A"].unique { it.toLowerCase() }', ['a']],
		['[1, 2, 3].find { it > 1 }', 2],
		['[1, 2, 3].findAll { n -> n > 1 }', [2, 3]],
		['[1, 2].collect { x -> def y = x * 2\n y + 1 }', [3, 5]],
		['[1, 2].any { it == 2 } && [1, 2].every { it > 0 }', true],
		['[1, 2, 1].count(1) + [1, 2].count { it > 5 }', 2],
		['[1, 2].sum() + ["a", "b"].sum { 1 }', 5],
		['[2, 1].min() + [1, 3].max()', 4],
		['["a", "bbb"].max { it.size() }', 'bbb'],
		['[1, 2].first() + [1, 2].last()', 3],
		['[1, 2, 3].take(2) + [1, 2, 3].drop(2)', [1, 2, 3]],
		['[1, [2, [3]]].flatten()', [1, 2, 3]],
		['[1, 2].reverse().join("-")', '2-1'],
		['[1, 2].contains(2) && [1, 2].containsAll([1])', true],
		['["a", "b"].indexOf("b")', 1],
		['[a: 1, b: 2].collect { k, v -> k + v }', ['a1', 'b2']],
		['[a: 1, b: 2].find { it.value == 2 }.key', 'b'],
		['[a: 1].containsKey("a") && [a: 1].containsValue(1)', true],
		['[a: 1].get("b", 7)', 7],
		['[a: 1, b: 2].keySet().join() + [a: 1].values().size()', 'ab1'],
		['[a: 1, b: 2].findAll { k, v -> v > 1 }.size()', 1],
		['([a: 1] + [b: 2]).size()', 2],
		['replica.comments.findAll { !it.internal }.collect { it.author.displayName }.join()', 'Ann'],
		['replica.attachments.collect { it.filename + it.filesize }', ['a.png10']],
	])('%s is %j', (expression, value) => {
		expect(valueOf(expression)).toEqual(value);
	});
});

describe('statements', () => {
	test.each<[string, string, unknown]>([
		['if and else if', 'def x\nif (1 > 2) x = "a"\nelse if (2 > 1) { x = "b" } else { x = "c" }', 'b'],
		['a switch goes on without break', 'def x = ""\nswitch ("a") { case "a": x += 1; case "b": x += 2; break\n case "c": x += 3 }', '12'],
		['a switch takes lists, closures and a default', 'def x = ""\nfor (v in ["a", "zz", "q"]) { switch (v) { case ["a", "b"]: x += 1; break\n case { it.size() == 2 }: x += 2; break\n default: x += 3 } }', '123'],
		['for with break and continue', 'def x = 0\nfor (n in [1, 2, 3, 4]) {\n if (n == 2) continue\n if (n == 4) break\n x += n\n}', 4],
		['for over a map', 'def x = ""\nfor (e in [a: 1, b: 2]) x += e.key + e.value', 'a1b2'],
		['each reaches the names around it', 'def x = 0\n[1, 2].each { x += it }\n[5].eachWithIndex { v, i -> x += v + i }', 8],
		['closures are values', 'def double = { n -> return n * 2 }\ndef x = double(4) + double.call(1)', 10],
		['a name without def is known too', 'x = 3\nx -= 1', 2],
		['a line goes on where it cannot end', 'def x = [1,\n 2]\n  .collect { it + 1 }\n  ?.sum() +\n 1', 6],
		['comments of both kinds', 'def x = 1 // one\n/* x = 2\n*/ x += 1', 2],
	])('%s', (_, script, value) => {
		expect(valueOf('x', script)).toEqual(value);
	});
});

describe('errors at run time name line, value and type, and what to write', () => {
	test.each<[string, string, string]>([
		['replica.reporter.name', 'Line 2, column 37: replica.reporter is null, so it has no name.', 'replica.reporter?.name'],
		['replica.environment.size()', 'the other side does not send environment', 'replica.environment?.size()'],
		['replica.priority.nam', 'a named value has no nam', 'name'],
		['"a".lenght()', 'a text has no method lenght', 'length'],
		['[1].add(2)', 'a list has no method add', 'list += value'],
		['replica.labels.name', 'a list has no name', 'collect { it.name }'],
		['"a" * 2', 'cannot be multiplied', 'Write'],
		['1 + replica.reporter', 'a number + null', '?: ""'],
		['"x".toInteger()', 'no whole number', 'isNumber'],
		['1 / 0', 'division by zero', '0 first'],
		['"a.b".split(".")', 'regular expression', 'tokenize'],
		['[1, "a"].sort()', 'no order', 'toInteger'],
		['"abc".substring(2, 9)', 'no part from 2 to 9', 'take'],
		['[].first()', 'no first entry', 'list[0]'],
		['[1].collect("x")', 'a closure is expected', '{ it... }'],
		['replica.comments', 'takes the value of a custom field', 'Give it'],
		['replica.comments[0].constructor', 'a comment has no constructor', 'It has'],
		['"a".constructor("x")', 'no method constructor', 'table'],
		['[a: 1].__proto__.x', 'is null', '?.x'],
		['[1].__proto__', 'a list has no __proto__', 'Ask'],
		['replica.priority.toJSON', 'has no toJSON', 'It has'],
	])('%s', (expression, what, next) => {
		const error = errorOf(() => valueOf(expression));
		expect(error.message).toContain(what);
		expect(error.next).toContain(next);
		expect(error.line).toBe(2);
	});
});

describe('a script cannot run away', () => {
	test.each<[string, string]>([
		['a closure that calls itself', 'def f = { 1 }\nf = { f() + 1 }\ndef x = f()'],
		['loops in loops', 'def l = "a b c d e f g h i j".split(" ")\ndef x = 0\nfor (a in l) for (b in l) for (c in l) for (d in l) for (e in l) for (f in l) x += 1'],
		['a text that doubles', 'def x = "ab"\nfor (i in "a b c d e f g h i j k l m n o p q r s t u".split()) x = x + x'],
		['a list that doubles', 'def x = [1]\nfor (i in "a b c d e f g h i j k l m n o p q r s t u".split()) x = x + x'],
		['a text that replace makes long', 'def x = "aaaaaaaaaaaaaaaaaaaaaaaa"\nfor (i in [1, 2, 3, 4, 5, 6]) x = x.replace("a", "aaaaaaaaaaaa")'],
		['lists in lists', 'def x = []\nfor (i in "a b c d e f g h i j k l m n o p q r s t u v w x y z a b c d e".split()) x = [x, x]\nx = "${x}"'],
	])('%s', (_, script) => {
		const error = errorOf(() => valueOf('x', script));
		expect(error.message).toMatch(/stopped|longer than|more than|nested too deeply|too long/);
	});

	test.each<[string, string]>([
		['brackets', `x = ${'('.repeat(5000)}1${')'.repeat(5000)}`],
		['signs', `x = ${'!'.repeat(5000)}true`],
		['operators in a row', `x = ${'1+'.repeat(5000)}1`],
		['choices in a row', `x = ${'true?1:'.repeat(5000)}1`],
		['dots in a row', `x = a${'.b'.repeat(20000)}`],
		['blocks', `${'if(true){'.repeat(5000)}${'}'.repeat(5000)}`],
		['blocks without braces', `${'if(true)'.repeat(5000)} x = 1`],
		['texts in texts', `x = ${'"${'.repeat(50)}1${'}"'.repeat(50)}`],
		['pieces of a text', `x = "${'$a'.repeat(20000)}"`],
		['length', `x = 1 //${'a'.repeat(200_000)}`],
	])('nor be too deep to read: %s', (_, script) => {
		expect(errorOf(() => valueOf('1', script)).next).not.toBe('');
	});
});
