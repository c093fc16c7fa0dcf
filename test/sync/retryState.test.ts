import { retryAfterFailure } from '../../sync/retryState';

const NOW = Date.parse('2026-11-21T10:00:00.000Z');
const first = '2026-11-21T09:00:00.000Z';

test.each<[string, number | undefined, string | undefined, string]>([
	['the first failure waits longer than n8n keeps a wait in memory only', undefined, undefined, '2026-11-21T10:01:30.000Z'],
	['the second twice as long', 1, undefined, '2026-11-21T10:03:00.000Z'],
	['the third twice as long again', 2, undefined, '2026-11-21T10:06:00.000Z'],
	['no pause is longer than a quarter of an hour', 40, undefined, '2026-11-21T10:15:00.000Z'],
	['what Jira asked for is never cut short', undefined, '2026-11-21T12:00:00.000Z', '2026-11-21T12:00:00.000Z'],
	['a shorter wish of Jira does not shorten the pause', 2, '2026-11-21T10:00:05.000Z', '2026-11-21T10:06:00.000Z'],
])('%s', (_rule, failures, notBefore, at) => {
	const before = failures === undefined ? undefined : { attempt: failures, firstFailedAt: first, at: first };
	expect(retryAfterFailure(before, NOW, notBefore)).toEqual({
		attempt: (failures ?? 0) + 1,
		firstFailedAt: failures === undefined ? '2026-11-21T10:00:00.000Z' : first,
		at,
	});
});
