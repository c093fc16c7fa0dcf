import { bench, doc } from './support';

let b: ReturnType<typeof bench>;
beforeEach(() => { b = bench(); });
afterEach(() => b.contract.expectNoViolations());

const dev = () => b.sandbox.site('dev');
const task = (fields: Record<string, unknown> = {}) => ({ fields: { project: { key: 'ACME' }, issuetype: { name: 'Task' }, summary: 'New', ...fields } });
const create = async (fields: Record<string, unknown> = {}) => (await b.ask('dev', 'POST issue', task(fields))).body.key as string;
const errorsOf = async (request: string, body: unknown) => {
	const answer = await b.ask('dev', request, body);
	return { status: answer.status, errors: answer.body.errors, messages: answer.body.errorMessages };
};

describe('creating', () => {
	test('answers id, key and self; properties are there from the first moment', async () => {
		const answer = await b.ask('dev', 'POST issue', { ...task(), properties: [{ key: 'jirasync.x', value: { a: 1 } }] });
		expect(answer.status).toBe(201);
		expect(Object.keys(answer.body).sort()).toEqual(['id', 'key', 'self']);
		const read = await b.ask('dev', `GET issue/${answer.body.key}?properties=jirasync.x&fields=summary,reporter,priority,status,resolution`);
		expect(read.body.properties).toEqual({ 'jirasync.x': { a: 1 } });
		expect(read.body.fields).toMatchObject({ summary: 'New', reporter: { displayName: 'Sync Dev' }, priority: { name: 'Medium' }, status: { name: 'To Do' }, resolution: null });
	});

	test('every kind of field comes back in the shape it is read in', async () => {
		const evan = dev().account('evan').accountId;
		const key = await create({
			description: doc('words'), priority: { id: '2' }, assignee: { accountId: evan }, labels: ['a', 'b'], components: [{ name: 'Installer' }], fixVersions: [{ name: '1.1' }], duedate: '2026-12-24',
			customfield_10301: { value: 'High' }, customfield_10302: [{ value: 'Linux' }, { id: '10413' }], customfield_10303: { accountId: evan }, customfield_10304: '2026-12-01', customfield_10305: '2026-11-21T10:00:00.000+0100',
			customfield_10306: 'https://example.com/x', customfield_10307: 3.5, customfield_10308: doc('given'), customfield_10309: { value: 'Client', child: { value: 'Updater' } }, customfield_10310: 'DESK-1', customfield_10311: [{ accountId: evan }],
		});
		const { fields } = (await b.ask('dev', `GET issue/${key}`)).body;
		expect(fields).toMatchObject({
			description: doc('words'), priority: { name: 'High' }, assignee: { accountId: evan }, labels: ['a', 'b'], components: [{ name: 'Installer' }], fixVersions: [{ name: '1.1', released: false }], duedate: '2026-12-24',
			customfield_10301: { value: 'High', id: '10403' }, customfield_10302: [{ value: 'Linux' }, { value: 'Windows' }], customfield_10303: { accountId: evan }, customfield_10304: '2026-12-01', customfield_10305: '2026-11-21T04:00:00.000-0500',
			customfield_10306: 'https://example.com/x', customfield_10307: 3.5, customfield_10308: doc('given'), customfield_10309: { value: 'Client', child: { value: 'Updater' } }, customfield_10310: 'DESK-1', customfield_10311: [{ accountId: evan }],
		});
	});

	test('one field that is not on the screen refuses the whole request', async () => {
		const before = dev().issues().length;
		expect(await errorsOf('POST issue', task({ customfield_10399: 'x', environment: doc('x'), nonsense: 1, status: { id: '10002' }, resolution: { id: '10000' } }))).toEqual({
			status: 400, messages: [],
			errors: Object.fromEntries(['customfield_10399', 'environment', 'nonsense', 'status', 'resolution'].map((id) => [id, `Field '${id}' cannot be set. It is not on the appropriate screen, or unknown.`])),
		});
		expect(dev().issues()).toHaveLength(before);
	});

	test.each([
		['no summary', { summary: undefined }, { summary: 'You must specify a summary of the issue.' }],
		['a summary of two lines', { summary: 'a\nb' }, { summary: 'The summary is invalid because it contains newline characters.' }],
		['a summary that is too long', { summary: 'x'.repeat(256) }, { summary: "Summary can't exceed 255 characters." }],
		['plain text for a description', { description: 'plain' }, { description: 'Operation value must be an Atlassian Document (see the Atlassian Document Format)' }],
		['a text that is too long', { description: doc('x'.repeat(32_768)) }, { description: 'The entered text is too long. It exceeds the allowed limit of 32,767 characters.' }],
		['an unknown option', { customfield_10301: { value: 'Huge' } }, { customfield_10301: "Option value 'Huge' is not valid" }],
		['a label with a space', { labels: ['a b'] }, { labels: "The label 'a b' contains spaces which is invalid." }],
		['someone who cannot be assigned', { assignee: { accountId: 'nobody' } }, { assignee: "User 'nobody' does not exist." }],
		['a number as text', { customfield_10307: '3' }, { customfield_10307: 'Operation value must be a number' }],
		['an archived version', { fixVersions: [{ name: '0.9' }] }, { fixVersions: "Version name '0.9' is not valid" }],
		['an unknown type', { issuetype: { name: 'Incident' } }, { issuetype: 'Specify a valid issue type' }],
		['a project out of sight', { project: { key: 'SECRET' } }, { project: 'valid project is required' }],
	])('refuses %s', async (_, fields, errors) => {
		expect(await errorsOf('POST issue', task(fields))).toMatchObject({ status: 400, errors });
	});

	test('32,767 characters of text are taken, whatever the JSON around them weighs', async () => {
		const content = Array.from({ length: 1000 }, () => ({ type: 'text', text: 'x'.repeat(32), marks: [{ type: 'strong' }, { type: 'link', attrs: { href: 'https://example.com/' } }] }));
		expect((await b.ask('dev', 'POST issue', task({ description: { type: 'doc', version: 1, content: [{ type: 'paragraph', content }] } }))).status).toBe(201);
	});

	test.each([
		['an unknown node', { type: 'doc', version: 1, content: [{ type: 'bogus' }] }],
		['an empty text', { type: 'doc', version: 1, content: [{ type: 'paragraph', content: [{ type: 'text', text: '' }] }] }],
		['code that is strong', { type: 'doc', version: 1, content: [{ type: 'paragraph', content: [{ type: 'text', text: 'x', marks: [{ type: 'code' }, { type: 'strong' }] }] }] }],
		['a picture inside a paragraph', { type: 'doc', version: 1, content: [{ type: 'paragraph', content: [{ type: 'mediaSingle', content: [] }] }] }],
		['a layout', { type: 'doc', version: 1, content: [{ type: 'layoutSection', content: [] }] }],
	])('a document with %s is refused without naming the field', async (_, description) => {
		expect(await errorsOf('POST issue', task({ description }))).toEqual({ status: 400, messages: ['INVALID_INPUT'], errors: {} });
	});

	test('pictures are named by their id in the media store of this site, not by attachment id and not by another site\'s', async () => {
		const picture = (id: string) => ({ type: 'doc', version: 1, content: [{ type: 'mediaSingle', attrs: { layout: 'center' }, content: [{ type: 'media', attrs: { type: 'file', id, collection: '' } }] }] });
		const attachmentId = dev().as('dana').attach('ACME-1', 'x.png', 'bytes', 'image/png');
		const elsewhere = b.sandbox.site('desk').issue('DESK-1').files[0]!.mediaId;
		for (const id of [attachmentId, elsewhere]) expect(await errorsOf('POST issue', task({ description: picture(id) }))).toEqual({ status: 400, messages: ['ATTACHMENT_VALIDATION_ERROR'], errors: {} });
		expect((await b.ask('dev', 'PUT issue/ACME-1', { fields: { description: picture(dev().issue('ACME-1').files[0]!.mediaId) } })).status).toBe(204);
	});

	test('sub-tasks need a parent of the right level', async () => {
		expect((await errorsOf('POST issue', task({ issuetype: { name: 'Sub-task' } }))).errors).toEqual({ issuetype: 'Issue type is a sub-task but parent issue key or id not specified.' });
		const epic = await create({ issuetype: { name: 'Epic' } });
		expect((await errorsOf('POST issue', task({ issuetype: { name: 'Sub-task' }, parent: { key: epic } }))).errors).toEqual({ parent: 'Given parent work item does not belong to appropriate hierarchy.' });
		const story = await create({ issuetype: { name: 'Story' }, parent: { key: epic } });
		const sub = await create({ issuetype: { name: 'Sub-task' }, parent: { key: story } });
		const { fields } = (await b.ask('dev', `GET issue/${story}?fields=parent,subtasks`)).body;
		expect([fields.parent.key, fields.subtasks.map((one: { key: string }) => one.key)]).toEqual([epic, [sub]]);
	});

	test('in bulk: successes stay, failures are counted by their place', async () => {
		const answer = await b.ask('dev', 'POST issue/bulk', { issueUpdates: [task(), { fields: { project: { key: 'ACME' } } }, task()] });
		expect(answer.status).toBe(201);
		expect(answer.body.issues).toHaveLength(2);
		expect(answer.body.errors).toMatchObject([{ failedElementNumber: 1, status: 400 }]);
		expect((await b.ask('dev', 'POST issue/bulk', { issueUpdates: [{}] })).status).toBe(400);
	});

	test('a screen is told by the create metadata, 200 fields a page at most', async () => {
		const meta = (await b.ask('dev', 'GET issue/createmeta/ACME/issuetypes/10003?maxResults=200')).body;
		expect(meta.fields.map((field: { fieldId: string }) => field.fieldId)).toEqual(expect.arrayContaining(['environment', 'versions', 'customfield_10301']));
		expect(meta.fields.find((field: { fieldId: string }) => field.fieldId === 'customfield_10309')).toMatchObject({ required: false, operations: ['set'], allowedValues: [{ value: 'Client', children: [{ value: 'Tunnel' }, { value: 'Updater' }] }, { value: 'Server' }] });
		expect((await b.ask('dev', 'GET issue/createmeta/ACME/issuetypes?maxResults=201')).status).toBe(400);
	});
});

