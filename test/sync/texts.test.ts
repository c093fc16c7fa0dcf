import { canonical } from '../../content/canonical';
import type { RichText } from '../../content/richText';
import { arrive } from '../../sync/arrival';
import { arrivingText, leavingText } from '../../sync/texts';
import { timed } from '../support/timed';
import { adf, DESK, DEV } from './fixtures';

const wiki = (text: string): RichText => ({ format: 'wiki', text });
const local = (format: RichText['format']) => ({ format, files: {}, fileName: (name: string) => name.replaceAll('|', '_'), url: 'https://desk.example/browse/DESK-1' });
const mentioning = (id: string, text: string): RichText => ({
	format: 'adf',
	document: { type: 'doc', version: 1, content: [{ type: 'paragraph', content: [{ type: 'mention', attrs: { id, text } }] }] },
});

describe('people of the other site are named and never called', () => {
	test.each<[string, RichText, RichText]>([
		['from Cloud to Data Center', mentioning('712020:abc', '@Bob'), wiki('@Bob')],
		['from Cloud to Cloud', mentioning('712020:abc', '@Bob'), adf('@Bob')],
		['from Data Center to Data Center', wiki('ask [~bob] please'), wiki('ask @bob please')],
		['from Data Center to Cloud', wiki('ask [~bob] please'), adf('ask @bob please')],
		['with a bar behind the name', wiki('[~bob|x]'), wiki('@bob')],
		['by an account id in wiki markup', wiki('[~accountid:712020:abc]'), wiki('@unknown')],
		['in code, where Jira finds mentions too', wiki('{noformat}\n[~bob]\n{noformat}'), wiki('{noformat}\n@bob\n{noformat}')],
		['behind a backslash that breaks the line', wiki('see \\\\[~bob]'), wiki('see\n@bob')],
	])('%s', (_way, text, arrived) => {
		expect(canonical(arrivingText(text, local(arrived.format)))).toEqual(canonical(arrived));
	});

	test.each([
		['[~bob], [~accountid:712020:abc] and [~ann]', '@bob, @unknown and @ann'],
		['[~bob|x] [x|http://y.example/~bob]', '@bob [x|http://y.example/~bob]'],
		['[~]', '[~]'],
	])('already when wiki markup leaves: %s', (text, left) => {
		expect(leavingText(wiki(text), { url: DESK.url, projectKey: 'DESK', mediaNames: {} })).toEqual(wiki(left));
	});

	test('in time that grows with the length of a hostile text', () => {
		const leave = (text: string) => leavingText(wiki(text), { url: DESK.url, projectKey: 'DESK', mediaNames: {} });
		expect(timed(() => [leave('[~'.repeat(16_000)), leave(`[~a${'|'.repeat(32_000)}`)])).toBeLessThan(500);
	});
});

test('a text is cut in the form in which it arrives, for markup is longer than its words', () => {
	const arrived = arrivingText(adf('{*}'.repeat(10_900)), local('wiki'));
	expect(arrived.format === 'wiki' && arrived.text.length).toBeLessThanOrEqual(32_767);
	expect(arrived.format === 'wiki' && arrived.text).toContain('shortened by the sync. [https://desk.example/browse/DESK-1]');
});

describe('a file whose name the local site does not keep', () => {
	const media = (type: string) => ({ type, attrs: { type: 'file', id: '5', alt: 'a|b.png' } });
	const text = { format: 'adf', document: { type: 'doc', version: 1, content: [{ type: 'mediaSingle', content: [media('media')] }, { type: 'paragraph', content: [{ type: 'text', text: 'a|b.png is ' }, media('mediaInline')] }] } } as RichText;
	const left = leavingText(text, { url: DESK.url, projectKey: 'DESK', mediaNames: { 5: 'a|b.png' } });

	test('is shown by the name that it has here, and words that look like it stay', () => {
		expect(arrivingText(left, local('wiki'))).toEqual(wiki('!a_b.png!\n\na\\|b.png is [^a_b.png]'));
	});

	test('also in a text that is put behind what is there', () => {
		const site = { arriving: local('wiki'), leaving: { url: DEV.url, projectKey: 'ACME', mediaNames: {} } };
		const appended = arrive({ field: 'description', how: 'append', value: left } as never, 'richText', wiki('mine'), site, DESK.url);
		expect(appended).toMatchObject({ arrival: { value: wiki('mine\n\n!a_b.png!\n\na\\|b.png is [^a_b.png]') } });
	});
});
