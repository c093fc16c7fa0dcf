import { createCloud } from '../../jira/cloud';
import { createDataCenter } from '../../jira/dataCenter';
import { scriptedSite, type Exchange } from './scriptedSite';

const noSecondHop = () => Promise.reject(new Error('no second hop'));
function opened(exchanges: Exchange[], create: typeof createCloud) {
	const site = scriptedSite(exchanges);
	return { jira: create(site.port, { id: 'site', accountId: 'known' }, noSecondHop), site };
}
const permissions = (held: Record<string, boolean>) => ({ body: { permissions: Object.fromEntries(Object.entries(held).map(([key, havePermission]) => [key, { id: '1', key, name: `name of ${key}`, havePermission }])) } });

describe('permissions', () => {
	test('Cloud is asked for those that are wanted', async () => {
		const { jira, site } = opened([{ ask: 'GET /rest/api/3/mypermissions?projectKey=DEV&permissions=ADD_COMMENTS%2CEDIT_ISSUES', answer: permissions({ ADD_COMMENTS: true, EDIT_ISSUES: false }) }], createCloud);
		expect(await jira.readPermissions(['ADD_COMMENTS', 'EDIT_ISSUES'], 'DEV')).toEqual([
			{ key: 'ADD_COMMENTS', name: 'name of ADD_COMMENTS', held: true },
			{ key: 'EDIT_ISSUES', name: 'name of EDIT_ISSUES', held: false },
		]);
		site.expectDone();
	});

	test('Data Center answers all it knows, and what it does not know is missing', async () => {
		const { jira, site } = opened([{ ask: 'GET /rest/api/2/mypermissions?projectKey=DEV', answer: permissions({ BROWSE_PROJECTS: true, ADD_COMMENTS: true }) }], createDataCenter);
		expect(await jira.readPermissions(['ADD_COMMENTS', 'SERVICEDESK_AGENT'], 'DEV')).toEqual([{ key: 'ADD_COMMENTS', name: 'name of ADD_COMMENTS', held: true }]);
		site.expectDone();
	});
});

test('the own account is asked although its id is known, because the credential may be refused by now', async () => {
	const { jira, site } = opened([{ ask: 'GET /rest/api/2/myself', answer: { body: { key: 'JIRAUSER1', name: 'sync', displayName: 'Sync' } } }], createDataCenter);
	expect(await jira.readOwnAccount()).toEqual({ id: 'JIRAUSER1', name: 'Sync' });
	site.expectDone();
});

test.each<[string, unknown, object]>([
	['of Cloud', { id: '1', key: 'DEV', name: 'Dev', projectTypeKey: 'software', style: 'next-gen', simplified: true }, { id: '1', key: 'DEV', name: 'Dev', archived: false, type: 'software', teamManaged: true }],
	['that is archived', { id: '1', key: 'DEV', name: 'Dev', projectTypeKey: 'business', style: 'classic', archived: true }, { id: '1', key: 'DEV', name: 'Dev', archived: true, type: 'business', teamManaged: false }],
	['as the document of Data Center 10.3 has it, without its kind', { id: '1', key: 'DEV', name: 'Dev', archived: false }, { id: '1', key: 'DEV', name: 'Dev', archived: false, teamManaged: false }],
])('a project %s', async (_which, body, project) => {
	const { jira, site } = opened([{ ask: 'GET /rest/api/3/project/DEV', answer: { body } }], createCloud);
	expect(await jira.readProject('DEV')).toEqual(project);
	site.expectDone();
});

test('a project out of sight is no error', async () => {
	const { jira } = opened([{ ask: 'GET /rest/api/3/project/..%2Fx', answer: { status: 404, body: {} } }], createCloud);
	expect(await jira.readProject('../x')).toBeUndefined();
});

