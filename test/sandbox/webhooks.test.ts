import { createHmac } from 'node:crypto';
import { bench, doc } from './support';

let b: ReturnType<typeof bench>;
beforeEach(() => { b = bench(); });
afterEach(() => b.contract.expectNoViolations());

const HOOKS = '/rest/webhooks/1.0/webhook';
const desk = () => b.sandbox.site('desk');

async function register(more: Record<string, unknown> = {}) {
	const answer = await b.ask('desk', `POST ${HOOKS}`, {
		name: 'n8n', url: 'http://n8n.test/webhook/x', excludeBody: false, filters: { 'issue-related-events-section': '' },
		events: ['jira:issue_created', 'jira:issue_updated', 'jira:issue_deleted', 'comment_created', 'comment_updated', 'comment_deleted', 'attachment_created', 'issue_property_set', 'issuelink_created', 'worklog_created'], ...more,
	});
	return answer;
}

const heard = () => desk().outbox.takeAll().map((delivery) => ({ ...delivery, json: delivery.body === '' ? undefined : JSON.parse(delivery.body) }));
const events = () => heard().map(({ json }) => (json.issue_event_type_name ? `${json.webhookEvent}/${json.issue_event_type_name}` : json.webhookEvent));

describe('administration', () => {
	test('answers without an id of its own and without the secret', async () => {
		const { status, body } = await register({ secret: 's3cret' });
		expect(status).toBe(201);
		expect(body).toMatchObject({ name: 'n8n', isSigned: true, enabled: true });
		expect(body.self).toMatch(/\/rest\/webhooks\/1\.0\/webhook\/\d+$/);
		expect(body.id).toBeUndefined();
		expect(JSON.stringify(body)).not.toContain('s3cret');
	});

	test('lists, changes and deletes', async () => {
		const { self } = (await register()).body;
		const path = new URL(self).pathname;
		expect((await b.ask('desk', `GET ${HOOKS}`)).body).toHaveLength(1);
		expect((await b.ask('desk', `PUT ${path}`, { events: ['jira:issue_deleted'] })).body).toMatchObject({ name: 'n8n', events: ['jira:issue_deleted'] });
		expect((await b.ask('desk', `DELETE ${path}`)).status).toBe(204);
		expect((await b.ask('desk', `GET ${path}`)).status).toBe(404);
	});

	test('is for administrators', async () => {
		for (const as of ['ned', 'rita']) expect((await b.ask('desk', `GET ${HOOKS}`, undefined, as)).status).toBe(403);
	});

	test.each([
		['an address that is not http', { url: 'ftp://x/' }], ['no name', { name: '' }], ['an unknown event', { events: ['issue_exploded'] }], ['a filter that cannot be read', { filters: { 'issue-related-events-section': 'project = NOPE' } }],
	])('refuses %s', async (_, more) => {
		expect((await register(more)).status).toBe(400);
	});
});

