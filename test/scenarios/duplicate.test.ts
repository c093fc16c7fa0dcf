import { recordTwin } from '../../engine/recordTwin';
import { hurry } from '../nodes/support';
import { openPair, type Pair } from '../support/pair';
import { expectQuiet } from '../support/quiet';

let pair: Pair;
beforeEach(async () => {
	pair = await openPair();
	hurry(pair);
});
afterEach(() => pair.close());

test.each([
	['younger', '1', 'stays'],
	['older', '99999', 'gives way'],
])('a counterpart that is %s than the recorded one is never left unreported (recorded id %s: it %s)', async (_age, id, what) => {
	pair.desk.as('ann').transition('DESK-1', 'Send to development', { comment: 'please look' });
	const desk = pair.desk.issue('DESK-1').id;
	const apply = await pair.look(pair.escalation, 'DESK-1');
	const { twin } = apply.item!;
	const item = { ...apply.item!, replica: { ...apply.item!.replica, meta: { ...apply.item!.replica.meta, twin: null } } };
	const stored = { format: 1, state: 'paired', fields: {}, twin: { ...twin!, id, key: 'ACME-77' } };
	const written: Array<{ twin: { id: string }; duplicate?: { key: string } }> = [];
	const jira = {
		siteUrl: 'https://desk.example',
		now: () => Date.parse(item.replica.meta.builtAt),
		siteId: async () => item.replica.meta.site.id,
		readIssue: async () => ({ id: desk, key: 'DESK-1', fields: {}, properties: { 'jirasync.deskdev': written.at(-1) ?? stored }, changes: [], names: {} }),
		setIssueProperty: async (_id: string, _key: string, value: never) => written.push(value) > 0,
	} as unknown as Parameters<typeof recordTwin>[0];
	const report = { code: 'twinDuplicate', message: expect.stringMatching(new RegExp(what === 'stays' ? 'ACME-77, which is older' : `${twin!.key}, which is older`)) };
	await expect(recordTwin(jira, item, false)).rejects.toMatchObject(report);
	// n8n repeats a node that failed: the report is the same.
	await expect(recordTwin(jira, item, false)).rejects.toMatchObject(report);
	expect(written.map((record) => record.twin.id)).toEqual(what === 'stays' ? [] : [twin!.id, twin!.id]);
	await pair.look(pair.escalation, 'DESK-1');
	await expectQuiet(pair);
});
