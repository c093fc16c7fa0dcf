import * as fc from 'fast-check';

import { block, doc, mark, paragraph, text, type AdfNode } from '../../content/adf';
import { wikiWriter } from '../../content/wikiWriter';
import { words } from './documents';
import { shownByJira } from './jiraRules';

const BREAK: AdfNode = { type: 'hardBreak' };
const code = (value: string): AdfNode => text(value, [mark('code')]);
const written = (...nodes: AdfNode[]): string => wikiWriter(doc([paragraph(...nodes)]));

describe('what Data Center shows of our markup', () => {
	test.each<[string, AdfNode[]]>([
		['C:\\temp\\x and \\\\server\\share', [text('C:\\temp\\x and \\\\server\\share')]],
		['a\\\n\\b', [text('a\\'), BREAK, text('\\b')]],
		['Regards\n\nAnn', [text('Regards'), BREAK, BREAK, text('Ann')]],
		['a\n\n* b', [text('a'), BREAK, BREAK, text('* b')]],
		['*\n\n*', [text('*'), BREAK, BREAK, text('*')]],
		['h1.x', [text('h1.x')]],
		['bq. x', [text('bq. x')]],
		['a\nh1. x', [text('a'), BREAK, text('h1. x')]],
		['- a\n# b\n-- c', [text('- a'), BREAK, text('# b'), BREAK, text('-- c')]],
		['{{x}} {{{}y{}}} \\{{z}}', [text('{{x}} {{{}y{}}} \\{{z}}')]],
		['the <code>id</code>s', [text('the '), code('id'), text('s')]],
		['{<code>a</code>}', [text('{'), code('a'), text('}')]],
		['{{<code>}}</code>{{', [text('{{'), code('}}'), text('{{')]],
		['\\<code>\\</code>\\', [text('\\'), code('\\'), text('\\')]],
		['<code>a\tb² *c*</code>', [code('a\tb² *c*')]],
		['a <code>x</code>b', [text('a'), code(' x'), text('b')]],
	])('%j', (shown, nodes) => {
		expect(shownByJira(written(...nodes))).toBe(shown);
	});

	it('is every text itself, and no more', () => {
		fc.assert(
			fc.property(words, (said) => {
				expect(shownByJira(written(text(said)))).toBe(said);
			}),
			{ numRuns: 1_000 },
		);
	});

	it('is code where it was code', () => {
		fc.assert(
			fc.property(words, words, words, (before, inside, after) => {
				expect(shownByJira(written(text(before), code(inside), text(after)))).toBe(`${before}<code>${inside}</code>${after}`);
			}),
			{ numRuns: 1_000 },
		);
	});

	it('is a line where there was a line', () => {
		fc.assert(
			fc.property(words, words, words, fc.boolean(), (first, second, third, empty) => {
				const nodes = [text(first), BREAK, ...(empty ? [BREAK] : []), text(second), BREAK, text(third)];
				expect(shownByJira(written(...nodes))).toBe([first, ...(empty ? [''] : []), second, third].join('\n'));
				const heading = wikiWriter(doc([block('heading', nodes, { level: 1 })]));
				expect(shownByJira(heading)).toBe(`<h1>${[first, ...(empty ? [''] : []), second, third].join('\n')}`);
			}),
			{ numRuns: 500 },
		);
	});
});
