import type { IDataObject, INode } from 'n8n-workflow';
import { nodeOf } from '../nodes/support';
import { openDataCenter } from '../support/dataCenter';
import type { Pair } from '../support/pair';
import { pairForEach } from '../support/pairForEach';
import { runWorkflow } from '../support/runWorkflow';
import type { Finding } from '../../sync/check/finding';

let pair: Pair;
pairForEach((fresh) => void (pair = fresh), { refusedRequestsAreFine: true });

type Row = Record<string, unknown>;
/** A row as the panel stores it. */
const row = (remote: string, local: string, more: Row = {}): Row => ({ remote, local, how: 'set', values: {}, ifNoMatch: 'nothing', when: true, ...more });
const BOTH = [row('summary', 'summary'), row('description', 'description')];
const choice = (mode: string, value: string) => ({ __rl: true, mode, value });

const lookup = (name: string, parameters: IDataObject, more: Partial<INode> = {}): INode => ({
	id: name, name, type: 'n8n-nodes-jira-sync.twinLookup', typeVersion: 1, position: [0, 0], parameters: { connection: 'deskdev', ...parameters } as INode['parameters'],
	credentials: { jiraSyncCloudApi: { id: null, name: 'Jira Dev' } }, ...more,
});

/** Check Connection in the workflow of the escalation, told where the rows are; before it, when `withSource`, the fields of the desk. */
async function check(parameters: IDataObject, { withSource = false, deployment = 'cloud' as 'cloud' | 'dataCenter' } = {}): Promise<Finding[]> {
	const checking = { operation: 'check', deployment, role: 'target', used: ['creation'], project: choice('key', 'ACME'), issueType: choice('name', 'Task'), ...parameters };
	const credentials = deployment === 'cloud' ? {} : { credentials: { jiraSyncDataCenterApi: { id: null, name: 'Dev Data Center' } } };
	const { workflow } = pair.escalation;
	const file = {
		...workflow,
		nodes: [
			...workflow.nodes,
			lookup('Check', checking as never, credentials),
			lookup('Fields', { operation: 'suggest', side: 'Desk', project: choice('key', 'DESK'), issueType: choice('name', 'Incident') }, { credentials: { jiraSyncCloudApi: { id: null, name: 'Jira Desk' } } }),
		],
		connections: { ...workflow.connections, Fields: { main: [[{ node: 'Check', type: 'main' as const, index: 0 }]] } },
	};
	const run = await runWorkflow(file, pair.credentials, { node: withSource ? 'Fields' : 'Check', items: [{ json: {} }] });
	expect(run.error).toBeUndefined();
	return run.output('Check').map(({ json }) => json as unknown as Finding);
}

/** Puts the rows into Apply Incoming Rules of the escalation and lets Check Connection look at them there. */
async function checkRows(rows: Row[], more: Parameters<typeof check>[1] = {}): Promise<Finding[]> {
	const apply = nodeOf(pair.escalation, 'Apply to Dev').parameters;
	Object.assign(apply, { rules: 'mapping', mapping: { row: rows } });
	return await check({ checkedRules: 'mapping', checkedRows: "={{ $('Apply to Dev').params.mapping }}" }, more);
}
const ofRows = (findings: Finding[]) => findings.filter(({ check: id }) => id.startsWith('rules.')).map(({ check: id, ok }) => [id, ok]);
const problems = (findings: Finding[]) => findings.filter(({ check: id, ok }) => id.startsWith('rules.') && ok === false);
const aTask = () => pair.dev.as('dana').createIssue({ project: 'ACME', type: 'Task', summary: 'a task' });

test('every row that can work is told as such', async () => {
	aTask();
	const findings = await checkRows([...BOTH, row('priority', 'priority'), row('status', 'status'), row('(constant)', 'labels', { constant: 'from-desk' }), row('key', 'Desk key')]);
	expect(ofRows(findings)).toEqual([1, 2, 3, 4, 5, 6].map((at) => [`rules.row${at}`, true]));
	expect(findings.map(({ check: id }) => id)).not.toEqual(expect.arrayContaining(['description.create']));
});

