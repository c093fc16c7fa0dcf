import type { IDataObject, INode } from 'n8n-workflow';
import { nodeOf } from '../nodes/support';
import { openDataCenter } from '../support/dataCenter';
import type { Pair } from '../support/pair';
import { pairForEach } from '../support/pairForEach';
import { expectQuiet } from '../support/quiet';
import { runWorkflow, type WorkflowFile } from '../support/runWorkflow';
import type { ConnectionRules } from '../../sync/connectionRules';
import type { Suggestion } from '../../sync/suggest/suggestRules';

let pair: Pair;
pairForEach((fresh) => void (pair = fresh), { refusedRequestsAreFine: true });

const SIDES = {
	desk: { side: 'Desk', project: 'DESK', type: 'Incident', credential: 'Jira Desk' },
	dev: { side: 'Dev', project: 'ACME', type: 'Task', credential: 'Jira Dev' },
};
type Site = keyof typeof SIDES;

const node = (at: Site, more: IDataObject, deployment: 'cloud' | 'dataCenter'): INode => {
	const { side, project, type, credential } = SIDES[at];
	const choice = (value: string, mode: string) => ({ __rl: true, mode, value });
	return {
		id: at, name: at, type: 'n8n-nodes-jira-sync.twinLookup', typeVersion: 1, position: [0, 0], onError: 'continueErrorOutput',
		parameters: { operation: 'suggest', deployment, connection: 'deskdev', side, project: choice(project, 'key'), issueType: choice(type, 'name'), ...more } as INode['parameters'],
		credentials: { [deployment === 'cloud' ? 'jiraSyncCloudApi' : 'jiraSyncDataCenterApi']: { id: null, name: deployment === 'cloud' ? credential : `${credential} (Data Center)` } },
	};
};

/** Two nodes in a row, the desk first. */
async function suggested(more: Partial<Record<Site, IDataObject>> = {}, deployment: 'cloud' | 'dataCenter' = 'cloud') {
	const file: WorkflowFile = {
		name: 'suggest',
		nodes: [node('desk', more.desk ?? {}, deployment), node('dev', more.dev ?? {}, deployment)],
		connections: { desk: { main: [[{ node: 'dev', type: 'main', index: 0 }]] } },
	};
	pair.writes();
	const run = await runWorkflow(file, pair.credentials, { node: 'desk', items: [{ json: {} }] });
	expect(run.error).toBeUndefined();
	expect(pair.writes()).toEqual([]);
	return {
		suggestion: run.output('dev')[0]?.json as unknown as Suggestion & { connection: string },
		fields: run.output('desk')[0]?.json,
		failed: (['desk', 'dev'] as const).flatMap((name) => run.output(name, 1).map(({ json }) => json.error)) as IDataObject[],
	};
}

/** Names of development's custom fields as the desk has them, give or take case and space. */
function nameAlike(): void {
	const names: Record<string, string> = { customfield_10301: 'impact', customfield_10304: 'Needed  By', customfield_10307: 'Workaround', customfield_10305: 'Outage start' };
	pair.dev.data.customFields = pair.dev.data.customFields.map((field) => ({
		...field,
		name: names[field.id] ?? field.name,
		...(field.id === 'customfield_10301' ? { options: [{ id: '10401', value: 'one person' }, { id: '10402', value: 'A team' }, { id: '10403', value: 'Nobody' }] } : {}),
	}));
}

test.each(['cloud', 'dataCenter'] as const)('fields of equal name become rows, and what does not fit is named with what to do (%s)', async (deployment) => {
	nameAlike();
	pair.dev.data.projects.find(({ key }) => key === 'ACME')!.screens.create['*']!.find(({ id }) => id === 'customfield_10306')!.required = true;
	const servers = deployment === 'cloud' ? [] : [await openDataCenter(pair, 'desk', 'Jira Desk (Data Center)'), await openDataCenter(pair, 'dev', 'Jira Dev (Data Center)')];
	const { suggestion, failed } = await suggested({}, deployment);
	for (const server of servers) await server.close();
	expect(failed).toEqual([]);
	const { rules, notSuggested, required, options, letOut } = suggestion;
	expect(rules).toMatchObject({ name: 'deskdev', local: 'Dev', remote: 'Desk' });
	expect(rules.rules.toLocal.map(({ local, remote }) => [local, remote])).toEqual(expect.arrayContaining([
		['summary', 'summary'], ['description', 'description'], ['priority', 'priority'], ['labels', 'labels'], ['duedate', 'duedate'],
		['customfield_10301', 'customfield_10201'], ['customfield_10304', 'customfield_10204'], ['customfield_10305', 'customfield_10205'],
	]));
	expect(rules.values).toEqual({ impact: [{ local: 'A team', remote: 'A team' }, { local: 'one person', remote: 'One person' }] });
	expect(options.filter(({ field }) => field === 'impact')).toMatchObject([{ side: 'Dev', missing: ['Everyone'] }, { side: 'Desk', missing: ['Nobody'] }]);
	expect(notSuggested.filter(({ field }) => field === 'Workaround')).toMatchObject([{ side: 'Dev', reason: 'Workaround holds rich text at Desk, and Workaround takes a number at Dev.' }]);
	expect(required).toMatchObject([{ field: 'Design document', side: 'Dev', next: expect.stringContaining('Add a row for customfield_10306') }]);
	expect(letOut.Desk).toMatchObject({ fields: expect.arrayContaining(['summary', 'priority', 'due']), customFields: expect.arrayContaining(['customfield_10201', 'customfield_10204']) });
});

