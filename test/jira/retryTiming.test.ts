import { decideRetry, LONGEST_WAIT, parseRetryAfter, type RetryDecision, type TriedRequest } from '../../jira/retryTiming';

const NOW = Date.parse('2026-11-21T10:00:00.000Z');
const IN_TEN_SECONDS = 'Sat, 21 Nov 2026 10:00:10 GMT';
const AN_HOUR_AGO = 'Sat, 21 Nov 2026 09:00:00 GMT';

const tried = (more: Partial<TriedRequest>): TriedRequest => ({
	status: 429,
	headers: {},
	tries: 1,
	repeatable: true,
	now: NOW,
	random: 0.5,
	...more,
});

const cases: Array<[string, Partial<TriedRequest>, RetryDecision]> = [
	['429 with seconds: never earlier than asked', { headers: { 'retry-after': '5' } }, { again: true, after: 5_500 }],
	['429 with seconds, no jitter drawn', { headers: { 'retry-after': '5' }, random: 0 }, { again: true, after: 5_000 }],
	['429 with a date', { headers: { 'retry-after': IN_TEN_SECONDS } }, { again: true, after: 10_500 }],
	['429 with a date that is past: the own pause', { headers: { 'retry-after': AN_HOUR_AGO } }, { again: true, after: 500 }],
	['429 with an unreadable header: the own pause', { headers: { 'retry-after': 'soon' } }, { again: true, after: 500 }],
	['429 without a header: the own pause', {}, { again: true, after: 500 }],
	['429 without a header, second time: the pause doubles', { tries: 2 }, { again: true, after: 1_000 }],
	['429 without a header, third time: the pause doubles again', { tries: 3 }, { again: true, after: 2_000 }],
	['429 to a write: repeated, because nothing was done', { repeatable: false }, { again: true, after: 500 }],
	['429 that asks for exactly the longest wait', { headers: { 'retry-after': '30' }, random: 0 }, { again: true, after: LONGEST_WAIT }],
	['429 that asks for more than 30 seconds', { headers: { 'retry-after': '31' }, random: 0 }, { again: false, retryAt: NOW + 31_000 }],
	['429 that asks for an hour', { headers: { 'retry-after': '3600' }, random: 0 }, { again: false, retryAt: NOW + 3_600_000 }],
	['429 after four tries', { tries: 4 }, { again: false, retryAt: NOW + 4_000 }],
	['503 to a read', { status: 503 }, { again: true, after: 500 }],
	['503 to a read with seconds', { status: 503, headers: { 'retry-after': '2' } }, { again: true, after: 2_500 }],
	['503 to a write: it may have been done', { status: 503, repeatable: false }, { again: false, retryAt: NOW + 1_000 }],
	['500 to a read after four tries', { status: 500, tries: 4 }, { again: false, retryAt: NOW + 4_000 }],
	['no answer to a read', { status: undefined }, { again: true, after: 500 }],
	['no answer to a write', { status: undefined, repeatable: false }, { again: false, retryAt: NOW + 1_000 }],
	['400: the same request is refused the same way', { status: 400 }, { again: false }],
	['401', { status: 401 }, { again: false }],
	['404, even with a header', { status: 404, headers: { 'retry-after': '1' } }, { again: false }],
	['409', { status: 409 }, { again: false }],
	['a login page with 200', { status: 200 }, { again: false }],
];

test.each(cases)('%s', (_situation, more, decision) => {
	expect(decideRetry(tried(more))).toEqual(decision);
});

test('chance spreads the own pause by 30 percent to both sides', () => {
	expect(decideRetry(tried({ random: 0 }))).toEqual({ again: true, after: 350 });
	expect(decideRetry(tried({ random: 0.999999 }))).toEqual({ again: true, after: 650 });
});

test.each([
	[undefined, undefined],
	['', undefined],
	['  ', undefined],
	['0', 0],
	['7', 7_000],
	[' 7 ', 7_000],
	['1.5', 1_500],
	[IN_TEN_SECONDS, 10_000],
	[AN_HOUR_AGO, 0],
	['never', undefined],
])('Retry-After %p is %p milliseconds', (header, milliseconds) => {
	expect(parseRetryAfter(header, NOW)).toBe(milliseconds);
});
