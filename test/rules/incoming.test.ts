import type { IncomingInput } from '../../rules/incoming';
import { errorOf, pairInput, runIncoming } from './support';

const run = (script: string, input: Partial<IncomingInput> = {}) => runIncoming(script, { ...pairInput(), ...input }, { local: 'BlueJira', remote: 'GreenJira' });
const none = { changes: [], comments: false, files: false, mergeComments: false, mergeFiles: false, stop: false, syncBack: false, ownComments: [], warnings: [], asked: [] };

describe('fields', () => {
	test.each<[string, object]>([
		['issue.summary = replica.summary', { field: 'summary', how: 'set', value: 'Printer on fire' }],
		['issue.description = replica.description', { field: 'description', how: 'set', value: { format: 'wiki', text: 'It *burns*.' } }],
		['issue.description = replica.priority', { field: 'description', how: 'set', value: 'High' }],
		['issue.priority = replica.priority', { field: 'priority', how: 'set', value: { name: 'High', id: '2' } }],
		['issue.priority = "Low"', { field: 'priority', how: 'set', value: { name: 'Low' } }],
		['issue.priority = nodeHelper.getPriority("High")', { field: 'priority', how: 'set', value: { name: 'High', id: '91' } }],
		['issue.due = replica.due', { field: 'duedate', how: 'set', value: '2026-02-01' }],
		['issue.reporter = replica.reporter', { field: 'reporter', how: 'set', value: null }],
		['issue.assignee = nodeHelper.getUserByEmail(replica.assignee?.email)', { field: 'assignee', how: 'set', value: { id: 'l1', name: 'Rita L' } }],
		['issue.assignee = null', { field: 'assignee', how: 'set', value: null }],
		['issue.labels = replica.labels', { field: 'labels', how: 'set', value: ['hot', 'paper'] }],
		['issue.labels += "new"', { field: 'labels', how: 'add', value: ['new'] }],
		['issue.labels -= replica.labels', { field: 'labels', how: 'remove', value: ['hot', 'paper'] }],
		['issue.components = replica.components', { field: 'components', how: 'set', value: [{ name: 'Printers', id: '7' }] }],
		['issue.fixVersions += "1.0"', { field: 'fixVersions', how: 'add', value: [{ name: '1.0' }] }],
		['issue.description += "seen"', { field: 'description', how: 'append', value: 'seen' }],
		['issue.parentId = nodeHelper.getLocalIssueKeyFromRemoteId(replica.parentId)', { field: 'parent', how: 'set', value: 'DEV-8' }],
		['issue.customFields."Colour here".value = replica.customFields."Colour".value', { field: 'Colour here', how: 'set', value: { name: 'Red', id: '5' } }],
		['issue.customFields."My list".value = "Red"', { field: 'My list', how: 'set', value: 'Red' }],
		['BlueJira.issue.customFields."Text".value = GreenJira.issue.customFields."Notes".value', { field: 'Text', how: 'set', value: 'mind the gap' }],
		['issue.customFields."Notes".value += ", more"', { field: 'Notes', how: 'append', value: ', more' }],
	])('%s', (script, change) => {
		expect(run(`\n${script}`)).toMatchObject({ ...none, changes: [{ ...change, rule: 'line 2' }] });
	});

	test('spaces in a label become "_", with a warning', () => {
		const { changes, warnings } = run(`issue.labels = 'synced from Jira Server'`);
		expect(changes).toEqual([{ field: 'labels', how: 'set', value: ['synced_from_Jira_Server'], rule: 'line 1' }]);
		expect(warnings).toEqual(['Line 1: labels have no spaces, so "_" stands for them.']);
	});

	test('what the other side does not send, and nobody found, leaves the field alone and says so', () => {
		const script = 'issue.environment = replica.environment\nissue.assignee = nodeHelper.getUserByEmail("Nobody@example.com")\nissue.priority = nodeHelper.getPriority("Urgent")';
		expect(run(script)).toMatchObject({
			...none,
			warnings: [
				'Line 1: issue.environment is left as it is: the other side does not send environment.',
				'Line 2: issue.assignee is left as it is: nobody here has that address.',
				'Line 3: issue.priority is left as it is: there is no such priority here.',
			],
		});
	});

	test('the last line that sets a field decides, and later lines see what earlier ones set', () => {
		const { changes } = run('issue.labels = ["a"]\nissue.labels += "b"\nissue.summary = "x"\nif (issue.summary == "x" && issue.labels.contains("b")) { issue.summary = "y" }');
		expect(changes).toEqual([
			{ field: 'labels', how: 'set', value: ['a', 'b'], rule: 'line 1 and line 2' },
			{ field: 'summary', how: 'set', value: 'y', rule: 'line 4' },
		]);
	});

	test('what was not looked up is asked for, and changes nothing yet', () => {
		const script = 'issue.priority = nodeHelper.getPriority("Blocker")\nissue.assignee = nodeHelper.getUserByEmail("New@example.com")';
		expect(run(script)).toMatchObject({ changes: [], asked: [{ what: 'priorities', value: 'Blocker' }, { what: 'users', value: 'new@example.com' }] });
	});
});

