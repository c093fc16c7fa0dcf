import type { IDataObject } from 'n8n-workflow';
import { faultQueue } from '../../sandbox/faults';
import type { SyncItem } from '../../sync/item';
import { openPair, type Pair } from '../support/pair';
import { expectQuiet } from '../support/quiet';
import { runWorkflow } from '../support/runWorkflow';
import { claimsOf, contentOf, hurry, nodeOf, oneNode, runNode } from './support';

let pair: Pair;
beforeEach(async () => {
	pair = await openPair();
	hurry(pair);
});
afterEach(() => pair.close());

const cloud = { jiraSyncCloudApi: { id: null, name: 'Jira Dev' }, jiraSyncCloudSourceApi: { id: null, name: 'Jira Desk (source site)' } };
const nodes = {
	buildReplica: oneNode('buildReplica', { connection: 'deskdev' }, { credentials: cloud }),
	twinLookup: oneNode('twinLookup', { operation: 'find' }, { credentials: cloud }),
	record: oneNode('twinLookup', { operation: 'record' }, { credentials: cloud }),
	applyIncomingRules: oneNode('applyIncomingRules', { firstSync: 'create', project: { __rl: true, mode: 'key', value: 'ACME' }, issueType: { __rl: true, mode: 'name', value: 'Task' } }, { credentials: cloud }),
	transition: oneNode('transition', { transition: { __rl: true, mode: 'name', value: 'Done' } }, { credentials: cloud }),
};
type NodeName = keyof typeof nodes;

const meta = {
	format: 1,
	connection: 'deskdev',
	site: { id: 'cloud-x', url: 'https://x.example', deployment: 'cloud', clockAhead: 0 },
	issue: { id: '77', key: 'X-1', url: 'https://x.example/browse/X-1' },
	builtAt: new Date().toISOString(),
	updated: '2026-11-21T10:00:00.000Z',
	fields: [],
	changedAt: {},
	twin: null,
	synced: {},
	recorded: false,
	withheld: {},
	notes: [],
};

/** Runs a node that has to fail; nothing may be written. */
async function failing(name: NodeName, json: IDataObject) {
	const before = contentOf(pair);
	const { error } = await runNode(nodes[name], pair, [{ json }]);
	expect(contentOf(pair)).toEqual(before);
	expect(claimsOf(pair)).toEqual([]);
	return error;
}

describe('an item that no node of ours has made', () => {
	const strange: Array<[string, IDataObject]> = [
		['is empty', {}],
		['comes from another node', { id: 5, name: 'Ann', issue: 'DESK-1' }],
		['holds an empty replica', { replica: {} }],
		['holds half a replica', { replica: { meta: { format: 1, connection: 'deskdev', issue: { id: '1' } } } }],
		['holds null', { replica: null }],
	];

	test.each((['twinLookup', 'record', 'applyIncomingRules', 'transition'] as NodeName[]).flatMap((name) => strange.map(([what, json]) => [name, what, json] as const)))(
		'in %s: it %s',
		async (name, _what, json) => {
			const error = await failing(name, json);
			expect(error?.message).toBe('The item holds no replica.');
			expect(error?.description).toContain('Let the items come from Build Replica');
		},
	);

	test.each(['twinLookup', 'record', 'applyIncomingRules', 'transition'] as NodeName[])('in %s: it holds a replica of a newer version', async (name) => {
		const error = await failing(name, { replica: { meta: { ...meta, format: 2 } } });
		expect(error?.message).toBe('The replica has format 2; this version reads format 1.');
		expect(error?.description).toContain('same version');
	});

	test('in Build Replica: it names no issue', async () => {
		const error = await failing('buildReplica', {});
		expect(error?.message).toBe('The item names no issue.');
		expect(error?.description).toContain('Jira Sync Trigger');
	});

	test.each(['../../myself', 'DESK-1 OR 1=1', 'https://desk.example/'])('in Build Replica: it names %p', async (key) => {
		const error = await failing('buildReplica', { issue: { key } });
		expect(error?.message).toBe('The item names no issue.');
		expect(pair.sandbox.requests().filter(({ path }) => path.includes('myself'))).toEqual([]);
	});

	test('in Apply Incoming Rules: its replica holds no summary', async () => {
		const error = await failing('applyIncomingRules', { connection: 'deskdev', replica: { meta } });
		expect(error?.message).toContain('The replica of X-1 holds no summary');
		expect(error?.description).toContain('Name Summary among the fields');
	});

	test.each(['Desk Dev', 'x'.repeat(41), '../x'])('the connection cannot be called %p', async (connection) => {
		const { error } = await runNode(oneNode('buildReplica', { connection }, { credentials: cloud }), pair, [{ json: { issue: { id: '10000' } } }]);
		expect(error?.message).toContain('cannot be the name of a connection');
		expect(error?.description).toContain('lower-case letters, digits and dashes');
	});
});

