import { analyse } from '../../rules/analysis';
import { errorOf } from './support';

describe('what a script reads and writes is known before it runs', () => {
	test('fields of both issues, custom fields by name, helpers', () => {
		const script = `
			if (firstSync) { issue.projectKey = "ACME" }
			issue.summary = "\${replica.key}: \${replica.customFields."Their field".value}"
			issue.customFields."Our field".value = [replica.status?.name].findAll { it != issue.priority?.name }
			issue.labels += replica.labels
			issue.comments = commentHelper.mergeComments(issue, replica)
			if (previous.status?.name != "Done") { workflowHelper.transition(issue, "Close") }
			issue.parentId = nodeHelper.getLocalIssueKeyFromRemoteId(replica.parentId)?.id`;
		expect(analyse(script, 'incoming')).toEqual({
			reads: {
				issue: { fields: ['labels', 'priority'], customFields: [] },
				replica: { fields: ['key', 'labels', 'parent', 'status'], customFields: ['Their field'] },
				previous: { fields: ['status'], customFields: [] },
			},
			writes: { fields: ['comments', 'labels', 'parent', 'summary'], customFields: ['Our field'] },
			helpers: ['commentHelper.mergeComments', 'nodeHelper.getLocalIssueKeyFromRemoteId', 'workflowHelper.transition'],
			comments: true,
			files: false,
			warnings: [],
		});
	});

	test('on the way out, what is read of the issue and what leaves', () => {
		const { reads, writes } = analyse('replica.summary = issue.priority?.name\nreplica.comments = issue.comments.findAll { !it.internal }\nreplica.customFields."A".value = issue.customFields."B".value', 'outgoing');
		expect(reads.issue).toEqual({ fields: ['comments', 'priority'], customFields: ['B'] });
		expect(writes).toEqual({ fields: ['comments', 'summary'], customFields: ['A'] });
	});

	test('names of the sides stand for the local and the remote issue', () => {
		const { reads, writes } = analyse('BlueJira.issue.labels = GreenJira.issue.labels', 'incoming', { local: 'BlueJira', remote: 'GreenJira' });
		expect(reads.replica.fields).toEqual(['labels']);
		expect(writes.fields).toEqual(['labels']);
	});
});

describe('what cannot work is refused before it runs', () => {
	const names = { local: 'BlueJira', remote: 'GreenJira', customFields: ['Severity', 'Root cause'] };

	test.each([
		['issue.sumary = "x"', 'no field "sumary"', 'summary'],
		['issue.customFields."Severty".value = "x"', 'no custom field "Severty"', '"Severity"'],
		['x = replica.prioritty', 'no field "prioritty"', 'priority'],
		['BlueJira.issue.labels = GreenJira.issue.comments', 'BlueJira.issue.labels takes labels, and GreenJira.issue.comments is comments', 'labels'],
		['issue.comments = replica.labels', 'takes comments', 'comments'],
		['issue.assignee = "Rita"', 'takes a person', 'getUserByEmail'],
		['issue.priority = replica.assignee', 'is a person', 'named value'],
		['issue.due = true', 'is true or false', 'date'],
		['GreenJira.issue.labels = BlueJira.issue.labels', 'replica cannot be written', 'other side'],
		['x = previous.description', 'previous.description is not known', 'Only a fingerprint'],
		['x = previous.comments', 'previous.comments is not known', 'addedComments'],
		['issue.summary = "x " + issue.summary', 'grow at every sync', '+='],
		['issue.description = "${issue.description} x"', 'grow at every sync', '+='],
	])('%s', (script, what, next) => {
		const error = errorOf(() => analyse(script, 'incoming', names));
		expect(error.message).toContain(what);
		expect(error.next).toContain(next);
	});

	test('a line without effect, a slip and an open comment are warnings', () => {
		const { warnings } = analyse('issue.summary\nissue.attachments += replica.addedAttachment\n/* the rest', 'incoming');
		expect(warnings).toEqual([
			'Line 3: the comment that begins with /* is not closed, so the rest of the script is a comment.',
			'Line 1: this line has no effect.',
			'Line 2: addedAttachment is read as addedAttachments.',
		]);
	});

	test('an object that is compared with a text is a warning', () => {
		expect(analyse('if (replica.status == "Done") { return }', 'incoming').warnings).toEqual([expect.stringContaining('Line 1: an object is compared with a text')]);
		expect(analyse('if (replica.status.name == "Done") { return }', 'incoming').warnings).toEqual([]);
	});
});
