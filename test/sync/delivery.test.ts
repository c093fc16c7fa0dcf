import { hasToken, isNoise, isSigned, isStale, readDelivery, webhookSecret, type Delivery } from '../../sync/delivery';

describe('the signature', () => {
	const body = Buffer.from('Hello World!');
	const secret = "It's a Secret to Everybody";
	const signature = 'sha256=a4771c39fbe90f317c7824e83ddef3caae9cb3d976c214ace1f2937e133263c9';

	test('of the published example is right', () => {
		expect(isSigned(body, signature, secret)).toBe(true);
		expect(isSigned(body, signature.toUpperCase().replace('SHA256', 'sha256'), secret)).toBe(true);
	});

	test.each<[string, Buffer, string | undefined, string]>([
		['for an altered body', Buffer.from('Hello World?'), signature, secret],
		['for an empty body', Buffer.alloc(0), signature, secret],
		['altered in one place', body, signature.replace(/9$/, '8'), secret],
		['for another secret', body, signature, `${secret}!`],
		['missing', body, undefined, secret],
		['empty', body, '', secret],
		['too short', body, signature.slice(0, -1), secret],
		['too long', body, `${signature}0`, secret],
		['of signs that are no digits', body, signature.replace(/.$/, 'g'), secret],
		['of another method', body, signature.replace('sha256', 'sha1'), secret],
		['without its method', body, signature.slice('sha256='.length), secret],
		['with something before it', body, ` ${signature}`, secret],
		['for an empty secret, even when rightly made', Buffer.from('x'), 'sha256=4cbc96099a6467ce002461f10549b4898265ebe6188b45efacc44293516e62c4', ''],
	])('is refused when it is %s', (_what, bytes, header, key) => {
		expect(isSigned(bytes, header, key)).toBe(false);
	});

	test('covers bytes, not letters', () => {
		expect(isSigned(Buffer.from([0xff, 0xfe]), signature, secret)).toBe(false);
	});
});

test.each<[string, string | undefined, string, boolean]>([
	['the secret', 'abc', 'abc', true],
	['another text', 'abd', 'abc', false],
	['its beginning', 'ab', 'abc', false],
	['nothing', undefined, 'abc', false],
	['an empty text where there is no secret', '', '', false],
])('a token that is %s proves: %4$p', (_what, header, secret, proven) => {
	expect(hasToken(header, secret)).toBe(proven);
});

test('each webhook has a secret of its own that depends on its path and not on its host', () => {
	const of = (url: string, root = 'root') => webhookSecret(root, url);
	expect(of('https://n8n.example/webhook/1')).toMatch(/^[0-9a-f]{64}$/);
	expect(of('https://n8n.example/webhook/1')).toBe(of('http://10.0.0.1:5678/webhook/1?x=1'));
	expect(of('https://n8n.example/webhook/1')).not.toBe(of('https://n8n.example/webhook/2'));
	expect(of('https://n8n.example/webhook/1')).not.toBe(of('https://n8n.example/webhook/1', 'other'));
});

const TIME = 1_795_255_200_000;
const item = (fieldId: string, more: Record<string, unknown> = {}) => ({ field: fieldId, fieldId, fieldtype: 'jira', from: null, fromString: 'a', to: null, toString: 'b', ...more });

