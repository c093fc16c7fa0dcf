import type { Project, SiteData } from '../model.ts';
import { GROUPS, LINK_TYPES, PRIORITIES, RESOLUTIONS, WORK_SCOPES, account } from './shared.ts';

const ADA = '712020:9c3d4e5f-0001-4d0a-8a55-dev000000001';
const SYNC = '712020:9c3d4e5f-0002-4d0a-8a55-dev000000002';
const DANA = '712020:9c3d4e5f-0003-4d0a-8a55-dev000000003';
const EVAN = '712020:9c3d4e5f-0004-4d0a-8a55-dev000000004';
const NORA = '712020:9c3d4e5f-0006-4d0a-8a55-dev000000006';
const RAY = '712020:9c3d4e5f-0007-4d0a-8a55-dev000000007';

const MEMBERS: Project['members'] = { [ADA]: 'admin', [SYNC]: 'admin', [DANA]: 'worker', [EVAN]: 'worker', [NORA]: 'worker', [RAY]: 'reader' };
const BASICS = ['summary', 'description', 'priority', 'assignee', 'reporter', 'labels', 'components', 'fixVersions', 'duedate', 'parent'];
const CUSTOM = ['customfield_10301', 'customfield_10302', 'customfield_10303', 'customfield_10304', 'customfield_10305', 'customfield_10306', 'customfield_10307', 'customfield_10308', 'customfield_10309', 'customfield_10310', 'customfield_10311'];
const screen = (...ids: string[]): Array<{ id: string }> => ids.map((id) => ({ id }));

const EPIC = '10000';
const STORY = '10001';
const TASK = '10002';
const BUG = '10003';
const SUBTASK = '10004';

