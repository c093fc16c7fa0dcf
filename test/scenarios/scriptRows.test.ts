import { nodeOf } from '../nodes/support';
import type { Pair } from '../support/pair';
import { pairForEach } from '../support/pairForEach';
import { expectQuiet } from '../support/quiet';
import { OURS } from '../support/scripts';

let pair: Pair;
pairForEach((fresh) => void (pair = fresh));

type Row = Record<string, unknown>;
const APPLY = { escalation: 'Apply to Dev', resolution: 'Apply to Desk' } as const;
const BUILD = { escalation: 'Build Desk Replica', resolution: 'Build Dev Replica' } as const;
type Way = keyof typeof APPLY;

/** Rows as the editor stores them. */
const field = (remote: string, local: string, more: Row = {}): Row => ({ kind: 'field', remote, local, how: 'set', values: {}, ifNoMatch: 'nothing', when: true, ...more });
const script = (...lines: string[]): Row => ({ kind: 'script', script: lines.join('\n') });
const BOTH = [field('summary', 'summary'), field('description', 'description')];

/** Sets a direction to rows, and lets the fields out that it needs. */
function map(way: Way, rows: Row[], more: Row = {}): void {
	Object.assign(nodeOf(pair[way], APPLY[way]).parameters, { rules: 'mapping', mapping: { row: rows }, ...more });
	letOut(way);
}
function letOut(way: Way): void {
	const fields = ['key', 'summary', 'description', 'comments', 'attachments', 'status', 'resolution', 'priority', 'labels', 'type', 'assignee'];
	Object.assign(nodeOf(pair[way], BUILD[way]).parameters, { fieldSet: 'choose', fields, options: { customFields: way === 'escalation' ? ['customfield_10201'] : ['customfield_10301'] } });
}

const later = () => new Promise((resolve) => setTimeout(resolve, 20));
const edit = (fields: Row) => pair.desk.as('ann').editIssue('DESK-1', fields);
const send = () => pair.desk.as('ann').transition('DESK-1', 'Send to development', { comment: 'please look' });
const dev = (key: string) => pair.dev.issue(key);
const applied = (way: Way) => nodeOf(pair[way], APPLY[way]).parameters;

async function look(way: Way, key: string) {
	const looked = await pair.look(pair[way], key);
	expect(looked.failed?.error).toBeUndefined();
	return looked.item!;
}
const escalate = async () => (await look('escalation', 'DESK-1')).twin!.key;

const IMPACT = { value: [{ remote: 'Everyone', local: 'High' }, { remote: 'One person', local: 'Low' }] };
const URGENT = script('if (replica.priority?.name == "High") {', '\tissue.labels += "urgent"', '}');

test('a script between two rows: what all three want arrives, and each change names its rule', async () => {
	map('escalation', [...BOTH, field('priority', 'priority'), URGENT, field('customfield_10201', 'customfield_10301', { values: IMPACT })]);
	edit({ priority: 'Low', customfield_10201: 'One person' });
	send();
	const key = await escalate();
	expect(dev(key)).toMatchObject({ priority: 'Low', labels: [], fields: { 'Customer impact': 'Low' } });
	edit({ priority: 'High', customfield_10201: 'Everyone' });
	pair.sandbox.clearRequests();
	const { outcome } = await look('escalation', 'DESK-1');
	expect(pair.sandbox.requests().filter(({ site }) => site === 'dev').map(({ method }) => method)).toEqual(['GET', 'PUT']);
	expect(outcome!.fields).toEqual([
		expect.objectContaining({ field: 'priority', action: 'written', rule: 'row 3 (priority to priority)' }),
		expect.objectContaining({ field: 'labels', action: 'written', rule: 'row 4, line 2' }),
		expect.objectContaining({ field: 'customfield_10301', action: 'written', rule: 'row 5 (customfield_10201 to customfield_10301)' }),
	]);
	expect(dev(key)).toMatchObject({ priority: 'High', labels: ['urgent'], fields: { 'Customer impact': 'High' } });
	await expectQuiet(pair);
});

test('the order decides: the same row and script the other way round come to something else', async () => {
	const row = field('priority', 'priority');
	const lower = script('issue.priority = "Low"');
	edit({ priority: 'High' });
	send();
	map('escalation', [...BOTH, row, lower]);
	const key = await escalate();
	expect(dev(key).priority).toBe('Low');
	await expectQuiet(pair);
	map('escalation', [...BOTH, lower, row]);
	await escalate();
	expect(dev(key).priority).toBe('High');
	await expectQuiet(pair);
});

test('a script sees what a row before it has made of the remote value, and the local value where none has', async () => {
	map('escalation', [
		...BOTH,
		field('customfield_10201', 'customfield_10301', { values: IMPACT }),
		script('if (issue.customFields."Customer impact".value?.name == "High" && issue.assignee == null) {', '\tissue.assignee = nodeHelper.getUserByEmail("dana@dev.example")', '}'),
	]);
	edit({ customfield_10201: 'One person' });
	send();
	const key = await escalate();
	expect(dev(key).assignee).toBeNull();
	edit({ customfield_10201: 'Everyone' });
	await escalate();
	expect(dev(key)).toMatchObject({ assignee: 'dana', fields: { 'Customer impact': 'High' } });
	await expectQuiet(pair);
});

