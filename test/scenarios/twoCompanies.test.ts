import type { IDataObject } from 'n8n-workflow';
import omit from 'lodash/omit';
import pick from 'lodash/pick';
import type { SyncItem } from '../../sync/item';
import { contractDoor, type ContractDoor } from '../contract/door';
import { nodeOf } from '../nodes/support';
import { CredentialStore } from '../support/credentialStore';
import { openPair, type Direction, type Pair } from '../support/pair';
import { runWorkflow, type WorkflowFile } from '../support/runWorkflow';

/** An n8n of its own: the nodes that touch its site, and the credentials of no other (docs/invitation.md). */
interface Company {
	credentials: CredentialStore;
	site: Pair['desk'];
}

let pair: Pair;
let door: ContractDoor;
let desk: Company;
let dev: Company;
/** Everything that went from one company to the other, as text. */
let wire: string[];

beforeEach(async () => {
	door = contractDoor();
	pair = await openPair({ onExchange: door.onExchange });
	const only = (name: string) => new CredentialStore({ [name]: pair.credentials.stored[name]! });
	desk = { credentials: only('Jira Desk'), site: pair.desk };
	dev = { credentials: only('Jira Dev'), site: pair.dev };
	wire = [];
	for (const [direction, apply] of [[pair.escalation, 'Apply to Dev'], [pair.resolution, 'Apply to Desk']] as const) {
		const node = nodeOf(direction, apply);
		node.parameters.filesFrom = 'nowhere';
		delete node.credentials!.jiraSyncCloudSourceApi;
	}
});
afterEach(async () => {
	await pair.close();
	door.expectNoViolations();
});

/** The part of a template that one company runs. */
const part = (direction: Direction, ...names: string[]): WorkflowFile => ({
	...direction.workflow,
	nodes: names.map((name) => ({ ...nodeOf(direction, name), waitBetweenTries: 1 })),
});

/** One call of the partner's webhook, or its answer: JSON, and nothing else. */
function send(json: unknown): IDataObject {
	const text = JSON.stringify(json);
	wire.push(text);
	return JSON.parse(text) as IDataObject;
}

/** Runs nodes at one company and makes sure that they ask its own site only. */
async function at(company: Company, workflow: WorkflowFile, json: IDataObject) {
	pair.sandbox.clearRequests();
	const names = workflow.nodes.map(({ name }) => name);
	const { output } = await runWorkflow(workflow, company.credentials, { node: names[0]!, items: [{ json }] });
	expect(pair.sandbox.requests().filter(({ site }) => site !== company.site.name)).toEqual([]);
	const errorOutput = (name: string) => (name.startsWith('Build') ? 2 : 1);
	const failed = names.flatMap((name) => output(name, errorOutput(name)))[0]?.json;
	return { done: output(names.at(-1)!)[0]?.json, failed };
}

const DIRECTIONS = {
	toDev: { nodes: ['Find Dev Twin', 'Apply to Dev', 'Reopen When Sent Again'], build: 'Build Desk Replica', record: 'Record Dev Twin on Desk' },
	toDesk: { nodes: ['Find Desk Twin', 'Apply to Desk', 'Development Ready When Resolved'], build: 'Build Dev Replica', record: 'Record Desk Twin on Dev' },
};

/** What the sender sends: its scope and start condition are its own business, and start over with the item. */
const sent = (item: IDataObject): IDataObject => pick(item, ['connection', 'issue', 'replica', 'twin', 'outcome', 'retry']);

/** What the receiver answers: where the counterpart is and what came of the item, without its workflow and what lost there. */
function answerTo({ twin, outcome }: SyncItem): IDataObject {
	const empty = { fields: [], comments: [], files: [], notes: [] };
	return { twin: twin && pick(twin, ['site', 'id', 'key', 'url']), outcome: outcome && { ...pick(outcome, ['result', 'reason', 'code']), ...empty } };
}