/** The development site. Its ids overlap with the desk's and mean other things, as on any two sites. */
export function devSite(): SiteData {
	return {
		name: 'dev',
		title: 'Dev',
		cloudId: 'c81d4b6a-77a1-4f3c-8e2f-de7000000002',
		uploadLimit: 10 * 1024 * 1024,
		counters: {},
		accounts: [
			account('ada', 'Ada Admin', ADA, { siteAdmin: true, emailVisible: true, tokens: [{ token: 'dev-ada-token' }] }),
			account('sync', 'Sync Dev', SYNC, {
				email: 'sync@dev.example', siteAdmin: true, timeZone: 'America/New_York',
				tokens: [{ token: 'dev-sync-token' }, { token: 'dev-sync-scoped-token', scopes: WORK_SCOPES }],
			}),
			account('dana', 'Dana Dev', DANA, { email: 'dana@dev.example', emailVisible: true, tokens: [{ token: 'dev-dana-token' }] }),
			account('evan', 'Evan Park', EVAN, { email: 'evan@dev.example', timeZone: 'America/Los_Angeles', tokens: [{ token: 'dev-evan-token' }] }),
			account('nora', 'Nora Noadmin', NORA, { email: 'nora@dev.example', tokens: [{ token: 'dev-nora-token' }] }),
			account('ray', 'Ray Reader', RAY, { email: 'ray@dev.example', tokens: [{ token: 'dev-ray-token' }] }),
		],
		roles: [{ id: '10002', name: 'Administrators' }, { id: '10201', name: 'Developers' }],
		groups: GROUPS,
		issueTypes: [
			{ id: EPIC, name: 'Epic', untranslatedName: 'Epic', hierarchyLevel: 1 },
			{ id: STORY, name: 'Story', untranslatedName: 'Story', hierarchyLevel: 0 },
			{ id: TASK, name: 'Task', untranslatedName: 'Task', hierarchyLevel: 0 },
			{ id: BUG, name: 'Bug', untranslatedName: 'Bug', hierarchyLevel: 0 },
			{ id: SUBTASK, name: 'Sub-task', untranslatedName: 'Sub-task', hierarchyLevel: -1 },
		],
		statuses: [
			{ id: '10000', name: 'To Do', category: 'new' },
			{ id: '10001', name: 'In Progress', category: 'indeterminate' },
			{ id: '10002', name: 'Done', category: 'done' },
		],
		priorities: PRIORITIES,
		resolutions: RESOLUTIONS,
		linkTypes: LINK_TYPES,
		customFields: [
			{ id: 'customfield_10301', name: 'Customer impact', type: 'select', options: [{ id: '10401', value: 'Low' }, { id: '10402', value: 'Medium' }, { id: '10403', value: 'High' }] },
			{ id: 'customfield_10302', name: 'Platforms', type: 'multiselect', options: [{ id: '10411', value: 'Linux' }, { id: '10412', value: 'macOS' }, { id: '10413', value: 'Windows' }] },
			{ id: 'customfield_10303', name: 'Reviewer', type: 'userpicker' },
			{ id: 'customfield_10304', name: 'Target date', type: 'datepicker' },
			{ id: 'customfield_10305', name: 'Found at', type: 'datetime' },
			{ id: 'customfield_10306', name: 'Design document', type: 'url' },
			{ id: 'customfield_10307', name: 'Story points', type: 'float' },
			{ id: 'customfield_10308', name: 'Acceptance criteria', type: 'textarea' },
			{ id: 'customfield_10309', name: 'Module', type: 'cascadingselect', options: [
				{ id: '10421', value: 'Client', children: [{ id: '10422', value: 'Tunnel' }, { id: '10423', value: 'Updater' }] },
				{ id: '10424', value: 'Server', children: [{ id: '10425', value: 'Gateway' }] },
			] },
			{ id: 'customfield_10310', name: 'Desk key', type: 'textfield' },
			{ id: 'customfield_10311', name: 'Testers', type: 'multiuserpicker' },
			// On no screen: setting it is refused although it exists.
			{ id: 'customfield_10399', name: 'Legacy code', type: 'textfield' },
		],
		workflows: [
			{
				id: 'software', name: 'Software workflow', initialStatusId: '10000', statusIds: ['10000', '10001', '10002'],
				transitions: [
					{ id: '11', name: 'Start Progress', from: ['10000'], to: '10001' },
					{ id: '21', name: 'Stop Progress', from: ['10001'], to: '10000' },
					{ id: '31', name: 'Done', from: ['10000', '10001'], to: '10002', screen: [{ id: 'resolution', required: true }, { id: 'fixVersions' }, { id: 'comment' }] },
					{ id: '41', name: 'Resolve', from: ['10000', '10001'], to: '10002', screen: [{ id: 'resolution', required: true }, { id: 'comment' }] },
					{ id: '51', name: 'Reopen', from: ['10002'], to: '10000', setResolution: null },
				],
			},
			{
				// The simplified kind: every status from every other, and post functions look after the resolution.
				id: 'free', name: 'Simplified workflow', initialStatusId: '10000', statusIds: ['10000', '10001', '10002'],
				transitions: [
					{ id: '11', name: 'To Do', from: [], to: '10000', setResolution: null },
					{ id: '21', name: 'In Progress', from: [], to: '10001', setResolution: null },
					{ id: '31', name: 'Done', from: [], to: '10002', setResolution: '10000' },
				],
			},
		],
		projects: [
			project('10000', 'ACME', 'Acme Client', MEMBERS, 'software'),
			project('10001', 'BETA', 'Beta Server', MEMBERS, 'free'),
			project('10002', 'SECRET', 'Secret', { [ADA]: 'admin' }, 'software'),
		],
		issues: {},
		formerKeys: {},
		issueLinks: [],
		userProperties: {},
		webhooks: [],
	};
}

function project(id: string, key: string, name: string, members: Project['members'], workflow: string): Project {
	const task = screen(...BASICS, ...CUSTOM);
	const bug = screen(...BASICS, ...CUSTOM, 'environment', 'versions');
	const withoutParent = task.filter((field) => field.id !== 'parent');
	const editOnly = screen('issuetype', 'comment', 'issuelinks', 'attachment');
	return {
		id, key, name, members,
		type: 'software',
		leadId: ADA,
		nextNumber: 1,
		issueTypeIds: [TASK, BUG, EPIC, STORY, SUBTASK],
		workflows: { '*': workflow },
		priorityIds: ['1', '2', '3', '4', '5'],
		components: [{ id: `${id}1`, name: 'VPN client' }, { id: `${id}2`, name: 'Installer' }],
		versions: [
			{ id: `${id}11`, name: '1.0', released: true, archived: false },
			{ id: `${id}12`, name: '1.1', released: false, archived: false },
			{ id: `${id}13`, name: '0.9', released: true, archived: true },
		],
		securityLevels: [],
		screens: {
			create: { [EPIC]: withoutParent, [BUG]: [...bug, { id: 'issuelinks' }], [SUBTASK]: [...withoutParent, { id: 'parent', required: true }], '*': [...task, { id: 'issuelinks' }] },
			edit: { [EPIC]: [...withoutParent, ...editOnly], [BUG]: [...bug, ...editOnly], '*': [...task, ...editOnly] },
		},
		properties: {},
	};
}