test.each([
	['Cloud', createCloud, 'GET /rest/api/3/issue/createmeta/DEV/issuetypes/10', 'fields'],
	['Data Center', createDataCenter, 'GET /rest/api/2/issue/createmeta/DEV/issuetypes/10', 'values'],
] as const)('the create screen of %s is read to its end', async (_which, create, ask, list) => {
	const page = (from: number, count: number) => ({ body: { [list]: Array.from({ length: count }, (_, at) => ({ fieldId: `f${from + at}`, name: 'n', required: true, hasDefaultValue: false, schema: { type: 'string' } })) } });
	const { jira, site } = opened(
		[
			{ ask: `${ask}?startAt=0&maxResults=200`, answer: page(0, 200) },
			{ ask: `${ask}?startAt=200&maxResults=200`, answer: page(200, 3) },
		],
		create,
	);
	const fields = await jira.readCreateFields('DEV', '10');
	expect([fields.length, fields.at(-1)?.fieldId]).toEqual([203, 'f202']);
	site.expectDone();
});

describe('the create screen of a site that puts fewer fields on a page than it is asked for', () => {
	const ask = 'GET /rest/api/2/issue/createmeta/DEV/issuetypes/10';
	const page = (from: number, count: number, more: object) => ({ body: { ...more, values: Array.from({ length: count }, (_, at) => ({ fieldId: `f${from + at}`, name: 'n' })) } });
	const from = (startAt: number, answer: object) => ({ ask: `${ask}?startAt=${startAt}&maxResults=200`, answer });

	test.each<[string, Exchange[]]>([
		['says which page is the last one', [from(0, page(0, 50, { isLast: false })), from(50, page(50, 10, { isLast: true }))]],
		['says how many there are', [from(0, page(0, 50, { total: 60 })), from(50, page(50, 10, { total: 60 }))]],
		['says wrongly that there are more', [from(0, page(0, 60, { isLast: false, total: 70 })), from(60, page(60, 0, { isLast: false, total: 70 }))]],
	])('and %s', async (_what, exchanges) => {
		const { jira, site } = opened(exchanges, createDataCenter);
		expect(await jira.readCreateFields('DEV', '10')).toHaveLength(60);
		site.expectDone();
	});

	test.each([
		['Cloud', createCloud, 'GET /rest/api/3/issue/createmeta/DEV/issuetypes/10', { startAt: 0, maxResults: 200, total: 1, fields: [{ fieldId: 'summary' }] }],
		['Data Center', createDataCenter, ask, { isLast: true, values: [{ fieldId: 'summary' }] }],
	] as const)('and otherwise one request is enough for %s', async (_which, create, path, body) => {
		const { jira, site } = opened([{ ask: `${path}?startAt=0&maxResults=200`, answer: { body } }], create);
		expect(await jira.readCreateFields('DEV', '10')).toHaveLength(1);
		site.expectDone();
	});
});

test.each([
	['Cloud', createCloud, 'GET /rest/api/3/issue/createmeta/DEV/issuetypes', 'issueTypes', { total: 3 }],
	['Data Center', createDataCenter, 'GET /rest/api/2/issue/createmeta/DEV/issuetypes', 'values', undefined],
] as const)('the types of a project on %s are read to their end', async (_which, create, ask, list, total) => {
	const page = (startAt: number, ids: string[], isLast: boolean) => ({ ask: `${ask}?startAt=${startAt}&maxResults=200`, answer: { body: { ...(total ?? { isLast }), [list]: ids.map((id) => ({ id, name: `Type ${id}`, subtask: id === '3' })) } } });
	const { jira, site } = opened([page(0, ['1', '2'], false), page(2, ['3'], true)], create);
	expect((await jira.listIssueTypes('DEV')).map(({ id, subtask }) => [id, subtask])).toEqual([['1', false], ['2', false], ['3', true]]);
	site.expectDone();
});

test('no project is found where Cloud answers 404', async () => {
	const { jira } = opened([{ ask: 'GET /rest/api/3/project/search?startAt=0&maxResults=50&orderBy=key&query=gone', answer: { status: 404, body: {} } }], createCloud);
	expect(await jira.listProjects('gone')).toEqual([]);
});