describe('an issue that is gone', () => {
	test('between event and read: told with site and key, and nothing is done', async () => {
		const key = pair.desk.as('ann').createIssue({ project: 'DESK', type: 'Incident', summary: 'short life' });
		const { id } = pair.desk.issue(key);
		pair.desk.as('ada').deleteIssue(key);
		const before = contentOf(pair);
		const run = await runWorkflow(pair.escalation.workflow, pair.credentials, { node: 'Build Desk Replica', items: [{ json: { connection: 'deskdev', issue: { id, key } } }] });
		const report = run.output('Build Desk Replica', 2)[0]?.json.error as IDataObject;
		expect(report).toMatchObject({ code: 'issueUnreachable', scope: 'issue', site: pair.desk.url, issue: id, retryable: false });
		expect(report.message).toBe(`Issue ${id} cannot be read at ${pair.desk.url}: it was deleted, or the account may not see it.`);
		expect(report.next).toContain('If it was deleted, nothing is left to do. Otherwise check the key');
		expect(contentOf(pair)).toEqual(before);
	});

	test('at the other side: no second counterpart is made', async () => {
		pair.desk.as('ann').transition('DESK-1', 'Send to development', { comment: 'x' });
		const { item } = await pair.look(pair.escalation, 'DESK-1');
		const key = item?.twin?.key ?? '';
		pair.dev.as('ada').deleteIssue(key);
		pair.desk.as('ann').addComment('DESK-1', 'hello?');
		const before = contentOf(pair);
		const { failed } = await pair.look(pair.escalation, 'DESK-1');
		expect(failed?.error).toMatchObject({ code: 'twinUnreachable', scope: 'issue', site: pair.dev.url, issue: key, retryable: false });
		expect(failed?.error.message).toContain(`${key}, the counterpart of DESK-1, cannot be read`);
		expect(failed?.error.next).toContain('disconnect the pair');
		expect(contentOf(pair)).toEqual(before);
	});
});

describe('a transition', () => {
	beforeEach(() => pair.desk.as('ann').transition('DESK-1', 'Send to development', { comment: 'x' }));
	const reopen = () => nodeOf(pair.escalation, 'Reopen When Sent Again').parameters;

	test('that is not there is an error only when asked for, and names what is there', async () => {
		Object.assign(reopen(), { when: {}, cause: 'always', ifUnavailable: 'error', transition: { __rl: true, mode: 'name', value: 'Re-open' } });
		const { failed } = await pair.look(pair.escalation, 'DESK-1');
		const twin = pair.dev.issues('ACME').at(-1)!;
		expect(failed?.error).toMatchObject({ code: 'transitionUnavailable', scope: 'issue', issue: twin.key, retryable: false });
		expect(failed?.error.message).toBe(`${twin.key} at ${pair.dev.url}: Re-open is not available from To Do.`);
		expect(failed?.error.next).toBe('Available now: Start Progress, Done, Resolve. Choose one of these, change the workflow, or set If Unavailable to Skip.');

		reopen().ifUnavailable = 'skip';
		const again = await pair.look(pair.escalation, 'DESK-1');
		expect(again.failed).toBeUndefined();
		expect(again.item?.outcome?.transition).toMatchObject({ result: 'skipped', available: ['Start Progress', 'Done', 'Resolve'] });
		expect(pair.dev.issues('ACME').filter(({ summary }) => summary === 'VPN fails')).toHaveLength(1);
		expect(pair.dev.issue(twin.key).comments).toHaveLength(3);
		await expectQuiet(pair);
	});

	test.each<[string, Array<{ name: string; value: string }>, RegExp, RegExp]>([
		['a field that is not on its screen', [{ name: 'Story points', value: '3' }], /Story points is not on its screen/, /Its screen holds: .*Resolution/],
		['an option that does not exist', [{ name: 'Resolution', value: 'Solved' }], /Resolution does not have the option/, /It takes: .*Fixed/],
	])('is given %s: nothing moves', async (_what, field, message, next) => {
		Object.assign(reopen(), { when: {}, cause: 'always', transition: { __rl: true, mode: 'name', value: 'Done' }, screenFields: { field } });
		const { failed } = await pair.look(pair.escalation, 'DESK-1');
		expect(failed?.error.code).toBe('fieldRefused');
		expect(failed?.error.message).toMatch(message);
		expect(failed?.error.next).toMatch(next);
		expect(pair.dev.issues('ACME').at(-1)?.status).toBe('To Do');

		reopen().screenFields = { field: [{ name: 'Resolution', value: 'Fixed' }] };
		await pair.look(pair.escalation, 'DESK-1');
		expect(pair.dev.issues('ACME').filter(({ summary }) => summary === 'VPN fails')).toMatchObject([{ status: 'Done', resolution: 'Fixed' }]);
	});

	test('is given words for a number: they are refused and do not empty the field', async () => {
		pair.dev.setTransitionScreen('Start Progress', [{ id: 'customfield_10307' }]);
		Object.assign(reopen(), { when: {}, cause: 'always', transition: { __rl: true, mode: 'name', value: 'Start Progress' }, screenFields: { field: [{ name: 'Story points', value: 'three' }] } });
		const { failed } = await pair.look(pair.escalation, 'DESK-1');
		expect(failed?.error).toMatchObject({ code: 'fieldRefused', field: 'customfield_10307' });
		expect(pair.dev.issues('ACME').at(-1)?.status).toBe('To Do');
	});
});

