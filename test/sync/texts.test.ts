import { canonical } from '../../content/canonical';
import type { RichText } from '../../content/richText';
import { arrivingText, leavingText } from '../../sync/texts';
import { timed } from '../support/timed';
import { adf, DESK } from './fixtures';

const wiki = (text: string): RichText => ({ format: 'wiki', text });
const local = (format: RichText['format']) => ({ format, files: {}, url: 'https://desk.example/browse/DESK-1' });
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
