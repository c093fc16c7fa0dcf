import type { IDataObject, INode, INodeType } from 'n8n-workflow';
import { ApplyIncomingRules } from '../../nodes/ApplyIncomingRules/ApplyIncomingRules.node';
import { BuildReplica } from '../../nodes/BuildReplica/BuildReplica.node';
import { JiraSyncTrigger } from '../../nodes/JiraSyncTrigger/JiraSyncTrigger.node';
import { Transition } from '../../nodes/Transition/Transition.node';
import { TwinLookup } from '../../nodes/TwinLookup/TwinLookup.node';
import { contractDoor, type ContractDoor } from '../contract/door';
import { openDataCenter, type DataCenter } from '../support/dataCenter';
import { listOf } from '../support/editor';
import { openPair, type Pair } from '../support/pair';

let pair: Pair;
let door: ContractDoor;
let servers: DataCenter[];
beforeEach(async () => {
	door = contractDoor({ refusedRequestsAreFine: true });
	pair = await openPair({ onExchange: door.onExchange });
	servers = [await openDataCenter(pair, 'dev', 'Dev Data Center'), await openDataCenter(pair, 'desk', 'Desk Data Center')];
});
afterEach(async () => {
	for (const server of servers) await server.close();
	await pair.close();
	door.expectNoViolations();
});

const choice = (mode: string, value: string) => ({ __rl: true, mode, value });
const KINDS = ['cloud', 'dataCenter'] as const;
type Kind = (typeof KINDS)[number];

const CREDENTIALS: Record<Kind, NonNullable<INode['credentials']>> = {
	cloud: { jiraSyncCloudApi: { id: null, name: 'Jira Dev' }, jiraSyncCloudSourceApi: { id: null, name: 'Jira Desk (source site)' } },
	dataCenter: { jiraSyncDataCenterApi: { id: null, name: 'Dev Data Center' }, jiraSyncDataCenterSourceApi: { id: null, name: 'Desk Data Center' } },
};
/** The panel as a person has it before them, with the development site as its own and the desk as where files come from. */
const list = async (kind: Kind, method: string, more: IDataObject = {}, type: INodeType = new ApplyIncomingRules(), filter?: string) =>
	await listOf(pair, type, method, { deployment: kind, filesFrom: kind, rules: 'mapping', project: choice('key', 'ACME'), issueType: choice('name', 'Task'), ...more }, CREDENTIALS[kind], filter);
const names = (options: Array<{ name: string }>) => options.map(({ name }) => name);
const acme = () => pair.dev.data.projects.find(({ key }) => key === 'ACME')!;

