import type { CheckFacts, CheckQuestion, Told } from '../../sync/check/facts';
import { summaryOf, type Finding } from '../../sync/check/finding';
import { findingsOf } from '../../sync/check/findings';
import { nearNames } from '../../sync/nearNames';
import type { FieldMeta } from '../../sync/issue';
import { transition } from './fixtures';

const PROJECT = { id: '1', key: 'DEV', name: 'Development', archived: false, type: 'software', teamManaged: false };
const permission = (key: string, held = true) => ({ key, name: '', held });
const field = (fieldId: string, more: Partial<FieldMeta> = {}): FieldMeta => ({ fieldId, name: fieldId, required: false, hasDefaultValue: false, type: 'string', ...more });

const question: CheckQuestion = {
	connection: 'deskdev', reads: true, writes: true, project: 'DEV', type: { name: 'Task' }, transitions: ['Done'],
	used: ['attachments', 'comments', 'creation', 'internalComments', 'remoteLinks', 'transitions', 'webhook'],
};

/** A site where everything is as it should be. */
const good: CheckFacts = {
	deployment: 'cloud', siteUrl: 'https://dev.example', clockAhead: 0,
	account: { told: { id: 'acc', name: 'Sync' } },
	siteId: { told: 'cloud-1' },
	project: { told: PROJECT },
	visibleProjects: { told: [] },
	permissions: { told: ['BROWSE_PROJECTS', 'CREATE_ISSUES', 'EDIT_ISSUES', 'ADD_COMMENTS', 'EDIT_OWN_COMMENTS', 'CREATE_ATTACHMENTS', 'TRANSITION_ISSUES', 'LINK_ISSUES'].map((key) => permission(key)) },
	globalPermissions: { told: [permission('ADMINISTER')] },
	agent: { told: [permission('SERVICEDESK_AGENT')] },
	types: { told: [{ id: '10', name: 'Task' }, { id: '11', name: 'Sub-task' }] },
	createFields: { told: [field('summary', { required: true }), field('description')] },
	editFields: { told: [field('summary'), field('description')] },
	fields: { told: [] },
	transitions: { told: { transitions: [transition('31', 'Done', 'Done')], byStatus: {}, unseen: [] } },
	webhooks: { told: [{ name: 'n8n Jira Sync: deskdev', url: 'https://n8n.example/1', enabled: true }] },
	claims: { told: 'account' },
	settings: { told: { attachments: true, issueLinking: true } },
	uploadLimit: { told: 1_572_864 },
};
const check = (facts: Partial<CheckFacts> = {}, asked: Partial<CheckQuestion> = {}): Finding[] => findingsOf({ ...good, ...facts }, { ...question, ...asked });
const notFine = (findings: Finding[]) => findings.filter(({ ok }) => ok !== true).map(({ check: id, ok }) => [id, ok]);
const finding = (id: string, facts: Partial<CheckFacts>, asked: Partial<CheckQuestion> = {}) => check(facts, asked).find((each) => each.check === id)!;
const failed = (code: string): Told<never> => ({ untold: `Jira says ${code}.`, next: 'Do something.', code });

test('where everything is as it should be, nothing is to be done', () => {
	expect(notFine(check())).toEqual([]);
	expect(check().map(({ next }) => next).join('')).toBe('');
});