describe('editing', () => {
	test('changes what is named and says nothing', async () => {
		const key = await create({ labels: ['a', 'b'] });
		const answer = await b.ask('dev', `PUT issue/${key}?notifyUsers=false`, { fields: { summary: 'Other' }, update: { labels: [{ remove: 'a' }, { add: 'c' }] }, properties: [{ key: 'p', value: 1 }] });
		expect([answer.status, answer.body.length]).toEqual([204, 0]);
		expect(dev().issue(key)).toMatchObject({ summary: 'Other', labels: ['b', 'c'], properties: { p: 1 } });
	});

	test('is all or nothing', async () => {
		const key = await create();
		expect((await errorsOf(`PUT issue/${key}`, { fields: { summary: 'Other', customfield_10399: 'x' }, properties: [{ key: 'p', value: 1 }] })).status).toBe(400);
		expect(dev().issue(key)).toMatchObject({ summary: 'New', properties: {} });
	});

	test('a field stands in fields or in update, not in both', async () => {
		expect((await errorsOf(`PUT issue/${await create()}`, { fields: { labels: ['a'] }, update: { labels: [{ add: 'b' }] } })).status).toBe(400);
	});

	test('hands the issue back when asked', async () => {
		const answer = await b.ask('dev', `PUT issue/${await create()}?returnIssue=true`, { fields: { summary: 'Other' } });
		expect([answer.status, answer.body.fields.summary]).toEqual([200, 'Other']);
	});

	test('empties with null and with an empty list, and takes the parent away with none', async () => {
		const epic = await create({ issuetype: { name: 'Epic' } });
		const key = await create({ description: doc('x'), labels: ['a'], assignee: { accountId: dev().account('evan').accountId }, parent: { key: epic } });
		await b.ask('dev', `PUT issue/${key}`, { fields: { description: null, labels: [], assignee: null }, update: { parent: [{ set: { none: true } }] } });
		expect(dev().issue(key)).toMatchObject({ description: '', labels: [], assignee: null, parent: null });
	});

	test('the same value again leaves no trace', async () => {
		const key = await create();
		b.time.now += 1000;
		const before = dev().issue(key);
		expect((await b.ask('dev', `PUT issue/${key}`, { fields: { summary: 'New' } })).status).toBe(204);
		expect(dev().issue(key)).toEqual(before);
	});

	test('writes history with ids, words, author and the metadata given', async () => {
		const key = await create();
		await b.ask('dev', `PUT issue/${key}`, { fields: { priority: { name: 'High' }, customfield_10310: 'DESK-1' }, historyMetadata: { type: 'jirasync', extraData: { a: 'b' } } });
		const { values } = (await b.ask('dev', `GET issue/${key}/changelog`)).body;
		expect(values).toMatchObject([{
			author: { displayName: 'Sync Dev' },
			historyMetadata: { type: 'jirasync', extraData: { a: 'b' } },
			items: [
				{ field: 'priority', fieldId: 'priority', fieldtype: 'jira', from: '3', fromString: 'Medium', to: '2', toString: 'High' },
				{ field: 'Desk key', fieldId: 'customfield_10310', fieldtype: 'custom', from: null, fromString: null, to: null, toString: 'DESK-1' },
			],
		}]);
	});

	test('history runs forwards as a resource, backwards and only a hundred long inside the issue', async () => {
		const key = await create();
		for (let number = 1; number <= 120; number += 1) dev().as('dana').editIssue(key, { summary: `S${number}` });
		const page = (await b.ask('dev', `GET issue/${key}/changelog?startAt=100`)).body;
		expect([page.total, page.values.length, page.isLast, page.values.at(-1).items[0].toString]).toEqual([120, 20, true, 'S120']);
		const { changelog } = (await b.ask('dev', `GET issue/${key}?expand=changelog&fields=id`)).body;
		expect([changelog.total, changelog.histories.length, changelog.histories[0].items[0].toString]).toEqual([120, 100, 'S120']);
	});

	test('a file whose picture is edited away is deleted', async () => {
		const key = await create();
		const id = dev().as('dana').attach(key, 'x.png', 'bytes', 'image/png');
		const { mediaId } = dev().issue(key).files[0]!;
		const picture = { type: 'doc', version: 1, content: [{ type: 'mediaSingle', attrs: { layout: 'center' }, content: [{ type: 'media', attrs: { type: 'file', id: mediaId, collection: '' } }] }] };
		await b.ask('dev', `PUT issue/${key}`, { fields: { description: picture } });
		await b.ask('dev', `PUT issue/${key}`, { fields: { description: doc('no picture') } });
		expect(dev().issue(key).files).toEqual([]);
		expect((await b.ask('dev', `GET attachment/${id}`)).status).toBe(404);
	});
});