describe.each(KINDS)('the local fields of a row (%s)', (kind) => {
	test('are those that a new issue of the type takes, by their names, with what they take', async () => {
		const fields = await list(kind, 'getLocalFields');
		expect(fields).toEqual(expect.arrayContaining([
			{ name: 'Customer impact', value: 'customfield_10301', description: 'Takes a choice' },
			{ name: 'Summary (Required)', value: 'summary', description: 'Takes text' },
			{ name: 'Status (by Moves)', value: 'status' },
		]));
		expect(names(fields)).toEqual([...names(fields)].sort((one, other) => one.localeCompare(other)));
		for (const other of ['attachment', 'environment', 'issuelinks', 'issuetype', 'parent', 'project', 'customfield_10399']) expect(fields.map(({ value }) => value)).not.toContain(other);
	});

	test('are the same where no issue is created, and in Explain, by the project that is chosen for the lists', async () => {
		const shown = await list(kind, 'getLocalFields');
		expect(await list(kind, 'getLocalFields', { firstSync: 'ignore' })).toEqual(shown);
		expect(await list(kind, 'getLocalFields', { operation: 'explain' }, new TwinLookup())).toEqual(shown);
	});

	test('are others for another type', async () => {
		expect(names(await list(kind, 'getLocalFields', { issueType: choice('name', 'Bug') }))).toContain('Environment');
		expect(names(await list(kind, 'getLocalFields', { issueType: choice('id', '10003') }))).toContain('Environment');
	});

	test('are marked where a new issue needs them and Jira gives no value by itself', async () => {
		const screen = acme().screens.create['*']!;
		for (const id of ['customfield_10301', 'priority']) screen.find((field) => field.id === id)!.required = true;
		const shown = names(await list(kind, 'getLocalFields'));
		expect(shown).toEqual(expect.arrayContaining(['Customer impact (Required)', 'Priority']));
	});

	test('are told apart by their ids where two have one name', async () => {
		pair.dev.data.customFields = pair.dev.data.customFields.map((field) => (field.id === 'customfield_10305' ? { ...field, name: 'Target date' } : field));
		const fields = await list(kind, 'getLocalFields');
		expect(fields.filter(({ name }) => name.startsWith('Target date')).map(({ name, value }) => [name, value])).toEqual([
			['Target date (customfield_10304)', 'customfield_10304'],
			['Target date (customfield_10305)', 'customfield_10305'],
		]);
		expect(names(fields)).toContain('Reviewer');
	});

	test('are all fields of the site before a project is chosen, and for a type that the project does not have', async () => {
		for (const more of [{ project: choice('list', '') }, { issueType: choice('name', 'Problem') }]) {
			const fields = await list(kind, 'getLocalFields', more);
			expect(names(fields)).toEqual(expect.arrayContaining(['Summary (summary)', 'Legacy code (customfield_10399)', 'Status (by Moves)']));
			expect(fields.map(({ value }) => value)).not.toContain('attachment');
		}
	});

	test('are not shown where Jira refuses: the message says so, and what to do', async () => {
		const refusal = (more: IDataObject = {}) => list(kind, 'getLocalFields', more).then(() => undefined, (error: unknown) => error as Error & { description?: string });
		const unknown = await refusal({ project: choice('key', 'NOPE') });
		expect(unknown?.message).toContain("No project could be found with key 'NOPE'");
		expect(unknown?.description).toMatch(/\w/);
		pair.credentials.stored[kind === 'cloud' ? 'Jira Dev' : 'Dev Data Center']![kind === 'cloud' ? 'apiToken' : 'personalAccessToken'] = 'wrong';
		const refused = await refusal();
		expect(refused?.message).toContain('did not accept the credential');
		expect(refused?.description).toContain('token');
		expect(JSON.stringify([refused?.message, refused?.description])).not.toContain('wrong');
	});
});

describe.each(KINDS)('the remote fields of a row (%s)', (kind) => {
	test('are those that a replica can hold, a constant, and custom fields of the other site with their ids', async () => {
		const fields = await list(kind, 'getRemoteFields');
		expect(fields[0]).toMatchObject({ name: 'Constant', value: '(constant)' });
		expect(fields).toEqual(expect.arrayContaining([{ name: 'Fix Versions', value: 'fixVersions' }, { name: 'Due', value: 'due' }, { name: 'Impact (customfield_10201)', value: 'customfield_10201' }]));
		expect(fields.map(({ value }) => value)).not.toContain('customfield_10301');
	});

	test('are told apart by their ids where two have one name', async () => {
		pair.desk.data.customFields = pair.desk.data.customFields.map((field) => (field.id === 'customfield_10210' ? { ...field, name: 'Impact' } : field));
		expect(names(await list(kind, 'getRemoteFields')).filter((name) => name.startsWith('Impact'))).toEqual(['Impact (customfield_10201)', 'Impact (customfield_10210)']);
	});

	test('are those of a replica alone where the other site is not chosen, or refuses', async () => {
		const own = (fields: Array<{ value: unknown }>) => fields.filter(({ value }) => String(value).startsWith('customfield_'));
		expect(own(await list(kind, 'getRemoteFields', { filesFrom: 'nowhere' }))).toEqual([]);
		pair.credentials.stored[kind === 'cloud' ? 'Jira Desk (source site)' : 'Desk Data Center']![kind === 'cloud' ? 'apiToken' : 'personalAccessToken'] = 'wrong';
		const fields = await list(kind, 'getRemoteFields');
		expect(own(fields)).toEqual([]);
		expect(names(fields)).toEqual(expect.arrayContaining(['Constant', 'Summary']));
	});
});

