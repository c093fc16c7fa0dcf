import mapValues from 'lodash/mapValues';
import type { JiraIssue } from '../../jira/types';
import { buildReplica } from '../../sync/buildReplica';
import { copyText } from '../../sync/comments';
import { JIRA_FIELD, SERVICE_DESK_FIELDS, type ReplicaField } from '../../sync/replica';
import { ANN, DESK, DEV, SYNC, adf, comment, file, issue, replica, replicaComment, rules, showing, source, synced } from './fixtures';

const SECRET = 'must stay at home';
const user = (id: string) => ({ self: `https://desk.example/rest/api/3/user?accountId=${id}`, accountId: id, displayName: id, avatarUrls: { '48x48': 'x' }, active: true, timeZone: 'UTC' });
const named = (id: string, name: string) => ({ self: `https://desk.example/rest/api/3/x/${id}`, id, name, description: SECRET, iconUrl: SECRET });

/** An issue with a value in every field, and more than anybody named. */
const everything = issue(
	{
		assignee: user('acc-ann'),
		attachment: [],
		comment: { comments: [], total: 0 },
		components: [named('1', 'Network')],
		created: '2026-11-19T10:00:00.000+0000',
		creator: user('acc-casey'),
		customfield_10001: { value: 'High', id: '3' },
		customfield_10002: SECRET,
		description: adf('since Monday').document,
		duedate: '2026-12-01',
		environment: null,
		fixVersions: [named('2', '1.0')],
		issuetype: { ...named('10010', 'Incident'), subtask: false },
		labels: ['vpn'],
		parent: { id: '9', key: 'DESK-9', fields: { summary: SECRET } },
		priority: named('3', 'Medium'),
		project: { ...named('10000', 'Service Desk'), key: 'DESK', projectTypeKey: 'service_desk' },
		reporter: null,
		resolution: named('5', 'Fixed'),
		resolutiondate: '2026-11-20T12:00:00.000+0100',
		security: { id: '1', name: SECRET },
		status: { ...named('7', 'Resolved'), statusCategory: { id: 3, key: 'done', name: 'Done' } },
		summary: 'VPN fails',
		updated: '2026-11-21T09:00:00.000+0000',
		versions: [],
		votes: { votes: 3 },
	},
	{
		changes: [
			{ fieldId: 'status', at: '2026-11-20T11:00:00.000Z', from: '1', to: '7', fromString: 'Open', toString: 'Resolved' },
			{ fieldId: 'summary', at: '2026-11-19T11:00:00.000Z', from: null, to: null, fromString: SECRET, toString: 'VPN fails' },
		],
		names: { customfield_10002: SECRET },
		properties: { 'someone.else': SECRET },
	},
);

const values: Record<Exclude<ReplicaField, 'attachments' | 'comments'>, unknown> = {
	affectedVersions: [],
	assignee: { id: 'acc-ann', name: 'acc-ann' },
	components: [{ id: '1', name: 'Network' }],
	created: '2026-11-19T10:00:00.000+0000',
	creator: { id: 'acc-casey', name: 'acc-casey' },
	description: adf('since Monday'),
	due: '2026-12-01',
	environment: null,
	fixVersions: [{ id: '2', name: '1.0' }],
	key: 'DESK-1',
	labels: ['vpn'],
	parent: { id: '9', key: 'DESK-9' },
	priority: { id: '3', name: 'Medium' },
	project: { id: '10000', name: 'Service Desk', key: 'DESK' },
	reporter: null,
	resolution: { id: '5', name: 'Fixed', since: '2026-11-20T11:00:00.000Z' },
	status: { id: '7', name: 'Resolved', since: '2026-11-20T11:00:00.000Z', category: 'done' },
	summary: 'VPN fails',
	type: { id: '10010', name: 'Incident', subtask: false },
	updated: '2026-11-21T09:00:00.000+0000',
};