test.each<[what: string, Row, reason: string, next: string]>([
	['a pair that does not go together', row('assignee', 'priority'), 'assignee holds a person, and Priority takes a priority.', 'Add value rows, or choose a local field that takes it; any text field does.'],
	['a field that does not exist', row('priority', 'Customer impacts'), 'has no field Customer impacts.', 'Did you mean Customer impact?'],
	['a field on no screen', row('key', 'customfield_10399'), 'customfield_10399 is neither on the screen on which an issue is created', 'Add it to a screen'],
	['entries added to what is no list', row('priority', 'priority', { how: 'add' }), 'to which no entries can be added', 'Set How to Set.'],
	['an option that the field does not have', row('priority', 'customfield_10301', { values: { value: [{ remote: 'High', local: 'Huge' }] } }), 'Customer impact cannot take "Huge"', 'Correct the value for Customer impact.'],
	['a constant that the field cannot take', row('(constant)', 'customfield_10307', { constant: 'many' }), 'Story points cannot take "many"', 'Correct the value for Story points.'],
])('%s is told before an issue arrives', async (_what, wrong, reason, next) => {
	aTask();
	const found = problems(await checkRows([...BOTH, wrong]));
	expect(found).toHaveLength(1);
	expect(found[0]).toMatchObject({ check: 'rules.row3', detail: expect.stringContaining(reason), next: expect.stringContaining(next) });
});

describe('a custom field of the other side', () => {
	const rows = [...BOTH, row('customfield_10203', 'customfield_10307'), row('Workaround', 'customfield_10308'), row('Workaround', 'customfield_10304')];

	test('may hold anything as long as nobody tells', async () => {
		const findings = await checkRows(rows);
		expect(ofRows(findings).slice(2)).toEqual([['rules.row3', null], ['rules.row4', null], ['rules.row5', null]]);
		expect(findings.find(({ check: id }) => id === 'rules.row3')?.next).toContain('Suggest Mapping');
	});

	test('is known where Suggest Mapping of its site comes first: what does not go together is told', async () => {
		const findings = await checkRows(rows, { withSource: true });
		expect(ofRows(findings).slice(2)).toEqual([['rules.row3', false], ['rules.row4', true], ['rules.row5', false]]);
		expect(problems(findings).map(({ detail }) => detail)).toEqual([
			'customfield_10203 holds a person, and Story points takes a number.',
			'Workaround holds rich text, and Target date takes a date.',
		]);
	});
});

test('the JSON of both directions is checked for the side that is written', async () => {
	const shared = { name: 'deskdev', local: 'Desk', remote: 'Dev', rules: { toRemote: [{ local: 'summary', remote: 'summary' }, { local: 'assignee', remote: 'priority' }], toLocal: [{ local: 'priority', remote: 'assignee' }] } };
	const json = { checkedRules: 'json', rulesJson: JSON.stringify(shared), side: 'Dev' };
	expect(problems(await check(json)).map(({ check: id }) => id)).toEqual(['rules.row2']);
	expect(problems(await check({ ...json, rulesJson: JSON.stringify({ ...shared, rules: { ...shared.rules, toRemote: [] } }) }))).toEqual([]);
});

test('a required field that a row fills is no problem, and one that no row fills is', async () => {
	const screen = pair.dev.data.projects.find(({ key }) => key === 'ACME')!.screens.create['*']!;
	for (const id of ['customfield_10307', 'customfield_10310']) screen.find((field) => field.id === id)!.required = true;
	const findings = await checkRows([...BOTH, row('key', 'Desk key')]);
	expect(findings.filter(({ check: id }) => id.startsWith('requiredFields'))).toMatchObject([{ check: 'requiredFields.customfield_10307', ok: false, detail: expect.stringContaining('the rules do not fill it') }]);
});