test('the JSON goes into both directions as it is, and issues are synced by it', async () => {
	nameAlike();
	const { suggestion } = await suggested();
	const { rules, letOut } = suggestion;
	use(rules, letOut);
	pair.desk.as('ann').editIssue('DESK-1', { priority: 'High', customfield_10201: 'One person', customfield_10204: '2026-12-01' });
	pair.desk.as('ann').transition('DESK-1', 'Send to development', { comment: 'please look' });
	const { item, failed } = await pair.look(pair.escalation, 'DESK-1');
	expect(failed?.error).toBeUndefined();
	const key = item!.twin!.key;
	expect(pair.dev.issue(key)).toMatchObject({ priority: 'High', summary: 'VPN fails', fields: { impact: 'one person', 'Needed  By': expect.stringContaining('2026-12-01') } });
	await expectQuiet(pair);
	pair.dev.as('dana').editIssue(key, { customfield_10301: 'A team', priority: 'Low' });
	expect((await pair.look(pair.resolution, key)).failed?.error).toBeUndefined();
	expect(pair.desk.issue('DESK-1')).toMatchObject({ priority: 'Low', fields: { Impact: 'A team' } });
	await expectQuiet(pair);
});

/** Puts the rules into both directions, and lets out what they need; people stay who they are. */
function use(rules: ConnectionRules, letOut: Suggestion['letOut']): void {
	for (const [way, apply, build, writes, reads] of [['escalation', 'Apply to Dev', 'Build Desk Replica', 'Dev', 'Desk'], ['resolution', 'Apply to Desk', 'Build Dev Replica', 'Desk', 'Dev']] as const) {
		Object.assign(nodeOf(pair[way], apply).parameters, { rules: 'json', rulesJson: JSON.stringify(rules), side: writes, options: { unknownPerson: 'keep' } });
		Object.assign(nodeOf(pair[way], build).parameters, { fieldSet: 'choose', fields: letOut[reads]!.fields, options: { customFields: letOut[reads]!.customFields } });
	}
}

describe('what a person has to correct', () => {
	test('a type that the project does not have: the types there are', async () => {
		const { failed } = await suggested({ desk: { issueType: { __rl: true, mode: 'name', value: 'Incidents' } } });
		expect(failed).toMatchObject([{ code: 'typeUnknown', message: expect.stringContaining('Issue type Incidents does not exist in DESK'), next: expect.stringContaining('Incident') }]);
	});

	test('both sides under one name', async () => {
		const { failed } = await suggested({ dev: { side: 'Desk' } });
		expect(failed).toMatchObject([{ code: 'rulesInvalid', message: 'Both sides are called Desk.' }]);
	});

	test('no name for the side, and no project', async () => {
		expect((await suggested({ desk: { side: ' ' } })).failed).toMatchObject([{ code: 'rulesInvalid' }]);
		expect((await suggested({ desk: { project: { __rl: true, mode: 'key', value: '={{ "" }}' } } })).failed).toMatchObject([{ code: 'projectUnknown' }]);
	});

	test('a name that no connection can have', async () => {
		expect((await suggested({ desk: { connection: 'Desk Dev' } })).failed).toMatchObject([{ code: 'connectionName' }]);
	});

	test('an account that may not create issues: Jira tells it no screens', async () => {
		pair.dev.withhold('sync', 'ACME', 'CREATE_ISSUES');
		const { failed } = await suggested();
		expect(failed).toMatchObject([{ site: pair.dev.url, message: expect.stringContaining('ACME') }]);
	});
});

test('the first node puts out field names and options of its site, and nothing of an issue', async () => {
	const { fields } = await suggested();
	expect(fields).toMatchObject({ connection: 'deskdev', siteFields: { side: 'Desk', site: pair.desk.url, project: 'DESK', type: 'Incident' } });
	expect(JSON.stringify(fields)).not.toMatch(/VPN fails|Ann|casey/);
});
