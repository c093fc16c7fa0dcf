import { hurry, nodeOf } from '../nodes/support';
import { runWorkflow } from '../support/runWorkflow';
import { openPair, type Pair } from '../support/pair';
import { expectQuiet } from '../support/quiet';
import type { Explanation, StatusReport } from '../../sync/explain';

let pair: Pair;
beforeEach(async () => {
	pair = await openPair();
	hurry(pair);
});
afterEach(() => pair.close());

/** Build Replica by key, then Twin Lookup, as a person would put them together. */
async function ask<T>(operation: 'explain' | 'status', more: object = {}): Promise<T> {
	const workflow = structuredClone(pair.escalation.workflow);
	const build = workflow.nodes.find(({ name }) => name === 'Build Desk Replica')!;
	const find = workflow.nodes.find(({ name }) => name === 'Find Dev Twin')!;
	build.parameters = { ...build.parameters, operation: 'byKey', issueKey: 'DESK-1', connection: 'deskdev' };
	find.parameters = { operation, ...more };
	workflow.connections = { [build.name]: workflow.connections[build.name]! };
	pair.writes();
	const run = await runWorkflow(workflow, pair.credentials, { node: build.name, items: [{ json: {} }] });
	expect(pair.writes()).toEqual([]);
	return run.output(find.name)[0]?.json as T;
}
const escalate = async () => {
	pair.desk.as('ann').transition('DESK-1', 'Send to development', { comment: 'please look' });
	return (await pair.look(pair.escalation, 'DESK-1')).item!.twin!.key;
};

test('an issue without a counterpart: not synchronized, and the next run would create one', async () => {
	expect(await ask<StatusReport>('status')).toMatchObject({ status: 'notSynchronized', twin: null });
	expect(await ask<Explanation>('explain')).toMatchObject({ status: 'notSynchronized', decision: expect.stringContaining('would create the counterpart') });
});

test('a pair at rest: synchronized, and the next run would write nothing', async () => {
	const key = await escalate();
	expect(await ask<StatusReport>('status')).toMatchObject({ status: 'synchronized', twin: { key } });
	expect(await ask<Explanation>('explain')).toMatchObject({
		decision: 'The next run would write nothing.',
		fields: [
			{ field: 'summary', remote: 'VPN fails', local: 'VPN fails', lastSynced: 'VPN fails', decision: 'same' },
			{ field: 'description', decision: 'same' },
		],
		comments: { atSource: 3, copied: 3, next: [], withheld: { 'comment: internal': 1 } },
		files: { atSource: 1, copied: 1, missing: [] },
	});
	await expectQuiet(pair);
});

test('what is on its way is told with reasons, and is what the next run then writes', async () => {
	const key = await escalate();
	pair.desk.as('ann').editIssue('DESK-1', { summary: 'VPN fails on Mac' });
	pair.dev.as('dana').editIssue(key, { description: 'seen at the gateway' });
	const comment = pair.desk.as('ann').addComment('DESK-1', 'one more', { internal: false });
	const explained = await ask<Explanation>('explain');
	expect(explained.fields).toEqual([
		{ field: 'summary', remote: 'VPN fails on Mac', local: 'VPN fails', lastSynced: 'VPN fails', decision: 'written', reason: 'changed at the other side' },
		expect.objectContaining({ field: 'description', local: 'seen at the gateway', decision: 'kept', reason: 'changed only here' }),
	]);
	expect(explained.comments.next).toEqual([{ source: comment, what: 'add', reason: 'it has no copy here yet' }]);
	expect(explained.decision).toBe('The next run would write summary, bring over 1 comment.');
	const { item } = await pair.look(pair.escalation, 'DESK-1');
	expect(item!.outcome!.fields.filter(({ action }) => action === 'written').map(({ field }) => field)).toEqual(['summary']);
	expect(item!.outcome!.comments.map(({ source }) => source)).toEqual([comment]);
	await pair.look(pair.resolution, key);
	await expectQuiet(pair);
});

test('a conflict is decided by the chosen rule', async () => {
	const key = await escalate();
	pair.desk.as('ann').editIssue('DESK-1', { summary: 'from the desk' });
	pair.dev.as('dana').editIssue(key, { summary: 'from development' });
	const decisions = [];
	for (const conflict of ['remote', 'local']) decisions.push((await ask<Explanation>('explain', { conflict })).fields[0]?.decision);
	expect(decisions).toEqual(['written', 'kept']);
});