describe('reading', () => {
	test('takes ids, keys and keys from before a move', async () => {
		const key = await create();
		const { id } = dev().issue(key);
		const moved = dev().as('ada').moveIssue(key, 'BETA');
		for (const name of [id, key, moved, moved.toLowerCase()]) expect((await b.ask('dev', `GET issue/${name}?fields=project`)).body).toMatchObject({ id, key: moved, fields: { project: { key: 'BETA' } } });
	});

	test('embeds the first comments only, and says how many there are', async () => {
		for (let number = 1; number <= 30; number += 1) dev().as('dana').addComment('ACME-1', `c${number}`);
		const { comment } = (await b.ask('dev', 'GET issue/ACME-1?fields=comment')).body.fields;
		expect([comment.comments.length, comment.total, comment.maxResults]).toEqual([20, 30, 20]);
	});

	test('gives names, schema, transitions, edit metadata and rendered fields when asked', async () => {
		const { body } = await b.ask('dev', 'GET issue/ACME-1?expand=names,schema,transitions,editmeta,renderedFields&fields=summary,customfield_10301');
		expect(body).toMatchObject({ names: { customfield_10301: 'Customer impact' }, schema: { customfield_10301: { type: 'option', customId: 10301 } } });
		expect(body.transitions.map((one: { name: string }) => one.name)).toEqual(['Stop Progress', 'Done', 'Resolve']);
		expect(Object.keys(body.editmeta.fields)).toContain('summary');
		expect(Object.keys(body.fields)).toEqual(['summary', 'customfield_10301']);
	});

	test('fetches many in order of ids and leaves out the invisible without a word', async () => {
		const key = await create();
		const answer = await b.ask('dev', 'POST issue/bulkfetch', { issueIdsOrKeys: [key, 'ACME-1', 'SECRET-1', 'NOPE-1'], fields: ['summary'] });
		expect(answer.body.issues.map((issue: { key: string }) => issue.key)).toEqual(['ACME-1', key]);
		expect((await b.ask('dev', 'POST issue/bulkfetch', { issueIdsOrKeys: [] })).status).toBe(400);
		expect((await b.ask('dev', 'POST issue/bulkfetch', { issueIdsOrKeys: Array.from({ length: 101 }, String) })).status).toBe(400);
	});

	test('the time is written in the caller\'s zone', async () => {
		const key = await create();
		expect((await b.ask('dev', `GET issue/${key}?fields=created`)).body.fields.created).toBe('2026-11-21T05:00:00.000-0500');
		expect((await b.ask('dev', `GET issue/${key}?fields=created`, undefined, 'dana')).body.fields.created).toBe('2026-11-21T10:00:00.000+0000');
	});
});

test('deleting takes links along, and sub-tasks only when told to', async () => {
	const story = await create({ issuetype: { name: 'Story' } });
	const sub = await create({ issuetype: { name: 'Sub-task' }, parent: { key: story } });
	expect((await b.ask('dev', `DELETE issue/${story}`)).status).toBe(400);
	expect((await b.ask('dev', `DELETE issue/${story}?deleteSubtasks=true`)).status).toBe(204);
	expect([dev().has(story), dev().has(sub)]).toEqual([false, false]);
	expect((await b.ask('dev', `DELETE issue/${story}`)).status).toBe(404);
});