test.each<[string, Partial<CheckFacts>, Array<[string, boolean | null]>]>([
	['a refused credential', { account: failed('unauthorized') }, [['credential', false], ['clock', null]]],
	['a site that does not answer', { account: failed('noAnswer') }, [['credential', false], ['clock', null]]],
	['a login page in front of Jira', { account: failed('notJira') }, [['credential', false], ['clock', null]]],
	['a site that is down for a moment, which says nothing of the credential', { account: failed('unavailable') }, [['credential', null], ['clock', null]]],
	['a pause that Jira asks for', { account: failed('rateLimited') }, [['credential', null], ['clock', null]]],
	['a clock a minute ahead', { clockAhead: 60_000 }, []],
	['a clock more than a minute ahead', { clockAhead: 61_000 }, [['clock', false]]],
	['a clock more than a minute behind', { clockAhead: -61_000 }, [['clock', false]]],
	['an archived project', { project: { told: { ...PROJECT, archived: true } } }, [['project.archived', false]]],
	['a project whose kind Jira does not tell', { project: { told: { ...PROJECT, type: undefined } } }, [['project.kind', null]]],
	['the same, and whether the account is an agent neither', { project: { told: { ...PROJECT, type: undefined } }, agent: { told: [] } }, [['project.kind', null], ['internalComments', null]]],
	['a service project and no agent', { project: { told: { ...PROJECT, type: 'service_desk' } }, agent: { told: [permission('SERVICEDESK_AGENT', false)] } }, [['internalComments', false]]],
	['a site that does not know the permission of agents', { project: { told: { ...PROJECT, type: 'service_desk' } }, agent: failed('badRequest') }, [['internalComments', null]]],
	['a permission that the site does not know', { permissions: { told: (good.permissions as { told: [] }).told.slice(0, -1) } }, [['permission.LINK_ISSUES', null]]],
	['fields with a default, or that a type and a project fill', { createFields: { told: [field('description'), field('issuetype', { required: true }), field('project', { required: true }), field('priority', { required: true, hasDefaultValue: true })] } }, []],
	['two required fields', { createFields: { told: [field('description'), field('a', { required: true }), field('b', { required: true })] } }, [['requiredFields.a', false], ['requiredFields.b', false]]],
	['a create screen without description', { createFields: { told: [field('summary')] } }, [['description.create', false]]],
	['an edit screen without description', { editFields: { told: [field('summary')] } }, [['description.edit', false]]],
	['no issue of the type', { editFields: { told: undefined } }, [['description.edit', null]]],
	['a transition nowhere', { transitions: { told: { transitions: [], byStatus: {}, unseen: [] } } }, [['transition.Done', false]]],
	['a transition nowhere, and statuses that hide theirs', { transitions: { told: { transitions: [], byStatus: {}, unseen: ['Open'] } } }, [['transition.Done', null]]],
	['webhooks that nobody but an administrator may list', { webhooks: failed('forbidden'), globalPermissions: { told: [permission('ADMINISTER', false)] } }, [['permission.ADMINISTER', false], ['webhook', null]]],
	['webhooks that an administrator may not list either', { webhooks: failed('forbidden') }, [['webhook', false]]],
	['webhooks that cannot be listed just now', { webhooks: failed('unavailable') }, [['webhook', null]]],
	['webhooks of other connections only', { webhooks: { told: [{ name: 'n8n Jira Sync: deskdev2', url: 'u', enabled: true }] } }, [['webhook', false]]],
	['claims nowhere', { claims: { told: 'nowhere' } }, [['claims', false]]],
	['no issue links', { settings: { told: { attachments: true, issueLinking: false } } }, [['remoteLinks', false]]],
	['no attachments', { settings: { told: { attachments: false, issueLinking: true } } }, [['attachments', false]]],
	['settings that nobody may read', { settings: failed('forbidden') }, [['remoteLinks', null], ['attachments', null]]],
])('%s', (_what, facts, found) => {
	expect(notFine(check(facts))).toEqual(found);
	for (const { ok, next, detail } of check(facts)) expect([next === '', detail === '']).toEqual([ok === true, false]);
});

test.each<[string, Partial<CheckFacts>, string, RegExp]>([
	['Cloud grants in the project', {}, 'permission.ADD_COMMENTS', /: Project settings > Permissions\.$/],
	['a team-managed project has roles', { project: { told: { ...PROJECT, teamManaged: true } } }, 'permission.ADD_COMMENTS', /: Project settings > Access, in a role of the project\.$/],
	['Data Center leads to a scheme', { deployment: 'dataCenter' }, 'permission.ADD_COMMENTS', /permission scheme in Administration > Issues\.$/],
	['Cloud has its global permissions in the settings', {}, 'permission.ADMINISTER', /: Settings > System > Global permissions\. /],
	['Data Center in the administration', { deployment: 'dataCenter' }, 'permission.ADMINISTER', /: Administration > System > Global permissions\. /],
])('%s', (_where, facts, id, next) => {
	expect(finding(id, { permissions: { told: [permission('ADD_COMMENTS', false)] }, globalPermissions: { told: [permission('ADMINISTER', false)] }, ...facts }).next).toMatch(next);
});

test('a permission is named as Jira shows it to the account', () => {
	const shown = finding('permission.ADD_COMMENTS', { permissions: { told: [{ key: 'ADD_COMMENTS', name: 'Kommentare hinzufügen', held: false }] } });
	expect([shown.title, shown.detail, shown.next].map((text) => text.includes('Kommentare hinzufügen'))).toEqual([false, true, true]);
});