describe('a replica holds what the rules name and nothing else', () => {
	test.each(Object.keys(values) as Array<keyof typeof values>)('%s alone', (field) => {
		const { meta, ...rest } = buildReplica(source({ issue: everything }), rules([field]));
		expect(rest).toEqual({ [field]: values[field] });
		expect(meta.fields).toEqual([field]);
		expect(JSON.stringify(meta)).not.toContain(SECRET);
	});

	test('every field at once', () => {
		const fields = Object.keys(JIRA_FIELD) as ReplicaField[];
		const { meta, ...rest } = buildReplica(source({ issue: everything }), rules(fields));
		expect(rest).toEqual({ ...values, attachments: [], comments: [] });
		expect(JSON.stringify({ meta, rest })).not.toContain(SECRET);
	});

	test('nothing at all', () => {
		const { meta, ...rest } = buildReplica(source({ issue: everything }), rules([]));
		expect(rest).toEqual({});
		expect(meta).toEqual({
			format: 1,
			connection: 'deskdev',
			site: DESK,
			issue: { id: '10001', key: 'DESK-1', url: 'https://desk.example/browse/DESK-1' },
			builtAt: '2026-11-21T10:00:00.000Z',
			updated: '2026-11-21T09:00:00.000Z',
			fields: [],
			changedAt: {},
			twin: null,
			synced: {},
			recorded: false,
			withheld: {},
			notes: [],
		});
	});

	test.each<[string, Partial<JiraIssue>, string | null]>([
		['has moved: since its last move', { historyComplete: true, changes: everything.changes }, '2026-11-20T11:00:00.000Z'],
		['has never moved: since it was created', { historyComplete: true }, '2026-11-19T10:00:00.000Z'],
		['has a history that was cut off: nobody can tell', { historyComplete: false }, null],
		['was read without its history: nobody can tell', {}, null],
	])('the status of an issue that %s', (_what, more, since) => {
		expect(buildReplica(source({ issue: { ...everything, changes: [], ...more } }), rules(['status'])).status?.since).toBe(since);
	});

	test('a custom field under the name it travels with', () => {
		const { customFields, meta } = buildReplica(source({ issue: everything }), rules([], { customFields: { customfield_10001: 'Impact', customfield_9: 'Not there' } }));
		expect(customFields).toEqual({ Impact: { id: 'customfield_10001', value: { value: 'High', id: '3' } } });
		expect(meta.fields).toEqual(['Impact', 'Not there']);
	});

	test('a field that Jira did not return is reported and not taken for empty', () => {
		const built = buildReplica(source({ issue: issue({ summary: 's' }) }), rules(['summary', 'description', 'environment']));
		expect(Object.keys(built)).toEqual(expect.not.arrayContaining(['description', 'environment']));
		expect(built.meta.notes).toHaveLength(2);
		expect(buildReplica(source({ issue: issue({ description: null }) }), rules(['description'])).description).toBeNull();
	});

	test('times, values and fingerprints of fields that are withheld stay at home', () => {
		const record = {
			format: 1 as const,
			twin: { site: DEV.id, id: '10002', key: 'ACME-2', url: 'https://dev.example/browse/ACME-2' },
			state: 'paired' as const,
			fields: { summary: { ...synced('a', 'b', 3), v: 'VPN fails' }, description: { ...synced('c', 'd'), v: SECRET } },
		};
		const { meta } = buildReplica(source({ issue: everything, record }), rules(['summary']));
		expect(meta).toMatchObject({
			changedAt: { summary: '2026-11-19T11:00:00.000Z' },
			synced: { summary: { r: 'a', l: 'b', n: 3, v: 'VPN fails' } },
			twin: record.twin,
			recorded: true,
		});
		expect(Object.keys(meta.changedAt)).toEqual(['summary']);
		expect(Object.keys(meta.synced)).toEqual(['summary']);
	});

	test('a pair that was taken apart is no pair', () => {
		const record = { format: 1 as const, twin: { site: 's', id: '2', key: 'A-2', url: '' }, state: 'disconnected' as const, fields: {} };
		expect(buildReplica(source({ record }), rules([])).meta).toMatchObject({ twin: null, recorded: true });
	});
});