describe.each(KINDS)('the local values of a row (%s)', (kind) => {
	const rows = (...local: string[]) => ({ mapping: { row: local.map((field) => ({ kind: 'field', remote: 'priority', local: field })) } });

	test('are those that its field takes', async () => {
		expect(await list(kind, 'searchLocalValues', rows('customfield_10301', 'summary'))).toEqual(['Low', 'Medium', 'High'].map((name) => ({ name, value: name })));
	});

	test('are told apart by their fields where the rows write several, and are found by a part of either', async () => {
		const both = rows('customfield_10301', 'priority', 'priority');
		expect(names(await list(kind, 'searchLocalValues', both))).toEqual(expect.arrayContaining(['High (Customer impact)', 'High (Priority)', 'Lowest (Priority)']));
		expect(names(await list(kind, 'searchLocalValues', both, undefined, 'customer'))).toEqual(['Low', 'Medium', 'High'].map((name) => `${name} (Customer impact)`));
	});

	test('are there where no issue is created, and in Explain', async () => {
		const impact = rows('customfield_10301');
		expect(names(await list(kind, 'searchLocalValues', { ...impact, firstSync: 'ignore' }))).toEqual(['Low', 'Medium', 'High']);
		expect(names(await list(kind, 'searchLocalValues', { ...impact, operation: 'explain' }, new TwinLookup()))).toEqual(['Low', 'Medium', 'High']);
	});

	test('are the statuses of the project where a row moves the issue', async () => {
		expect(await list(kind, 'searchLocalValues', rows('status'))).toEqual(['To Do', 'In Progress', 'Done'].map((name) => ({ name, value: name })));
	});

	test('are none before a project is chosen, or where a row is a script or takes any text', async () => {
		expect(await list(kind, 'searchLocalValues', { ...rows('priority'), project: choice('list', '') })).toEqual([]);
		expect(await list(kind, 'searchLocalValues', { mapping: { row: [{ kind: 'script', script: 'return' }] } })).toEqual([]);
		expect(await list(kind, 'searchLocalValues', rows('summary'))).toEqual([]);
	});
});

describe.each(KINDS)('the pickers (%s)', (kind) => {
	test('show projects by name and key, and find them by a part of either', async () => {
		expect(names(await list(kind, 'searchProjects'))).toEqual(['Acme Client (ACME)', 'Beta Server (BETA)']);
		expect(await list(kind, 'searchProjects', {}, undefined, 'bet')).toEqual([{ name: 'Beta Server (BETA)', value: 'BETA' }]);
		expect(await list(kind, 'getProjects', {}, new JiraSyncTrigger())).toContainEqual({ name: 'Acme Client (ACME)', value: 'ACME' });
	});

	test('show the types of the chosen project, and none before there is one', async () => {
		expect(names(await list(kind, 'searchIssueTypes'))).toEqual(['Task', 'Bug', 'Epic', 'Story', 'Sub-task']);
		expect(await list(kind, 'searchIssueTypes', {}, undefined, 'sub')).toEqual([{ name: 'Sub-task', value: '10004' }]);
		expect(await list(kind, 'searchIssueTypes', { project: choice('list', '') })).toEqual([]);
	});

	test('show custom fields to let out, equal names told apart', async () => {
		pair.dev.data.customFields = pair.dev.data.customFields.map((field) => (field.id === 'customfield_10305' ? { ...field, name: 'Reviewer' } : field));
		expect(names(await list(kind, 'getCustomFields', {}, new BuildReplica())).filter((name) => name.startsWith('Reviewer'))).toEqual(['Reviewer (customfield_10303)', 'Reviewer (customfield_10305)']);
	});

	test.each([['searchProjects', new ApplyIncomingRules()], ['searchIssueTypes', new ApplyIncomingRules()], ['getCustomFields', new BuildReplica()], ['getProjects', new JiraSyncTrigger()]] as Array<[string, INodeType]>)('say what Jira refuses (%s)', async (method, type) => {
		pair.credentials.stored[kind === 'cloud' ? 'Jira Dev' : 'Dev Data Center']![kind === 'cloud' ? 'apiToken' : 'personalAccessToken'] = 'wrong';
		await expect(list(kind, method, {}, type)).rejects.toMatchObject({ message: expect.stringContaining('did not accept the credential'), description: expect.stringContaining('token') });
	});
});

test('transitions are shown by name with where they lead', async () => {
	pair.dev.as('dana').createIssue({ project: 'ACME', type: 'Task', summary: 'a task' });
	expect(names(await list('cloud', 'searchTransitions', {}, new Transition()))).toEqual(['Start Progress → In Progress', 'Done → Done', 'Resolve → Done']);
});

test('where several projects are chosen, all of a large site are shown', async () => {
	const more = Array.from({ length: 120 }, (_, index) => ({ ...acme(), id: String(20_000 + index), key: `P${index}`, name: `Project ${index}` }));
	pair.dev.data.projects.push(...more);
	const keys = (await list('cloud', 'getProjects', {}, new JiraSyncTrigger())).map(({ value }) => value);
	expect(keys).toHaveLength(122);
	expect(new Set(keys).size).toBe(122);
});