test('required fields that need words of their own: the description, and the parent of a sub-task', () => {
	const createFields: CheckFacts['createFields'] = { told: [field('description', { required: true }), field('parent', { required: true })] };
	expect(finding('requiredFields.description', { createFields }).detail).toContain('an issue without one cannot be brought over');
	expect(finding('requiredFields.parent', { createFields }).next).toBe('Choose an issue type that is no sub-task.');
});

test.each<[string, Partial<CheckQuestion>, string[]]>([
	['only read', { writes: false }, ['BROWSE_PROJECTS', 'EDIT_ISSUES', 'LINK_ISSUES', 'ADMINISTER']],
	['only written to', { reads: false }, ['BROWSE_PROJECTS', 'CREATE_ISSUES', 'EDIT_ISSUES', 'ADD_COMMENTS', 'EDIT_OWN_COMMENTS', 'CREATE_ATTACHMENTS', 'TRANSITION_ISSUES', 'LINK_ISSUES']],
	['only written to, with fields alone', { reads: false, used: [] }, ['BROWSE_PROJECTS', 'EDIT_ISSUES']],
	['written to, with new counterparts', { reads: false, used: ['creation'] }, ['BROWSE_PROJECTS', 'CREATE_ISSUES', 'EDIT_ISSUES']],
	['where deleted content and issues follow and nobody is mailed', { reads: false, used: ['attachments', 'comments', 'deletion', 'quietEdits', 'removals'] }, ['BROWSE_PROJECTS', 'EDIT_ISSUES', 'ADD_COMMENTS', 'EDIT_OWN_COMMENTS', 'CREATE_ATTACHMENTS', 'DELETE_OWN_COMMENTS', 'DELETE_OWN_ATTACHMENTS', 'DELETE_ISSUES', 'ADMINISTER_PROJECTS']],
])('what a site needs that is %s', (_how, asked, keys) => {
	expect(check({}, asked).flatMap(({ check: id }) => (id.startsWith('permission.') ? [id.slice('permission.'.length)] : []))).toEqual(keys);
});

test('a site that tells no limit for files', () => {
	expect(finding('attachments', { uploadLimit: { told: Number.POSITIVE_INFINITY } })).toMatchObject({ ok: true, detail: expect.stringContaining('no limit') });
	expect(finding('attachments', {}).detail).toContain('up to 1.5 MB');
});

test.each<[string, Array<boolean | null>, object]>([
	['nothing to mend', [true, true], { ok: true, problems: 0, untold: 0 }],
	['nothing to mend, as far as one can tell', [true, null], { ok: true, problems: 0, untold: 1 }],
	['problems', [true, false, null, false], { ok: false, problems: 2, untold: 1 }],
	['nothing could be told', [null, null], { ok: null, problems: 0, untold: 2 }],
])('the summary of %s', (_what, oks, summary) => {
	expect(summaryOf(oks.map((ok) => ({ check: 'x', title: '', detail: '', next: '', ok })))).toEqual({ check: 'summary', ...summary });
});

test.each<[string, string, string[]]>([
	['the same in other letters first', 'done', ['Done', 'Undone']],
	['part of a longer name', 'Ready', ['Development Ready']],
	['a slip of the finger', 'Resovle', ['Resolve']],
	['not every short word', 'Bug', []],
	['and nothing that is another word', 'Rollout', []],
])('a name that may be meant: %s', (_what, wanted, found) => {
	expect(nearNames(wanted, ['Task', 'Undone', 'Done', 'Resolve', 'Development Ready'])).toEqual(found);
});

describe('rows of rules', () => {
	const row = (local: string, remote: string) => ({ at: 1, row: { local, remote, how: 'set' as const, when: true, values: [], ifNoMatch: 'nothing' as const } });
	test.each<[string, Partial<CheckFacts>, Partial<CheckQuestion>, boolean | null]>([
		['can be told where everything is known', {}, { rows: [row('summary', 'key')] }, true],
		['cannot be told where Jira hides its fields and a row names one by its name', { fields: failed('forbidden') }, { rows: [row('Cost', 'key')] }, null],
		['cannot be told where Jira hides the create screen', { createFields: failed('forbidden') }, { rows: [row('summary', 'key')] }, null],
		['are no matter of a side that is only read', {}, { rows: [row('summary', 'key')], writes: false }, null],
	])('%s', (_what, facts, asked, ok) => {
		const found = check(facts, asked).filter(({ check: id }) => id.startsWith('rules.'));
		expect(found.map((each) => each.ok)).toEqual(asked.writes === false ? [] : [ok]);
	});
});
