import { createCloud } from '../../jira/cloud';
import { createDataCenter } from '../../jira/dataCenter';
import { scriptedSite, type Exchange } from './scriptedSite';

const SIDES = [
	['Cloud', createCloud, '/rest/api/3'],
	['Data Center', createDataCenter, '/rest/api/2'],
] as const;

describe.each(SIDES)('edits without mails on %s', (_name, create, api) => {
	const open = (exchanges: Exchange[]) => {
		const site = scriptedSite(exchanges);
		return { site, jira: create(site.port, { id: 'site-1', accountId: 'acc-sync' }, () => Promise.reject(new Error('no media here'))) };
	};
	const ask = (project: string) => `GET ${api}/mypermissions?${api.endsWith('3') ? `projectKey=${project}&permissions=ADMINISTER%2CADMINISTER_PROJECTS` : `projectKey=${project}`}`;
	const held = (havePermission: boolean) => ({ body: { permissions: { ADMINISTER: { havePermission: false, name: 'a' }, ADMINISTER_PROJECTS: { havePermission, name: 'b' } } } });

	test('the permission is asked once for each project', async () => {
		const { jira, site } = open([{ ask: ask('ACME'), answer: held(true) }, { ask: ask('BETA'), answer: held(false) }]);
		expect([await jira.mayEditQuietly('ACME'), await jira.mayEditQuietly('ACME'), await jira.mayEditQuietly('BETA')]).toEqual([true, true, false]);
		site.expectDone();
	});

	test('without an answer an edit is not kept quiet, and does not fail for it', async () => {
		const { jira } = open([{ ask: ask('ACME'), answer: { status: 403 } }]);
		expect(await jira.mayEditQuietly('ACME')).toBe(false);
	});

	test('a quiet edit says so to Jira, another one says nothing', async () => {
		const { jira, site } = open([
			{ ask: `PUT ${api}/issue/1?notifyUsers=false`, body: { fields: { summary: 's' }, properties: [] }, answer: { status: 204 } },
			{ ask: `PUT ${api}/issue/1`, body: { fields: { summary: 't' }, properties: [] }, answer: { status: 204 } },
		]);
		await jira.editIssue('1', { fields: { summary: 's' }, properties: [], quietly: true });
		await jira.editIssue('1', { fields: { summary: 't' }, properties: [] });
		site.expectDone();
	});
});