/** What the sender makes of the partner's answer: its own item, and of the answer only what it needs. */
function merged(item: IDataObject, answer: IDataObject | undefined): IDataObject {
	// Pauses grow from failure to failure: those of this one count, not of the one before.
	if (answer?.error) return { ...omit(item, 'retry'), error: answer.error };
	return { ...item, twin: answer?.twin as IDataObject, outcome: answer?.outcome as IDataObject };
}

/** One look of a direction through both companies; `answer` is what becomes of the partner's answer on its way. */
async function look(way: keyof typeof DIRECTIONS, key: string, answer: (json: IDataObject) => IDataObject = (json) => json, more: IDataObject = {}) {
	const direction = way === 'toDev' ? pair.escalation : pair.resolution;
	const [sender, receiver] = way === 'toDev' ? [desk, dev] : [dev, desk];
	const { build, nodes, record } = DIRECTIONS[way];
	const built = await at(sender, part(direction, build), { connection: 'deskdev', issue: { id: sender.site.issue(key).id, key }, ...more });
	if (!built.done) return built as { done: undefined; failed: IDataObject | undefined; applied: undefined };
	const { done, failed } = await at(receiver, part(direction, ...nodes), send(sent(built.done)));
	const recorded = await at(sender, part(direction, record), merged(built.done, answer(send(done ? answerTo(done as unknown as SyncItem) : pick(failed, 'error')))));
	return { done: recorded.done as unknown as SyncItem | undefined, failed: recorded.failed, applied: done as unknown as SyncItem | undefined };
}

const escalated = async () => {
	pair.desk.as('ann').transition('DESK-1', 'Send to development', { comment: 'please look' });
	const { applied, done } = await look('toDev', 'DESK-1');
	return { ...done!, files: applied?.outcome?.files };
};

/** Both directions look at both issues once more, and nothing is written anywhere. */
async function expectSilence(key: string): Promise<void> {
	const writes: string[] = [];
	for (const [way, issue] of [['toDev', 'DESK-1'], ['toDesk', key]] as const) {
		pair.writes();
		const before = JSON.stringify([pair.desk.issue('DESK-1'), pair.dev.issue(key)]);
		await look(way, issue);
		writes.push(...pair.writes());
		expect(JSON.stringify([pair.desk.issue('DESK-1'), pair.dev.issue(key)])).toBe(before);
	}
	expect(writes).toEqual([]);
}

test('an issue, its comments and its later changes go from one company to the other and back', async () => {
	const { twin } = await escalated();
	const { key } = twin!;
	expect(pair.dev.issue(key)).toMatchObject({ summary: 'VPN fails', status: 'To Do' });
	expect(pair.dev.issue(key).comments).toHaveLength(3);
	expect(pair.desk.issue('DESK-1').remoteLinks.map(({ globalId }) => globalId)).toEqual([expect.stringContaining(pair.dev.cloudId)]);
	await expectSilence(key);

	pair.desk.as('ann').editIssue('DESK-1', { summary: 'VPN fails on Mac' });
	await look('toDev', 'DESK-1');
	expect(pair.dev.issue(key).summary).toBe('VPN fails on Mac');
	pair.dev.as('dana').addComment(key, 'cause found');
	pair.dev.as('dana').transition(key, 'Done', { fields: { resolution: 'Fixed' } });
	await look('toDesk', key);
	expect(pair.desk.issue('DESK-1').status).toBe('Development Ready');
	expect(pair.desk.issue('DESK-1').comments.filter(({ text }) => text.includes('cause found'))).toHaveLength(1);
	await expectSilence(key);
});

test('no credential, nothing that the rules withhold, no scope, and nothing of the workflow there is on the way', async () => {
	pair.desk.as('ann').addComment('DESK-1', 'the customer is late with paying', { internal: true });
	pair.desk.as('ann').transition('DESK-1', 'Send to development', { comment: 'please look' });
	const { done } = await look('toDev', 'DESK-1', undefined, { scope: { mode: 'hide', projects: ['PAYROLL'], types: [] } });
	await look('toDesk', done!.twin!.key);
	const secrets = [pair.desk, pair.dev].flatMap(({ syncAccount: { apiToken, authorization } }) => [apiToken, authorization]);
	expect(wire).toHaveLength(4);
	for (const text of wire) for (const secret of [...secrets, 'late with paying', 'Start Progress', 'PAYROLL']) expect(text).not.toContain(secret);
});