describe('comments, files, moves and the pair', () => {
	test.each<[string, object]>([
		['issue.comments += replica.addedComments', { comments: true }],
		['issue.attachments += replica.addedAttachments', { files: true }],
		['issue.comments = commentHelper.mergeComments(issue, replica)', { comments: true, mergeComments: true }],
		['commentHelper.mergeComments(issue, replica)', { comments: true, mergeComments: true }],
		['issue.comments = commentHelper.mergeComments(issue, replica, { it.internal = true; it })', { comments: true, mergeComments: true, internalCopies: true }],
		['issue.attachments = attachmentHelper.mergeAttachments(issue, replica)', { files: true, mergeFiles: true }],
		['issue.comments = commentHelper.addComment("Seen by ${replica.key}", issue.comments)', { ownComments: [{ text: 'Seen by DESK-1', rule: 'line 1' }] }],
		['issue.doTransition = "Reopen"', { transition: { by: 'name', value: 'Reopen', rule: 'line 1' } }],
		['workflowHelper.transition(issue, "Reopen")', { transition: { by: 'name', value: 'Reopen', rule: 'line 1' } }],
		['issue.setStatus("Done")', { transition: { by: 'status', value: 'Done', rule: 'line 1' } }],
		['issue.setStatus = replica.status', { transition: { by: 'status', value: 'Waiting for development', rule: 'line 1' } }],
		['issue.doTransition = [Open: "Start"][replica.status.name]', {}],
		['if (replica.status.name == "Waiting for development" && issue.resolution != null) { issue.doTransition = "Reopen" }', {}],
		['syncHelper.unExalateAfterProcessing()', { stop: true }],
		['syncHelper.syncBackAfterProcessing()', { syncBack: true }],
	])('%s', (script, wanted) => {
		expect(run(script)).toMatchObject({ ...none, ...wanted });
	});

	test.each(['issue.comments = []', 'issue.attachments = replica.attachments', 'issue.comments += replica.addedComments.findAll { !it.internal }', 'issue.comments -= replica.comments'])(
		'what would delete or choose here is refused: %s',
		(script) => {
			expect(errorOf(() => run(script)).next).toContain('outgoing rules of the other side');
		},
	);

	test('executor cannot be met, and says so', () => {
		const { warnings } = run('issue.comments = commentHelper.mergeComments(issue, replica) { c -> c.executor = nodeHelper.getUserByEmail(c.author.email) }');
		expect(warnings).toEqual([expect.stringContaining('executor is ignored')]);
	});
});

describe('the first sync', () => {
	const first = { firstSync: true };

	test('creates where the script says', () => {
		const decision = run('issue.projectKey = "ACME"\nissue.typeName = "Task"\nissue.summary = replica.summary', first);
		expect(decision.create).toEqual({ project: 'ACME', type: 'Task' });
	});

	test('takes a type from the site', () => {
		expect(run('issue.type = nodeHelper.getIssueType("Bug")\nstore(issue)', first).create).toEqual({ type: 'Bug' });
	});

	test('creates nothing when the script ends before it assigns anything', () => {
		expect(run('if (firstSync) { return }\nissue.summary = replica.summary', first)).not.toHaveProperty('create');
	});

	test('project and type count only then', () => {
		expect(run('issue.projectKey = "ACME"\nissue.typeName = "Task"')).toMatchObject(none);
	});
});

test('the same input gives the same decision, and the input stays as it was', () => {
	const input = pairInput();
	const before = JSON.stringify(input);
	const script = 'issue.labels += replica.labels.sort().reverse()\nissue.comments += replica.addedComments';
	expect(runIncoming(script, input)).toEqual(runIncoming(script, input));
	expect(JSON.stringify(input)).toBe(before);
});