describe('with the rules of Apply Incoming Rules', () => {
	const row = (remote: string, local: string, more: object = {}) => ({ kind: 'field', remote, local, how: 'set', values: {}, ifNoMatch: 'nothing', when: true, ...more });
	const BOTH = [row('summary', 'summary'), row('description', 'description')];
	const TO_CRITICAL = { value: [{ remote: 'High', local: 'Highest' }, { remote: 'Low', local: 'Low' }] };
	const ROWS = [...BOTH, row('priority', 'priority', { values: TO_CRITICAL, ifNoMatch: 'error' }), { kind: 'script', script: 'if (replica.priority?.name == "High") {\n\tissue.labels += "urgent"\n}' }];
	const mapping = (rows: object[]) => ({ rules: 'mapping', mapping: { row: rows } });
	const JSON_RULES = {
		rules: 'json',
		side: 'Dev',
		rulesJson: JSON.stringify({
			name: 'deskdev', local: 'Desk', remote: 'Dev',
			rules: { toRemote: [{ local: 'summary', remote: 'summary' }, { local: 'priority', remote: 'priority', values: [{ local: 'High', remote: 'Highest' }, { local: 'Low', remote: 'Low' }] }, { script: 'if (replica.priority?.name == "High") { issue.labels += "urgent" }' }] },
		}),
	};
	const SCRIPT = { rules: 'script', script: 'issue.summary = replica.summary\nissue.priority = replica.priority.name == "High" ? "Highest" : "Low"\nif (replica.priority.name == "High") { issue.labels += "urgent" }\nissue.comments += replica.addedComments\nissue.attachments += replica.addedAttachments' };
	const edit = (fields: object) => pair.desk.as('ann').editIssue('DESK-1', { ...fields });

	/** Apply is set up with the rules, and the desk lets the fields out. */
	const use = (rules: object) => {
		Object.assign(nodeOf(pair.escalation, 'Apply to Dev').parameters, rules);
		Object.assign(nodeOf(pair.escalation, 'Build Desk Replica').parameters, { fieldSet: 'choose', fields: ['key', 'summary', 'description', 'comments', 'attachments', 'status', 'priority', 'assignee', 'labels'] });
	};

	test.each<[string, object, { priority: string; labels: string }]>([
		['rows and a script between them', mapping(ROWS), { priority: 'row 3 (priority to priority)', labels: 'row 4, line 2' }],
		['one JSON', JSON_RULES, { priority: 'row 2 (priority to priority)', labels: 'row 3, line 1' }],
		['a script', SCRIPT, { priority: 'line 2', labels: 'line 3' }],
	])('%s: each field that would be written is told with reason and rule, and is what the next run writes', async (_rules, rules, names) => {
		use(rules);
		edit({ priority: 'Low' });
		const key = await escalate();
		edit({ priority: 'High' });
		pair.dev.as('dana').editIssue(key, { summary: 'from development' });
		const { fields, decision, comments } = await ask<Explanation>('explain', rules);
		expect(fields).toEqual(expect.arrayContaining([
			expect.objectContaining({ field: 'summary', decision: 'kept', reason: 'changed only here' }),
			{ field: 'priority', rule: names.priority, remote: 'Highest', local: 'Low', lastSynced: 'Low', decision: 'written', reason: 'changed at the other side' },
			{ field: 'labels', rule: names.labels, remote: 'urgent', local: null, decision: 'written', reason: 'never synced before' },
		]));
		expect(decision).toBe(`The next run would write priority (${names.priority}: changed at the other side) and labels (${names.labels}: never synced before).`);
		expect(comments.next).toEqual([]);
		const { item } = await pair.look(pair.escalation, 'DESK-1');
		const written = item!.outcome!.fields.filter(({ action }) => action === 'written').map(({ field, rule }) => [field, rule]);
		expect(written).toEqual([['priority', names.priority], ['labels', names.labels]]);
		expect(await ask<Explanation>('explain', rules)).toMatchObject({ decision: 'The next run would write nothing.' });
		await pair.look(pair.resolution, key);
		await expectQuiet(pair);
	});

	test('reads what the run would read before it writes: each side once', async () => {
		use(mapping(ROWS));
		edit({ priority: 'Low' });
		const key = await escalate();
		await pair.look(pair.resolution, key);
		edit({ priority: 'High' });
		const seen: string[] = [];
		pair.sandbox.setFaults(({ site, moment, method, path }) => void (moment === 'before' && seen.push(`${site} ${method} ${path}`)));
		await ask<Explanation>('explain', mapping(ROWS));
		pair.sandbox.setFaults(undefined);
		expect(seen).toEqual([`desk GET /rest/api/3/issue/${pair.desk.issue('DESK-1').key}`, `dev GET /rest/api/3/issue/${pair.dev.issue(key).id}`]);
	});

	test('a move that a rule wants is told, and what comes of it', async () => {
		const rows = [...BOTH, row('status', 'status', { values: { value: [{ remote: 'Waiting for development', local: 'In Progress' }, { remote: 'Open', local: 'To Do' }] } })];
		use(mapping(rows));
		const key = await escalate();
		expect(pair.dev.issue(key).status).toBe('In Progress');
		expect(await ask<Explanation>('explain', mapping(rows))).toMatchObject({ transition: { result: 'unchanged', rule: 'row 3 (status to status)' }, decision: 'The next run would write nothing.' });
		await new Promise((resolve) => setTimeout(resolve, 20));
		pair.desk.as('ann').transition('DESK-1', 'Take back');
		expect(await ask<Explanation>('explain', mapping(rows))).toMatchObject({
			transition: { result: 'done', transition: 'Stop Progress', rule: 'row 3 (status to status)' },
			decision: 'The next run would make the move Stop Progress (row 3 (status to status)).',
		});
		await pair.look(pair.escalation, 'DESK-1');
		expect(pair.dev.issue(key).status).toBe('To Do');
		await expectQuiet(pair);
	});

	test('comments and files that a script does not bring over are not told as missing, and one of its own is', async () => {
		const rules = { rules: 'script', script: 'issue.summary = replica.summary\ncommentHelper.addComment("taken over", issue.comments)' };
		use({ rules: 'script', script: 'issue.summary = replica.summary' });
		await escalate();
		expect(await ask<Explanation>('explain', rules)).toMatchObject({
			comments: { copied: 0, next: [{ source: expect.stringContaining('rule-'), what: 'add', reason: 'line 2' }] },
			files: { atSource: 1, copied: 0, missing: [] },
			decision: 'The next run would bring over 1 comment.',
		});
	});

	test.each<[what: string, rules: object, words: string]>([
		['a value that a row reports', mapping(ROWS), 'row 3 (priority to priority) names no local value for what priority holds'],
		['a script that goes wrong with this issue', mapping([{ kind: 'script', script: 'issue.summary = replica.assignee.name' }]), 'Row 1, line 1'],
		['a field that does not exist', mapping([row('summary', 'Sumary')]), 'no field Sumary'],
		['kinds that do not go together', mapping([row('description', 'priority')]), 'takes a priority'],
	])('what the run would refuse is told and is no error: %s', async (_what, rules, words) => {
		use(mapping(BOTH));
		edit({ priority: 'Medium', assignee: null });
		await escalate();
		expect(await ask<Explanation>('explain', rules)).toMatchObject({ status: 'synchronized', fields: [], decision: expect.stringMatching(/^The next run would be refused: /) });
		expect((await ask<Explanation>('explain', rules)).decision).toContain(words);
	});

	test('a script that cannot be read is an error with its place', async () => {
		await escalate();
		nodeOf(pair.escalation, 'Find Dev Twin').parameters = { operation: 'explain', rules: 'script', script: 'issue.sumary = 1' };
		const { failed } = await pair.look(pair.escalation, 'DESK-1');
		expect(failed?.error).toMatchObject({ code: 'scriptRefused', message: expect.stringContaining('Line 1, column 1') });
	});
});

