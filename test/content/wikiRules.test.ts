import { block, doc, mark, paragraph, text, type AdfNode } from '../../content/adf';
import { canonicalAdf } from '../../content/canonical';
import { wikiReader } from '../../content/wikiReader';
import { wikiWriter } from '../../content/wikiWriter';
import { timed } from '../support/timed';

const BREAK: AdfNode = { type: 'hardBreak' };
const code = (value: string): AdfNode => text(value, [mark('code')]);
const bullets = (...items: AdfNode[][]): AdfNode => block('bulletList', items.map((content) => block('listItem', content)));
const written = (...nodes: AdfNode[]): string => wikiWriter(doc([paragraph(...nodes)]));
const read = (source: string): unknown => canonicalAdf(wikiReader(source)).content;
const expectRead = (source: string, ...content: AdfNode[]): void => expect(read(source)).toEqual(canonicalAdf(doc(content)).content);

describe('two backslashes', () => {
	test.each<[string, string, AdfNode[]]>([
		['break the line', 'a\\\\b', [text('a'), BREAK, text('b')]],
		['with the space and the line end behind them', 'a\\\\ \nb', [text('a'), BREAK, text('b')]],
		['break it twice where a space keeps them apart', 'a\\\\ \\\\ b', [text('a'), BREAK, BREAK, text('b')]],
		['break it before a sign behind a backslash', 'a\\\\b\\*', [text('a'), BREAK, text('b*')]],
		['are text at the start of a network path', 'See \\\\fs01\\projects\\x.txt', [text('See \\\\fs01\\projects\\x.txt')]],
		['break behind a word that begins with two of them', '\\\\a\\\\b', [text('\\\\a'), BREAK, text('b')]],
		['are text with a third', 'a\\\\\\b', [text('a\\\\\\b')]],
		['are text with two more', 'a\\\\\\\\b', [text('a\\\\\\\\b')]],
	])('%s', (_rule, source, expected) => {
		expectRead(source, paragraph(...expected));
	});

	test.each<[string, AdfNode, string]>([
		['between empty lines', paragraph(text('Regards'), BREAK, BREAK, text('Ann')), 'Regards\\\\ \\\\ Ann'],
		['in a heading', block('heading', [text('a'), BREAK, text('*')], { level: 2 }), 'h2. a\\\\ \\*'],
		['between bullets in a cell', block('table', [block('tableRow', [block('tableCell', [bullets([paragraph(text('a'))], [paragraph(text('b'))])])])]), '|\\- a\\\\ \\- b|'],
	])('are written with a space behind them %s', (_place, node, expected) => {
		expect(wikiWriter(doc([node]))).toBe(expected);
	});
});

describe('the start of a line', () => {
	test.each<[string, string, AdfNode[]]>([
		['a heading needs no space', 'h3.Steps', [block('heading', [text('Steps')], { level: 3 })]],
		['a heading may be indented', '  h3.  Steps', [block('heading', [text('Steps')], { level: 3 })]],
		['a quote needs no space', 'bq.said', [block('blockquote', [paragraph(text('said'))])]],
		['there is no seventh heading', 'h7.x', [paragraph(text('h7.x'))]],
		['two dashes are no list', '-- b', [paragraph(text('-- b'))]],
		['three dashes are no list', 'a\n--- b', [paragraph(text('a'), BREAK, text('--- b'))]],
		['two dashes below a dash are a list inside', '- a\n-- b', [bullets([paragraph(text('a')), bullets([paragraph(text('b'))])])]],
		['signs may be mixed', '* a\n*- b\n# c\n#- d', [
			bullets([paragraph(text('a')), bullets([paragraph(text('b'))])]),
			block('orderedList', [block('listItem', [paragraph(text('c')), bullets([paragraph(text('d'))])])]),
		]],
		['four dashes are a rule, also below a list', '- a\n---- ', [bullets([paragraph(text('a'))]), { type: 'rule' }]],
	])('%s', (_rule, source, expected) => {
		expectRead(source, ...expected);
	});

	test.each([
		['h2.server.log grows', 'h2&#46;server.log grows'],
		['bq.x', 'bq&#46;x'],
		['-- Ann', '\\-\\- Ann'],
		['h2 is short', 'h2 is short'],
	])('words that begin like a block are escaped: %s', (said, expected) => {
		expect(written(text(said))).toBe(expected);
		expectRead(expected, paragraph(text(said)));
	});

	it('is escaped in cells, which hold blocks too', () => {
		const cell = block('tableCell', [bullets([paragraph(text('a'))]), block('codeBlock', [text('h1. x')])]);
		expect(wikiWriter(doc([block('table', [block('tableRow', [cell])])]))).toBe('|\\- a\\\\ h1&#46; x|');
	});
});