describe('comments', () => {
	const comments = [
		comment('1'),
		comment('2', { public: false, body: adf(SECRET) }),
		comment('3', { restricted: true, body: adf(SECRET) }),
		comment('4', { public: undefined, body: adf(SECRET) }),
		comment('5', { author: SYNC, body: copyText(replicaComment('77'), replica()) }),
		comment('6', { author: SYNC }),
		comment('7'),
	];
	const traces = { comments: { 88: '7' }, files: {} };

	test('leave when they are public and no copies; the others leave a number', () => {
		const built = buildReplica(source({ comments, traces }), rules(['comments']));
		expect(built.comments).toEqual([
			{ id: '1', author: ANN, created: '2026-11-20T10:00:01.000Z', updated: '2026-11-20T10:00:01.000Z', body: adf('comment 1'), public: true, url: 'https://desk.example/browse/DESK-1?focusedCommentId=1' },
			expect.objectContaining({ id: '6', author: SYNC }),
		]);
		expect(built.meta.withheld).toEqual({ 'comment: internal': 1, 'comment: restricted': 1, 'comment: unknown visibility': 1 });
		expect(JSON.stringify(built)).not.toContain(SECRET);
	});

	test('internal ones leave when the rules say so, and say that they are', () => {
		const built = buildReplica(source({ comments, traces }), rules(['comments'], { comments: 'publicAndInternal' }));
		expect(built.comments?.map(({ id, public: shown }) => [id, shown])).toEqual([['1', true], ['2', false], ['6', true]]);
		expect(built.meta.withheld).toEqual({ 'comment: restricted': 1, 'comment: unknown visibility': 1 });
	});
});

test('restricted comments leave where the rules name their audience, and never as public ones', () => {
	const list = [comment('1', { restricted: true, audience: ['Developers'] }), comment('2', { restricted: true, audience: ['Managers'], body: adf(SECRET) })];
	const built = buildReplica(source({ comments: list }), rules(['comments'], { comments: { restrictedTo: ['Developers'] } }));
	expect(built.comments).toMatchObject([{ id: '1', public: false }]);
	expect(built.meta).toMatchObject({ withdrawn: ['2'], withheld: { 'comment: restricted': 1 } });
	expect(JSON.stringify(built)).not.toMatch(/Developers|Managers/);
});

test('text of a custom field with markup travels as rich text, on whichever deployment', () => {
	const built = (value: unknown, richFields?: string[]) =>
		buildReplica(source({ issue: { ...everything, fields: { ...everything.fields, customfield_7: value }, ...(richFields ? { richFields } : {}) } }), rules([], { customFields: { customfield_7: 'Steps' } })).customFields?.Steps?.value;
	expect(built('*one*', ['customfield_7'])).toEqual({ format: 'wiki', text: '*one*' });
	expect(built('*one*')).toBe('*one*');
	expect(built({ type: 'doc', version: 1, content: [] })).toMatchObject({ format: 'adf' });
	expect([built('', ['customfield_7']), built(null, ['customfield_7'])]).toEqual(['', null]);
});

describe('values that the rules make', () => {
	const values = { Contract: 'Gold', Impact: 7, Parts: ['a', { b: null }], Nothing: null };

	test('travel among the custom fields, under their names', () => {
		const { meta, ...rest } = buildReplica(source({ issue: everything }), rules([], { values }));
		expect(rest).toEqual({ customFields: mapValues(values, (value, id) => ({ id, value })) });
		expect(meta.fields).toEqual(['Contract', 'Impact', 'Parts', 'Nothing']);
	});

	test('take the place of a custom field of the same name, whose value stays at home', () => {
		const built = buildReplica(source({ issue: everything }), rules([], { customFields: { customfield_10002: 'Impact' }, values }));
		expect(built.customFields?.Impact).toEqual({ id: 'Impact', value: 7 });
		expect(built.meta.fields.filter((field) => field === 'Impact')).toHaveLength(1);
		expect(JSON.stringify(built)).not.toContain(SECRET);
	});

	test('are no fields of the issue, whatever they are called', () => {
		const built = buildReplica(source({ issue: everything }), rules([], { values: { summary: 'x', ['__proto__']: 'z', meta: 'y' } }));
		expect(built).not.toHaveProperty('summary');
		expect(built.meta.format).toBe(1);
	});
});