test('a blocked issue tells why and since when', async () => {
	const key = await escalate();
	pair.sandbox.setFaults(({ method, path, moment }) =>
		moment === 'before' && method === 'PUT' && path.endsWith(`/issue/${pair.dev.issue(key).id}`) ? { kind: 'answer', status: 400, body: { errorMessages: [], errors: { summary: 'Summary is locked.' } } } : undefined,
	);
	pair.desk.as('ann').editIssue('DESK-1', { summary: 'not taken' });
	await pair.look(pair.escalation, 'DESK-1');
	pair.sandbox.setFaults(undefined);
	expect(await ask<StatusReport>('status')).toMatchObject({ status: 'blocked', blocked: { code: 'fieldRefused', field: 'summary' } });
	await pair.look(pair.escalation, 'DESK-1');
	expect(await ask<StatusReport>('status')).toMatchObject({ status: 'synchronized' });
	await expectQuiet(pair);
});

test('a counterpart that was deleted, which the issue knows, and one that it does not know of', async () => {
	const key = await escalate();
	const { id } = pair.dev.issue(key);
	pair.dev.as('ada').deleteIssue(key);
	expect(await ask<Explanation>('explain')).toMatchObject({ status: 'partnerUnreachable', twin: { key } });
	await pair.look(pair.resolution, key, { deleted: { id, at: '2026-11-21T10:00:00.000Z' } });
	expect(await ask<StatusReport>('status')).toMatchObject({ status: 'partnerDeleted', twin: { key }, reason: `${key}, the counterpart of DESK-1, was deleted (2026-11-21T10:00:00.000Z).` });
	expect(await ask<Explanation>('explain')).toMatchObject({ status: 'partnerDeleted', decision: expect.stringContaining('set to for deleted issues') });
});

test('a counterpart that is gone', async () => {
	const key = await escalate();
	pair.dev.as('ada').deleteIssue(key);
	expect(await ask<StatusReport>('status')).toMatchObject({ status: 'partnerUnreachable', twin: { key } });
});