test('files do not arrive without a credential for the site they come from, and each run says so', async () => {
	const { files, twin } = await escalated();
	expect(files).toEqual([{ source: expect.any(String), action: 'skipped', reason: 'Files From is Nowhere in Apply Incoming Rules' }]);
	expect(pair.dev.issue(twin!.key).files).toEqual([]);
	await expectSilence(twin!.key);
});

test('files that were left out arrive once the partner has been given an account that may read them', async () => {
	const { twin } = await escalated();
	const node = nodeOf(pair.escalation, 'Apply to Dev');
	node.parameters.filesFrom = 'cloud';
	node.credentials = { ...node.credentials!, jiraSyncCloudSourceApi: { id: null, name: 'Jira Desk (source site)' } };
	dev.credentials.stored['Jira Desk (source site)'] = pair.credentials.stored['Jira Desk (source site)']!;
	const built = await at(desk, part(pair.escalation, 'Build Desk Replica'), { connection: 'deskdev', issue: { id: pair.desk.issue('DESK-1').id } });
	await runWorkflow(part(pair.escalation, ...DIRECTIONS.toDev.nodes), dev.credentials, { node: 'Find Dev Twin', items: [{ json: send(sent(built.done!)) }] });
	expect(pair.dev.issue(twin!.key).files.map(({ name }) => name)).toEqual(['log.txt']);
});

test('when the answer is lost, the same item once more makes nothing twice', async () => {
	pair.desk.as('ann').transition('DESK-1', 'Send to development', { comment: 'please look' });
	await look('toDev', 'DESK-1', () => ({}));
	expect(pair.desk.issue('DESK-1').remoteLinks).toEqual([]);
	const { done } = await look('toDev', 'DESK-1');
	expect(pair.dev.issues('ACME')).toHaveLength(1);
	expect(pair.dev.issue(done!.twin!.key).comments).toHaveLength(3);
	await expectSilence(done!.twin!.key);
});

test('a failure at the partner is a failure here, with what to do and when to start over', async () => {
	const { apiToken } = dev.credentials.stored['Jira Dev']!;
	dev.credentials.stored['Jira Dev']!.apiToken = 'revoked';
	pair.desk.as('ann').transition('DESK-1', 'Send to development', { comment: 'please look' });
	const { done, failed } = await look('toDev', 'DESK-1');
	expect(done).toBeUndefined();
	expect(failed?.error).toMatchObject({ code: 'unauthorized', site: pair.dev.url, retryable: true, retry: { attempt: 1, at: expect.any(String) } });
	const second = await look('toDev', 'DESK-1', undefined, failed);
	const { at: firstTry } = (failed?.error as { retry: { at: string } }).retry;
	const { attempt, at: secondTry } = (second.failed?.error as { retry: { attempt: number; at: string } }).retry;
	expect([attempt, secondTry > firstTry]).toEqual([2, true]);
	dev.credentials.stored['Jira Dev']!.apiToken = apiToken!;
	const again = await look('toDev', 'DESK-1', undefined, second.failed);
	expect(again.done?.outcome?.result).toBe('created');
	await expectSilence(again.done!.twin!.key);
});

test('an answer that names another issue of ours does not make us write there', async () => {
	const stranger = pair.desk.as('ann').createIssue({ project: 'DESK', type: 'Incident', summary: 'Payroll' });
	const before = JSON.stringify(pair.desk.issue(stranger));
	pair.desk.as('ann').transition('DESK-1', 'Send to development', { comment: 'please look' });
	const { id, key } = pair.desk.issue(stranger);
	await look('toDev', 'DESK-1', (json) => ({ ...json, issue: { id, key }, replica: { meta: { issue: { id, key } } } }));
	expect(JSON.stringify(pair.desk.issue(stranger))).toBe(before);
	expect(pair.desk.issue('DESK-1').remoteLinks).toHaveLength(1);
});