describe('a text that Jira refuses without saying why', () => {
	const refusal = { kind: 'answer' as const, status: 400, body: { errorMessages: ['INVALID_INPUT'], errors: {} } };
	const table = {
		type: 'doc',
		version: 1,
		content: [{ type: 'panel', attrs: { panelType: 'info' }, content: [{ type: 'paragraph', content: [{ type: 'text', text: 'in a panel' }] }] }],
	};

	test.each(['POST', 'PUT'])('(%s) arrives in plain words, and the loss does not come back', async (method) => {
		if (method === 'POST') pair.desk.as('ann').editIssue('DESK-1', { description: table });
		pair.desk.as('ann').transition('DESK-1', 'Send to development', { comment: 'x' });
		if (method === 'PUT') {
			await pair.look(pair.escalation, 'DESK-1');
			pair.desk.as('ann').editIssue('DESK-1', { description: table });
		}
		pair.sandbox.setFaults(faultQueue({ site: 'dev', method, path: method === 'POST' ? /\/issue$/ : /\/issue\/\d+$/, fault: refusal }));
		const { failed } = await pair.look(pair.escalation, 'DESK-1');
		expect(failed).toBeUndefined();
		const twin = pair.dev.issues('ACME').filter(({ summary }) => summary === 'VPN fails');
		expect(twin.map(({ descriptionAdf }) => descriptionAdf)).toMatchObject([{ content: [{ type: 'paragraph' }] }]);
		expect(twin[0]?.description).toContain('in a panel');
		const original = pair.desk.issue('DESK-1').descriptionAdf;
		await expectQuiet(pair);
		expect(pair.desk.issue('DESK-1').descriptionAdf).toEqual(original);
	});
});

describe('a record that a newer version has written', () => {
	const newer = { format: 2, twin: { site: 'x', id: '1' } };

	test('on the issue itself stops the run before anything is written', async () => {
		pair.desk.as('ann').transition('DESK-1', 'Send to development', { comment: 'x' });
		pair.desk.as('ada').setProperty('DESK-1', 'jirasync.deskdev', newer);
		const { failed } = await pair.look(pair.escalation, 'DESK-1');
		expect(failed?.error).toMatchObject({ code: 'recordNewer', scope: 'connection', issue: 'DESK-1', retryable: false });
		expect(failed?.error.next).toContain('Update n8n-nodes-jira-sync');
		expect(pair.dev.issues('ACME')).toEqual([]);
	});

	test('on an issue that the index of links names stops it as well, and no second counterpart is made', async () => {
		pair.desk.as('ann').transition('DESK-1', 'Send to development', { comment: 'x' });
		const key = pair.dev.as('dana').createIssue({ project: 'ACME', type: 'Task', summary: 'made by a newer version' });
		const globalId = `jirasync:deskdev:${pair.desk.cloudId}:${pair.desk.issue('DESK-1').id}`;
		pair.dev.as('dana').remoteLink(key, { globalId, url: `${pair.desk.url}/browse/DESK-1`, title: 'DESK-1' });
		pair.dev.as('ada').setProperty(key, 'jirasync.deskdev', newer);
		const { failed } = await pair.look(pair.escalation, 'DESK-1');
		expect(failed?.error).toMatchObject({ code: 'recordNewer', site: pair.dev.url, issue: key });
		expect(pair.dev.issues('ACME').map((issue) => issue.key)).toEqual([key]);
	});
});

describe('files without comments', () => {
	test('a file that only an internal comment shows stays at home, although no comment is asked for', async () => {
		const attachment = pair.desk.as('ben').attach('DESK-1', 'passwords.txt', 'secret');
		const { mediaId } = pair.desk.issue('DESK-1').files.find(({ id }) => id === attachment)!;
		const media = { type: 'mediaSingle', attrs: { layout: 'center' }, content: [{ type: 'media', attrs: { type: 'file', id: mediaId, collection: '' } }] };
		pair.desk.as('ben').addComment('DESK-1', { type: 'doc', version: 1, content: [media] }, { internal: true });
		const build = oneNode('buildReplica', { connection: 'deskdev', operation: 'byKey', issueKey: 'DESK-1', fieldSet: 'choose', fields: ['summary', 'attachments'] }, { credentials: { jiraSyncCloudApi: { id: null, name: 'Jira Desk' } } });
		const { output } = await runNode(build, pair, [{ json: {} }]);
		const { replica } = output('buildReplica')[0]?.json as unknown as SyncItem;
		expect(replica.attachments?.map(({ name }) => name)).toEqual(['log.txt']);
		expect(replica).not.toHaveProperty('comments');
		expect(replica.meta.withheld).toEqual({ 'file of a withheld comment': 1 });
	});
});