describe('what is sent', () => {
	test('one comment is two deliveries; the issue in the first is a stub, the body a string', async () => {
		await register();
		desk().as('ben').addComment('DESK-1', 'internal words', { internal: true });
		const [first, second] = heard();
		expect(first?.json).toMatchObject({ webhookEvent: 'comment_created', comment: { body: 'internal words', jsdPublic: false, author: { displayName: 'Ben Okafor' } }, issue: { key: 'DESK-1' } });
		expect(Object.keys(first?.json.issue.fields).sort()).toEqual(['assignee', 'issuetype', 'priority', 'project', 'status', 'summary']);
		expect(second?.json).toMatchObject({ webhookEvent: 'jira:issue_updated', issue_event_type_name: 'issue_commented', user: { displayName: 'Ben Okafor' } });
		expect(second?.json.changelog).toBeUndefined();
		expect(first?.json.comment.self).toContain('/rest/api/2/');
	});

	test('an update carries the change, by field id, and wiki text for documents', async () => {
		await register();
		desk().as('ann').editIssue('DESK-1', { summary: 'VPN fails on Mac', description: { type: 'doc', version: 1, content: [{ type: 'heading', attrs: { level: 2 }, content: [{ type: 'text', text: 'Since' }] }, { type: 'paragraph', content: [{ type: 'text', text: 'Monday', marks: [{ type: 'strong' }] }] }] } });
		const json = heard()[0]?.json;
		expect(json).toMatchObject({ webhookEvent: 'jira:issue_updated', issue_event_type_name: 'issue_updated', timestamp: b.time.now, issue: { fields: { description: 'h2. Since\n\n*Monday*', summary: 'VPN fails on Mac' } } });
		expect(json.changelog.items).toEqual([
			{ field: 'summary', fieldId: 'summary', fieldtype: 'jira', from: null, fromString: 'VPN fails', to: null, toString: 'VPN fails on Mac' },
			{ field: 'description', fieldId: 'description', fieldtype: 'jira', from: null, fromString: 'since Monday', to: null, toString: 'Since\nMonday' },
		]);
	});

	test('a status change is a generic update with status ids', async () => {
		await register();
		desk().as('ann').transition('DESK-1', 'Send to development', { comment: 'please look' });
		const all = heard();
		expect(all.map(({ event }) => event)).toEqual(['jira:issue_updated', 'comment_created', 'jira:issue_updated']);
		expect(all[0]?.json).toMatchObject({ issue_event_type_name: 'issue_generic', changelog: { items: [{ fieldId: 'status', from: '10000', to: '10001' }] } });
	});

	test('each kind of act is heard as what it is', async () => {
		await register();
		const ann = desk().as('ann');
		const key = ann.createIssue({ project: 'DESK', summary: 'x', properties: { p: 1 } });
		expect(events()).toEqual(['jira:issue_created/issue_created', 'issue_property_set']);
		ann.editIssue(key, { assignee: 'ben' });
		expect(events()).toEqual(['jira:issue_updated/issue_assigned']);
		ann.attach(key, 'a.txt', 'x');
		expect(events()).toEqual(['jira:issue_updated/issue_updated', 'attachment_created']);
		ann.remoteLink(key, { globalId: 'g', url: 'http://x/', title: 'x' });
		expect(events()).toEqual(['jira:issue_updated/issue_updated']);
		ann.link(key, 'DESK-1');
		expect(events()).toEqual(['issuelink_created']);
		const comment = ann.addComment(key, 'x');
		ann.editComment(key, comment, 'y');
		ann.deleteComment(key, comment);
		expect(events()).toEqual(['comment_created', 'jira:issue_updated/issue_commented', 'comment_updated', 'jira:issue_updated/issue_comment_edited', 'comment_deleted', 'jira:issue_updated/issue_comment_deleted']);
		await b.ask('desk', `POST issue/${key}/worklog`, { timeSpentSeconds: 60, comment: doc('x') });
		expect(events()).toEqual(['worklog_created']);
		desk().as('ada').moveIssue(key, 'OPS');
		const [moved] = heard();
		expect(moved?.json).toMatchObject({ issue_event_type_name: 'issue_moved', changelog: { items: expect.arrayContaining([expect.objectContaining({ field: 'Key', fromString: key })]) } });
		desk().as('ada').addComment('OPS-2', 'last');
		heard();
		desk().as('ada').deleteIssue('OPS-2');
		expect(heard().map((one) => [one.event, one.headers['X-Atlassian-Webhook-Flow']])).toEqual([['jira:issue_deleted', 'Primary'], ['comment_deleted', 'Secondary']]);
	});

	test('the filter is asked about issues and comments only, as they are after the change', async () => {
		await register({ filters: { 'issue-related-events-section': 'project = DESK and status = "Waiting for development"' } });
		desk().as('ann').editIssue('DESK-1', { summary: 'still open' });
		expect(events()).toEqual([]);
		desk().as('ann').attach('DESK-1', 'a.txt', 'x');
		expect(events()).toEqual(['attachment_created']);
		desk().as('ann').transition('DESK-1', 'Send to development');
		expect(events()).toEqual(['jira:issue_updated/issue_generic']);
	});

	test('only what was asked for, nothing when disabled', async () => {
		const { self } = (await register({ events: ['comment_created'] })).body;
		desk().as('ann').addComment('DESK-1', 'x');
		expect(events()).toEqual(['comment_created']);
		await b.ask('desk', `PUT ${new URL(self).pathname}`, { enabled: false });
		desk().as('ann').addComment('DESK-1', 'y');
		expect(events()).toEqual([]);
	});
});

describe('the request', () => {
	test('is signed over its bytes, names itself the same on every attempt, and counts retries', async () => {
		await register({ secret: "It's a Secret to Everybody", url: 'http://n8n.test/webhook/{issue.key}?id={issue.id}' });
		desk().as('ann').editIssue('DESK-1', { summary: 'x' });
		const { outbox } = desk();
		const delivery = outbox.take()!;
		const first = outbox.requestOf(delivery);
		expect(first.url).toBe(`http://n8n.test/webhook/DESK-1?id=${desk().issue('DESK-1').id}`);
		expect(first.headers['X-Hub-Signature']).toBe(`sha256=${createHmac('sha256', "It's a Secret to Everybody").update(first.body).digest('hex')}`);
		expect(first.headers['X-Atlassian-Webhook-Retry']).toBeUndefined();
		expect(outbox.settle(delivery, { status: 503 })).toBe('retry');
		const second = outbox.requestOf(delivery);
		expect(second.headers).toMatchObject({ 'X-Atlassian-Webhook-Retry': '1', 'X-Atlassian-Webhook-Identifier': first.headers['X-Atlassian-Webhook-Identifier'] });
		expect(second.body).toBe(first.body);
	});

	test('is repeated five times for what may pass, not at all for what will not', async () => {
		await register();
		const verdicts = (result: { status: number } | { error: string }) => {
			desk().as('ann').addComment('DESK-1', 'x');
			const [delivery] = desk().outbox.takeAll();
			const said = [];
			do said.push(desk().outbox.settle(delivery!, result)); while (said.at(-1) === 'retry');
			return said.length === 6 ? 'retried five times' : said;
		};
		for (const status of [408, 409, 425, 429, 500, 503]) expect(verdicts({ status })).toBe('retried five times');
		expect(verdicts({ error: 'ECONNREFUSED' })).toBe('retried five times');
		expect(verdicts({ status: 404 })).toEqual(['given up']);
		expect(verdicts({ status: 204 })).toEqual(['delivered']);
	});

	test('without a body when so registered', async () => {
		await register({ excludeBody: true });
		desk().as('ann').editIssue('DESK-1', { summary: 'x' });
		expect(heard()[0]?.body).toBe('');
	});
});
