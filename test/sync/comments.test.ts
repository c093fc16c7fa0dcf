import { readHeader } from '../../content/commentHeader';
import { copiesBySource, copyProperties, copyText, isCopy, missingComments, unclearOrigin } from '../../sync/comments';
import { SYNC, adf, comment, replica, replicaComment } from './fixtures';

const there = replica();
/** What a run writes for comment 5 of DESK-1. */
const copy = copyText(replicaComment('5'), there);
const origin = { 'jirasync.deskdev': { format: 1, site: 'cloud-desk', issue: '10001', id: '5' } };

describe('a comment is known as a copy', () => {
	test.each<[string, Parameters<typeof comment>[1], string[], boolean]>([
		['by its trace', {}, ['20'], true],
		['by its property', { properties: origin }, [], true],
		['by the property of another connection', { properties: { 'jirasync.other': { id: '1' } } }, [], true],
		['by its header, when our account wrote it', { author: SYNC, body: copy }, [], true],
		['not by a header that a person pasted', { body: copy }, [], false],
		['not by our account alone: a person may share it', { author: SYNC }, [], false],
		['not by somebody else\'s property', { properties: { 'sd.public.comment': { internal: true } } }, [], false],
	])('%s', (_how, more, traced, is) => {
		expect(isCopy(comment('20', more), SYNC.id, new Set(traced))).toBe(is);
	});
});

test('properties are asked for only where our account wrote something whose text does not tell', () => {
	const comments = [
		comment('1'),
		comment('2', { author: SYNC }),
		comment('3', { author: SYNC, body: copy }),
		comment('4', { author: SYNC }),
		comment('5', { author: SYNC, properties: {} }),
	];
	expect(unclearOrigin(comments, SYNC.id, new Set(['4'])).map(({ id }) => id)).toEqual(['2']);
});

describe('the copy of an original', () => {
	const ask = (comments: ReturnType<typeof comment>[], traces: Record<string, string> = {}) =>
		[...copiesBySource({ connection: 'deskdev', comments, account: SYNC.id, traces, remote: { siteId: 'cloud-desk', siteUrl: 'https://desk.example' } })].map(
			([source, { id }]) => [source, id],
		);

	test('is found by trace, by property and by header', () => {
		expect(ask([comment('20')], { 5: '20' })).toEqual([['5', '20']]);
		expect(ask([comment('20', { properties: origin })])).toEqual([['5', '20']]);
		expect(ask([comment('20', { author: SYNC, body: copy })])).toEqual([['5', '20']]);
	});

	test('that somebody deleted is no longer there, although its trace is', () => {
		expect(ask([], { 5: '20' })).toEqual([]);
	});

	test('counts once, the traced one first', () => {
		expect(ask([comment('19', { properties: origin }), comment('20')], { 5: '20' })).toEqual([['5', '20']]);
	});

	test.each<[string, Parameters<typeof comment>[1]]>([
		['of another connection', { properties: { 'jirasync.other': { site: 'cloud-desk', id: '5' } } }],
		['of a comment with the same id at another site', { properties: { 'jirasync.deskdev': { site: 'cloud-x', id: '5' } } }],
		['whose header a person pasted', { body: copy }],
		['whose header leads to another site', { author: SYNC, body: copyText(replicaComment('5', { url: 'https://desk.example.evil/browse/DESK-1?focusedCommentId=5' }), there) }],
		['of unreadable origin', { properties: { 'jirasync.deskdev': null } }],
	])('is not one %s', (_what, more) => {
		expect(ask([comment('20', more)])).toEqual([]);
	});
});

test('a copy says who wrote it, when and where, and can be told by that again', () => {
	expect(readHeader(copy)).toEqual({
		url: 'https://desk.example/browse/DESK-1?focusedCommentId=5',
		siteUrl: 'https://desk.example',
		issueKey: 'DESK-1',
		commentId: '5',
		author: 'Ann',
	});
	expect(copy).toMatchObject({ document: { content: [expect.anything(), ...adf('comment 5').document.content] } });
});

test.each([false, true])('a copy is born with its origin, and with the internal flag when it is one (%p)', (internal) => {
	expect(copyProperties(replicaComment('5'), there, internal)).toEqual([
		{ key: 'jirasync.deskdev', value: { format: 1, site: 'cloud-desk', issue: '10001', id: '5' } },
		...(internal ? [{ key: 'sd.public.comment', value: { internal: true } }] : []),
	]);
});

test('missing are the comments without a copy, in their order', () => {
	const three = replica({ comments: ['3', '5', '7'].map((id) => replicaComment(id)) });
	expect(missingComments(three, new Map([['5', 1]])).map(({ id }) => id)).toEqual(['3', '7']);
	expect(missingComments(replica(), new Map())).toEqual([]);
});