describe('reading a delivery', () => {
	test.each<[string, unknown, Partial<Delivery>]>([
		[
			'Cloud: an issue went to another status',
			{
				timestamp: TIME,
				webhookEvent: 'jira:issue_updated',
				issue_event_type_name: 'issue_generic',
				user: { self: 'https://desk.example/rest/api/2/user?accountId=acc-1', accountId: 'acc-1', displayName: 'Ann' },
				issue: { id: '10001', self: 'https://desk.example/rest/api/2/10001', key: 'DESK-1', fields: { summary: 's', description: 'wiki' } },
				changelog: { id: '1', items: [item('status', { field: 'Status', from: '1', fromString: 'Open', to: '7', toString: 'Sent' }), item('assignee')] },
			},
			{ event: 'jira:issue_updated', issue: { id: '10001', key: 'DESK-1' }, changed: ['status', 'assignee'], what: ['field:status', 'field:assignee'], reached: ['7', 'Sent'], moves: [{ from: ['1', 'Open'], to: ['7', 'Sent'] }], actor: 'acc-1', at: TIME },
		],
		[
			'Cloud: a comment, with an issue of six fields',
			{
				timestamp: TIME,
				webhookEvent: 'comment_created',
				comment: { self: 'https://desk.example/rest/api/2/issue/10001/comment/10200', id: '10200', body: 'x', updateAuthor: { accountId: 'acc-2' }, jsdPublic: false },
				issue: { id: '10001', key: 'DESK-1', fields: { summary: 's' } },
				eventType: 'primaryAction',
			},
			{ event: 'comment_created', issue: { id: '10001', key: 'DESK-1' }, changed: [], what: ['comment:10200'], reached: [], actor: 'acc-2', at: TIME },
		],
		[
			'Data Center: a comment, whose issue stands in its address only',
			{
				timestamp: TIME,
				webhookEvent: 'comment_created',
				comment: { self: 'https://jira.example/jira/rest/api/2/issue/10300/comment/10200', id: '10200', updateAuthor: { self: 'x', name: 'ann', key: 'JIRAUSER10100' } },
			},
			{ event: 'comment_created', issue: { id: '10300', key: '' }, changed: [], what: ['comment:10200'], reached: [], actor: 'JIRAUSER10100', at: TIME },
		],
		[
			'Data Center: its old history names no field ids',
			{
				timestamp: TIME,
				webhookEvent: 'jira:issue_updated',
				user: { name: 'ann', key: 'ann' },
				issue: { id: '10300', key: 'DC-1', fields: {} },
				changelog: { items: [{ field: 'status', fieldtype: 'jira', from: '1', fromString: 'Open', to: '2', toString: 'Closed' }] },
			},
			{ event: 'jira:issue_updated', issue: { id: '10300', key: 'DC-1' }, changed: ['status'], what: ['field:status'], reached: ['2', 'Closed'], moves: [{ from: ['1', 'Open'], to: ['2', 'Closed'] }], actor: 'ann', at: TIME },
		],
		[
			'a status change without the new name',
			{ webhookEvent: 'jira:issue_updated', issue: { id: '1', key: 'A-1' }, changelog: { items: [{ fieldId: 'status', to: '2' }] } },
			{ event: 'jira:issue_updated', issue: { id: '1', key: 'A-1' }, changed: ['status'], what: ['field:status'], reached: ['2'], moves: [{ from: [], to: ['2'] }] },
		],
		[
			'a file that was added',
			{ webhookEvent: 'jira:issue_updated', issue: { id: '1', key: 'A-1' }, changelog: { items: [{ field: 'Attachment', fieldId: 'attachment', from: null, to: '10500', toString: 'a.txt' }] } },
			{ event: 'jira:issue_updated', issue: { id: '1', key: 'A-1' }, changed: ['attachment'], what: ['file:10500'], reached: [] },
		],
		[
			'the rank on a board, and a field that people call so',
			{ webhookEvent: 'jira:issue_updated', issue: { id: '1', key: 'A-1' }, changelog: { items: [item('customfield_1', { field: 'Rank', from: '', to: '', toString: 'Ranked lower' }), item('customfield_2', { field: 'Rank', toString: '5' })] } },
			{ event: 'jira:issue_updated', issue: { id: '1', key: 'A-1' }, changed: ['Rank', 'customfield_2'], what: ['field:customfield_1', 'field:customfield_2'], reached: [] },
		],
		[
			'an issue that was created',
			{ timestamp: TIME, webhookEvent: 'jira:issue_created', user: { accountId: 'a' }, issue: { id: 10001, key: 'DESK-1' } },
			{ event: 'jira:issue_created', issue: { id: '10001', key: 'DESK-1' }, changed: [], what: ['created'], reached: [], actor: 'a', at: TIME },
		],
		[
			'a link, which names numbers only',
			{ timestamp: TIME, webhookEvent: 'issuelink_created', issueLink: { id: 1, sourceIssueId: 2, destinationIssueId: 3 } },
			{ event: 'issuelink_created', issue: undefined, changed: [], what: [], reached: [], at: TIME },
		],
		[
			'a post function of a workflow, which tells the transition',
			{ timestamp: TIME, transition: { workflowId: 1, workflowName: 'w', transitionId: 31, transitionName: 'Send to development', from_status: 'Open', to_status: 'Sent' }, issue: { id: '10001', key: 'DESK-1', fields: {} }, user: { accountId: 'a' } },
			{ event: 'transition', issue: { id: '10001', key: 'DESK-1' }, changed: [], what: [], reached: ['Sent'], moves: [{ from: ['Open'], to: ['Sent'] }], transition: ['31', 'Send to development'], actor: 'a', at: TIME },
		],
		['an automation rule that sends the issue itself', { id: '10001', key: 'DESK-1', fields: { summary: 's' } }, { event: '', issue: { id: '10001', key: 'DESK-1' }, changed: [], what: [], reached: [] }],
		['an automation rule that sends the key alone', { issue: { key: 'DESK-1' } }, { event: '', issue: { id: '', key: 'DESK-1' }, changed: [], what: [], reached: [] }],
		[
			'what a person asks for on the issue',
			{ issue: { id: '10001', key: 'DESK-1' }, jirasync: { do: ' Connect', with: 'ACME-12 ', then: 'x' } },
			{ event: 'command', issue: { id: '10001', key: 'DESK-1' }, changed: [], what: [], reached: [], command: { do: 'connect', with: 'ACME-12' } },
		],
		['something nobody can ask for', { issue: { id: '10001', key: 'DESK-1' }, jirasync: { do: 'delete everything' } }, { event: '', issue: { id: '10001', key: 'DESK-1' }, changed: [], what: [], reached: [] }],
		['a key that is a query', { issue: { key: 'DESK-1 OR project = HR' } }, { event: '', issue: undefined, changed: [], what: [], reached: [] }],
		['an id that is a path', { webhookEvent: 'x', issue: { id: '../10001', key: 'A-1' } }, { event: 'x', issue: undefined, changed: [], what: [], reached: [] }],
		['a text', 'hello', { event: '', issue: undefined, changed: [], what: [], reached: [] }],
		['a list', [1], { event: '', issue: undefined, changed: [], what: [], reached: [] }],
		['nothing', undefined, { event: '', issue: undefined, changed: [], what: [], reached: [] }],
		['everything of a wrong kind', { issue: 'x', changelog: { items: 'y' }, user: [], comment: 5, timestamp: 'z' }, { event: '', issue: undefined, changed: [], what: [], reached: [] }],
	])('%s', (_what, body, delivery) => {
		expect(readDelivery(body)).toEqual({ moves: [], transition: [], ...delivery });
	});
});

