import type { Project, SiteData } from '../model.ts';
import { GROUPS, LINK_TYPES, PRIORITIES, RESOLUTIONS, WORK_SCOPES, account } from './shared.ts';

const ADA = '712020:1a7e0c54-0001-4d0a-8a55-desk00000001';
const SYNC = '712020:1a7e0c54-0002-4d0a-8a55-desk00000002';
const ANN = '712020:1a7e0c54-0003-4d0a-8a55-desk00000003';
const BEN = '712020:1a7e0c54-0004-4d0a-8a55-desk00000004';
const CASEY = 'qm:1a7e0c54-d35c-4b5f-9d0c-000000000005:casey';
const NED = '712020:1a7e0c54-0006-4d0a-8a55-desk00000006';
const RITA = '712020:1a7e0c54-0007-4d0a-8a55-desk00000007';

const MEMBERS: Project['members'] = { [ADA]: 'admin', [SYNC]: 'admin', [ANN]: 'worker', [BEN]: 'worker', [NED]: 'worker', [RITA]: 'reader', [CASEY]: 'customer' };
const BASICS = ['summary', 'description', 'priority', 'assignee', 'reporter', 'labels', 'components', 'duedate', 'security'];
const CUSTOM = ['customfield_10201', 'customfield_10202', 'customfield_10203', 'customfield_10204', 'customfield_10205', 'customfield_10206', 'customfield_10207', 'customfield_10208', 'customfield_10209', 'customfield_10211'];
const screen = (...ids: string[]): Array<{ id: string }> => ids.map((id) => ({ id }));

