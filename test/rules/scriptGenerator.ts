import fc from 'fast-check';

/**
 * Scripts from the grammar, mostly such as a person might write: values mostly fit the fields they go into. What every
 * script uses is counted by the caller.
 */
const oneOf = (...texts: string[]): fc.Arbitrary<string> => fc.constantFrom(...texts);

const text = fc.oneof(
	{ weight: 12, arbitrary: oneOf('"Done"', "'High'", '"a b"', '""', '"${replica.key}: ${replica.summary}"', '"$replica.key"', '‘curly’') },
	{ weight: 9, arbitrary: oneOf('replica.summary', 'replica.status.name', 'replica.priority?.name', 'issue.summary', 'replica.assignee?.email', 'replica.customFields."Notes".value', 'previous.status?.name', 'local') },
	{ weight: 6, arbitrary: fc.tuple(oneOf('replica.key', '"x-y"', 'replica.summary'), oneOf('toUpperCase()', 'trim()', 'take(5)', 'replace("a", "b")', 'minus("P")', 'capitalize()')).map(([value, call]) => `${value}.${call}`) },
	{ weight: 1, arbitrary: oneOf('replica.reporter.name', 'replica.environment', 'replica.priority.nam', 'nothingCalledThis', 'replica.key - 1') },
);
const list = fc.oneof(
	{ weight: 3, arbitrary: oneOf('replica.labels', '["a", "b"]', '[]', 'issue.labels', '"a,b".split(",")', '"a b".tokenize()') },
	{ weight: 3, arbitrary: fc.tuple(oneOf('replica.labels', '["a", "bb"]'), oneOf('collect { it.toUpperCase() }', 'findAll { it.size() > 1 }', 'unique()', 'sort { it.size() }', 'take(1)', 'findAll { l -> l != "hot" }', 'plus("c")')).map(([value, call]) => `${value}.${call}`) },
	{ weight: 1, arbitrary: fc.tuple(oneOf('replica.labels', '["a"]'), oneOf('+', '-'), text).map(([left, sign, right]) => `${left} ${sign} ${right}`) },
);
const test = fc.letrec<{ any: string; plain: string }>((tie) => ({
	plain: fc.oneof(
		fc.tuple(text, oneOf('==', '!='), text).map(([left, sign, right]) => `${left} ${sign} ${right}`),
		oneOf('firstSync', 'replica.resolution != null', 'issue.resolution', 'replica.labels.contains("hot")', '1 < 2', 'replica.comments.any { !it.internal }', 'replica.attachments.every { it.size < 100 }', '[1, 2].sum() >= 3'),
		fc.tuple(text, list).map(([value, where]) => `${value} in ${where}`),
	),
	any: fc.oneof({ maxDepth: 2 }, tie('plain'), fc.tuple(tie('any'), oneOf('&&', '||'), tie('any')).map(([a, sign, b]) => `(${a}) ${sign} (${b})`), tie('any').map((value) => `!(${value})`)),
})).any;

const value = fc.oneof(text, fc.tuple(test, text, text).map(([asked, yes, no]) => `(${asked}) ? ${yes} : ${no}`), fc.tuple(text, text).map(([first, second]) => `${first} ?: ${second}`));