test('the edit screen is that of the latest issue of the type; without one nobody can tell', async () => {
	const search = 'POST /rest/api/2/search';
	const body = { jql: 'project = "DEV" AND issuetype = "10" ORDER BY updated DESC', fields: ['key'], startAt: 0, maxResults: 1 };
	const { jira, site } = opened(
		[
			{ ask: search, body, answer: { body: { total: 1, issues: [{ id: '7', key: 'DEV-7' }] } } },
			{ ask: 'GET /rest/api/2/issue/7/editmeta', answer: { body: { fields: { summary: {}, description: {} } } } },
			{ ask: search, body, answer: { body: { total: 0, issues: [] } } },
		],
		createDataCenter,
	);
	expect((await jira.readEditFields('DEV', '10'))?.map(({ fieldId }) => fieldId)).toEqual(['summary', 'description']);
	expect(await jira.readEditFields('DEV', '10')).toBeUndefined();
	site.expectDone();
});

test('what is switched off for a site', async () => {
	const { jira, site } = opened([{ ask: 'GET /rest/api/2/configuration', answer: { body: { attachmentsEnabled: false, issueLinkingEnabled: true } } }], createDataCenter);
	expect(await jira.readSettings()).toEqual({ attachments: false, issueLinking: true });
	site.expectDone();
});

test('transitions of a project: each with its id, and the statuses that have no issue to look at', async () => {
	const status = (id: string, name: string) => ({ id, name });
	const search = (id: string) => ({ ask: 'POST /rest/api/2/search', body: { jql: `project = "DEV" AND status = "${id}" ORDER BY updated DESC`, fields: ['key'], startAt: 0, maxResults: 3 } });
	const issue = (id: string, at: string, transitions: unknown[]) => ({ ask: `GET /rest/api/2/issue/${id}?fields=status&expand=transitions`, answer: { body: { id, key: `DEV-${id}`, fields: { status: status(at, '') }, transitions } } });
	const { jira, site } = opened(
		[
			{ ask: 'GET /rest/api/2/project/DEV/statuses', answer: { body: [{ statuses: [status('1', 'Open'), status('2', 'Done')] }, { statuses: [status('1', 'Open')] }] } },
			{ ...search('1'), answer: { body: { total: 1, issues: [{ id: '7', key: 'DEV-7' }] } } },
			issue('7', '1', [{ id: '11', name: 'Finish', to: status('2', 'Done') }, { id: '12', name: 'Finish', to: status('2', 'Done') }]),
			{ ...search('2'), answer: { body: { total: 0, issues: [] } } },
		],
		createDataCenter,
	);
	expect(await jira.readProjectTransitions('DEV')).toEqual({
		transitions: [{ id: '11', name: 'Finish', to: status('2', 'Done') }, { id: '12', name: 'Finish', to: status('2', 'Done') }],
		byStatus: { 1: [{ id: '11', name: 'Finish', to: status('2', 'Done') }, { id: '12', name: 'Finish', to: status('2', 'Done') }] },
		unseen: ['Done'],
	});
	site.expectDone();
});

test('an issue that search still shows in a status which it has left says nothing of that status', async () => {
	const status = (id: string, name: string) => ({ id, name });
	const issue = (id: string, at: string, transitions: unknown[]) => ({ ask: `GET /rest/api/3/issue/${id}?fields=status&expand=transitions`, answer: { body: { id, key: `DEV-${id}`, fields: { status: status(at, '') }, transitions } } });
	const { jira, site } = opened([
		{ ask: 'GET /rest/api/3/project/DEV/statuses', answer: { body: [{ statuses: [status('1', 'Open')] }] } },
		{ ask: 'POST /rest/api/3/search/jql', answer: { body: { issues: [{ id: '7', key: 'DEV-7' }, { id: '8', key: 'DEV-8' }], isLast: true } } },
		issue('7', '2', [{ id: '51', name: 'Reopen', to: status('1', 'Open') }]),
		issue('8', '1', [{ id: '11', name: 'Finish', to: status('2', 'Done') }]),
	], createCloud);
	expect((await jira.readProjectTransitions('DEV')).byStatus).toEqual({ 1: [{ id: '11', name: 'Finish', to: status('2', 'Done') }] });
	site.expectDone();
});