describe('noise', () => {
	const updated = (...fields: string[]): Delivery => ({ event: 'jira:issue_updated', issue: { id: '1', key: 'A-1' }, changed: fields, what: [], reached: [], moves: [], transition: [] });

	test.each<[string, Delivery, boolean]>([
		['names no issue', { ...updated('summary'), issue: undefined }, true],
		['changes a remote link only', updated('RemoteIssueLink'), true],
		['changes a remote link, told by its id', updated('remoteissuelink'), true],
		['changes a remote link under its newer name', updated('RemoteWorkItemLink'), true],
		['changes the rank and a remote link', updated('Rank', 'RemoteIssueLink'), true],
		['changes a remote link and the summary', updated('RemoteIssueLink', 'summary'), false],
		['says nothing of what changed', updated(), false],
		['is a comment', { ...updated(), event: 'comment_created' }, false],
		['tells of a property, ours or not', { ...updated(), event: 'issue_property_set' }, true],
		['tells of working time', { ...updated(), event: 'worklog_updated' }, true],
		['tells of a deleted issue', { ...updated(), event: 'jira:issue_deleted' }, false],
		['is a new issue', { ...updated('Rank'), event: 'jira:issue_created' }, false],
	])('is a delivery that %s: %3$p', (_what, delivery, noise) => {
		expect(isNoise(delivery)).toBe(noise);
	});
});

describe('age', () => {
	const HOUR = 3_600_000;
	const sent: Delivery = { event: 'jira:issue_updated', issue: { id: '1', key: 'A-1' }, changed: [], what: [], reached: [], moves: [], transition: [], at: TIME };

	test.each<[string, Delivery, number, boolean]>([
		['is a day old: taken', sent, TIME + 24 * HOUR, false],
		['is older than a day: refused', sent, TIME + 24 * HOUR + 1, true],
		['comes from a clock that is ahead: taken', sent, TIME - HOUR, false],
		['does not say when it was sent: taken', { ...sent, at: undefined }, TIME, false],
	])('a delivery that %s', (_what, delivery, now, stale) => {
		expect(isStale(delivery, now)).toBe(stale);
	});
});

test('the secret of a webhook is the same in a test of the editor, and another one for another node', () => {
	const usual = webhookSecret('root', 'https://n8n.example/webhook/0a1b/webhook');
	expect(webhookSecret('root', 'https://n8n.example/webhook-test/0a1b/webhook')).toBe(usual);
	expect(webhookSecret('root', 'https://n8n.example/webhook/0a1c/webhook')).not.toBe(usual);
	expect(webhookSecret('other', 'https://n8n.example/webhook/0a1b/webhook')).not.toBe(usual);
});

test('a file that went is named by its id, and a comment that went by its own', () => {
	const gone = { webhookEvent: 'jira:issue_updated', issue: { id: '1', key: 'A-1' }, changelog: { items: [{ field: 'Attachment', fieldId: 'attachment', from: '30', to: null }] } };
	expect(readDelivery(gone).what).toEqual(['file:30']);
	expect(readDelivery({ webhookEvent: 'comment_deleted', issue: { id: '1', key: 'A-1' }, comment: { id: '20' } })).toMatchObject({ issue: { id: '1' }, what: ['comment:20'] });
	expect(isNoise(readDelivery({ webhookEvent: 'attachment_deleted', attachment: { id: '30' } }))).toBe(true);
});