test('what a script adds to the value of a row stays here, and a change of people goes through each way once', async () => {
	map('escalation', [...BOTH, field('labels', 'labels'), script('issue.labels += "from-desk"', 'issue.description += "(desk)"')]);
	map('resolution', [...BOTH, field('labels', 'labels')]);
	edit({ labels: ['vpn'], description: 'since Monday' });
	send();
	const key = await escalate();
	await look('resolution', key);
	expect(dev(key)).toMatchObject({ labels: ['vpn', 'from-desk'], description: 'since Monday\n(desk)' });
	expect(pair.desk.issue('DESK-1')).toMatchObject({ labels: ['vpn'], description: 'since Monday' });
	await expectQuiet(pair);
	await later();
	pair.dev.as('dana').editIssue(key, { labels: ['network', 'from-desk'], description: 'since Tuesday\n(desk)' });
	await look('resolution', key);
	expect(pair.desk.issue('DESK-1')).toMatchObject({ labels: ['network', 'from-desk'], description: 'since Tuesday\n(desk)' });
	await expectQuiet(pair);
	expect(dev(key)).toMatchObject({ labels: ['network', 'from-desk'], description: 'since Tuesday\n(desk)' });
});

test('scripts call the sides by the short names of the node', async () => {
	map('escalation', [...BOTH, script('DevJira.issue.labels += DeskJira.issue.key')], { localName: 'DevJira', remoteName: 'DeskJira' });
	send();
	expect(dev(await escalate()).labels).toEqual(['DESK-1']);
	await expectQuiet(pair);
});

test('one JSON holds rows and scripts of both directions, which call the sides as it does', async () => {
	const shared = {
		name: 'deskdev', local: 'Desk', remote: 'Dev',
		rules: {
			toRemote: [{ local: 'summary', remote: 'summary' }, { local: 'priority', remote: 'priority' }, { script: ['if (Desk.issue.priority?.name == "High") {', '\tDev.issue.labels += "urgent"', '}'] }],
			toLocal: [{ script: 'if (replica.labels.contains("done")) { issue.labels += "ready" }' }, { local: 'summary', remote: 'summary' }],
		},
	};
	for (const [way, side] of [['escalation', 'Dev'], ['resolution', 'Desk']] as const) {
		Object.assign(applied(way), { rules: 'json', rulesJson: JSON.stringify(shared), side });
		letOut(way);
	}
	edit({ priority: 'High' });
	send();
	const key = await escalate();
	expect(dev(key)).toMatchObject({ priority: 'High', labels: ['urgent'] });
	await later();
	pair.dev.as('dana').editIssue(key, { labels: ['urgent', 'done'], summary: 'VPN works' });
	await look('resolution', key);
	expect(pair.desk.issue('DESK-1')).toMatchObject({ labels: ['ready'], summary: 'VPN works' });
	await expectQuiet(pair);
});

test('a script row moves the issue, adds a comment of its own once, and may end the pair', async () => {
	map('escalation', [
		...BOTH,
		script('if (firstSync) { return }', 'commentHelper.addComment("raised to ${replica.priority?.name}", issue.comments)', 'if (replica.priority?.name == "High") { issue.setStatus("In Progress") }', 'if (replica.priority?.name == "Lowest") { syncHelper.unExalateAfterProcessing() }'),
	]);
	edit({ priority: 'Medium' });
	send();
	const key = await escalate();
	expect(dev(key).comments.filter(({ text }) => text.startsWith('raised'))).toEqual([]);
	edit({ priority: 'High', summary: 'VPN fails for all' });
	await later();
	pair.desk.as('ann').transition('DESK-1', 'Take back');
	const { outcome } = await look('escalation', 'DESK-1');
	expect(outcome!.transition).toMatchObject({ result: 'done', rule: 'row 3, line 3' });
	await look('escalation', 'DESK-1');
	expect(dev(key).status).toBe('In Progress');
	expect(dev(key).comments.filter(({ text }) => text === 'raised to High')).toHaveLength(1);
	edit({ priority: 'Lowest', summary: 'the last word' });
	await look('escalation', 'DESK-1');
	expect(dev(key).summary).toBe('the last word');
	edit({ summary: 'nobody hears this' });
	await pair.look(pair.escalation, 'DESK-1');
	expect(dev(key).summary).toBe('the last word');
	await expectQuiet(pair);
});

