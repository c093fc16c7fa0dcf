import { clearBlocked, markBlocked } from '../../engine/blockedState';
import { JiraError } from '../../jira/errors';
import type { Jira } from '../../jira/types';
import { recordFor, type TwinRecord } from '../../sync/record';
import { replica } from '../sync/fixtures';

const refusal = new JiraError('forbidden', { site: 'https://dev.example', method: 'PUT', path: '/x', status: 403, messages: [], fields: {}, retryable: false, mayHaveHappened: false });
const at = (time: string) => replica({}, { builtAt: `2026-11-21T10:00:${time}.000Z`, updated: '2026-11-21T09:00:00.000Z' });

/** A site with one issue, of which only the record counts. */
function site(more: Partial<TwinRecord> = {}) {
	const stored: TwinRecord[] = [{ ...recordFor(at('00'), {}), ...more }];
	const jira = {
		siteUrl: 'https://dev.example',
		now: () => Date.parse('2026-11-21T10:05:00.000Z'),
		readIssue: () => Promise.resolve({ id: '2', key: 'ACME-2', fields: {}, changes: [], names: {}, properties: { 'jirasync.deskdev': stored.at(-1) } }),
		setIssueProperty: (_id: string, _key: string, record: TwinRecord) => Promise.resolve(void stored.push(record)),
	} as unknown as Jira;
	return { jira, last: () => stored.at(-1)!, writes: () => stored.length - 1 };
}
const issue = (record: TwinRecord) => ({ id: '2', blocked: record.blocked });

test('a slow run does not mark an issue that a newer replica has brought on meanwhile', async () => {
	const { jira, last, writes } = site();
	await markBlocked(jira, issue(last()), at('10'), refusal);
	expect(last().blocked).toMatchObject({ code: 'forbidden' });
	await clearBlocked(jira, issue(last()), at('30'), false);
	expect(last()).toMatchObject({ unblockedAt: '2026-11-21T10:00:30.000Z' });
	await markBlocked(jira, issue(last()), at('10'), refusal);
	expect([last().blocked, writes()]).toEqual([undefined, 2]);
	await markBlocked(jira, issue(last()), at('40'), refusal);
	expect(last().blocked).toMatchObject({ code: 'forbidden' });
});

test('nor one of which a newer state was written', async () => {
	const { jira, last, writes } = site({ received: '2026-11-21T09:30:00.000Z' });
	await markBlocked(jira, issue(last()), at('10'), refusal);
	expect([last().blocked, writes()]).toEqual([undefined, 0]);
});
