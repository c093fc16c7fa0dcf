import { runOutgoing } from '../../rules/outgoing';
import { comment, errorOf, file, pairInput } from './support';

const issue = {
	...pairInput().replica,
	comments: [comment('1', 'for all'), comment('2', 'for us', false)],
	attachments: [file('1', 'a.png', 10), file('2', 'b.zip', 9_000_000)],
};
const run = (script: string) => runOutgoing(script, { issue });

describe('what leaves', () => {
	test('a field that is named leaves as it is, everything else stays', () => {
		expect(run('replica.key = issue.key\nreplica.parentId = issue.parentId')).toMatchObject({
			fields: { key: { how: 'asIs', rule: 'line 1' }, parent: { how: 'asIs', rule: 'line 2' } },
			customFields: {},
		});
	});

	test('a value that is worked out leaves instead', () => {
		expect(run(`replica.labels = 'synced from Jira Server'\nreplica.summary = "\${issue.key} \${issue.summary}"\nreplica.description = null`).fields).toEqual({
			labels: { how: 'computed', value: ['synced_from_Jira_Server'], rule: 'line 1' },
			summary: { how: 'computed', value: 'DESK-1 Printer on fire', rule: 'line 2' },
			description: { how: 'computed', value: null, rule: 'line 3' },
		});
	});

	test('custom fields, under their own name or another', () => {
		expect(run('replica.customFields."Hue" = issue.customFields."Colour"\nreplica.customFields."Key".value = issue.key').customFields).toEqual({
			Hue: { how: 'asIs', from: 'Colour', rule: 'line 1' },
			Key: { how: 'computed', value: 'DESK-1', rule: 'line 2' },
		});
	});

	test('a custom field may have any name', () => {
		const { customFields } = run('replica.customFields."__proto__".value = issue.key');
		expect(Object.keys(customFields)).toEqual(['__proto__']);
		expect(customFields.how).toBeUndefined();
	});

	test.each<[string, object]>([
		['replica.comments = issue.comments', { comments: 'all' }],
		['replica.comments = issue.comments.findAll { !it.internal }', { comments: ['1'] }],
		['replica.comments = []', { comments: [] }],
		['replica.attachments = issue.attachments', { attachments: 'all' }],
		['replica.attachments = issue.attachments.findAll { it.filesize < 1000 && it.filename.endsWith(".png") }', { attachments: ['1'] }],
	])('%s', (script, wanted) => {
		expect(run(script)).toMatchObject(wanted);
	});

	test('a line that is a comment lets nothing out', () => {
		expect(run('// replica.comments = issue.comments')).toEqual({ fields: {}, customFields: {}, warnings: [], asked: [], steps: 0 });
	});

	test('emptying the versions and components of a project is fine, they never leave', () => {
		expect(run('replica.project = issue.project\nreplica.project.versions = []\nreplica.project.components = []').fields).toEqual({ project: { how: 'asIs', rule: 'line 1' } });
	});

	test('after return nothing more leaves', () => {
		expect(Object.keys(run('replica.key = issue.key\nif (issue.priority.name == "High") { return }\nreplica.summary = issue.summary').fields)).toEqual(['key']);
	});

	test('comments of the script\'s own making are refused', () => {
		expect(errorOf(() => run('def list = ["x"]\nreplica.comments = list')).message).toContain('takes comments of the issue');
	});
});