/** The service desk: customers ask, agents answer, some requests go to development. */
export function deskSite(): SiteData {
	return {
		name: 'desk',
		title: 'Desk',
		cloudId: '5f2b8c1e-3c57-4a6e-9b0d-de5c00000001',
		uploadLimit: 10 * 1024 * 1024,
		counters: {},
		accounts: [
			account('ada', 'Ada Admin', ADA, { siteAdmin: true, emailVisible: true, tokens: [{ token: 'desk-ada-token' }] }),
			account('sync', 'Sync Desk', SYNC, {
				email: 'sync@desk.example', siteAdmin: true, timeZone: 'Europe/Vienna',
				tokens: [{ token: 'desk-sync-token' }, { token: 'desk-sync-scoped-token', scopes: WORK_SCOPES }],
			}),
			account('ann', 'Ann Lee', ANN, { email: 'ann@desk.example', emailVisible: true, timeZone: 'Europe/Berlin', tokens: [{ token: 'desk-ann-token' }] }),
			account('ben', 'Ben Okafor', BEN, { email: 'ben@desk.example', tokens: [{ token: 'desk-ben-token' }] }),
			account('casey', 'Casey Customer', CASEY, { email: 'casey@customer.example', accountType: 'customer' }),
			account('ned', 'Ned Noadmin', NED, { email: 'ned@desk.example', tokens: [{ token: 'desk-ned-token' }] }),
			account('rita', 'Rita Reader', RITA, { email: 'rita@desk.example', tokens: [{ token: 'desk-rita-token' }] }),
		],
		roles: [{ id: '10002', name: 'Administrators' }, { id: '10101', name: 'Service Desk Team' }, { id: '10102', name: 'Service Desk Customers' }],
		groups: GROUPS,
		issueTypes: [
			{ id: '10010', name: 'Service Request', untranslatedName: 'Service Request', hierarchyLevel: 0 },
			{ id: '10011', name: 'Incident', untranslatedName: 'Incident', hierarchyLevel: 0 },
			{ id: '10012', name: 'Task', untranslatedName: 'Task', hierarchyLevel: 0 },
			{ id: '10013', name: 'Sub-task', untranslatedName: 'Sub-task', hierarchyLevel: -1 },
		],
		statuses: [
			{ id: '10000', name: 'Open', category: 'new' },
			{ id: '10001', name: 'Waiting for development', category: 'indeterminate' },
			{ id: '10002', name: 'Development Ready', category: 'indeterminate' },
			{ id: '10003', name: 'Resolved', category: 'done' },
			{ id: '10004', name: 'Closed', category: 'done' },
			{ id: '10005', name: 'Waiting for customer', category: 'indeterminate' },
		],
		priorities: PRIORITIES,
		resolutions: RESOLUTIONS,
		linkTypes: LINK_TYPES,
		customFields: [
			{ id: 'customfield_10201', name: 'Impact', type: 'select', options: [{ id: '10401', value: 'One person' }, { id: '10402', value: 'A team' }, { id: '10403', value: 'Everyone' }] },
			{ id: 'customfield_10202', name: 'Affected systems', type: 'multiselect', options: [{ id: '10411', value: 'VPN' }, { id: '10412', value: 'Mail' }, { id: '10413', value: 'Printing' }] },
			{ id: 'customfield_10203', name: 'Technical contact', type: 'userpicker' },
			{ id: 'customfield_10204', name: 'Needed by', type: 'datepicker' },
			{ id: 'customfield_10205', name: 'Outage start', type: 'datetime' },
			{ id: 'customfield_10206', name: 'Runbook', type: 'url' },
			{ id: 'customfield_10207', name: 'Cost', type: 'float' },
			{ id: 'customfield_10208', name: 'Workaround', type: 'textarea' },
			{ id: 'customfield_10209', name: 'Location', type: 'cascadingselect', options: [
				{ id: '10421', value: 'Vienna', children: [{ id: '10422', value: 'Headquarters' }, { id: '10423', value: 'Warehouse' }] },
				{ id: '10424', value: 'Lisbon', children: [{ id: '10425', value: 'Office' }] },
			] },
			{ id: 'customfield_10210', name: 'Resolution note', type: 'textfield' },
			{ id: 'customfield_10211', name: 'Development key', type: 'textfield' },
			// On no screen: setting it is refused although it exists.
			{ id: 'customfield_10299', name: 'Legacy number', type: 'float' },
		],
		workflows: [{
			id: 'desk', name: 'Service desk workflow', initialStatusId: '10000',
			statusIds: ['10000', '10001', '10002', '10003', '10004', '10005'],
			transitions: [
				{ id: '11', name: 'Send to development', from: ['10000', '10002', '10005'], to: '10001', screen: screen('comment') },
				{ id: '21', name: 'Development Ready', from: ['10001'], to: '10002', screen: screen('customfield_10210', 'comment') },
				{ id: '31', name: 'Resolve this issue', from: ['10000', '10002', '10005'], to: '10003', screen: [{ id: 'resolution', required: true }, { id: 'assignee' }, { id: 'comment' }] },
				{ id: '41', name: 'Close', from: ['10002', '10003'], to: '10004', screen: [{ id: 'resolution', required: true }, { id: 'comment' }] },
				{ id: '51', name: 'Reopen', from: ['10003', '10004'], to: '10000', setResolution: null },
				{ id: '61', name: 'Ask the customer', from: ['10000', '10002'], to: '10005', screen: screen('comment') },
				{ id: '71', name: 'Take back', from: ['10001'], to: '10000', onlyRoles: ['admin', 'worker'] },
			],
		}],
		projects: [
			project('10000', 'DESK', 'Service Desk', 'service_desk', MEMBERS),
			project('10001', 'OPS', 'Operations', 'software', MEMBERS),
			project('10002', 'HR', 'Human Resources', 'service_desk', { [ADA]: 'admin' }),
		],
		issues: {},
		formerKeys: {},
		issueLinks: [],
		userProperties: {},
		webhooks: [],
	};
}

function project(id: string, key: string, name: string, type: Project['type'], members: Project['members']): Project {
	const fields = screen(...BASICS, ...CUSTOM);
	return {
		id, key, name, type, members,
		leadId: ADA,
		nextNumber: 1,
		issueTypeIds: ['10010', '10011', '10012', '10013'],
		workflows: { '*': 'desk' },
		priorityIds: ['1', '2', '3', '4', '5'],
		components: [{ id: `${id}1`, name: 'Network' }, { id: `${id}2`, name: 'Accounts' }],
		versions: [],
		securityLevels: key === 'DESK' ? [{ id: '10500', name: 'Agents only', accountIds: [ADA, SYNC, ANN, BEN] }, { id: '10501', name: 'Management', accountIds: [ADA] }] : [],
		screens: {
			create: { '10013': [...fields, { id: 'parent', required: true }], '*': [...fields, { id: 'issuelinks' }] },
			edit: { '*': [...fields, { id: 'issuetype' }, { id: 'comment' }, { id: 'issuelinks' }, { id: 'attachment' }] },
		},
		properties: {},
	};
}
