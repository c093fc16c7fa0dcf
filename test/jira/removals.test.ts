import { createCloud } from '../../jira/cloud';
import { createDataCenter } from '../../jira/dataCenter';
import type { Jira } from '../../jira/types';
import { scriptedSite, type Exchange } from './scriptedSite';

describe.each<[string, number, typeof createCloud]>([
	['Cloud', 3, createCloud],
	['Data Center', 2, createDataCenter],
])('%s', (_name, version, create) => {
	const open = (exchanges: Exchange[]): { jira: Jira; expectDone: () => void } => {
		const site = scriptedSite(exchanges);
		return { jira: create(site.port, { id: 'site', accountId: 'acc-sync' }, site.send), expectDone: site.expectDone };
	};

	test.each([204, 404])('a comment and a file are deleted; that one is gone already is no error (%i)', async (status) => {
		const { jira, expectDone } = open([
			{ ask: `DELETE /rest/api/${version}/issue/10001/comment/20`, answer: { status } },
			{ ask: `DELETE /rest/api/${version}/attachment/30`, answer: { status } },
		]);
		await jira.deleteComment('10001', '20');
		await jira.deleteAttachment('10001', '30');
		expectDone();
	});

	test.each([204, 404])('an issue is deleted without its subtasks; that it is gone already is no error (%i)', async (status) => {
		const { jira, expectDone } = open([{ ask: `DELETE /rest/api/${version}/issue/10001`, answer: { status } }]);
		await jira.deleteIssue('10001');
		expectDone();
	});

	test('a refusal is told', async () => {
		const { jira } = open([{ ask: `DELETE /rest/api/${version}/issue/10001/comment/20`, answer: { status: 400, body: { errorMessages: ['You do not have the permission to delete this comment.'] } } }]);
		await expect(jira.deleteComment('10001', '20')).rejects.toMatchObject({ code: 'badRequest' });
	});
});