describe('files', () => {
	const files = [
		file('3', 'internal.png'),
		file('2', 'both.png', { created: '2026-11-20T09:00:00.000+0000' }),
		file('1', 'log.txt', { author: SYNC }),
		file('4', 'copied.txt'),
	];
	const comments = [
		comment('1', { body: showing('both.png') }),
		comment('2', { public: false, body: showing('internal.png', 'both.png') }),
	];
	const traces = { comments: {}, files: { 99: '4' } };
	const media = { 'media-internal.png': files[0]!, 'media-both.png': files[1]! };

	test('leave oldest first, without copies and without those that only an internal comment shows', () => {
		const built = buildReplica(source({ attachments: files, comments, traces, media }), rules(['comments', 'attachments']));
		expect(built.attachments).toEqual([
			{ id: '2', name: 'both.png', size: 100, mimeType: 'text/plain', created: '2026-11-20T09:00:00.000Z', author: ANN, bySyncAccount: false },
			{ id: '1', name: 'log.txt', size: 100, mimeType: 'text/plain', created: '2026-11-20T10:00:00.000Z', author: SYNC, bySyncAccount: true },
		]);
		expect(built.meta.withheld).toEqual({ 'comment: internal': 1, 'file of a withheld comment': 1 });
	});

	test('stay behind with an internal comment also when no comments are sent at all', () => {
		const built = buildReplica(source({ attachments: files, comments, traces, media }), rules(['attachments']));
		expect(built.attachments?.map(({ name }) => name)).toEqual(['both.png', 'log.txt']);
		expect(built).not.toHaveProperty('comments');
		expect(built.meta.withheld).toEqual({ 'file of a withheld comment': 1 });
	});

	test('leave with the internal comment where the rules let it out', () => {
		const built = buildReplica(source({ attachments: files, comments, traces }), rules(['comments', 'attachments'], { comments: 'publicAndInternal' }));
		expect(built.attachments?.map(({ name }) => name)).toEqual(['both.png', 'log.txt', 'internal.png']);
		expect(built.meta.withheld).toEqual({});
	});

	test('that the rules do not let out exist all the same, so that nobody takes them for deleted', () => {
		const built = buildReplica(source({ attachments: files, comments, traces, media }), rules(['attachments'], { files: { names: ['log.*'] } }));
		expect(built.attachments?.map(({ name }) => name)).toEqual(['log.txt']);
		expect(built.meta.unsent?.files).toEqual(['3', '2', '4']);
		expect(built.meta.withheld).toEqual({ 'file of a withheld comment': 1, 'file: name': 1 });
		expect(JSON.stringify(built)).not.toContain('both.png');
	});

	test('that arrived by another connection are not sent on', () => {
		const built = buildReplica(source({ attachments: files, traces, arrivedFiles: new Set(['1']) }), rules(['attachments']));
		expect(built.attachments?.map(({ name }) => name)).toEqual(['both.png', 'internal.png']);
	});

	test('that a text shows without a name are told by their media id', () => {
		const unnamed = showing('x');
		const [shown] = unnamed.document.content[0]?.content ?? [];
		Object.assign(shown as object, { attrs: { type: 'file', id: 'uuid-3', collection: '' } });
		const built = buildReplica(
			source({ attachments: files, comments: [comment('2', { public: false, body: unnamed })], media: { 'uuid-3': { id: '3', name: 'internal.png' } } }),
			rules(['attachments']),
		);
		expect(built.attachments?.map(({ name }) => name)).not.toContain('internal.png');
	});
});

test('who wrote a comment or added a file leaves by name, without the address', () => {
	const author = { ...ANN, email: 'ann@desk.example' };
	const built = buildReplica(source({ attachments: [file('1', 'a.png', { author })], comments: [comment('1', { author })] }), rules(['comments', 'attachments']));
	expect([built.comments?.[0]?.author, built.attachments?.[0]?.author]).toEqual([ANN, ANN]);
});

test('what a rich text names of its site does not leave with it', () => {
	const text = { type: 'doc', version: 1, content: [{ type: 'mediaSingle', attrs: { layout: 'center' }, content: [{ type: 'media', attrs: { type: 'file', id: 'uuid-of-desk', collection: 'jira-10001', alt: 'a.png' } }] }] };
	const built = buildReplica(source({ issue: issue({ description: text }), attachments: [file('1', 'a.png')], media: { 'uuid-of-desk': { id: '1', name: 'a.png' } } }), rules(['description']));
	expect(JSON.stringify(built.description)).toContain('a.png');
	expect(JSON.stringify(built.description)).not.toMatch(/uuid-of-desk|jira-10001/);
});

test('the fields of the service-desk use case are those of its rule, and no type', () => {
	expect([...SERVICE_DESK_FIELDS].sort()).toEqual(['assignee', 'attachments', 'comments', 'description', 'key', 'project', 'reporter', 'resolution', 'status', 'summary']);
});