const incomingLine = fc.oneof(
	{ weight: 8, arbitrary: fc.tuple(oneOf('issue.summary', 'issue.description', 'issue.customFields."Result".value', 'issue.priority', 'local'), value).map(([target, given]) => `${target} = ${given}`) },
	{ weight: 6, arbitrary: fc.tuple(oneOf('=', '+=', '-='), list).map(([sign, given]) => `issue.labels ${sign} ${given}`) },
	{
		weight: 8,
		arbitrary: oneOf(
			'issue.comments += replica.addedComments',
			'issue.attachments += replica.addedAttachments',
			'issue.comments = commentHelper.mergeComments(issue, replica)',
			'issue.attachments = attachmentHelper.mergeAttachments(issue, replica)',
			'issue.comments = commentHelper.addComment("note", issue.comments)',
			'issue.doTransition = "Reopen"',
			'workflowHelper.transition(issue, "Close")',
			'issue.setStatus("Done")',
			'issue.projectKey = "ACME"',
			'issue.typeName = "Task"',
			'issue.assignee = nodeHelper.getUserByEmail(replica.assignee?.email)',
			'issue.priority = nodeHelper.getPriority(replica.priority?.name)',
			'issue.due = replica.due',
			'syncHelper.syncBackAfterProcessing()',
			'store(issue)',
			'// a note',
			'def map = [Open: "Start", "In Progress": "Go"]\nissue.doTransition = map[replica.status.name]',
		),
	},
	{ weight: 1, arbitrary: oneOf('issue.labels = replica.comments', 'issue.nope = 1', 'x = new Date()', 'issue.summary = "cut', 'return', 'issue.comments = []', 'import a.b', 'while (true) { }', 'local += local + local') },
);
const outgoingLine = fc.oneof(
	{ weight: 8, arbitrary: oneOf('summary', 'description', 'labels', 'priority', 'status', 'comments', 'attachments', 'key', 'due', 'customFields."Notes"').map((name) => `replica.${name} = issue.${name}`) },
	{ weight: 5, arbitrary: oneOf('replica.comments = issue.comments.findAll { !it.internal }', 'replica.summary = "${issue.key} ${issue.summary}"', 'replica.labels = []', 'replica.labels += "x"', 'replica.attachments = issue.attachments.findAll { it.size < 100 }', 'if (issue.priority?.name == "High") { return }', 'for (l in issue.labels) { replica.labels += l }') },
	{ weight: 1, arbitrary: oneOf('replica.nope = 1', 'issue.summary = "x"', 'replica.summary = issue.reporter.name', 'replica.comments = ["x"]') },
);

const block = (line: fc.Arbitrary<string>, asked: fc.Arbitrary<string>): fc.Arbitrary<string> =>
	fc.letrec<{ line: string; lines: string }>((tie) => ({
		line: fc.oneof(
			{ maxDepth: 2 },
			{ weight: 6, arbitrary: line },
			{ weight: 1, arbitrary: fc.tuple(asked, tie('lines'), tie('lines')).map(([test_, yes, no]) => `if (${test_}) {\n${yes}\n} else {\n${no}\n}`) },
			{ weight: 1, arbitrary: tie('lines').map((lines) => `for (entry in ["a", "b"]) {\n${lines}\n}`) },
			{ weight: 1, arbitrary: fc.tuple(tie('lines'), tie('lines')).map(([one, other]) => `switch (issue.priority?.name) {\ncase "Low":\n${one}\nbreak\ndefault:\n${other}\n}`) },
		),
		lines: fc.array(tie('line'), { minLength: 1, maxLength: 3 }).map((lines) => lines.join('\n')),
	})).lines;

export const incomingScript = block(incomingLine, test).map((lines) => `def local = "value"\n${lines}`);
export const outgoingScript = block(outgoingLine, oneOf('issue.priority?.name == "High"', 'issue.labels.size() > 1', '!issue.resolution'));

/** Words and signs of the language in any order: mostly no script at all. */
export const noise = fc
	.array(oneOf('issue', 'replica', '.', '?.', 'summary', '=', '+=', '(', ')', '{', '}', '[', ']', '"a"', '"${', '}"', "'", '->', ',', ':', '?', '?:', '!', '-', '+', 'if', 'else', 'for', 'in', 'switch', 'case', 'default', 'return', 'def', 'x', '1', '\n', ';', '/*', '*/', '//', '&&', '==', 'null', 'it', '‘', '\\', '$'), { maxLength: 40 })
	.map((words) => words.join(' '));

/** Constructs that every long enough run has to use, by a piece of their text. */
export const CONSTRUCTS: Record<string, RegExp> = {
	assignment: / = /,
	'+=': /\+=/,
	'-=': /-=/,
	'if and else': /\} else \{/,
	for: /for \(/,
	switch: /switch \(/,
	return: /return/,
	'and, or': /&&|\|\|/,
	not: /!\(/,
	in: / in \[| in replica/,
	'null-safe': /\?\./,
	elvis: /\?:/,
	choice: /\) \? /,
	closure: /\{ (?:it|!it|l ->)/,
	interpolation: /\$\{|\$r/,
	map: /\[Open:/,
	list: /\["a"/,
	comment: /\/\/ a note/,
	'custom field': /customFields/,
	helper: /Helper\./,
	store: /store\(/,
	previous: /previous\./,
	firstSync: /firstSync/,
};