describe('a script row that cannot work', () => {
	test.each<[what: string, row: Row, code: string, words: string]>([
		['cannot be read', script('issue.labels += "a"', 'import java.util.Date'), 'scriptRefused', 'Row 3, line 2, column 1'],
		['names a field that does not exist', script('', '', '  issue.sumary = "x"'), 'scriptRefused', 'Row 3, line 3, column 3'],
		['goes wrong with this issue', script('issue.summary = replica.assignee.name'), 'scriptRefused', 'Row 3, line 1'],
		['names a custom field that the site does not have', script('issue.customFields."Custmer impact".value = "x"'), 'ruleUnsupported', 'no field Custmer impact'],
		['is empty', script(' '), 'rulesInvalid', 'Row 3 of the mapping is an empty script'],
	])('is refused with its place before anything is written: it %s', async (_what, row, code, words) => {
		map('escalation', [...BOTH, row]);
		edit({ assignee: null });
		send();
		pair.writes();
		const { failed } = await pair.look(pair.escalation, 'DESK-1');
		expect(failed?.error).toMatchObject({ code, message: expect.stringContaining(words), next: expect.any(String) });
		expect(pair.writes().filter((write) => write.startsWith('dev'))).toEqual([]);
		expect(pair.dev.issues('ACME')).toEqual([]);
		map('escalation', BOTH);
		await escalate();
		await expectQuiet(pair);
	});
});

describe('a dry run names the row or line of each change', () => {
	const tried = async () => {
		applied('escalation').dryRun = true;
		pair.writes();
		const { outcome } = await look('escalation', 'DESK-1');
		expect(pair.writes()).toEqual([]);
		applied('escalation').dryRun = false;
		return outcome!;
	};
	const MOVE = { value: [{ remote: 'Waiting for development', local: 'In Progress' }, { remote: 'Open', local: 'To Do' }] };
	const ROWS = [...BOTH, URGENT, field('status', 'status', { values: MOVE })];
	const SCRIPT = ['issue.projectKey = "ACME"', 'issue.summary = replica.summary', 'if (replica.priority?.name == "High") { issue.labels += "urgent" }', 'issue.setStatus(replica.status.name == "Open" ? "To Do" : "In Progress")'].join('\n');

	test.each<[rules: string, more: Row, names: { summary: string; labels: string; status: string }]>([
		['rows with scripts between them', { rules: 'mapping', mapping: { row: ROWS } }, { summary: 'row 1 (summary to summary)', labels: 'row 3, line 2', status: 'row 4 (status to status)' }],
		['a script', { rules: 'script', script: SCRIPT }, { summary: 'line 2', labels: 'line 3', status: 'line 4' }],
	])('of %s', async (_rules, more, names) => {
		Object.assign(applied('escalation'), more);
		letOut('escalation');
		edit({ priority: 'Low' });
		send();
		const created = await tried();
		expect(created.planned).toContainEqual(expect.objectContaining({ what: 'create issue', reason: expect.stringContaining(`summary: first sync (${names.summary})`) }));
		expect(created.notes).toContainEqual(expect.stringContaining(`${names.status} wants In Progress`));
		const key = await escalate();
		expect(dev(key).status).toBe('In Progress');
		await later();
		pair.desk.as('ann').transition('DESK-1', 'Take back');
		edit({ priority: 'High', summary: 'VPN fails for all' });
		const updated = await tried();
		expect(updated.planned).toEqual([
			expect.objectContaining({ what: 'edit fields', reason: `summary: changed at the other side (${names.summary}); labels: never synced before (${names.labels})` }),
			expect.objectContaining({ what: 'move', reason: `the workflow offers it (${names.status})` }),
		]);
		await escalate();
		expect(dev(key)).toMatchObject({ summary: 'VPN fails for all', labels: ['urgent'], status: 'To Do' });
		await expectQuiet(pair);
	});
});

test('from Basic to rows, to rows with scripts, to a script: every pair and trace stays, and nothing is written', async () => {
	for (const way of ['escalation', 'resolution'] as const) for (const node of pair[way].workflow.nodes) if (node.type.endsWith('.transition')) node.disabled = true;
	send();
	const key = await escalate();
	pair.dev.as('dana').addComment(key, 'found it');
	await look('resolution', key);
	const kept = () => structuredClone([pair.desk.issue('DESK-1').properties, dev(key).properties, dev(key).comments, pair.desk.issue('DESK-1').comments]);
	const before = kept();
	const expectKept = async () => {
		await expectQuiet(pair);
		expect(kept()).toEqual(before);
	};
	map('escalation', BOTH);
	map('resolution', BOTH);
	await expectKept();
	map('escalation', [script('issue.summary = replica.summary'), BOTH[1]!]);
	map('resolution', [BOTH[0]!, script('issue.description = replica.description')]);
	await expectKept();
	Object.assign(applied('escalation'), { rules: 'script', script: OURS.devIn.replace(/if \(replica\.status.*/, '') });
	Object.assign(applied('resolution'), { rules: 'script', script: OURS.deskIn.replace(/if \(replica\.resolution[\s\S]*/, '') });
	await expectKept();
	edit({ summary: 'after all changes' });
	await escalate();
	expect(dev(key).summary).toBe('after all changes');
	await expectQuiet(pair);
});
