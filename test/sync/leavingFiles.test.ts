import { fits, splitFiles, type FileRules } from '../../sync/leavingFiles';
import type { JiraComment } from '../../sync/issue';
import { timed } from '../support/timed';
import { comment, file, showing } from './fixtures';

test.each<[string, string, boolean]>([
	['shot.png', '*.png', true],
	['Shot.PNG', '*.png', true],
	['shot.png.exe', '*.png', false],
	['report-2026.pdf', 'report-*.pdf', true],
	['report-.pdf', 'report-*.pdf', true],
	['my report-1.pdf', 'report-*.pdf', false],
	['a.txt', 'a.txt', true],
	['aatxt', 'a.txt', false],
	['a.txt.bak', 'a.txt', false],
	['anything', '*', true],
	['', '*', true],
	['aba', 'ab*ba', false],
	['abba', 'ab*ba', true],
	['one-two-three', '*one*three*', true],
	['three-two-one', '*one*three*', false],
	['[x].png', '[*].png', true],
	['x.png', '[*].png', false],
])('%s fits %s: %s', (name, pattern, expected) => {
	expect(fits(name, pattern)).toBe(expected);
});

test('no pattern makes it slow', () => {
	expect(timed(() => expect(fits('a'.repeat(20_000), `${'*a'.repeat(5_000)}*b`)).toBe(false))).toBeLessThan(2_000);
});

const files = [
	file('1', 'shot.png', { mimeType: 'image/png', size: 2_000 }),
	file('2', 'log.txt', { mimeType: 'text/plain; charset=utf-8', size: 300 }),
	file('3', 'dump.bin', { mimeType: 'application/octet-stream', size: 9_000_000 }),
];
const media = { 'media-shot.png': files[0]!, 'media-log.txt': files[1]!, 'media-dump.bin': files[2]! };
const split = (rules: FileRules, more: { texts?: string[]; leaving?: JiraComment[]; staying?: JiraComment[] } = {}) => {
	const { leaving, withheld } = splitFiles({
		files,
		rules,
		texts: (more.texts ?? []).map((name) => showing(name)),
		comments: { leaving: more.leaving ?? [], staying: more.staying ?? [] },
		media,
	});
	return [leaving.map(({ name }) => name), withheld];
};

test.each<[string, FileRules, string[], Record<string, number>]>([
	['no condition lets all of them out', {}, ['shot.png', 'log.txt', 'dump.bin'], {}],
	['a name has to fit one of the patterns', { names: ['*.png', 'log.*'] }, ['shot.png', 'log.txt'], { 'file: name': 1 }],
	['a type has to fit, whatever character set it names', { types: ['image/*', 'text/plain'] }, ['shot.png', 'log.txt'], { 'file: type': 1 }],
	['a file may be as large as the limit', { largest: 2_000 }, ['shot.png', 'log.txt'], { 'file: size': 1 }],
	['and no larger', { largest: 1_999 }, ['log.txt'], { 'file: size': 2 }],
	['all conditions have to be met', { names: ['*.png', '*.bin'], largest: 5_000 }, ['shot.png'], { 'file: name': 1, 'file: size': 1 }],
])('%s', (_rule, rules, leaving, withheld) => {
	expect(split(rules)).toEqual([leaving, withheld]);
});

describe('only files in public texts', () => {
	const only = { publicOnly: true };
	const no = (count: number) => ({ 'file: in no public text': count });

	test('the description shows one', () => {
		expect(split(only, { texts: ['shot.png'] })).toEqual([['shot.png'], no(2)]);
	});

	test('a public comment shows one', () => {
		expect(split(only, { leaving: [comment('1', { body: showing('log.txt') })] })).toEqual([['log.txt'], no(2)]);
	});

	test.each<[string, Partial<JiraComment>]>([
		['an internal comment', { public: false }],
		['a restricted comment', { restricted: true }],
	])('%s does not count, although it leaves', (_what, more) => {
		expect(split(only, { leaving: [comment('1', { body: showing('log.txt'), ...more })] })).toEqual([[], no(3)]);
	});

	test('words under a picture are no proof of what it shows', () => {
		const unknown = showing('log.txt');
		Object.assign(unknown.document.content[0]!.content![0]!, { attrs: { type: 'file', id: 'somewhere else', collection: '', alt: 'log.txt' } });
		expect(split(only, { leaving: [comment('1', { body: unknown })] })).toEqual([[], no(3)]);
	});

	test('the other conditions hold as well', () => {
		expect(split({ ...only, types: ['text/*'] }, { texts: ['shot.png', 'log.txt'] })).toEqual([['log.txt'], { 'file: type': 1, 'file: in no public text': 1 }]);
	});
});

test('a file that only a withheld comment shows stays, whatever the conditions say', () => {
	expect(split({ names: ['*'] }, { staying: [comment('1', { public: false, body: showing('shot.png') })] })).toEqual([['log.txt', 'dump.bin'], { 'file of a withheld comment': 1 }]);
});