test('a field that may be on the edit screen alone cannot be told before there is an issue', async () => {
	expect((await checkRows([...BOTH, row('environment', 'environment')])).find(({ check: id }) => id === 'rules.row3')).toMatchObject({ ok: null, next: 'Check again when there is one.' });
});

test('a Data Center is asked the same and tells the same', async () => {
	const server = await openDataCenter(pair, 'dev', 'Dev Data Center');
	aTask();
	const rows = [...BOTH, row('assignee', 'priority'), row('priority', 'Customer impacts')];
	expect(problems(await checkRows(rows, { deployment: 'dataCenter' })).map(({ check: id, detail }) => [id, detail.replace(server.url, 'site')])).toEqual([
		['rules.row3', 'assignee holds a person, and Priority takes a priority.'],
		['rules.row4', 'site has no field Customer impacts.'],
	]);
	await server.close();
});

describe('a script', () => {
	const checkScript = (script: string, more: IDataObject = {}) => check({ checkedRules: 'script', checkedScript: script, ...more });
	const ofScript = (findings: Finding[]) => findings.filter(({ check: id }) => id.startsWith('rules.')).map(({ check: id, ok, detail }) => [id, ok, detail]);

	test('of Apply Incoming Rules can be read, and what it writes is there', async () => {
		Object.assign(nodeOf(pair.escalation, 'Apply to Dev').parameters, { rules: 'script', script: 'issue.summary = replica.summary\nBlueJira.issue.customFields."Desk key".value = replica.key\nissue.comments = commentHelper.mergeComments(issue, replica)' });
		aTask();
		expect(ofScript(await checkScript("={{ $('Apply to Dev').params.script }}", { localName: 'BlueJira' }))).toEqual([['rules.script', true, 'It can be read, and what it writes is there: summary, Desk key.']]);
	});

	test('that cannot be read is told with line and column, and nothing stops', async () => {
		const [finding] = problems(await checkScript('issue.summary = replica.summary\nissue.sumary = "x"'));
		expect(finding).toMatchObject({ check: 'rules.script', detail: expect.stringContaining('Line 2, column 1'), next: expect.stringContaining('summary') });
	});

	test('that writes a field which does not exist, or is on no screen, is told of for each of them', async () => {
		aTask();
		const script = 'issue.customFields."Customer impacts".value = "High"\nissue.customFields."Legacy code".value = replica.key\nissue.priority = replica.priority';
		expect(problems(await checkScript(script)).map(({ check: id, next }) => [id, next])).toEqual([
			['rules.script.Customer impacts', expect.stringContaining('Did you mean Customer impact?')],
			['rules.script.Legacy code', expect.stringContaining('Add it to a screen')],
		]);
	});

	test('between rows keeps its place, and what it fills is not missed', async () => {
		const screen = pair.dev.data.projects.find(({ key }) => key === 'ACME')!.screens.create['*']!;
		aTask();
		screen.find(({ id }) => id === 'customfield_10310')!.required = true;
		const findings = await checkRows([...BOTH, { kind: 'script', script: 'issue.customFields."Desk key".value = replica.key' }, row('priority', 'priority')]);
		expect(ofRows(findings)).toEqual([['rules.row1', true], ['rules.row2', true], ['rules.row4', true], ['rules.row3', true]]);
		expect(findings.filter(({ check: id, ok }) => id.startsWith('requiredFields') && ok === false)).toEqual([]);
	});
});

test('rows that cannot be found are a mistake of the workflow and stop it', async () => {
	const parameters = { operation: 'check', role: 'target', used: ['creation'], project: choice('key', 'ACME'), issueType: choice('name', 'Task'), checkedRules: 'mapping' };
	for (const checkedRows of ['{}', 'no JSON', '={{ undefined }}']) {
		const run = await runWorkflow({ name: 'check', nodes: [lookup('Check', { ...parameters, checkedRows })], connections: {} }, pair.credentials, { node: 'Check', items: [{ json: {} }] });
		expect(run.error?.message).toMatch(/Rows holds no rows of a mapping|Rows.*required|JSON/i);
	}
});