describe('inline code', () => {
	test.each<[string, string, AdfNode[]]>([
		['as Jira’s newer editors write it', 'Use {{{}foo(){}}} here', [text('Use '), code('foo()'), text(' here')]],
		['inside a word', 'the {{{}id{}}}s', [text('the '), code('id'), text('s')]],
		['with braces by number', '{{&#123;x&#125;}}', [code('{x}')]],
		['behind a brace', '{{{x}}', [text('{'), code('x')]],
		['not inside a word without its braces', 'a{{b}} {{c}}d', [text('a{{b}} {{c}}d')]],
		['not with spaces inside', 'Dear {{ name }}', [text('Dear {{ name }}')]],
	])('is read %s', (_rule, source, expected) => {
		expectRead(source, paragraph(...expected));
	});

	test.each<[string, AdfNode[], string]>([
		['plainly between spaces', [text('a '), code('b'), text(' c')], 'a {{b}} c'],
		['plainly beside brackets and stops', [text('('), code('b'), text(').')], '({{b}}).'],
		['with braces of its own beside letters', [text('the '), code('id'), text('s')], 'the {{{}id{}}}s'],
		['with its braces by number', [code('{{x}}')], '{{&#123;&#123;x&#125;&#125;}}'],
		['with a tab by number', [code('a\tb')], '{{a&#9;b}}'],
		['with the spaces at its ends outside', [text('a'), code(' b '), text('c')], 'a {{b}} c'],
		['as nothing when it is but a space', [text('a'), code(' '), text('b')], 'a b'],
	])('is written %s', (_rule, nodes, expected) => {
		expect(written(...nodes)).toBe(expected);
	});

	it('is not what doubled braces in words are', () => {
		expect(written(text('Hello {{firstName}}, {x}'))).toBe('Hello &#123;&#123;firstName&#125;&#125;, \\{x\\}');
		expectRead('Hello &#123;&#123;firstName&#125;&#125;, \\{x\\}', paragraph(text('Hello {{firstName}}, {x}')));
	});
});

describe('code blocks', () => {
	const titled = paragraph(text('config.yml', [mark('strong')]));
	test.each<[string, string, AdfNode[]]>([
		['a title before the language', '{code:title=config.yml|yaml}\nx\n{code}', [titled, block('codeBlock', [text('x')], { language: 'yaml' })]],
		['a title behind the language', '{code:yaml|title=config.yml}\nx\n{code}', [titled, block('codeBlock', [text('x')], { language: 'yaml' })]],
		['a title alone', '{code:title=config.yml}\nx\n{code}', [titled, block('codeBlock', [text('x')])]],
		['a title without colours', '{noformat:title=config.yml}\nx\n{noformat}', [titled, block('codeBlock', [text('x')])]],
	])('are read with %s', (_rule, source, expected) => {
		expectRead(source, ...expected);
	});

	test.each([
		['yaml', '{code:yaml}\nx\n{code}'],
		['Java', '{code:java}\nx\n{code}'],
		['typescript', '{noformat}\nx\n{noformat}'],
		[undefined, '{noformat}\nx\n{noformat}'],
	])('name only a language that Data Center knows: %s', (language, expected) => {
		expect(wikiWriter(doc([block('codeBlock', [text('x')], language === undefined ? undefined : { language })]))).toBe(expected);
	});
});

describe('a row of a table', () => {
	const row = (...cells: AdfNode[][]): AdfNode => block('tableRow', cells.map((content) => block('tableCell', content)));
	const step = paragraph(text('step'));

	test.each<[string, string, AdfNode[]]>([
		['bars and empty lines in code', '|step|{code}\na || b\n\nc\n{code}|', [row([step], [block('codeBlock', [text('a || b\n\nc')])])]],
		['a line of code that begins with a bar', '|{noformat}\n|a\n{noformat}|step|', [row([block('codeBlock', [text('|a')])], [step])]],
		['words around code', '|step {code}|{code}|step|\n|step|step|', [row([step, block('codeBlock', [text('|')])], [step]), row([step], [step])]],
		['a panel', '|{panel}\nstep\n\nstep\n{panel}|step|', [row([block('panel', [step, step], { panelType: 'info' })], [step])]],
		['the tag of a macro that never ends', '|step|{code} x|', [row([step], [paragraph(text('{code} x'))])]],
	])('goes on over %s', (_rule, source, expected) => {
		expectRead(source, block('table', expected));
	});
});

describe('a file', () => {
	const file = (name: string): AdfNode => ({ type: 'mediaInline', attrs: { alt: name } });

	test.each<[string, string, AdfNode[]]>([
		['behind its words', '[see the log|^file.pdf]', [text('see the log '), file('file.pdf')]],
		['once when its words are its name', '[file.pdf|^file.pdf]', [file('file.pdf')]],
		['not without an ending of its name', '[see|^file]', [text('[see|^file]')]],
	])('is read %s', (_rule, source, expected) => {
		expectRead(source, paragraph(...expected));
	});
});

test.each(['\\\\a', '\\\\a ', '\\\\\\', '\\\\ ', '{{{}', '{}}}', '{{a', '{{{', '|{code}x', '|{code}\n|', '|{code:', 'h1.', 'h1.\n', '-- ', '-\n--- a\n', '{code:title=', '[a|^', '[a|^b.pdf]', 'h1. \u2028'])(
	'200 kB of %j are read in little time',
	(piece) => {
		const source = piece.repeat(Math.ceil(200_000 / piece.length));
		// Work that grows with the square of the length would take minutes.
		expect(timed(() => wikiReader(source))).toBeLessThan(3_000);
	},
);

it('reads a paragraph of more pieces than one call takes arguments', () => {
	const [lines] = wikiReader('a\n'.repeat(200_000)).content;
	expect(lines?.content).toHaveLength(399_999);
});
